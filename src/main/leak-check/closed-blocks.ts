import type { MediaId } from '#kit/ids.js';
import { type Block, type Body, giveIds, type Inline, type Paragraph } from '#stories/document.js';

/** Gives a word for a place in a body. */
export type Hide = (place: string) => string;

/** A block of each kind with a word in every place it has. `picture` stands in them; null leaves pictures out. */
export function closedBlocks(hide: Hide, picture: MediaId | null): Block[] {
  const word = (place: string): Paragraph => paragraph(`It was ${hide(place)} who said so.`);
  const blocks: Block[] = [
    word('paragraph'),
    { type: 'crosshead', attrs: { ...none, level: 1 }, content: text(hide('crosshead')) },
    listOf(word('list')),
    {
      type: 'quotation',
      attrs: { ...none, speaker: hide("quotation's speaker"), role: hide("speaker's role") },
      content: [word('quotation')],
    },
    {
      type: 'pullQuote',
      attrs: { ...none, attribution: hide('attribution') },
      content: text(hide('pull quote')),
    },
    tableOf(hide('caption of a table'), word('cell of a table')),
    {
      type: 'embed',
      attrs: {
        ...none,
        url: `https://video.example/${hide('address of an embed')}`,
        provider: 'Video',
        title: hide('title of an embed'),
        height: 300,
      },
    },
    factBoxOf(hide, word),
    {
      type: 'file',
      attrs: {
        ...none,
        media: null,
        src: `/files/${hide("file's address")}.pdf`,
        name: hide("file's name"),
        mime: 'application/pdf',
        sizeBytes: 2000,
      },
    },
    {
      type: 'preformatted',
      attrs: { ...none, kind: 'verse' },
      content: [{ type: 'text', text: hide('verse') }],
    },
    linkOf(hide),
  ];
  return picture === null ? blocks : [...blocks, ...pictures(hide, picture)];
}

/** Blocks get their ids from their words. */
export function bodyOf(blocks: readonly Block[]): Body {
  return giveIds<Body>({ type: 'doc', content: [...blocks] });
}

export function paragraph(words: string): Paragraph {
  return { type: 'paragraph', attrs: { ...none }, content: text(words) };
}

export const cut: Block = { type: 'premiumCut', attrs: { id: '' } };

const none = { id: '' };

function text(words: string): Inline[] {
  return [{ type: 'text', text: words }];
}

function listOf(item: Paragraph): Block & { type: 'list' } {
  const content = [{ type: 'listItem' as const, attrs: { ...none }, content: [item] }];
  return { type: 'list', attrs: { ...none, ordered: false, start: 1 }, content };
}

function tableOf(caption: string, cell: Paragraph): Block & { type: 'table' } {
  const attrs = { header: false, colspan: 1, rowspan: 1, align: null };
  const row = {
    type: 'tableRow' as const,
    content: [{ type: 'tableCell' as const, attrs, content: [cell] }],
  };
  return { type: 'table', attrs: { ...none, caption }, content: [row] };
}

function factBoxOf(hide: Hide, word: (place: string) => Paragraph): Block {
  const content = [
    word('fact box'),
    listOf(word('list in a fact box')),
    tableOf(hide('table in a fact box'), word('cell in a fact box')),
  ];
  return { type: 'factBox', attrs: { ...none, title: hide('title of a fact box') }, content };
}

function linkOf(hide: Hide): Block {
  const href = `https://elsewhere.example/${hide('address of a link')}`;
  const link = { type: 'link' as const, attrs: { href, story: null } };
  const linked: Inline = { type: 'text', text: hide('text of a link'), marks: [link] };
  return { type: 'paragraph', attrs: { ...none }, content: [...text('See '), linked, ...text('.')] };
}

function pictures(hide: Hide, media: MediaId): Block[] {
  const picture = (of: string) => ({
    type: 'picture' as const,
    attrs: {
      ...none,
      ...{ media, src: null, size: 'column' as const, href: null },
      ...{ alt: hide(`alternative text of a ${of}`), credit: hide(`credit of a ${of}`) },
    },
    content: text(hide(`caption of a ${of}`)),
  });
  return [picture('picture'), { type: 'gallery', attrs: { ...none }, content: [picture('gallery')] }];
}
