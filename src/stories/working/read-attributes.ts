import type { AttributeRule } from '../document/shapes.ts';
import { tidyValue } from '../document/tidy.ts';

/**
 * Attributes as the body keeps them: cleaned, and what is missing or does not fit as it starts.
 *
 * returns  undefined where an attribute without which the node says nothing is missing, as an embed's address
 */
export function readAttributes(
  given: Record<string, unknown>,
  rules: Readonly<Record<string, AttributeRule>>,
): Record<string, unknown> | undefined {
  const attrs: Record<string, unknown> = {};
  for (const name in rules) {
    const rule = rules[name] as AttributeRule;
    const value = readValue(Object.hasOwn(given, name) ? given[name] : undefined, rule);
    // An id is given afterwards.
    if (name !== 'id' && !rule.fits(value)) return undefined;
    attrs[name] = value;
  }
  if (typeof attrs.media === 'number' && typeof attrs.src === 'string') attrs.src = null;
  return attrs;
}

function readValue(value: unknown, rule: AttributeRule): unknown {
  if (value === undefined || value === null) return rule.start;
  const clean = typeof value === 'string' ? tidyValue(value, rule) : value;
  return rule.fits(clean) ? clean : rule.start;
}
