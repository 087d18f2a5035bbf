// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 does not allow.
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const SPECIAL = /[&<>"]/g;
const NEEDS_CARE = /[^\t\n\r -\ud7ff\ue000-\ufffd]|[&<>"]/;

/** Plain text as content or attribute of XML: escaped, without characters that no XML file may hold. */
export function xmlText(text: string): string {
  if (!NEEDS_CARE.test(text)) return text;
  return text.toWellFormed().replace(NOT_IN_XML, '').replace(SPECIAL, named);
}

/** An element with text, or nothing where there is none. */
export function element(
  name: string,
  text: string | null,
  attributes: Readonly<Record<string, string | number | null>> = {},
): string {
  return text ? `<${name}${attributesOf(attributes)}>${xmlText(text)}</${name}>` : '';
}

/** An element with attributes only. */
export function emptyElement(
  name: string,
  attributes: Readonly<Record<string, string | number | null>>,
): string {
  return `<${name}${attributesOf(attributes)}/>`;
}

/** An element around XML that is written already. */
export function enclosing(
  name: string,
  attributes: Readonly<Record<string, string | number | null>>,
  inside: string,
): string {
  return `<${name}${attributesOf(attributes)}>${inside}</${name}>`;
}

function attributesOf(attributes: Readonly<Record<string, string | number | null>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === null ? '' : ` ${name}="${xmlText(String(value))}"`))
    .join('');
}

function named(sign: string): string {
  if (sign === '&') return '&amp;';
  if (sign === '<') return '&lt;';
  return sign === '>' ? '&gt;' : '&quot;';
}
