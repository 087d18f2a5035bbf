import { nextPlace } from './next-place.ts';

/** A piece of text with its shortcodes told apart. */
export type ShortcodeNode = string | Shortcode;

/**
 * opening, closing  the tags as written; `closing` is '' for one that encloses nothing
 * named, listed     attributes with a name (in lower case) and without
 * inside            what it encloses, or null
 */
export interface Shortcode {
  name: string;
  opening: string;
  closing: string;
  named: ReadonlyMap<string, string>;
  listed: readonly string[];
  inside: ShortcodeNode[] | null;
}

/** Says whether a name is a shortcode's for certain. Others are judged by how they are written. */
export type KnownShortcode = (name: string) => boolean;

interface Tag {
  start: number;
  end: number;
  name: string;
  closes: boolean;
  selfClosing: boolean;
  attributes: string;
  escaped: boolean;
  /** It stands alone on its line. */
  alone: boolean;
}

const tagPattern = /\[(\[?)(\/?)([a-zA-Z][\w-]{0,60})((?:[^\S\n][^[\]]*|\n[^[\]\n]*|[=/:][^[\]]*)?)\](\]?)/y;
/** Longer than this is no shortcode but a text in brackets. */
const longestAttributes = 20_000;
/** Deeper than any story nests them; what lies deeper is read as text. */
const deepest = 40;

/**
 * Finds the shortcodes of a text: `[name]`, `[name a="1" b='2' c]`, `[name]…[/name]`; `[[name]]` is text that shows
 * `[name]`. Square brackets of writers ("[sic]", "[the minister]", "[1]") stay text: a name nobody knows counts only with
 * attributes, an end tag, a `_` or `-` in it, or in small letters alone on its line.
 */
export function readShortcodes(text: string, known: KnownShortcode): ShortcodeNode[] {
  if (!text.includes('[')) return text === '' ? [] : [text];
  const tags = findTags(text);
  const partners = findPartners(tags);
  const accepted = tags.map((tag, index) => isShortcode(tag, partners[index] !== undefined, known));
  return new TreeBuilder(text, tags, partners, accepted).build();
}

function findTags(text: string): Tag[] {
  const tags: Tag[] = [];
  const nextAngle = nextPlace(text, '<');
  const nextBracket = nextPlace(text, '[');
  const skipHtml = htmlSkipper(text);
  let at = 0;
  for (;;) {
    const bracket = nextBracket(at);
    if (bracket === text.length) return tags;
    // Whatever stands inside an HTML tag is an attribute's business.
    const angle = nextAngle(at);
    if (angle < bracket) {
      at = skipHtml(angle);
      continue;
    }
    const tag = tagAt(text, bracket);
    if (tag) tags.push(tag);
    at = tag ? tag.end : bracket + 1;
  }
}

/** Elements whose text is never touched. */
const rawElements = /^<(script|style|textarea|code)\b/i;

/** Gives the place after an HTML tag, a comment, or an element whose text is never touched. */
function htmlSkipper(text: string): (angle: number) => number {
  const small = text.toLowerCase();
  const tagEnd = nextPlace(text, '>');
  const commentEnd = nextPlace(text, '-->');
  const rawEnds = new Map(
    ['script', 'style', 'textarea', 'code'].map((name) => [name, nextPlace(small, `</${name}`)]),
  );
  return (angle) => {
    if (text.startsWith('<!--', angle)) return Math.min(commentEnd(angle) + 3, text.length);
    if (!/[a-zA-Z/]/.test(text[angle + 1] ?? '')) return angle + 1;
    const end = tagEnd(angle);
    if (end === text.length) return angle + 1;
    const name = rawElements.exec(text.slice(angle, angle + 12))?.[1]?.toLowerCase();
    const close = name ? (rawEnds.get(name)?.(end) ?? text.length) : text.length;
    return close === text.length ? end + 1 : close;
  };
}

function tagAt(text: string, bracket: number): Tag | undefined {
  tagPattern.lastIndex = bracket;
  const match = tagPattern.exec(text);
  if (!match) return undefined;
  const [whole, doubled, slash, name = '', rest = '', last] = match;
  if (rest.length > longestAttributes) return undefined;
  const attributes = rest.trim();
  const selfClosing = attributes.endsWith('/');
  const escaped = doubled === '[' && last === ']';
  const start = doubled && !escaped ? bracket + 1 : bracket;
  const end = bracket + whole.length - (last && !escaped ? 1 : 0);
  return {
    start,
    end,
    name,
    closes: slash === '/',
    selfClosing,
    attributes: selfClosing ? attributes.slice(0, -1) : attributes,
    escaped,
    alone: standsAlone(text, start, end),
  };
}

function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 40), start);
  const after = text.slice(end, end + 40);
  return /(?:^|\n|<p[^>]{0,30}>)[^\S\n]*$/.test(before) && /^[^\S\n]*(?:\n|$|<\/p>)/.test(after);
}

/** For each tag the index of its other half, or undefined. An end belongs to the nearest open tag of its name. */
function findPartners(tags: readonly Tag[]): (number | undefined)[] {
  const partners: (number | undefined)[] = new Array(tags.length).fill(undefined);
  const open = new Map<string, number[]>();
  for (const [index, tag] of tags.entries()) {
    if (tag.escaped || tag.selfClosing) continue;
    const waiting = open.get(tag.name) ?? [];
    if (!tag.closes) {
      waiting.push(index);
      open.set(tag.name, waiting);
      continue;
    }
    const partner = waiting.pop();
    if (partner === undefined) continue;
    partners[partner] = index;
    partners[index] = partner;
  }
  return partners;
}

