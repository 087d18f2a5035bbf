import { escapeHtml } from './html-text.ts';

/** What HTML has no word for, and what is easily got wrong, written so that the stories' reader of HTML understands it. */

export interface EmbedParts {
  url: string;
  provider: string;
  title: string;
  height: number | null;
}

export function sfEmbed({ url, provider, title, height }: EmbedParts): string {
  const data = { 'data-url': url, 'data-provider': provider, 'data-title': title };
  return element('sf-embed', { ...data, 'data-height': height === null ? '' : String(height) }, '');
}

/** Keeps what readers do not see: a shortcode or block we do not know, as it was written. It may stand inside a line. */
export function sfForeign(name: string, original: string): string {
  return element('sf-foreign', { 'data-name': name, 'data-original': original }, '');
}

export const sfPremiumCut = '<sf-premium-cut></sf-premium-cut>';

export interface PictureParts {
  src: string;
  alt: string;
  size: 'column' | 'wide' | 'full';
  href: string;
  credit: string;
  /** Inline HTML. */
  caption: string;
}

export function sfPicture({ src, alt, size, href, credit, caption }: PictureParts): string {
  const image = `<img src="${escapeHtml(src)}" alt="${escapeHtml(alt)}">`;
  const linked = href === '' ? image : element('a', { href }, image);
  const words = caption === '' ? '' : element('figcaption', {}, caption);
  return element(
    'figure',
    { class: size === 'column' ? '' : `picture-${size}`, 'data-credit': credit },
    linked + words,
  );
}

export function sfGallery(pictures: readonly string[]): string {
  return element('sf-gallery', {}, pictures.join(''));
}

export function sfFile({ src, name, mime }: { src: string; name: string; mime: string }): string {
  return element('sf-file', { 'data-src': src, 'data-name': name, 'data-mime': mime }, '');
}

export function sfPullQuote(html: string, attribution: string): string {
  return element('sf-pull-quote', { 'data-attribution': attribution }, html);
}

export function sfFactBox(title: string, html: string): string {
  return `<sf-fact-box data-title="${escapeHtml(title)}">${html}</sf-fact-box>`;
}

/** The line end after the tag is none of the text's: HTML takes it away, so a text that begins with one keeps its own. */
export function sfPreformatted(kind: 'code' | 'verse' | 'plain', text: string): string {
  const names = { code: 'wp-block-code', verse: 'verse', plain: '' };
  return element('pre', { class: names[kind] }, `\n${escapeHtml(text)}`);
}

/** Attributes without a value are left out. */
function element(name: string, attributes: Readonly<Record<string, string>>, inside: string): string {
  let tag = `<${name}`;
  for (const [key, value] of Object.entries(attributes))
    if (value !== '') tag += ` ${key}="${escapeHtml(value)}"`;
  return `${tag}>${inside}</${name}>`;
}
