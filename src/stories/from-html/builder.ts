import type { Block, List, PremiumCut } from '../document.ts';
import { addAll } from './add-all.ts';
import { Anchors } from './anchors.ts';
import { asParagraphs, newParagraph, wordsOf } from './as-paragraphs.ts';
import { closeFigure, readCaption } from './figure.ts';
import {
  type Figure,
  type Frame,
  type LooseItem,
  newDoc,
  newItem,
  newList,
  newWords,
  type TableFrame,
} from './frames.ts';
import { isBlank, Line, type LineKind } from './line.ts';
import { type Marks, noMarks } from './marks.ts';
import type { Notes } from './notes.ts';
import { settle } from './settle.ts';
import { readAttribution, readSpeaker } from './settle-quotation.ts';

/** What the reading of one text goes by. */
export type Reading = {
  readonly trusted: boolean;
  readonly blankLines: boolean;
  readonly embedHosts: readonly string[];
  readonly notes: Notes;
};

/** Blocks deeper in each other than this are put into the one around them. The body allows a little more. */
const MOST_FRAMES = 16;
const LONGEST_SPEAKER = 200;
const ALWAYS_OPEN: ReadonlySet<Frame['type']> = new Set(['listItem', 'tableCell', 'caption', 'words']);

/** Puts a body together: the line of text in hand, the frames it stands in, and the figures around them. */
export class BodyBuilder {
  readonly reading: Reading;
  readonly anchors = new Anchors();
  readonly figures: Figure[] = [];
  /** Tables that are open; null for one inside a cell, whose cells are only paragraphs. */
  readonly tables: (TableFrame | null)[] = [];
  /** Addresses of the pictures placed so far, so that a script's and a no-script's copy are one. */
  readonly sources = new Set<string>();
  /** Sets of addresses in the `<source>` elements of the picture that is open. */
  pictureSources: string[] = [];
  /** Marks that text gets now. */
  marks: Marks = noMarks;
  /** Premium cuts met, and whether one stood where its place in the body cannot be told. */
  cutsMet = 0;
  cutUnsure = false;
  #line: Line | null = null;
  #frames: Frame[] = [newDoc()];
  #cut: PremiumCut | null = null;
  #impliedList: List | null = null;
  #wordLists: Frame[] = [];

  constructor(reading: Reading) {
    this.reading = reading;
  }

  get top(): Frame {
    return this.#frames[this.#frames.length - 1] as Frame;
  }

  get line(): Line | null {
    return this.#line;
  }

  get isPreformatted(): boolean {
    return this.#line?.kind.type === 'preformatted';
  }

  isInside(type: Frame['type']): boolean {
    return this.#frames.some((frame) => frame.type === type);
  }

  text(raw: string): void {
    if (!this.#line) {
      if (isBlank(raw)) return;
      this.closeWordLists();
      this.startLine({ type: 'paragraph', id: '', verbatim: false });
    }
    const line = this.#line as Line | null;
    if (!line) return;
    const parted = this.reading.blankLines && line.kind.type === 'paragraph' && !line.kind.verbatim;
    if (parted && raw.includes('\n')) this.#rows(raw);
    else line.add(raw, this.marks);
  }

  lineBreak(): void {
    const line = this.#line;
    if (!line) return;
    const isSecond = line.after.length === 0 && line.addBreak(this.marks);
    if (line.after.length > 0 || (isSecond && line.kind.type === 'paragraph')) this.finishLine();
  }

  startLine(kind: LineKind): void {
    this.finishLine();
    this.#line = new Line(kind);
  }

  finishLine(): void {
    const line = this.#line;
    if (!line) return;
    this.#line = null;
    const block = blockOf(line);
    if (block) this.place(block);
    for (const beside of line.after) this.place(beside);
  }

  /** Puts a block at the end of what is open. */
  place(block: Block): void {
    const { top } = this;
    this.anchors.standsAt(block);
    top.content.push(block);
    const figure = this.figures.at(-1);
    if (figure?.frame === top) figure.blocks.push(block);
  }

