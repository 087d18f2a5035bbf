import type { Block, Crosshead, HardBreak, Inline, Preformatted, Text } from '../document.ts';
import { type Marks, noMarks, sameMarks } from './marks.ts';

/** What a line of text will become. `verbatim` keeps every space and break, and the block even when it is blank. */
export type LineKind =
  | { type: 'paragraph'; id: string; verbatim: boolean }
  | { type: 'crosshead'; id: string; level: Crosshead['attrs']['level']; verbatim: boolean }
  | { type: 'preformatted'; id: string; kind: Preformatted['attrs']['kind']; verbatim: boolean };

const IRREGULAR_SPACE = /[\t\n\f\r]| {2}/;
const SPACES = /[ \t\n\f\r]+/g;
/** Anything that shows: neither space of any kind nor a sign without width. */
const SHOWING = /[^\s\u00ad\u200b-\u200f\u2060\ufeff]/;

export function isBlank(text: string): boolean {
  return !SHOWING.test(text);
}

/** The inline content of one block while it is being read, with white space closed up as a browser does. */
export class Line {
  readonly kind: LineKind;
  /** Pictures that stood in the middle of a sentence. They follow the block. */
  readonly after: Block[] = [];
  readonly #content: Inline[] = [];
  #text = '';
  #marks: Marks = noMarks;
  /** A space here would be at the start, after a break or after another space: it does not count. */
  #atGap = true;
  #endsInSpace = false;
  #begun = false;
  /** Whether anything so far would be seen. Kept along, as looking again would take longer with every word. */
  #shows = false;
  #endsInBreak = false;
  #endsInRow = false;

  constructor(kind: LineKind) {
    this.kind = kind;
  }

  add(raw: string, marks: Marks): void {
    if (this.kind.type === 'preformatted') this.#append(raw, noMarks);
    else if (this.kind.verbatim) this.#append(raw, marks);
    else this.#addClosedUp(raw, marks);
  }

  #addClosedUp(raw: string, marks: Marks): void {
    let text = IRREGULAR_SPACE.test(raw) ? raw.replace(SPACES, ' ') : raw;
    if (this.#atGap && text.charCodeAt(0) === 32) text = text.slice(1);
    if (text === '') return;
    this.#append(text, marks);
    this.#endsInSpace = text.charCodeAt(text.length - 1) === 32;
    this.#atGap = this.#endsInSpace;
  }

  /** A line break. Says true where it was the second in a row, which parts paragraphs; then nothing is added. */
  addBreak(marks: Marks): boolean {
    if (this.kind.type === 'preformatted') {
      this.#append('\n', noMarks);
      return false;
    }
    if (!this.kind.verbatim) {
      this.#dropTrailingSpace();
      const before = this.#lastThatShows();
      if (before === undefined) return false;
      if (before.type === 'hardBreak') return true;
    }
    this.#flush();
    const hardBreak: HardBreak = { type: 'hardBreak' };
    if (marks.length > 0) hardBreak.marks = [...marks];
    this.#content.push(hardBreak);
    this.#endsInBreak = true;
    this.#atGap = true;
    this.#endsInSpace = false;
    return false;
  }

  /** Begins a new row inside preformatted text, where a block began or ended. */
  addRow(): void {
    if (this.#begun && !this.#endsInRow) this.#append('\n', noMarks);
  }

  /** Closes up the space before words that will be taken out of the line, as a picture's credit is. */
  closeUp(): void {
    this.#dropTrailingSpace();
    this.#atGap = true;
  }

  get isBlank(): boolean {
    return !this.#shows;
  }

  get endsInBreak(): boolean {
    return this.#endsInBreak;
  }

  /** The finished content, or null where nothing is left to show. */
  finish(): Inline[] | null {
    if (!this.kind.verbatim) this.#dropTrailingSpace();
    if (this.isBlank && !this.kind.verbatim) return null;
    this.#flush();
    if (!this.kind.verbatim && this.kind.type !== 'preformatted') this.#trimEnds();
    return this.#content;
  }

  /** Takes breaks and spaces off both ends, no-break spaces too, with which people indent. */
  #trimEnds(): void {
    while (this.#lastThatShows()?.type === 'hardBreak') this.#content.pop();
    let first = this.#content[0];
    while (first?.type === 'text' && isBlank(first.text)) {
      this.#content.shift();
      first = this.#content[0];
    }
    const last = this.#content.at(-1);
    if (first?.type === 'text') first.text = first.text.trimStart();
    if (last?.type === 'text') last.text = last.text.trimEnd();
  }

  #append(raw: string, marks: Marks): void {
    // The line end right after <pre> is not part of the text.
    const first = this.kind.type === 'preformatted' && !this.#begun && raw.startsWith('\n');
    const text = first ? raw.slice(1) : raw;
    this.#begun = true;
    if (!isBlank(text)) {
      this.#shows = true;
      this.#endsInBreak = false;
    }
    if (text !== '') this.#endsInRow = text.charCodeAt(text.length - 1) === 10;
    if (!sameMarks(marks, this.#marks)) {
      this.#flush();
      this.#marks = marks;
    }
    this.#text += text;
  }

  #flush(): void {
    if (this.#text === '') return;
    const last = this.#content.at(-1);
    if (last?.type === 'text' && sameMarks(last.marks ?? noMarks, this.#marks)) last.text += this.#text;
    else this.#content.push(textOf(this.#text, this.#marks));
    this.#text = '';
  }

  #dropTrailingSpace(): void {
    if (!this.#endsInSpace) return;
    this.#endsInSpace = false;
    this.#flush();
    const last = this.#content.at(-1);
    if (last?.type !== 'text') return;
    last.text = last.text.slice(0, -1);
    if (last.text === '') this.#content.pop();
  }

  /** The last piece that is not a blank text: a text, a break, or nothing. Blank texts after it are let go. */
  #lastThatShows(): Inline | undefined {
    this.#flush();
    let last = this.#content.at(-1);
    while (last?.type === 'text' && isBlank(last.text)) {
      this.#content.pop();
      last = this.#content.at(-1);
    }
    return last;
  }
}

function textOf(text: string, marks: Marks): Text {
  return marks.length > 0 ? { type: 'text', text, marks: [...marks] } : { type: 'text', text };
}
