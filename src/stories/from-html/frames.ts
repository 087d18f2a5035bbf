import type { Block, Inline, Picture, TableCell } from '../document.ts';

/** An item of a list that may still hold any block. */
export type LooseItem = { type: 'listItem'; id: string; content: Block[] };
export type LooseCell = { attrs: TableCell['attrs']; content: Block[] };

/**
 * Something open that blocks are put into. While it is open it takes any block; `settle` puts it in order when it
 * closes, so that HTML may nest as it likes. `caption` and `words` are for what becomes an attribute.
 */
type Base = { open: boolean; id: string; content: Block[] };
export type DocFrame = Base & { type: 'doc' };
export type ListFrame = Omit<Base, 'content'> & {
  type: 'list';
  ordered: boolean;
  start: number;
  /** Made for items that stood in no list; the next such item joins it. */
  implied: boolean;
  content: (Block | LooseItem)[];
};
export type ItemFrame = Base & { type: 'listItem' };
export type QuotationFrame = Base & { type: 'quotation'; speaker: string | null; role: string | null };
export type PullQuoteFrame = Base & { type: 'pullQuote'; attribution: string | null };
export type GalleryFrame = Base & { type: 'gallery' };
/** keep: a table of ours, which stays one even with a single column. */
export type TableFrame = Base & { type: 'table'; caption: string; rows: LooseCell[][]; keep: boolean };
export type CellFrame = Base & { type: 'tableCell'; attrs: TableCell['attrs'] };
/** titled: the title is given, even if it is '', and no heading becomes it. */
export type FactBoxFrame = Base & { type: 'factBox'; title: string; titled: boolean };
export type CaptionFrame = Base & { type: 'caption' };
export type WordsFrame = Base & { type: 'words' };

export type Frame =
  | DocFrame
  | ListFrame
  | ItemFrame
  | QuotationFrame
  | PullQuoteFrame
  | GalleryFrame
  | TableFrame
  | CellFrame
  | FactBoxFrame
  | CaptionFrame
  | WordsFrame;

/** A figure, or what old pages used in its place: it ties a caption to what stands in it. */
export type Figure = {
  frame: Frame;
  id: string;
  size: Picture['attrs']['size'];
  isPullQuote: boolean;
  blocks: Block[];
  caption: Inline[];
  credit: string;
};

const newBase = (id = ''): Base => ({ open: true, id, content: [] });

export const newDoc = (): DocFrame => ({ ...newBase(), type: 'doc' });
export const newItem = (id: string): ItemFrame => ({ ...newBase(id), type: 'listItem' });
export const newGallery = (id: string): GalleryFrame => ({ ...newBase(id), type: 'gallery' });
export const newCaption = (): CaptionFrame => ({ ...newBase(), type: 'caption' });
export const newWords = (): WordsFrame => ({ ...newBase(), type: 'words' });

export function newList(id: string, ordered: boolean, start: number, implied = false): ListFrame {
  return { ...newBase(id), type: 'list', ordered, start, implied };
}

export function newQuotation(id: string, speaker: string | null, role: string | null): QuotationFrame {
  return { ...newBase(id), type: 'quotation', speaker, role };
}

export function newPullQuote(id: string, attribution: string | null): PullQuoteFrame {
  return { ...newBase(id), type: 'pullQuote', attribution };
}

export function newTable(id: string, keep: boolean, caption: string): TableFrame {
  return { ...newBase(id), type: 'table', caption, rows: [], keep };
}

export function newCell(attrs: TableCell['attrs']): CellFrame {
  return { ...newBase(), type: 'tableCell', attrs };
}

export function newFactBox(id: string, title: string | null): FactBoxFrame {
  return { ...newBase(id), type: 'factBox', title: title ?? '', titled: title !== null };
}