  /** Places a block that stands in a line of text: before it, or behind it where words came already. */
  placeBeside(block: Block): void {
    const line = this.#line;
    if (!line || line.isBlank) this.place(block);
    else if (line.kind.type === 'paragraph' && line.endsInBreak) {
      this.finishLine();
      this.place(block);
    } else line.after.push(block);
  }

  /** Opens a frame and says whether it did: not where frames stand too deep in each other. */
  openFrame(frame: Frame): boolean {
    this.finishLine();
    if (this.#frames.length >= MOST_FRAMES && !ALWAYS_OPEN.has(frame.type)) {
      this.reading.notes.add('too-deep', frame.type);
      return false;
    }
    this.#frames.push(frame);
    return true;
  }

  closeFrame(frame: Frame): void {
    this.finishLine();
    while (frame.open) this.#settleTop();
  }

  /** Closes a frame whose content becomes an attribute, and hands that content over. */
  takeFrame(frame: Frame): Block[] {
    this.closeDownTo(frame);
    if (frame.open) this.#frames.pop();
    frame.open = false;
    return frame.content as Block[];
  }

  /** Words of a frame that becomes an attribute; what is not words is placed where the frame stood. */
  takeWords(frame: Frame): string {
    const blocks = this.takeFrame(frame);
    for (const block of blocks) if (!asParagraphs(block)) this.place(block);
    return wordsOf(blocks.flatMap((block) => asParagraphs(block) ?? []));
  }

  /** Opens an item, with a list around it where there is none. Answers the outermost frame it opened. */
  openItem(id: string): Frame | null {
    if (this.top.type === 'gallery') return null;
    const item = newItem(id);
    if (this.top.type === 'list') {
      this.openFrame(item);
      return item;
    }
    const list = newList('', false, 1, true);
    if (!this.openFrame(list)) return null;
    this.openFrame(item);
    return list;
  }

  /** Opens a frame for words that become an attribute. */
  openWords(): Frame {
    const frame = newWords();
    this.openFrame(frame);
    return frame;
  }

  /** Gives the words of a frame to the quotation around it as its speaker. Too many words are no name. */
  nameSpeaker(frame: Frame): void {
    const words = this.takeWords(frame);
    const { top } = this;
    if (words === '') return;
    if (words.length > LONGEST_SPEAKER) this.place(newParagraph([{ type: 'text', text: words }]));
    else if (top.type === 'pullQuote') top.attribution ??= readAttribution(words);
    else if (top.type === 'quotation' && top.speaker === null && top.role === null) {
      Object.assign(top, readSpeaker(words));
    }
  }

  /** Closes what stands open inside a frame. */
  closeDownTo(frame: Frame): void {
    this.finishLine();
    while (frame.open && this.top !== frame) this.#settleTop();
  }

  /** Opens an item of a list as Word writes them: paragraphs that name a level. */
  openWordItem(level: number): void {
    this.finishLine();
    const lists = this.#wordLists.filter((list) => list.open);
    while (lists.length > level) this.closeFrame(lists.pop() as Frame);
    const below = lists.at(-1);
    if (below && lists.length === level) this.closeDownTo(below);
    while (lists.length < level) {
      if (lists.length > 0 && this.top.type === 'list') this.openFrame(newItem(''));
      const list = newList('', false, 1);
      if (!this.openFrame(list)) break;
      lists.push(list);
    }
    this.openFrame(newItem(''));
    this.#wordLists = lists;
  }

  /** The sign that Word writes in front of an item: a bullet, or a number and where the list begins. */
  markWordItem(sign: string): void {
    const list = this.#wordLists.at(-1);
    const number = /^[\s(]*(?:(\d{1,6})|[a-z]{1,6})[.)]/i.exec(sign);
    if (list?.type !== 'list' || list.content.length > 0 || !number) return;
    list.ordered = true;
    list.start = Number(number[1] ?? 1);
  }

  closeWordLists(): void {
    const outer = this.#wordLists[0];
    if (!outer) return;
    this.#wordLists = [];
    this.closeFrame(outer);
  }

