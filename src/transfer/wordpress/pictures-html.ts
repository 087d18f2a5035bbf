import type { BodyWriter } from './body-writer.ts';
import { escapeHtml } from './html-text.ts';
import type { PictureFacts } from './media-facts.ts';
import { sfGallery, sfPicture } from './sf-elements.ts';
import type { Shortcode } from './shortcode-tree.ts';

const imageWithLink = /(?:<a\b[^<>]{0,2000}>\s*)?<img\b[^<>]{0,8000}>(?:\s*<\/a>)?/i;

/** `[caption]<img> words[/caption]`, and its older form with the words in an attribute. */
export function captionedPicture(shortcode: Shortcode, html: string): string | undefined {
  const picture = imageWithLink.exec(html);
  if (!picture) return html.trim() === '' ? undefined : html;
  const rest = (html.slice(0, picture.index) + html.slice(picture.index + picture[0].length)).trim();
  const words = rest || (shortcode.named.get('caption') ?? '');
  const align = /^align(?:wide|full)$/.exec(shortcode.named.get('align') ?? '')?.[0] ?? '';
  const caption = words === '' ? '' : `<figcaption>${words.replace(/\s*\n\s*/g, ' ')}</figcaption>`;
  return `<figure${align === '' ? '' : ` class="${align}"`}>${picture[0]}${caption}</figure>`;
}

/**
 * A gallery of pictures in the old library.
 *
 * ids  the pictures, or null for all that were uploaded to the item `own`
 */
export function libraryGallery(
  ids: readonly number[] | null,
  own: number | null,
  writer: BodyWriter,
): string | undefined {
  const pictures: PictureFacts[] = [];
  if (ids === null && own !== null) pictures.push(...writer.context.listMediaOf(own));
  for (const id of ids ?? []) {
    const found = writer.context.findMedia(id);
    if (found) pictures.push(found);
    else writer.missing.push(id);
  }
  return pictures.length === 0 ? undefined : sfGallery(pictures.map(libraryPicture));
}

export function libraryPicture(picture: PictureFacts): string {
  const { url, alt, credit, caption } = picture;
  return sfPicture({ src: url, alt, size: 'column', href: '', credit, caption: escapeHtml(caption) });
}
