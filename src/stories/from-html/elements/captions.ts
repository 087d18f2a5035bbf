/** Words that become an attribute of something around them: captions of figures, titles of boxes. */
import { type Attributes, hasAnyClass } from '../attributes.ts';
import type { BodyBuilder } from '../builder.ts';
import { newCaption } from '../frames.ts';
import type { OpenElement } from '../rule.ts';

const CAPTION_CLASSES: ReadonlySet<string> = new Set(['wp-caption-text', 'gallery-caption']);

/** Whether old pages set a caption in this element. */
export function isCaption(attrs: Attributes): boolean {
  return hasAnyClass(attrs, CAPTION_CLASSES);
}

/** A caption of the figure around it; without one it is a paragraph like any other. */
export function openCaption(builder: BodyBuilder, element: OpenElement): undefined {
  const figure = builder.figures.at(-1);
  // Among the pictures of a gallery, only a figcaption speaks of them all.
  if (builder.top.type === 'gallery' && element.name !== 'figcaption') return undefined;
  if (!figure || builder.isInside('caption')) return undefined;
  const frame = newCaption();
  builder.openFrame(frame);
  element.frame = frame;
  element.figure = figure;
  return undefined;
}

export function closeCaption(builder: BodyBuilder, element: OpenElement): void {
  if (element.figure && element.frame) builder.captionFigure(element.figure, element.frame);
}

/** Opens the title of a fact box. */
export function openTitle(builder: BodyBuilder, element: OpenElement): undefined {
  element.frame = builder.openWords();
  return undefined;
}

export function closeTitle(builder: BodyBuilder, element: OpenElement): void {
  if (!element.frame) return;
  const words = builder.takeWords(element.frame);
  if (builder.top.type !== 'factBox') return;
  if (!builder.top.titled) builder.top.title = words;
  builder.top.titled = true;
}

/** Closes the list, box or quotation that an element opened. */
export function closeOwnFrame(builder: BodyBuilder, element: OpenElement): void {
  if (element.frame) builder.closeFrame(element.frame);
}
