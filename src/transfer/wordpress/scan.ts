import { after, cdataOpen, findElementEnd, nameAt, type SearchPlace } from './element-end.ts';

/**
 * One part of an export, in the order of the file; `line` is where it begins.
 *
 * root    the opening tag of `<rss>` or `<channel>`, for its namespaces
 * head    an element of the channel: the site's title, an author, a category
 * item    an item, whole; `repairs` counts bytes in it that did not belong to the file's encoding
 * broken  an element that never ends, or whose CDATA does not; reading goes on at the next item
 * finish  the end; `complete` is false when `</channel>` never came
 */
export type Segment =
  | { is: 'root'; name: string; text: string; line: number }
  | { is: 'head'; name: string; text: string; line: number }
  | { is: 'item'; text: string; line: number; repairs: number }
  | { is: 'broken'; name: string; text: string; line: number; why: string }
  | { is: 'finish'; complete: boolean; line: number };

/** Cuts the text of an export into its parts as it comes in. Looks at structure only; `fields.ts` reads what is inside. */
export interface Scanner {
  /** `repairs` are places in `text` where the decoder had to guess. */
  push(text: string, repairs?: readonly number[]): Segment[];
  end(): Segment[];
}

export function makeScanner(): Scanner {
  return new ExportScanner();
}

/** An element longer than this is given up as broken, so that one missing end cannot eat the memory. */
const longestElement = 64 * 1024 * 1024;
const farthestLook = 64;
const roots = new Set(['rss', 'channel', 'rdf:RDF']);

/** A class, because buffer, place and line only make sense together. */
class ExportScanner implements Scanner {
  private buffer = '';
  private waiting: string[] = [];
  private waitingLength = 0;
  private position = 0;
  private line = 1;
  private nextNewline = -2;
  private search: SearchPlace | null = null;
  private repairs: number[] = [];
  private dropped = 0;
  private received = 0;
  private complete = false;

  push(text: string, repairs: readonly number[] = []): Segment[] {
    for (const place of repairs) this.repairs.push(this.received + place);
    this.received += text.length;
    this.waiting.push(text);
    this.waitingLength += text.length;
    // The buffer grows by doubling, so that a long item is not copied once for each stretch that arrives.
    return this.waitingLength < this.buffer.length - this.position ? [] : this.scan(false);
  }

  end(): Segment[] {
    const segments = this.scan(true);
    segments.push({ is: 'finish', complete: this.complete, line: this.line });
    return segments;
  }

  private scan(last: boolean): Segment[] {
    this.dropped += this.position;
    this.buffer = this.buffer.slice(this.position) + this.waiting.join('');
    this.position = 0;
    this.nextNewline = -2;
    this.waiting = [];
    this.waitingLength = 0;
    const segments: Segment[] = [];
    let more = true;
    while (more) more = this.readPart(last, segments);
    return segments;
  }

  /** Reads one part of the file. False when what has come so far holds no further whole part. */
  private readPart(last: boolean, segments: Segment[]): boolean {
    const open = this.buffer.indexOf('<', this.position);
    if (open < 0) {
      this.moveTo(this.buffer.length);
      return false;
    }
    this.moveTo(open);
    if (!last && this.buffer.length - open < farthestLook) return false;
    const next = this.buffer[open + 1];
    if (next === '!' || next === '?') return this.skipTo(endOfMarkup(this.buffer, open), last);
    if (next === '/') return this.readClosing(open, last);
    const name = nameAt(this.buffer, open + 1);
    if (name === '') return this.skipTo(open + 1, last);
    return this.readElement(name, last, segments);
  }

  private skipTo(end: number, last: boolean): boolean {
    if (end >= 0) this.moveTo(end);
    else if (last) this.moveTo(this.buffer.length);
    return end >= 0;
  }

  private readClosing(open: number, last: boolean): boolean {
    const name = nameAt(this.buffer, open + 2);
    if (name === 'channel' || name === 'rss') this.complete = true;
    return this.skipTo(after(this.buffer, '>', open), last);
  }

  private readElement(name: string, last: boolean, segments: Segment[]): boolean {
    const start = this.position;
    const opened = after(this.buffer, '>', start);
    if (opened < 0 && !last) return false;
    const line = this.line;
    if (roots.has(name) || (opened > 0 && this.buffer[opened - 2] === '/')) {
      const text = this.buffer.slice(start, opened);
      segments.push({ is: roots.has(name) ? 'root' : 'head', name, text, line });
      return this.skipTo(opened, last);
    }
    this.search ??= { offset: name.length + 1, opened: 0 };
    const end = findElementEnd({ text: this.buffer, start, name, place: this.search, last });
    if (end.found === 'more') return this.giveUpIfEndless(name, segments);
    this.search = null;
    const text = this.buffer.slice(start, end.at);
    const repairs = this.repairsBefore(end.at);
    if (end.found === 'broken') segments.push({ is: 'broken', name, text, line, why: end.why });
    else if (name === 'item') segments.push({ is: 'item', text, line, repairs });
    else segments.push({ is: 'head', name, text, line });
    this.moveTo(end.at);
    return true;
  }

  private giveUpIfEndless(name: string, segments: Segment[]): boolean {
    if (this.buffer.length - this.position < longestElement) return false;
    this.search = null;
    const next = this.buffer.slice(this.position + 5).search(/<item[\s>]/);
    const until = next < 0 ? this.buffer.length : this.position + 5 + next;
    const text = this.buffer.slice(this.position, Math.min(until, this.position + 65_536));
    segments.push({
      is: 'broken',
      name,
      text,
      line: this.line,
      why: `<${name}> does not end within 64 million characters`,
    });
    this.moveTo(until);
    return true;
  }

  private repairsBefore(end: number): number {
    const until = this.dropped + end;
    const later = this.repairs.findIndex((place) => place >= until);
    const passed = this.repairs.splice(0, later < 0 ? this.repairs.length : later);
    return passed.length;
  }

  private moveTo(place: number): void {
    if (this.nextNewline === -2) this.nextNewline = this.buffer.indexOf('\n', this.position);
    while (this.nextNewline >= 0 && this.nextNewline < place) {
      this.line += 1;
      this.nextNewline = this.buffer.indexOf('\n', this.nextNewline + 1);
    }
    this.position = place;
  }
}

/** End of a comment, an instruction, stray CDATA or a doctype with its declarations, none of which are read. */
function endOfMarkup(text: string, open: number): number {
  if (text.startsWith('<!--', open)) return after(text, '-->', open + 4);
  if (text.startsWith('<?', open)) return after(text, '?>', open + 2);
  if (text.startsWith(cdataOpen, open)) return after(text, ']]>', open + cdataOpen.length);
  const close = text.indexOf('>', open);
  const bracket = text.indexOf('[', open);
  if (bracket < 0 || (close >= 0 && close < bracket)) return close < 0 ? -1 : close + 1;
  const declared = after(text, ']', bracket);
  return declared < 0 ? -1 : after(text, '>', declared);
}
