import type { Picture as PictureNode } from '#stories/document.js';
import { type Given, given } from '../given.ts';
import { PictureFile } from '../picture-file.tsx';
import { type BlockPart, type BodyShared, inside } from './block-props.ts';

const SIZES = {
  column: '(min-width:42em) 40rem,100vw',
  wide: '(min-width:75em) 60rem,(min-width:60em) 54rem,100vw',
  full: '(min-width:90em) 78rem,100vw',
  gallery: '(min-width:75em) 29rem,(min-width:60em) 26rem,100vw',
} as const;

/** A picture with its caption and credit. One that is lost shows neither. */
export const Picture: BlockPart<'picture'> = (props) => (
  <PictureFigure
    {...given(props)}
    picture={props.block}
    body={props.body}
    sizes={SIZES[props.block.attrs.size]}
  />
);

type FigureProps = Given & { picture: PictureNode; body: BodyShared; sizes: string };

function PictureFigure(props: FigureProps) {
  const { picture, body, sizes } = props;
  const { id, media, href, size } = picture.attrs;
  const file = <File picture={picture} body={body} sizes={sizes} />;
  const known = media === null ? undefined : body.refs.media.get(media);
  if (!known && !picture.attrs.src) return null;
  const caption =
    picture.content.length > 0 ? body.inline(picture.content) : escapeText(known?.caption ?? '');
  const credit = picture.attrs.credit || known?.credit;
  return (
    <figure class={size === 'column' ? 'picture' : `picture ${size}`} id={id}>
      {href ? <a href={href}>{file}</a> : file}
      <Caption html={caption} credit={credit ?? null} />
    </figure>
  );
}

function File({ picture, body, sizes }: { picture: PictureNode; body: BodyShared; sizes: string }) {
  const { media, src, alt } = picture.attrs;
  const known = media === null ? undefined : body.refs.media.get(media);
  if (known) return <PictureFile picture={known} sizes={sizes} alt={alt || known.alt} />;
  return src ? <img src={src} alt={alt} loading="lazy" decoding="async" /> : null;
}

export type CaptionProps = { readonly html: string; readonly credit: string | null };

/** Caption in sans, the credit at its end. */
export function Caption({ html, credit }: CaptionProps) {
  if (!html && !credit) return null;
  return (
    <figcaption>
      {html ? <span class="caption" {...inside(html)} /> : null}
      {credit ? <span class="credit">{credit}</span> : null}
    </figcaption>
  );
}

/** Pictures that belong together, two beside each other where there is room; no script and no sliding. */
export const Gallery: BlockPart<'gallery'> = (props) => (
  <figure
    class="gallery"
    id={props.block.attrs.id}
    aria-label={props.t.count(props.t.texts.gallery, props.block.content.length)}
  >
    {props.block.content.map((picture) => (
      <PictureFigure {...given(props)} picture={picture} body={props.body} sizes={SIZES.gallery} />
    ))}
  </figure>
);

/** Plain text as HTML. */
export function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
