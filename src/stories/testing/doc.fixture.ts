/**
 * A small language for bodies in tests: `doc(p('The ', strong('bridge'), ' closed.'), crosshead('Costs'))`.
 * Ids are given by `doc`; whoever tests ids writes them with `withId`.
 */
import type { MediaId, StoryId } from '#kit/ids.js';
import {
  type Block,
  type Body,
  type Crosshead,
  giveIds,
  type Inline,
  type List,
  type ListItem,
  type Mark,
  type Paragraph,
  type Picture,
  type PlainMarkType,
  type TableCell,
  type TableRow,
  type Text,
} from '../document.ts';
import { withMark } from '../from-html/marks.ts';

type Words = string | Inline | readonly Inline[];

export function doc(...content: Block[]): Body {
  return giveIds({ type: 'doc', content });
}

export function withId<Node extends { attrs: { id: string } }>(id: string, node: Node): Node {
  return { ...node, attrs: { ...node.attrs, id } };
}

export const p = (...words: Words[]): Paragraph => ({
  type: 'paragraph',
  attrs: { id: '' },
  content: inline(words),
});

export function crosshead(words: Words, level: Crosshead['attrs']['level'] = 1): Crosshead {
  return { type: 'crosshead', attrs: { id: '', level }, content: inline([words]) };
}

/** Each item is its words, or the blocks in it. */
export function list(...items: (string | (Paragraph | List)[])[]): List {
  return { type: 'list', attrs: { id: '', ordered: false, start: 1 }, content: items.map(item) };
}

export function numbered(start: number, ...items: (string | (Paragraph | List)[])[]): List {
  return { type: 'list', attrs: { id: '', ordered: true, start }, content: items.map(item) };
}

export function quotation(speaker: string | null, role: string | null, ...content: Paragraph[]): Block {
  return { type: 'quotation', attrs: { id: '', speaker, role }, content };
}

export function pullQuote(attribution: string | null, ...words: Words[]): Block {
  return { type: 'pullQuote', attrs: { id: '', attribution }, content: inline(words) };
}

export function picture(attrs: Partial<Picture['attrs']>, ...caption: Words[]): Picture {
  const none = { id: '', media: null, src: null, alt: '', credit: '', size: 'column' as const, href: null };
  return { type: 'picture', attrs: { ...none, ...attrs }, content: inline(caption) };
}

export const gallery = (...content: Picture[]): Block => ({ type: 'gallery', attrs: { id: '' }, content });

export function alsoRead(...stories: number[]): Block {
  return { type: 'alsoRead', attrs: { id: '', stories: stories as StoryId[] } };
}

export function table(caption: string, ...content: TableRow[]): Extract<Block, { type: 'table' }> {
  return { type: 'table', attrs: { id: '', caption }, content };
}

export const row = (...content: TableCell[]): TableRow => ({ type: 'tableRow', content });

export function cell(words: Words, attrs: Partial<TableCell['attrs']> = {}): TableCell {
  const plain = { header: false, colspan: 1, rowspan: 1, align: null };
  return { type: 'tableCell', attrs: { ...plain, ...attrs }, content: [p(words)] };
}

export const head = (words: Words): TableCell => cell(words, { header: true });

export function embed(url: string, provider = '', title = '', height: number | null = null): Block {
  return { type: 'embed', attrs: { id: '', url, provider, title, height } };
}

export function factBox(title: string, ...content: Extract<Block, { type: 'factBox' }>['content']): Block {
  return { type: 'factBox', attrs: { id: '', title }, content };
}

export function file(src: string, name: string, mime = '', sizeBytes: number | null = null): Block {
  return { type: 'file', attrs: { id: '', media: null, src, name, mime, sizeBytes } };
}

export function preformatted(kind: 'code' | 'verse' | 'plain', text: string): Block {
  return {
    type: 'preformatted',
    attrs: { id: '', kind },
    content: text === '' ? [] : [{ type: 'text', text }],
  };
}

export const divider = (): Block => ({ type: 'divider', attrs: { id: '' } });
export const premiumCut = (): Block => ({ type: 'premiumCut', attrs: { id: '' } });

export function foreign(name: string, original: string): Block {
  return { type: 'foreign', attrs: { id: '', name, original } };
}

export const br = (): Inline => ({ type: 'hardBreak' });
export const strong = (...words: Words[]): Inline[] => marked('strong', words);
export const em = (...words: Words[]): Inline[] => marked('emphasis', words);
export const code = (...words: Words[]): Inline[] => marked('code', words);

export function link(href: string, ...words: Words[]): Inline[] {
  return inline(words).map((piece) => ({
    ...piece,
    marks: [{ type: 'link', attrs: { href, story: null } }, ...(piece.marks ?? [])],
  }));
}

export function storyLink(story: number, ...words: Words[]): Inline[] {
  const mark: Mark = { type: 'link', attrs: { href: '', story: story as StoryId } };
  return inline(words).map((piece) => ({ ...piece, marks: [mark, ...(piece.marks ?? [])] }));
}

export const media = (id: number): MediaId => id as MediaId;

function item(words: string | (Paragraph | List)[]): ListItem {
  return { type: 'listItem', attrs: { id: '' }, content: typeof words === 'string' ? [p(words)] : words };
}

function marked(type: PlainMarkType, words: readonly Words[]): Inline[] {
  return inline(words).map((piece) => ({ ...piece, marks: [...withMark(piece.marks ?? [], { type })] }));
}

function inline(words: readonly Words[]): Inline[] {
  return words.flatMap((one): readonly Inline[] => {
    if (typeof one !== 'string') return Array.isArray(one) ? one : [one as Inline];
    const text: Text = { type: 'text', text: one };
    return one === '' ? [] : [text];
  });
}
