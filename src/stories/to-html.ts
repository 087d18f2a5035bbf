import type { MediaId, StoryId } from '#kit/ids.js';
import type { Block } from './document.ts';
import { Writing } from './to-html/blocks.ts';

export { attribute, escapeText, escapeValue } from './to-html/escape.ts';
export { type InlineOptions, inlineHtml } from './to-html/inline.ts';

/**
 * How a body is written out. What cannot be found is left out: a story that readers may not see loses its link but
 * not the words, a picture whose file is missing goes with its caption.
 *
 * story        where a story is read and what it is called
 * media        where a picture or file of the library is, with its size in pixels where it has one
 * base         address of the page, to make every link and source absolute, as feeds need
 * ids          whether blocks carry their ids as anchors; they do unless this is false
 * alsoRead     the line above stories offered to read as well, in the paper's language
 * keepForeign  writes what only Standfirst reads back too, so that `fromHtml(…, { trusted: true })` gives the same
 *              body again: the premium cut, foreign elements, our ids in data- attributes. Never for readers.
 */
export type HtmlOptions = {
  readonly story?: (id: StoryId) => { readonly href: string; readonly headline: string } | null | undefined;
  readonly media?: (id: MediaId) => MediaFound | null | undefined;
  readonly base?: string;
  readonly ids?: boolean;
  readonly alsoRead?: string;
  readonly keepForeign?: boolean;
};

export type MediaFound = {
  readonly src: string;
  readonly width?: number | null;
  readonly height?: number | null;
};

/** Blocks as semantic HTML, for feeds, the API and exports. The site's own pages are drawn by its theme. */
export function toHtml(blocks: readonly Block[], options: HtmlOptions = {}): string {
  const writing = new Writing(options);
  let html = '';
  for (const block of blocks) html += writing.block(block);
  return html;
}
