import { hasAnyClass, hasClass } from '../attributes.ts';
import type { BodyBuilder } from '../builder.ts';
import { type Figure, newGallery } from '../frames.ts';
import type { Drop, OpenElement, Rule, Rules, Tag } from '../rule.ts';
import { isPullQuote, ownId, sizeOf } from './block-attributes.ts';
import { closeCaption, openCaption } from './captions.ts';
import { placeEmbed, placeFile } from './embeds.ts';

const FIGURE_CLASSES: ReadonlySet<string> = new Set(['wp-caption', 'image-caption']);
const GALLERY_CLASSES: ReadonlySet<string> = new Set([
  'gallery',
  'wp-block-gallery',
  'kg-gallery-card',
  'blocks-gallery',
  'tiled-gallery',
]);

/** Elements that hold something together with its caption. */
export const figureRules: Rules = {
  figure: { flow: 'block', open: openOwnFigure, close: closeFigure },
  figcaption: {
    flow: 'block',
    open: (builder, _tag, element) => openCaption(builder, element),
    close: closeCaption,
  },
  div: division(),
};

/** A div is nothing by itself, but old pages used it as a figure. */
function division(): Rule {
  return {
    flow: 'block',
    open(builder, tag, element) {
      if (tag.attrs.class === undefined) return undefined;
      if (hasAnyClass(tag.attrs, FIGURE_CLASSES) || hasAnyClass(tag.attrs, GALLERY_CLASSES)) {
        openFigure(builder, tag, element);
      }
      return undefined;
    },
    close: closeFigure,
  };
}

/** A figure, or what only our own exports write into one. */
function openOwnFigure(builder: BodyBuilder, tag: Tag, element: OpenElement): Drop | undefined {
  const { attrs } = tag;
  if (builder.reading.trusted) {
    if (hasClass(attrs, 'embed') && placeEmbed(builder, attrs)) return {};
    if (hasClass(attrs, 'file') && attrs['data-name'] !== undefined) return placeFile(builder, attrs);
  }
  openFigure(builder, tag, element);
  return undefined;
}

export function openFigure(builder: BodyBuilder, { attrs }: Tag, element: OpenElement): void {
  const isGallery = hasAnyClass(attrs, GALLERY_CLASSES);
  const id = ownId(attrs);
  const figure: Figure = {
    frame: builder.top,
    id: isGallery ? '' : id,
    size: sizeOf(attrs),
    isPullQuote: isPullQuote(attrs),
    blocks: [],
    caption: [],
    credit: (builder.reading.trusted && attrs['data-credit']) || '',
  };
  builder.figures.push(figure);
  element.figure = figure;
  if (!isGallery || builder.isInside('gallery')) return;
  const gallery = newGallery(id);
  if (builder.openFrame(gallery)) element.frame = gallery;
}

export function closeFigure(builder: BodyBuilder, element: OpenElement): void {
  if (element.frame) builder.closeFrame(element.frame);
  if (element.figure) builder.closeFigure(element.figure);
}
