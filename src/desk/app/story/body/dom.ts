/**
 * How blocks and marks stand in the editor's page, and how they are read back from it. What is pasted from elsewhere
 * does not come this way: it goes through `#stories/from-html.js`.
 */
import type { DOMOutputSpec, Mark, Node, TagParseRule } from '@tiptap/pm/model';
import { cleanLink } from '#stories/document.js';
import { keptAttributes } from './kept-attributes.ts';

type Attrs = Record<string, string>;

/** What every block carries: its id, and whether it is suggested to come or go. */
function blockAttrs({ attrs, type }: Node): Attrs {
  const { id, suggested } = attrs as { id?: string; suggested?: string | null };
  return {
    'data-block': type.name,
    ...(id && { 'data-id': id }),
    ...(suggested && { 'data-suggested': suggested }),
  };
}

const still: Attrs = { contenteditable: 'false' };

/** Nodes with fields and pictures beside their text are drawn by node views; this is their plain form. */
export const nodeDom: Readonly<Record<string, (node: Node) => DOMOutputSpec>> = {
  paragraph: (node) => ['p', blockAttrs(node), 0],
  crosshead: (node) => [node.attrs.level === 1 ? 'h2' : 'h3', blockAttrs(node), 0],
  list: (node) => {
    const { ordered, start } = node.attrs as { ordered: boolean; start: number };
    return [
      ordered ? 'ol' : 'ul',
      { ...blockAttrs(node), ...(ordered && start !== 1 && { start: String(start) }) },
      0,
    ];
  },
  listItem: (node) => ['li', blockAttrs(node), 0],
  quotation: (node) => ['blockquote', blockAttrs(node), 0],
  pullQuote: (node) => ['aside', blockAttrs(node), 0],
  picture: (node) => ['figure', blockAttrs(node), ['figcaption', 0]],
  gallery: (node) => ['div', blockAttrs(node), 0],
  alsoRead: (node) => ['div', { ...blockAttrs(node), ...still }],
  table: (node) => ['table', blockAttrs(node), ['tbody', 0]],
  tableRow: () => ['tr', 0],
  tableCell: (node) => {
    const { header, colspan, rowspan, align } = node.attrs as {
      header: boolean;
      colspan: number;
      rowspan: number;
      align: string | null;
    };
    return [
      header ? 'th' : 'td',
      {
        ...(colspan > 1 && { colspan: String(colspan) }),
        ...(rowspan > 1 && { rowspan: String(rowspan) }),
        ...(align && { style: `text-align: ${align}` }),
      },
      0,
    ];
  },
  embed: (node) => ['div', { ...blockAttrs(node), ...still }],
  factBox: (node) => ['section', blockAttrs(node), 0],
  file: (node) => ['div', { ...blockAttrs(node), ...still }],
  preformatted: (node) => ['pre', { ...blockAttrs(node), 'data-kind': String(node.attrs.kind) }, ['code', 0]],
  divider: (node) => ['hr', blockAttrs(node)],
  premiumCut: (node) => ['div', { ...blockAttrs(node), ...still }],
  foreign: (node) => ['div', { ...blockAttrs(node), ...still }],
  hardBreak: () => ['br'],
};

export const markDom: Readonly<Record<string, (mark: Mark) => DOMOutputSpec>> = {
  link: ({ attrs }) => {
    const { href, story } = attrs as { href: string; story: number | null };
    return [
      'a',
      {
        href: story ? `/desk/stories/${story}${href}` : href,
        rel: 'noopener nofollow',
        ...(story && { 'data-story': String(story) }),
      },
      0,
    ];
  },
  strong: () => ['strong', 0],
  emphasis: () => ['em', 0],
  strike: () => ['s', 0],
  subscript: () => ['sub', 0],
  superscript: () => ['sup', 0],
  code: () => ['code', 0],
  suggestedIn: (mark) => ['ins', suggestionAttrs(mark), 0],
  suggestedOut: (mark) => ['del', suggestionAttrs(mark), 0],
  note: ({ attrs }) => ['span', { 'data-note': String(attrs.id) }, 0],
};

function suggestionAttrs({ attrs }: Mark): Attrs {
  return { 'data-suggestion': String(attrs.id), 'data-by': String(attrs.by) };
}

/** Our own clipboard names the block and carries its attributes; a browser's own new elements are read by their tag. */
function own(name: string, more: Partial<TagParseRule> = {}): TagParseRule {
  return { tag: `[data-sf="${name}"]`, priority: 60, getAttrs: (dom) => keptAttributes(name, dom), ...more };
}

export const readNode: Readonly<Record<string, TagParseRule[]>> = {
  paragraph: [own('paragraph'), { tag: 'p' }],
  crosshead: [
    own('crosshead'),
    { tag: 'h1, h2', attrs: { level: 1 } },
    { tag: 'h3, h4, h5, h6', attrs: { level: 2 } },
  ],
  list: [
    own('list'),
    { tag: 'ul', attrs: { ordered: false } },
    { tag: 'ol', getAttrs: (dom) => ({ ordered: true, start: (dom as HTMLOListElement).start || 1 }) },
  ],
  listItem: [own('listItem'), { tag: 'li' }],
  quotation: [own('quotation'), { tag: 'blockquote' }],
  pullQuote: [own('pullQuote')],
  picture: [own('picture', { contentElement: 'figcaption' })],
  gallery: [own('gallery')],
  alsoRead: [own('alsoRead')],
  table: [own('table'), { tag: 'table' }],
  tableRow: [{ tag: 'tr' }],
  tableCell: [
    own('tableCell'),
    { tag: 'td', getAttrs: spansOf(false) },
    { tag: 'th', getAttrs: spansOf(true) },
  ],
  embed: [own('embed')],
  factBox: [own('factBox')],
  file: [own('file')],
  preformatted: [
    own('preformatted', { preserveWhitespace: 'full' }),
    { tag: 'pre', preserveWhitespace: 'full' },
  ],
  divider: [own('divider'), { tag: 'hr' }],
  premiumCut: [own('premiumCut')],
  foreign: [own('foreign')],
  hardBreak: [{ tag: 'br' }],
};

/** Suggestions and notes are not read from anywhere: they belong to the place where they were made. */
export const readMark: Readonly<Record<string, TagParseRule[]>> = {
  link: [{ tag: 'a[href]', getAttrs: readLink }],
  strong: [
    { tag: 'strong' },
    { tag: 'b', getAttrs: (dom) => (dom.style.fontWeight === 'normal' ? false : null) },
  ],
  emphasis: [{ tag: 'em' }, { tag: 'i' }],
  strike: [{ tag: 's' }, { tag: 'strike' }],
  subscript: [{ tag: 'sub' }],
  superscript: [{ tag: 'sup' }],
  code: [{ tag: 'code' }],
};

function readLink(dom: HTMLElement): { href: string; story: number | null } | false {
  const { story } = dom.dataset;
  const href = dom.getAttribute('href') ?? '';
  if (story && /^[1-9]\d{0,14}$/.test(story)) {
    const at = href.indexOf('#');
    return { href: at < 0 ? '' : href.slice(at), story: Number(story) };
  }
  const clean = cleanLink(href);
  return clean === null ? false : { href: clean, story: null };
}

function spansOf(header: boolean): (dom: HTMLElement) => Record<string, unknown> {
  return (dom) => {
    const { colSpan = 1, rowSpan = 1 } = dom as HTMLTableCellElement;
    return { header, colspan: Math.max(1, colSpan), rowspan: Math.max(1, rowSpan), align: null };
  };
}
