import { escapeHtml } from '../wordpress/html-text.ts';
import { type CardNotes, type CardPayload, cardHtml } from './cards.ts';

type Node = CardPayload & { type?: unknown; children?: unknown };

/** Bits of a text's `format`, with the element each stands for, outermost first. Underlining and highlights are dropped. */
const FORMATS = [
  [1, 'strong'],
  [2, 'em'],
  [4, 's'],
  [16, 'code'],
  [32, 'sub'],
  [64, 'sup'],
] as const;
/** Deeper nesting is nobody's story. */
const DEEPEST = 60;

/**
 * A Lexical document of Ghost 5 and later as HTML with our elements; undefined when it is none.
 *
 * unknown  hears the name of every card that readers will not see
 */
export function lexicalHtml(json: string, unknown: CardNotes): string | undefined {
  const root = (parse(json) as { root?: Node } | undefined)?.root;
  return root ? childrenOf(root, unknown, 0) : undefined;
}

function nodeHtml(node: Node, unknown: CardNotes, depth: number): string {
  const type = typeof node.type === 'string' ? node.type.replace(/^extended-/, '') : '';
  const inside = (): string => childrenOf(node, unknown, depth + 1);
  switch (type) {
    case 'text':
    case 'tk':
      return textHtml(node);
    case 'linebreak':
      return '<br>';
    case 'tab':
      return ' ';
    case 'zwnj':
    case 'at-link-search':
      return '';
    case 'paragraph':
      return `<p>${inside()}</p>`;
    case 'heading':
      return wrap(/^h[1-6]$/.test(String(node.tag)) ? String(node.tag) : 'h2', inside());
    case 'quote':
    case 'aside':
      return wrap('blockquote', inside());
    case 'list':
      return depth > DEEPEST ? inside() : listHtml(node, unknown, depth + 1);
    case 'listitem':
      return wrap('li', inside());
    case 'link':
    case 'autolink':
    case 'at-link':
      return typeof node.url === 'string' && node.url !== ''
        ? `<a href="${escapeHtml(node.url)}">${inside()}</a>`
        : inside();
    default:
      return nodesIn(node).length > 0 ? inside() : cardHtml(type, node, unknown);
  }
}

function childrenOf(node: Node, unknown: CardNotes, depth: number): string {
  const children = nodesIn(node);
  if (depth <= DEEPEST) return children.map((child) => nodeHtml(child, unknown, depth)).join('');
  if (children.length > 0) unknown('text nested more than 60 deep');
  return '';
}

function textHtml(node: Node): string {
  const format = typeof node.format === 'number' ? node.format : 0;
  const words = escapeHtml(typeof node.text === 'string' ? node.text : '');
  return FORMATS.filter(([bit]) => (format & bit) !== 0).reduceRight(
    (html, [, tag]) => wrap(tag, html),
    words,
  );
}

/** The editor puts a list in a list into an item of its own; it belongs to the item above. */
function listHtml(node: Node, unknown: CardNotes, depth: number): string {
  const items: string[] = [];
  for (const item of nodesIn(node)) {
    const html = item.type === 'listitem' ? childrenOf(item, unknown, depth) : nodeHtml(item, unknown, depth);
    const inner = nodesIn(item);
    const belongs = inner.length > 0 && inner.every(({ type }) => type === 'list') && items.length > 0;
    if (belongs) items.push(`${items.pop() ?? ''}${html}`);
    else items.push(html);
  }
  const html = items.map((item) => wrap('li', item)).join('');
  if (node.listType !== 'number') return wrap('ul', html);
  const start = Number(node.start);
  return Number.isInteger(start) && start > 1 ? `<ol start="${start}">${html}</ol>` : wrap('ol', html);
}

function nodesIn(node: Node): Node[] {
  if (!Array.isArray(node.children)) return [];
  return node.children.filter((child): child is Node => typeof child === 'object' && child !== null);
}

function wrap(tag: string, html: string): string {
  return `<${tag}>${html}</${tag}>`;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
