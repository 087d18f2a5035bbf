/** Bodies made up by a seeded generator, with every odd thing the schema allows, for tests that try many. */
import type { MediaId, StoryId } from '#kit/ids.js';
import {
  type Block,
  type Body,
  giveIds,
  type Inline,
  type List,
  type Mark,
  type Paragraph,
  type Picture,
  type Table,
} from '../document.ts';

const WORDS = [
  'bridge',
  'Brücke',
  'the',
  '<b>',
  '&amp;',
  '"quoted"',
  '“so”',
  '橋',
  'a  b',
  ' edge ',
  '\u00a0',
  'line\nend',
  '0',
  '…',
  '</p>',
  '🙂',
  '\u200b',
];
const LINKS = [
  'https://example.org/a?b=1&c=2',
  '/news/x',
  '#k3v9x2aq',
  'mailto:desk@example.org',
  'tel:+49123',
  '//example.org/y',
  '?p=1',
];

/** Numbers from 0 to below 1, always the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function randomBody(random: () => number): Body {
  const writer = new Writer(random);
  const content = writer.some(0, 8, () => writer.block());
  if (random() < 0.2)
    content.splice(Math.floor(random() * content.length), 0, { type: 'premiumCut', attrs: { id: '' } });
  return giveIds({ type: 'doc', content });
}

class Writer {
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  some<Item>(least: number, most: number, make: () => Item): Item[] {
    return Array.from({ length: least + Math.floor(this.#random() * (most - least + 1)) }, make);
  }

  block(): Block {
    const id = '';
    return this.#one<() => Block>([
      () => this.#paragraph(),
      () => this.#paragraph(),
      () => ({
        type: 'crosshead',
        attrs: { id, level: this.#one([1, 2] as const) },
        content: this.#inline(),
      }),
      () => this.#list(0),
      () => ({
        type: 'quotation',
        attrs: { id, speaker: this.#maybe(() => this.#word()), role: this.#maybe(() => this.#word()) },
        content: this.some(1, 3, () => this.#paragraph()),
      }),
      () => ({
        type: 'pullQuote',
        attrs: { id, attribution: this.#maybe(() => this.#word()) },
        content: this.#inline(),
      }),
      () => this.#picture(),
      () => ({ type: 'gallery', attrs: { id }, content: this.some(1, 3, () => this.#picture()) }),
      () => ({ type: 'alsoRead', attrs: { id, stories: this.some(0, 3, () => this.#number() as StoryId) } }),
      () => this.#table(),
      () => this.#embed(),
      () => this.#factBox(),
      () => this.#file(),
      () => this.#preformatted(),
      () => ({ type: 'divider', attrs: { id } }),
      () => ({ type: 'foreign', attrs: { id, name: this.#word(), original: `<x y="${this.#word()}">\n` } }),
    ])();
  }

  #paragraph(): Paragraph {
    return { type: 'paragraph', attrs: { id: '' }, content: this.#inline() };
  }

  #inline(): Inline[] {
    const pieces: Inline[] = [];
    for (const word of this.some(0, 5, () => this.#word())) {
      const marks = this.#marks();
      if (this.#random() < 0.15) pieces.push({ type: 'hardBreak', ...(marks.length > 0 && { marks }) });
      const last = pieces.at(-1);
      if (last?.type === 'text' && JSON.stringify(last.marks ?? []) === JSON.stringify(marks))
        last.text += word;
      else pieces.push({ type: 'text', text: word, ...(marks.length > 0 && { marks }) });
    }
    return pieces;
  }

  #marks(): Mark[] {
    if (this.#random() < 0.6) return [];
    const plain = (['strong', 'emphasis', 'strike', 'subscript', 'superscript', 'code'] as const).filter(
      () => this.#random() < 0.2,
    );
    const marks: Mark[] = plain.map((type) => ({ type }));
    if (this.#random() < 0.6) return marks;
    const story = this.#maybe(() => this.#number() as StoryId);
    const href = story === null ? this.#one(LINKS) : this.#one(['', '#k3v9x2aq']);
    return [{ type: 'link', attrs: { href, story } }, ...marks];
  }

  #list(depth: number): List {
    const ordered = this.#random() < 0.5;
    return {
      type: 'list',
      attrs: { id: '', ordered, start: this.#one([1, 1, 5, -2]) },
      content: this.some(1, 3, () => ({
        type: 'listItem',
        attrs: { id: '' },
        content: this.some(1, 2, () =>
          depth < 3 && this.#random() < 0.3 ? this.#list(depth + 1) : this.#paragraph(),
        ),
      })),
    };
  }

  #picture(): Picture {
    const media = this.#maybe(() => this.#number() as MediaId);
    const src =
      media === null
        ? this.#maybe(() => this.#one(['/a.jpg', 'https://example.org/b-300x200.png?x=1&y']))
        : null;
    return {
      type: 'picture',
      attrs: {
        id: '',
        media,
        src,
        alt: this.#word(),
        credit: this.#one(['', this.#word()]),
        size: this.#one(['column', 'wide', 'full']),
        href: this.#maybe(() => this.#one(LINKS)),
      },
      // A caption of white space alone is no caption; nothing is promised for it.
      content: this.#random() < 0.3 ? [] : [{ type: 'text', text: 'The ' }, ...this.#inline().map(heavy)],
    };
  }

  #table(): Table {
    return {
      type: 'table',
      attrs: { id: '', caption: this.#one(['', this.#word()]) },
      content: this.some(1, 3, () => ({
        type: 'tableRow',
        content: this.some(1, 3, () => ({
          type: 'tableCell',
          attrs: {
            header: this.#random() < 0.3,
            colspan: this.#one([1, 1, 2]),
            rowspan: this.#one([1, 1, 3]),
            align: this.#one([null, 'start', 'center', 'end']),
          },
          content: this.some(1, 2, () => this.#paragraph()),
        })),
      })),
    };
  }

  #embed(): Block {
    const url = this.#one(['https://video.example.org/e/1?a=b&c', 'http://example.com/']);
    return {
      type: 'embed',
      attrs: {
        id: '',
        url,
        provider: this.#word(),
        title: this.#word(),
        height: this.#maybe(() => this.#number()),
      },
    };
  }

  #factBox(): Block {
    const inside = () =>
      this.#one<() => Extract<Block, { type: 'factBox' }>['content'][number]>([
        () => this.#paragraph(),
        () => this.#list(1),
        () => ({ type: 'crosshead', attrs: { id: '', level: 2 }, content: this.#inline() }),
        () => this.#picture(),
        () => this.#table(),
      ])();
    return {
      type: 'factBox',
      attrs: { id: '', title: this.#one(['', this.#word()]) },
      content: this.some(1, 3, inside),
    };
  }

  #file(): Block {
    const media = this.#maybe(() => this.#number() as MediaId);
    const src = media === null ? this.#maybe(() => '/files/report.pdf') : null;
    const mime = this.#one(['', 'audio/mpeg', 'video/mp4', 'application/pdf']);
    return {
      type: 'file',
      attrs: { id: '', media, src, name: this.#word(), mime, sizeBytes: this.#maybe(() => this.#number()) },
    };
  }

  #preformatted(): Block {
    const text = this.some(0, 4, () => this.#one(['\n', '  x', ' ', '<i>', 'end\n'])).join('');
    return {
      type: 'preformatted',
      attrs: { id: '', kind: this.#one(['code', 'verse', 'plain']) },
      content: text === '' ? [] : [{ type: 'text', text }],
    };
  }

  #word(): string {
    return this.#one(WORDS);
  }

  #number(): number {
    return 1 + Math.floor(this.#random() * 900);
  }

  #maybe<Value>(make: () => Value): Value | null {
    return this.#random() < 0.5 ? null : make();
  }

  #one<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.#random() * items.length)] as Item;
  }
}

function heavy(piece: Inline, at: number): Inline {
  const marks: Mark[] = [{ type: at % 2 === 0 ? 'strong' : 'code' }];
  return { ...piece, marks };
}
