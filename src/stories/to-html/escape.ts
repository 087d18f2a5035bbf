const UNSAFE_IN_TEXT = /[&<>]/;
const UNSAFE_IN_VALUE = /[&<>"]/;

/** Text between tags. */
export function escapeText(text: string): string {
  return UNSAFE_IN_TEXT.test(text) ? text.replace(/[&<>]/g, named) : text;
}

/** Text inside a quoted attribute. */
export function escapeValue(text: string): string {
  return UNSAFE_IN_VALUE.test(text) ? text.replace(/[&<>"]/g, named) : text;
}

/** One attribute with the space before it, or nothing where there is no value. */
export function attribute(name: string, value: string | number | null): string {
  return value === null ? '' : ` ${name}="${escapeValue(String(value))}"`;
}

function named(sign: string): string {
  if (sign === '&') return '&amp;';
  if (sign === '<') return '&lt;';
  return sign === '>' ? '&gt;' : '&quot;';
}
