import { cleanText } from './wordpress/clean-text.ts';

/**
 * A value of JSON with texts that can be kept: no control characters, no halves of signs.
 *
 * text  the JSON that `value` was read from
 */
export function cleanJson(value: unknown, text: string): unknown {
  // Such signs stand in JSON as escapes, but for two that may stand as they are.
  return /\\u|[\u007f\ufeff]/.test(text) ? clean(value) : value;
}

/** Nobody nests deeper than this but to break something. */
const DEEPEST = 500;

function clean(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return null;
  if (Array.isArray(value)) return value.map((inner) => clean(inner, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, clean(inner, depth + 1)]));
}
