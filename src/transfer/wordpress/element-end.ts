/** Where an element ends, why it never does, or that more text is needed to tell. */
export type ElementEnd =
  | { found: 'end'; at: number }
  | { found: 'broken'; at: number; why: string }
  | { found: 'more' };

/**
 * How far the search for an element's end has come, so that it goes on there when more text has arrived.
 *
 * offset  counted from the element's `<`
 * opened  the tag opened last, which is the one a CDATA section belongs to; counted in the same way
 */
export interface SearchPlace {
  offset: number;
  opened: number;
}

export interface ElementSearch {
  text: string;
  start: number;
  name: string;
  place: SearchPlace;
  /** No more text will come. */
  last: boolean;
}

export const cdataOpen = '<![CDATA[';
/** The longest beginning that must be seen whole to be told from another is `<![CDATA[`; some room for names. */
const farthestLook = 64;

/** Looks for the end of the element at `start`, past its CDATA and comments. Moves `place` on. */
export function findElementEnd(search: ElementSearch): ElementEnd {
  const { text, start, place, last } = search;
  let at = start + place.offset;
  for (;;) {
    const tag = text.indexOf('<', at);
    const tooNear = !last && (tag < 0 || text.length - tag < farthestLook);
    if (tag < 0 || tooNear) {
      place.offset = (tag < 0 ? text.length : tag) - start;
      return last ? fileEnds(search, `<${search.name}>`) : { found: 'more' };
    }
    const step = text[tag + 1] === '!' ? stepOverMarkup(search, tag) : stepOverTag(search, tag);
    if (typeof step !== 'number') {
      place.offset = tag - start;
      return step;
    }
    at = step;
  }
}

function fileEnds(search: ElementSearch, where: string): ElementEnd {
  return { found: 'broken', at: search.text.length, why: `the file ends inside ${where}` };
}

/** The place after a CDATA section or comment, or what stops the search. */
function stepOverMarkup(search: ElementSearch, tag: number): number | ElementEnd {
  const { text, last } = search;
  if (text.startsWith(cdataOpen, tag)) return stepOverCdata(search, tag);
  if (!text.startsWith('<!--', tag)) return tag + 2;
  const end = after(text, '-->', tag + 4);
  if (end >= 0) return end;
  // A comment that never ends is text with a `<!--` in it.
  return last ? tag + 4 : { found: 'more' };
}

/** The place after a tag's beginning, or the end of the element, or what shows that it never ended. */
function stepOverTag(search: ElementSearch, tag: number): number | ElementEnd {
  const { text, name, place } = search;
  if (text[tag + 1] !== '/') {
    if (isNamed(text, tag + 1, 'item')) return notClosed(name, tag);
    place.opened = tag - search.start;
    return tag + 1;
  }
  if (isNamed(text, tag + 2, 'channel') || isNamed(text, tag + 2, 'rss')) return notClosed(name, tag);
  if (!isNamed(text, tag + 2, name)) return tag + 2;
  const end = text.indexOf('>', tag);
  if (end >= 0) return { found: 'end', at: end + 1 };
  return search.last ? fileEnds(search, `<${name}>`) : { found: 'more' };
}

/** Whether the name at `from` is this one, whole. */
function isNamed(text: string, from: number, name: string): boolean {
  return text.startsWith(name, from) && !isNameSign(text.charCodeAt(from + name.length));
}

/** The tag that was opened last. */
function openName({ text, start, place }: ElementSearch): string {
  return nameAt(text, start + place.opened + 1);
}

function notClosed(name: string, at: number): ElementEnd {
  return { found: 'broken', at, why: `<${name}> is not closed` };
}

const itemBoundary = /<\/item\s*>\s*(?:<!--[\s\S]{0,200}?-->\s*)?(?=<item[\s>]|<\/channel)/;

/**
 * The place after the CDATA section at `tag`. One that runs over the end of an item is either a text about feeds, and
 * then the tag it belongs to closes right after it, or its own end was lost, and then the item stops where the next begins.
 */
function stepOverCdata(search: ElementSearch, tag: number): number | ElementEnd {
  const { text, last } = search;
  const end = after(text, ']]>', tag + cdataOpen.length);
  if (end < 0 && !last) return { found: 'more' };
  const section = text.slice(tag, end < 0 ? text.length : end);
  const boundary = section.includes('</item') ? itemBoundary.exec(section) : null;
  if (end >= 0 && (!boundary || closesAfter(text, end, openName(search)))) return end;
  if (!boundary) return fileEnds(search, `CDATA in <${openName(search)}>`);
  const at = tag + boundary.index + boundary[0].length;
  return { found: 'broken', at, why: `CDATA in <${openName(search)}> is not closed` };
}

function closesAfter(text: string, from: number, openName: string): boolean {
  const next = /\s*(?:<!\[CDATA\[|<\/([\w:.-]+))/y;
  next.lastIndex = from;
  const match = next.exec(text);
  return match !== null && (match[1] === undefined || match[1] === openName);
}

/** The element name at `from`, or ''. Written by hand: it is asked for at every tag of a file. */
export function nameAt(text: string, from: number): string {
  const first = text.charCodeAt(from);
  if (!isNameSign(first) || isDigit(first) || first === minus || first === dot || first === colon) return '';
  let end = from + 1;
  while (isNameSign(text.charCodeAt(end))) end += 1;
  return text.slice(from, end);
}

const [minus, dot, colon, underscore] = [45, 46, 58, 95];

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isNameSign(code: number): boolean {
  const letter = code | 32;
  if (letter >= 97 && letter <= 122) return true;
  return isDigit(code) || code === colon || code === underscore || code === minus || code === dot;
}

/** The place after the next `what`, or -1. */
export function after(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  return at < 0 ? -1 : at + what.length;
}
