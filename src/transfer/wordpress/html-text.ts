import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';

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
  return oneLine(/[<&]/.test(html) ? readText(html) : html);
}

/** Reads the text of HTML with the tokenizer alone: htmlparser2's parser takes minutes for a million nested tags. */
function readText(html: string): string {
  let text = '';
  let muted = 0;
  let name = '';
  const add = (words: string) => {
    if (muted === 0) text += words;
  };
  const callbacks: TokenizerCallbacks = {
    ...ignored,
    ontext: (from, to) => add(html.slice(from, to)),
    ontextentity: (code) => add(String.fromCodePoint(code)),
    onopentagname(from, to) {
      name = html.slice(from, to).toLowerCase();
      if (breaking.test(name)) add(' ');
    },
    onopentagend() {
      if (silent.has(name)) muted += 1;
    },
    onclosetag(from, to) {
      const closed = html.slice(from, to).toLowerCase();
      if (silent.has(closed)) muted = Math.max(0, muted - 1);
      else if (breaking.test(closed)) add(' ');
    },
  };
  const tokenizer = new Tokenizer({}, callbacks);
  tokenizer.write(html);
  tokenizer.end();
  return text;
}

const nothing = (): void => {};
const ignored: TokenizerCallbacks = {
  onattribdata: nothing,
  onattribentity: nothing,
  onattribend: nothing,
  onattribname: nothing,
  oncdata: nothing,
  onclosetag: nothing,
  oncomment: nothing,
  ondeclaration: nothing,
  onend: nothing,
  onopentagend: nothing,
  onopentagname: nothing,
  onprocessinginstruction: nothing,
  onselfclosingtag: nothing,
  ontext: nothing,
  ontextentity: nothing,
};

const longestComment = 100_000;

/** The words of a comment: paragraphs and line breaks kept as newlines, markup gone. */
export function linesOfHtml(html: string): string {
  const lines = html
    .slice(0, longestComment)
    .split(/\n|<br\s*\/?>|<\/p>|<\/li>|<\/blockquote>/i)
    .map(textOfHtml);
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
  return html.includes('&') ? readText(html.replaceAll('<', '&lt;')) : html;
}