  captionFigure(figure: Figure, frame: Frame): void {
    readCaption(figure, this.takeFrame(frame), (block) => this.place(block));
  }

  closeFigure(figure: Figure): void {
    this.finishLine();
    this.figures.splice(this.figures.indexOf(figure));
    for (const block of closeFigure(figure)) this.place(block);
  }

  /** Everything behind it is for those with access. A second one does not open anything again. */
  premiumCut(id: string): void {
    this.cutsMet++;
    this.finishLine();
    if (this.#cut) {
      this.reading.notes.add('second-cut', '');
      return;
    }
    const unsure =
      this.figures.length > 0 ||
      ['caption', 'words', 'pullQuote'].some((type) => this.isInside(type as Frame['type']));
    this.cutUnsure ||= unsure;
    this.#cut = { type: 'premiumCut', attrs: { id } };
    this.place(this.#cut);
  }

  /** The blocks of the body. `cutsExpected` is how many premium cuts the text spells out; lost ones close the whole. */
  finish(cutsExpected: number): Block[] {
    this.finishLine();
    while (this.#frames.length > 1) this.#settleTop();
    const blocks = this.top.content as Block[];
    const cut = this.#cut;
    const lost = this.cutsMet < cutsExpected || (cut !== null && !blocks.includes(cut));
    if (!lost && !this.cutUnsure) return blocks;
    this.reading.notes.add('cut-moved', '');
    const first: PremiumCut = cut ?? { type: 'premiumCut', attrs: { id: '' } };
    return [first, ...blocks.filter((block) => block.type !== 'premiumCut')];
  }

  #settleTop(): void {
    const frame = this.#frames.pop() as Frame;
    frame.open = false;
    if (frame.type === 'tableCell') {
      const table = this.#frames.findLast((one) => one.type === 'table');
      table?.rows.at(-1)?.push({ attrs: frame.attrs, content: frame.content });
      return;
    }
    const settled = settle(frame);
    if (frame.type === 'list' && frame.implied && this.#joinImplied(settled as Block[])) return;
    for (const block of settled) this.#placeSettled(block);
  }

  #placeSettled(block: Block | LooseItem): void {
    if (block.type !== 'listItem') this.place(block);
    else if (this.top.type === 'list') this.top.content.push(block);
    else for (const inner of block.content) this.place(inner);
  }

  /** Items that stand in no list, one after the other, are one list. */
  #joinImplied(settled: readonly Block[]): boolean {
    const before = this.#impliedList;
    const [only] = settled;
    if (settled.length === 1 && only?.type === 'list') {
      if (before && this.top.content.at(-1) === before) {
        addAll(before.content, only.content);
        return true;
      }
      this.#impliedList = only;
    }
    return false;
  }

  /** Text in which a blank line parts paragraphs and a line end is a break. */
  #rows(raw: string): void {
    const paragraphs = raw.split(/\n[ \t]*\n\s*/);
    for (let at = 0; at < paragraphs.length; at++) {
      if (at > 0) this.finishLine();
      const rows = (paragraphs[at] as string).split('\n');
      for (let row = 0; row < rows.length; row++) {
        if (row > 0) this.lineBreak();
        this.#row(rows[row] as string);
      }
    }
  }

  #row(text: string): void {
    if (!this.#line && !isBlank(text)) this.startLine({ type: 'paragraph', id: '', verbatim: false });
    this.#line?.add(text, this.marks);
  }
}

function blockOf(line: Line): Block | null {
  const content = line.finish();
  if (!content) return null;
  const { kind } = line;
  if (kind.type === 'paragraph') return newParagraph(content, kind.id);
  if (kind.type === 'crosshead')
    return { type: 'crosshead', attrs: { id: kind.id, level: kind.level }, content };
  const texts = content.flatMap((piece) => (piece.type === 'text' ? [piece] : []));
  return { type: 'preformatted', attrs: { id: kind.id, kind: kind.kind }, content: texts };
}