const writersWords = new Set([
  'sic',
  'redacted',
  'deleted',
  'laughs',
  'laughter',
  'applause',
  'update',
  'updated',
  'source',
  'note',
  'photo',
  'video',
  'image',
]);

function isShortcode(tag: Tag, hasPartner: boolean, known: KnownShortcode): boolean {
  if (tag.escaped || known(tag.name)) return true;
  if (hasPartner) return true;
  const machineName = /[_-]/.test(tag.name) && tag.attributes === '';
  if (tag.closes) return machineName;
  if (/^[=:]/.test(tag.attributes)) return false;
  if (/(?:^|\s)[\w-]+=["'“”‘’&\w]/.test(tag.attributes) || machineName) return true;
  return (
    tag.alone && tag.attributes === '' && /^[a-z][a-z0-9]+$/.test(tag.name) && !writersWords.has(tag.name)
  );
}

class TreeBuilder {
  private readonly text: string;
  private readonly tags: readonly Tag[];
  private readonly partners: readonly (number | undefined)[];
  private readonly accepted: readonly boolean[];

  constructor(
    text: string,
    tags: readonly Tag[],
    partners: readonly (number | undefined)[],
    accepted: readonly boolean[],
  ) {
    this.text = text;
    this.tags = tags;
    this.partners = partners;
    this.accepted = accepted;
  }

  build(): ShortcodeNode[] {
    return this.read(0, this.text.length, 0, this.tags.length, 0);
  }

  /** Reads the text from `start` to `end`, whose tags are those from `first` up to `last`. */
  private read(start: number, end: number, first: number, last: number, depth: number): ShortcodeNode[] {
    const nodes: ShortcodeNode[] = [];
    let at = start;
    for (let index = first; index < last; index++) {
      const tag = this.tags[index];
      if (!tag || !this.accepted[index] || depth > deepest) continue;
      const before = this.text.slice(at, tag.start);
      if (tag.escaped) {
        nodes.push(`${before}${this.text.slice(tag.start + 1, tag.end - 1)}`);
        at = tag.end;
        continue;
      }
      const close = this.closeOf(index, last);
      const closeEnd = close === undefined ? tag.end : (this.tags[close]?.end ?? tag.end);
      if (this.isEscaped(tag, closeEnd)) {
        nodes.push(before.slice(0, -1) + this.text.slice(tag.start, closeEnd));
        at = closeEnd + 1;
      } else {
        if (before !== '') nodes.push(before);
        nodes.push(this.node(tag, index, close, depth));
        at = closeEnd;
      }
      if (close !== undefined) index = close;
    }
    if (at < end) nodes.push(this.text.slice(at, end));
    return nodes;
  }

  /** `[[name]…[/name]]` shows `[name]…[/name]`. */
  private isEscaped(tag: Tag, end: number): boolean {
    return this.text[tag.start - 1] === '[' && this.text[end] === ']';
  }

  private closeOf(index: number, last: number): number | undefined {
    const partner = this.partners[index];
    return partner !== undefined && partner > index && partner < last ? partner : undefined;
  }

  private node(tag: Tag, index: number, close: number | undefined, depth: number): Shortcode {
    const opening = this.text.slice(tag.start, tag.end);
    const { named, listed } = readAttributes(tag.attributes);
    const closeTag = close === undefined ? undefined : this.tags[close];
    if (close === undefined || !closeTag)
      return { name: tag.name, opening, closing: '', named, listed, inside: null };
    const inside = this.read(tag.end, closeTag.start, index + 1, close, depth + 1);
    return {
      name: tag.name,
      opening,
      closing: this.text.slice(closeTag.start, closeTag.end),
      named,
      listed,
      inside,
    };
  }
}

const attributePattern =
  /(?<![\w-])([\w-]+)\s*=\s*"([^"]*)"(?:\s|$)|(?<![\w-])([\w-]+)\s*=\s*'([^']*)'(?:\s|$)|(?<![\w-])([\w-]+)\s*=\s*([^\s'"]+)(?:\s|$)|"([^"]*)"(?:\s|$)|'([^']*)'(?:\s|$)|(?<!\S)(\S+)(?:\s|$)/g;

/** Attributes in every way of quoting that editors produce, typographic quotes and their entities included. */
export function readAttributes(text: string): { named: Map<string, string>; listed: string[] } {
  const named = new Map<string, string>();
  const listed: string[] = [];
  const straight = straightQuotes(text);
  for (const match of straight.matchAll(attributePattern)) {
    const name = match[1] ?? match[3] ?? match[5];
    const value = match[2] ?? match[4] ?? match[6] ?? match[7] ?? match[8] ?? match[9] ?? '';
    if (name === undefined) listed.push(value.replace(/^=/, ''));
    else if (!named.has(name.toLowerCase())) named.set(name.toLowerCase(), value);
  }
  return { named, listed };
}

const curly = '(?:&(?:quot|#34|#8220|#8221|#8243|ldquo|rdquo);|[“”″„])';
const curlyValue = new RegExp(`=\\s*${curly}([^"]*?)${curly}(?=\\s|$)`, 'g');

/** Typographic quotes around a value become straight ones; those inside it stay. */
function straightQuotes(text: string): string {
  if (!/[&“”″„\u00a0]/.test(text)) return text;
  return text.replaceAll('\u00a0', ' ').replace(curlyValue, '="$1"');
}
