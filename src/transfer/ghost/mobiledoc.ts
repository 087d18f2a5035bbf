import { escapeHtml } from '../wordpress/html-text.ts';
import { type CardNotes, type CardPayload, cardHtml } from './cards.ts';

/**
 * Mobiledoc 0.3, the form of Ghost 1 to 4: sections that point by number at cards, atoms and markups.
 *
 * source  bustle/mobiledoc-kit, MOBILEDOC.md
 */
type Mobiledoc = { cards: unknown[]; atoms: unknown[]; markups: unknown[]; sections: unknown[] };

const INLINE = new Set(['strong', 'b', 'em', 'i', 'code', 's', 'del', 'sub', 'sup', 'a']);
const BLOCKS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'aside', 'pull-quote']);
const [MARKUP, IMAGE, LIST, CARD] = [1, 2, 3, 10] as const;

/** A Mobiledoc as HTML with our elements; undefined when it is none. */
export function mobiledocHtml(json: string, unknown: CardNotes): string | undefined {
  const doc = parse(json);
  if (!doc) return undefined;
  return doc.sections
    .map((section) => (Array.isArray(section) ? sectionHtml(doc, section, unknown) : ''))
    .join('');
}

function sectionHtml(doc: Mobiledoc, section: unknown[], unknown: CardNotes): string {
  const [kind, first, second] = section;
  switch (kind) {
    case MARKUP: {
      const tag = BLOCKS.has(String(first))
        ? String(first).replace(/^(?:aside|pull-quote)$/, 'blockquote')
        : 'p';
      return `<${tag}>${markersHtml(doc, second)}</${tag}>`;
    }
    case LIST: {
      const items = Array.isArray(second) ? second : [];
      const tag = first === 'ol' ? 'ol' : 'ul';
      return `<${tag}>${items.map((item) => `<li>${markersHtml(doc, item)}</li>`).join('')}</${tag}>`;
    }
    case IMAGE:
      return cardHtml('image', { src: first }, unknown);
    case CARD: {
      const [name, payload] = asList(doc.cards[Number(first)]);
      if (name === undefined) return '';
      return cardHtml(String(name), (payload ?? {}) as CardPayload, unknown);
    }
    default:
      return '';
  }
}

/** Each marker opens some markups, carries a text or an atom, and closes as many as it says. */
function markersHtml(doc: Mobiledoc, markers: unknown): string {
  const open: string[] = [];
  let html = '';
  for (const marker of asList(markers)) {
    const [kind, opens, closes, value] = asList(marker);
    for (const number of asList(opens)) {
      const [tag, attributes] = asList(doc.markups[Number(number)]);
      html += openTag(String(tag ?? ''), asList(attributes));
      open.push(String(tag ?? ''));
    }
    html += kind === 1 ? atomHtml(doc.atoms[Number(value)]) : escapeHtml(String(value ?? ''));
    for (let left = Number(closes) || 0; left > 0 && open.length > 0; left -= 1)
      html += closeTag(open.pop() ?? '');
  }
  return html + open.reverse().map(closeTag).join('');
}

function openTag(tag: string, attributes: unknown[]): string {
  if (!INLINE.has(tag)) return '';
  const at = attributes.indexOf('href');
  return tag === 'a' && at >= 0 ? `<a href="${escapeHtml(String(attributes[at + 1] ?? ''))}">` : `<${tag}>`;
}

function closeTag(tag: string): string {
  return INLINE.has(tag) ? `</${tag}>` : '';
}

function atomHtml(atom: unknown): string {
  const [name, words] = asList(atom);
  return name === 'soft-return' ? '<br>' : escapeHtml(String(words ?? ''));
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function parse(json: string): Mobiledoc | undefined {
  try {
    const doc = JSON.parse(json) as Partial<Mobiledoc>;
    if (!doc || !Array.isArray(doc.sections)) return undefined;
    return {
      cards: asList(doc.cards),
      atoms: asList(doc.atoms),
      markups: asList(doc.markups),
      sections: doc.sections,
    };
  } catch {
    return undefined;
  }
}
