import { given } from '../given.ts';
import type { BlockPart } from './block-props.ts';
import { Blocks } from './blocks.tsx';

/** Facts beside the text. */
export const FactBox: BlockPart<'factBox'> = (props) => {
  const { id, title } = props.block.attrs;
  const name = `${id}-title`;
  return (
    <aside class="fact-box" id={id} role="note" aria-labelledby={title ? name : undefined}>
      {title ? (
        <p class="fact-title" id={name}>
          {title}
        </p>
      ) : null}
      <Blocks {...given(props)} blocks={props.block.content} body={props.body} />
    </aside>
  );
};

/** A file to fetch; sound and film play in the page when asked to. */
export const File: BlockPart<'file'> = ({ block, body, t }) => {
  const { id, media, src, name, mime, sizeBytes } = block.attrs;
  const href = (media === null ? undefined : body.refs.files.get(media)) ?? src;
  if (!href) return null;
  if (mime.startsWith('audio/') || mime.startsWith('video/'))
    return <Playing id={id} href={href} name={name} mime={mime} />;
  return (
    <p class="file" id={id}>
      <a href={href} download>
        {name || t.texts.fileDownload}
      </a>
      <span class="small">
        {[kindOf(name, mime), sizeBytes === null ? '' : sizeWords(sizeBytes, t.number)]
          .filter(Boolean)
          .join(', ')}
      </span>
    </p>
  );
};

function Playing({ id, href, name, mime }: { id: string; href: string; name: string; mime: string }) {
  return (
    <figure class="media" id={id}>
      {mime.startsWith('audio/') ? (
        <audio src={href} controls preload="none" />
      ) : (
        <video src={href} controls preload="none" />
      )}
      {name ? <figcaption>{name}</figcaption> : null}
    </figure>
  );
}

function kindOf(name: string, mime: string): string {
  const ending = /\.([a-z0-9]{2,5})$/i.exec(name)?.[1] ?? /\/([a-z0-9]{2,5})$/i.exec(mime)?.[1] ?? '';
  return ending.toUpperCase();
}

function sizeWords(bytes: number, number: (value: number) => string): string {
  return bytes < 1_000_000
    ? `${number(Math.max(1, Math.round(bytes / 1000)))} kB`
    : `${number(Math.round(bytes / 100_000) / 10)} MB`;
}
