import type { Given } from '../given.ts';
import type { BlockPart, BlockProps } from './block-props.ts';
import { frameAddress } from './frame-address.ts';

/** Height kept for a trusted frame that names none, in pixels. */
const USUAL_HEIGHT_PX = 420;

/**
 * Something of another site. Nothing is loaded from there until the reader asks, except from hosts the newsroom
 * trusts: those stand at once in a frame that cannot reach the page.
 */
export const Embed: BlockPart<'embed'> = (props) => {
  const { url } = props.block.attrs;
  const host = hostOf(url);
  if (!host) return null;
  return props.paper.trustedEmbedHosts.includes(host) ? (
    <OpenFrame {...props} />
  ) : (
    <ClosedCard {...props} host={host} />
  );
};

function OpenFrame({ block, t }: BlockProps<'embed'> & Given) {
  const { id, url, provider, title, height } = block.attrs;
  const name = title || t.fill(t.texts.embedFrom, { provider: provider || (hostOf(url) ?? '') });
  return (
    <figure class="embed embed-open" id={id}>
      <iframe
        src={url}
        title={name}
        height={height ?? USUAL_HEIGHT_PX}
        sandbox="allow-scripts allow-popups"
        loading="lazy"
        referrerpolicy="strict-origin-when-cross-origin"
      />
    </figure>
  );
}

function ClosedCard({ block, host, t }: BlockProps<'embed'> & Given & { host: string }) {
  const { id, url, provider, title, height } = block.attrs;
  const name = provider || host;
  const frame = frameAddress(url);
  return (
    <div class="embed" id={id}>
      <p class="label">{t.fill(t.texts.embedFrom, { provider: name })}</p>
      {title ? <p class="embed-title">{title}</p> : null}
      {frame ? <p class="small">{t.fill(t.texts.embedNote, { provider: name })}</p> : null}
      <p class="embed-ways">
        {frame ? (
          <button
            class="button button-quiet"
            type="button"
            hidden
            data-frame={frame}
            data-height={height ?? undefined}
            data-title={title || name}
          >
            {t.texts.embedShow}
          </button>
        ) : null}
        <a href={url} rel="noopener">
          {t.fill(t.texts.embedOpen, { provider: name })}
        </a>
      </p>
    </div>
  );
}

function hostOf(url: string): string | null {
  return URL.canParse(url) && /^https?:/i.test(url) ? new URL(url).host : null;
}
