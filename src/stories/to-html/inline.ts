import type { StoryId } from '#kit/ids.js';
import { isSafeLink } from '../document/safe-address.ts';
import type { Inline, LinkMark, Mark, PlainMarkType } from '../document.ts';
import { attribute, escapeText } from './escape.ts';

/**
 * storyHref    where a story is read; null or undefined takes the link off and leaves its words
 * base         address of the page, to make relative links whole
 * keepForeign  see HtmlOptions
 */
export type InlineOptions = {
  readonly storyHref?: (id: StoryId) => string | null | undefined;
  readonly base?: string;
  readonly keepForeign?: boolean;
};

const TAGS: Readonly<Record<PlainMarkType, string>> = {
  emphasis: 'em',
  strong: 'strong',
  strike: 's',
  subscript: 'sub',
  superscript: 'sup',
  code: 'code',
};

const noMarks: readonly Mark[] = [];

/** The inside of one paragraph, crosshead or caption, escaped. */
export function inlineHtml(content: readonly Inline[], options: InlineOptions = {}): string {
  let html = '';
  let open: readonly Mark[] = noMarks;
  for (const piece of content) {
    const marks = piece.marks ?? noMarks;
    if (marks !== open && (marks.length > 0 || open.length > 0)) {
      html += change(open, marks, options);
      open = marks;
    }
    html += piece.type === 'text' ? escapeText(piece.text) : '<br>';
  }
  return open.length > 0 ? html + change(open, noMarks, options) : html;
}

/** A link of the web or of the paper as it goes into `href`, or null where it must not be followed. */
export function hrefOf(href: string, options: InlineOptions): string | null {
  if (!isSafeLink(href)) return null;
  if (options.base === undefined || /^[a-z]+:/i.test(href)) return href;
  return URL.canParse(href, options.base) ? new URL(href, options.base).href : null;
}

/** Closes the marks that end here and opens those that begin. Marks stand in one order, so the common ones come first. */
function change(before: readonly Mark[], after: readonly Mark[], options: InlineOptions): string {
  let common = 0;
  while (common < before.length && common < after.length && isSame(before[common], after[common])) common++;
  let html = '';
  for (let at = before.length - 1; at >= common; at--) html += closing(before[at] as Mark, options);
  for (let at = common; at < after.length; at++) html += opening(after[at] as Mark, options);
  return html;
}

function opening(mark: Mark, options: InlineOptions): string {
  if (mark.type !== 'link') return `<${TAGS[mark.type]}>`;
  const href = linkHref(mark, options);
  if (options.keepForeign && mark.attrs.story !== null) {
    return `<a${attribute('href', href ?? mark.attrs.href)}${attribute('data-story', mark.attrs.story)}>`;
  }
  return href === null ? '' : `<a${attribute('href', href)}>`;
}

function closing(mark: Mark, options: InlineOptions): string {
  if (mark.type !== 'link') return `</${TAGS[mark.type]}>`;
  const kept = options.keepForeign && mark.attrs.story !== null;
  return kept || linkHref(mark, options) !== null ? '</a>' : '';
}

function linkHref({ attrs }: LinkMark, options: InlineOptions): string | null {
  if (attrs.story === null) return attrs.href === '' ? null : hrefOf(attrs.href, options);
  const home = options.storyHref?.(attrs.story);
  return home === null || home === undefined ? null : hrefOf(home + attrs.href, options);
}

function isSame(one: Mark | undefined, other: Mark | undefined): boolean {
  if (one === other) return true;
  if (one?.type !== other?.type) return false;
  if (one?.type !== 'link' || other?.type !== 'link') return true;
  return one.attrs.href === other.attrs.href && one.attrs.story === other.attrs.story;
}
