import { Parser } from 'htmlparser2';

/** Escapes text for HTML, attributes in double quotes included. */
export function escapeHtml(text: string): string {
  return /[&<>"]/.test(text)
    ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
    : text;
}

const silent = new Set(['script', 'style', 'template', 'noscript']);
const breaking = /^(p|div|br|li|h[1-6]|tr|blockquote|figure|figcaption|hr|ul|ol|table|section|article)$/;

/** The words of a piece of HTML on one line, entities decoded, white space joined. */
export function textOfHtml(html: string): string {
  if (!/[<&]/.test(html)) return oneLine(html);
  let text = '';
  let muted = 0;
  const parser = new Parser(
    {
      onopentagname(name) {
        if (silent.has(name)) muted += 1;
        else if (breaking.test(name)) text += ' ';
      },
      onclosetag(name) {
        if (silent.has(name)) muted -= 1;
        else if (breaking.test(name)) text += ' ';
      },
      ontext(data) {
        if (muted === 0) text += data;
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return oneLine(text);
}

/** The words of a comment: paragraphs and line breaks kept as newlines, markup gone. */
export function linesOfHtml(html: string): string {
  const lines = html.split(/\n|<br\s*\/?>|<\/p>|<\/li>|<\/blockquote>/i).map(textOfHtml);
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

export function oneLine(text: string): string {
  return text.replace(/[\s\u00a0]+/g, ' ').trim();
}

/** One attribute of a tag as written (`<img src="…" alt=x>`), decoded; undefined where it is missing. */
export function attributeOf(tag: string, name: string): string | undefined {
  const match = new RegExp(`[\\s"']${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(tag);
  const value = match?.[1] ?? match?.[2] ?? match?.[3];
  return value === undefined ? undefined : decodeAttribute(value);
}

/** Decodes the entities of an attribute's value. */
export function decodeAttribute(value: string): string {
  return value.includes('&') ? decodeText(value) : value;
}

/** Decodes every entity of HTML and takes away no white space. */
export function decodeText(html: string): string {
  if (!html.includes('&')) return html;
  let text = '';
  const parser = new Parser(
    {
      ontext(data) {
        text += data;
      },
    },
    { decodeEntities: true },
  );
  parser.end(html.replaceAll('<', '&lt;'));
  return text;
}
