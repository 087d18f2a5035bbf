import { printable } from './printable.ts';
import { type AttributeRule, linkAttributes, nodeShapes, rankOf } from './shapes.ts';

type Json = Record<string, unknown>;

/** A copy of a node in the one form in which bodies are kept. Only for what has passed the check. */
export function tidied(node: Json): Json {
  const shape = nodeShapes[node.type as string];
  const copy: Json = { ...node };
  if (Array.isArray(node.marks)) copy.marks = (node.marks as Json[]).map(tidyMark).sort(byRank);
  if (typeof node.text === 'string') copy.text = printable(node.text);
  if (shape && node.attrs) copy.attrs = tidyAttrs(node.attrs as Json, shape.attrs);
  if (shape && shape.holds !== 'nothing') {
    copy.content = ((node.content ?? []) as Json[]).map(tidied).filter((child) => child.text !== '');
  }
  return copy;
}

/** A text attribute as it is kept, or null where its rule cannot keep it. */
export function tidyValue(value: string, rule: AttributeRule): string | null {
  const shown = printable(value);
  return rule.clean && shown !== '' ? rule.clean(shown) : shown;
}

/** A picture or file that is in our library needs no address elsewhere. */
export function isStoredTwice(attrs: unknown): boolean {
  const { media, src } = (attrs ?? {}) as Json;
  return typeof media === 'number' && typeof src === 'string';
}

function tidyMark(mark: Json): Json {
  return mark.type === 'link' ? { ...mark, attrs: tidyAttrs(mark.attrs as Json, linkAttributes) } : mark;
}

function tidyAttrs(attrs: Json, rules: Readonly<Record<string, AttributeRule>>): Json {
  const copy: Json = {};
  for (const [name, value] of Object.entries(attrs)) {
    const rule = rules[name];
    copy[name] = typeof value === 'string' && rule ? tidyValue(value, rule) : value;
  }
  return isStoredTwice(copy) ? { ...copy, src: null } : copy;
}

function byRank(one: Json, other: Json): number {
  return (rankOf(String(one.type)) ?? 0) - (rankOf(String(other.type)) ?? 0);
}
