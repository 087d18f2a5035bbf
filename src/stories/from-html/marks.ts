import { rankOf } from '../document/shapes.ts';
import type { LinkMark, Mark, PlainMark, PlainMarkType } from '../document.ts';

/** In their order, each type once. Never changed in place: equal sets are mostly the same array. */
export type Marks = readonly Mark[];

export const noMarks: Marks = [];

const plain = (type: PlainMarkType): PlainMark => ({ type });
export const plainMarks: Readonly<Record<PlainMarkType, PlainMark>> = {
  emphasis: plain('emphasis'),
  strong: plain('strong'),
  strike: plain('strike'),
  subscript: plain('subscript'),
  superscript: plain('superscript'),
  code: plain('code'),
};

/** Emphasis that tells, by being this very object, that the words stood in a cite or named a picture's maker. */
export const citeMark: PlainMark = plain('emphasis');
export const creditMark: PlainMark = plain('emphasis');

export function withMark(marks: Marks, mark: Mark): Marks {
  const same = marks.find((one) => one.type === mark.type);
  // Emphasis inside a cite does not undo what the cite tells.
  if (same && (same === mark || mark === plainMarks[mark.type as PlainMarkType])) return marks;
  const others = same ? marks.filter((one) => one !== same) : marks;
  return [...others, mark].sort((a, b) => (rankOf(a.type) ?? 0) - (rankOf(b.type) ?? 0));
}

export function withoutMark(marks: Marks, type: Mark['type']): Marks {
  return marks.some((one) => one.type === type) ? marks.filter((one) => one.type !== type) : marks;
}

export function sameMarks(one: Marks, other: Marks): boolean {
  if (one === other) return true;
  return one.length === other.length && one.every((mark, at) => sameMark(mark, other[at] as Mark));
}

export function linkOf(marks: Marks): LinkMark | undefined {
  const first = marks[0];
  return first?.type === 'link' ? first : undefined;
}

/** Marks that an inline style asks for or takes away, as Word, Google Docs and old editors write them. */
export function styledMarks(marks: Marks, style: string): Marks {
  let after = marks;
  for (const [pattern, type] of ADDS) if (pattern.test(style)) after = withMark(after, plainMarks[type]);
  for (const [pattern, type] of REMOVES) if (pattern.test(style)) after = withoutMark(after, type);
  return after;
}

export function isHiddenStyle(style: string): boolean {
  return /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)/i.test(style);
}

const ADDS: readonly (readonly [RegExp, PlainMarkType])[] = [
  [/(?:^|;)\s*font-weight\s*:\s*(?:bold|[6-9]00)/i, 'strong'],
  [/(?:^|;)\s*font-style\s*:\s*(?:italic|oblique)/i, 'emphasis'],
  [/(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]{0,60}line-through/i, 'strike'],
  [/(?:^|;)\s*vertical-align\s*:\s*super/i, 'superscript'],
  [/(?:^|;)\s*vertical-align\s*:\s*sub/i, 'subscript'],
];

const REMOVES: readonly (readonly [RegExp, PlainMarkType])[] = [
  [/(?:^|;)\s*font-weight\s*:\s*(?:normal|lighter|[1-5]00)/i, 'strong'],
  [/(?:^|;)\s*font-style\s*:\s*normal/i, 'emphasis'],
];

function sameMark(one: Mark, other: Mark): boolean {
  if (one === other) return true;
  // A cite next to ordinary emphasis must stay apart until its block has been looked at.
  if (one.type !== 'link' || other.type !== 'link') return false;
  return one.attrs.href === other.attrs.href && one.attrs.story === other.attrs.story;
}
