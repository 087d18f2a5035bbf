/**
 * The schema of the body as a table: what each node holds and which attributes it has. `check.ts` reads bodies by it
 * and `schema.ts` makes ProseMirror's schema from it, so the two cannot come apart.
 */
import { isBlockId } from './block-id.ts';
import { cleanLink, cleanSource, isSafeLink, isSafeSource, isWebAddress } from './safe-address.ts';

/** `start` is what ProseMirror gives a new node; `wants` ends the sentence "…, where there should be". */
export type AttributeRule = {
  readonly start: unknown;
  readonly fits: (value: unknown) => boolean;
  readonly wants: string;
  /** Puts a value that fits into the one form in which it is kept; null where it cannot. */
  readonly clean?: (value: string) => string | null;
};

/** holds: nothing, inline content, plain text, or nodes of these types, at least one of them. */
export type NodeShape = {
  readonly attrs: Readonly<Record<string, AttributeRule>>;
  readonly holds: 'nothing' | 'inline' | 'text' | readonly string[];
};

/** How deep nodes may stand in each other, the top blocks counting 1. Whoever walks a body may use recursion. */
export const DEEPEST = 24;

const text = (start = ''): AttributeRule => ({
  start,
  fits: (value) => typeof value === 'string',
  wants: 'text',
});
const textOrNull: AttributeRule = {
  start: null,
  fits: (value) => value === null || typeof value === 'string',
  wants: 'text or null',
};
const yesOrNo: AttributeRule = {
  start: false,
  fits: (value) => typeof value === 'boolean',
  wants: 'true or false',
};
const isWhole = (value: unknown, from: number, to: number) =>
  typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to;
const whole = (from: number, to: number, start = from): AttributeRule => ({
  start,
  fits: (value) => isWhole(value, from, to),
  wants: `a whole number from ${from} to ${to}`,
});
const wholeOrNull = (from: number, to = Number.MAX_SAFE_INTEGER): AttributeRule => ({
  start: null,
  fits: (value) => value === null || isWhole(value, from, to),
  wants: `a whole number from ${from} on, or null`,
});
const oneOf = (...words: (string | null)[]): AttributeRule => ({
  start: words[0],
  fits: (value) => words.includes(value as string | null),
  wants: `one of ${words.join(', ')}`,
});
const id: AttributeRule = {
  start: '',
  fits: (value) => typeof value === 'string' && isBlockId(value),
  wants: 'an id of eight letters and digits that begins with a letter',
};
const source: AttributeRule = {
  start: null,
  fits: (value) => value === null || (typeof value === 'string' && isSafeSource(value)),
  wants: 'a web address or null',
  clean: cleanSource,
};
const link: AttributeRule = {
  start: null,
  fits: (value) => value === null || (typeof value === 'string' && isSafeLink(value)),
  wants: 'a web, mail or telephone address or null',
  clean: cleanLink,
};
const webAddress: AttributeRule = {
  start: '',
  fits: (value) => typeof value === 'string' && isWebAddress(value),
  wants: 'a web address with http or https',
  clean: cleanLink,
};
const storyIds: AttributeRule = {
  start: [],
  fits: (value) => Array.isArray(value) && value.every((one) => isWhole(one, 1, Number.MAX_SAFE_INTEGER)),
  wants: 'a list of story ids',
};

export const topBlocks = [
  'paragraph',
  'crosshead',
  'list',
  'quotation',
  'pullQuote',
  'picture',
  'gallery',
  'alsoRead',
  'table',
  'embed',
  'factBox',
  'file',
  'preformatted',
  'divider',
  'foreign',
] as const;

export const nodeShapes: Readonly<Record<string, NodeShape>> = {
  doc: { attrs: {}, holds: [...topBlocks, 'premiumCut'] },
  paragraph: { attrs: { id }, holds: 'inline' },
  crosshead: { attrs: { id, level: oneOfNumbers(1, 2) }, holds: 'inline' },
  list: { attrs: { id, ordered: yesOrNo, start: whole(-1_000_000, 1_000_000, 1) }, holds: ['listItem'] },
  listItem: { attrs: { id }, holds: ['paragraph', 'list'] },
  quotation: { attrs: { id, speaker: textOrNull, role: textOrNull }, holds: ['paragraph'] },
  pullQuote: { attrs: { id, attribution: textOrNull }, holds: 'inline' },
  picture: {
    attrs: {
      id,
      media: wholeOrNull(1),
      src: source,
      alt: text(),
      credit: text(),
      size: oneOf('column', 'wide', 'full'),
      href: link,
    },
    holds: 'inline',
  },
  gallery: { attrs: { id }, holds: ['picture'] },
  alsoRead: { attrs: { id, stories: storyIds }, holds: 'nothing' },
  table: { attrs: { id, caption: text() }, holds: ['tableRow'] },
  tableRow: { attrs: {}, holds: ['tableCell'] },
  tableCell: {
    attrs: {
      header: yesOrNo,
      colspan: whole(1, 1000),
      rowspan: whole(1, 1000),
      align: oneOf(null, 'start', 'center', 'end'),
    },
    holds: ['paragraph'],
  },
  embed: {
    attrs: { id, url: webAddress, provider: text(), title: text(), height: wholeOrNull(1, 1_000_000) },
    holds: 'nothing',
  },
  factBox: { attrs: { id, title: text() }, holds: ['paragraph', 'list', 'crosshead', 'picture', 'table'] },
  file: {
    attrs: { id, media: wholeOrNull(1), src: source, name: text(), mime: text(), sizeBytes: wholeOrNull(0) },
    holds: 'nothing',
  },
  preformatted: { attrs: { id, kind: oneOf('plain', 'code', 'verse') }, holds: 'text' },
  divider: { attrs: { id }, holds: 'nothing' },
  premiumCut: { attrs: { id }, holds: 'nothing' },
  foreign: { attrs: { id, name: text(), original: text() }, holds: 'nothing' },
};

/** In the order in which they nest, outermost first; a run of text carries its marks in this order. */
export const markTypes = [
  'link',
  'strong',
  'emphasis',
  'strike',
  'subscript',
  'superscript',
  'code',
] as const;

const ranks: ReadonlyMap<string, number> = new Map(markTypes.map((type, at) => [type, at]));

export function rankOf(markType: string): number | undefined {
  return ranks.get(markType);
}

/** Attributes of a link. `href` may be '' only where it leads to a story. */
export const linkAttributes: Readonly<Record<string, AttributeRule>> = {
  href: {
    start: '',
    fits: (value) => typeof value === 'string' && isSafeLink(value),
    wants: 'a web, mail or telephone address',
    clean: cleanLink,
  },
  story: wholeOrNull(1),
};

function oneOfNumbers(...numbers: number[]): AttributeRule {
  return {
    start: numbers[0],
    fits: (value) => numbers.includes(value as number),
    wants: `one of ${numbers.join(', ')}`,
  };
}
