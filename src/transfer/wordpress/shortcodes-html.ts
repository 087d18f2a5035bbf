import type { BodyWriter } from './body-writer.ts';
import { webUrl } from './embed-hosts.ts';
import { decodeAttribute, escapeHtml } from './html-text.ts';
import { fileNameOf, mimeOf } from './media-facts.ts';
import { captionedPicture, libraryGallery } from './pictures-html.ts';
import { sfFile, sfPreformatted, sfPullQuote } from './sf-elements.ts';
import { shortcodeAddress } from './shortcode-addresses.ts';
import type { Shortcode, ShortcodeNode } from './shortcode-tree.ts';
import { isForOutsiders } from './traces.ts';

type Write = (shortcode: Shortcode, writer: BodyWriter) => string | undefined;

/** Shortcodes we know the meaning of. Undefined from one of them: this time it had none, and it counts as unknown. */
const written: Readonly<Record<string, Write>> = {
  caption: (shortcode, writer) => captionedPicture(shortcode, inner(shortcode, writer)),
  wp_caption: (shortcode, writer) => captionedPicture(shortcode, inner(shortcode, writer)),
  gallery: writeGallery,
  embed: (shortcode, writer) =>
    writeEmbed(plainInner(shortcode) || attribute(shortcode, 'src') || (shortcode.listed[0] ?? ''), writer),
  audio: writeFile,
  video: writeFile,
  playlist: writePlaylist,
  code: writeCode,
  sourcecode: writeCode,
  source: writeCode,
  pullquote: writePullQuote,
  pull_quote: writePullQuote,
  blockquote: (shortcode, writer) => writeQuotation(shortcode, writer),
  quote: (shortcode, writer) => writeQuotation(shortcode, writer),
  button: writeButton,
};

/** Whether a name is a shortcode's for certain: ours, WordPress's, or one that stands for an address. */
export function isKnownShortcode(name: string): boolean {
  return Object.hasOwn(written, name) || shortcodeAddress.has(name);
}

/** Writes one shortcode as HTML. */
export function shortcodeHtml(shortcode: Shortcode, writer: BodyWriter): string {
  const { name } = shortcode;
  if (writer.context.restrictsShortcode(name)) return restricted(shortcode, writer);
  if (isForOutsiders(name)) return writer.hide('shortcode', name, originalOf([shortcode]), false);
  const write = Object.hasOwn(written, name) ? written[name] : undefined;
  const html = write?.(shortcode, writer) ?? addressHtml(shortcode, writer);
  return html ?? unknown(shortcode, writer);
}

/** What it encloses comes behind the premium cut; one that encloses nothing is the cut. */
function restricted(shortcode: Shortcode, writer: BodyWriter): string {
  const tag = writer.hide('shortcode', shortcode.name, shortcode.opening, false);
  return writer.cut() + tag + inner(shortcode, writer);
}

/** Readers see nothing of the tags; what stands between them stays. */
function unknown(shortcode: Shortcode, writer: BodyWriter): string {
  const opening = writer.hide('shortcode', shortcode.name, shortcode.opening);
  if (shortcode.inside === null) return opening;
  return (
    opening + inner(shortcode, writer) + writer.hide('shortcode', shortcode.name, shortcode.closing, false)
  );
}

function inner(shortcode: Shortcode, writer: BodyWriter): string {
  return shortcode.inside === null ? '' : writer.nodes(shortcode.inside);
}

/** What it encloses as it was written. */
function plainInner(shortcode: Shortcode): string {
  return originalOf(shortcode.inside ?? []).trim();
}

export function originalOf(nodes: readonly ShortcodeNode[]): string {
  return nodes
    .map((node) =>
      typeof node === 'string' ? node : node.opening + originalOf(node.inside ?? []) + node.closing,
    )
    .join('');
}

function attribute(shortcode: Shortcode, name: string): string {
  return decodeAttribute(shortcode.named.get(name) ?? '');
}

function writeGallery(shortcode: Shortcode, writer: BodyWriter): string | undefined {
  const ids = idsOf(attribute(shortcode, 'ids') || attribute(shortcode, 'include'));
  const whole = attribute(shortcode, 'id');
  const own = whole === '' ? writer.context.id : Number(whole);
  return libraryGallery(ids.length > 0 ? ids : null, own, writer);
}

function idsOf(list: string): number[] {
  return list
    .split(/[\s,]+/)
    .filter((id) => /^\d{1,15}$/.test(id))
    .map(Number);
}

function writeEmbed(raw: string, writer: BodyWriter): string | undefined {
  const address = decodeAttribute(raw.replace(/<[^>]*>/g, '').trim());
  const url = webUrl(address);
  if (!url) return undefined;
  return writer.embed(url.href) ?? `<p><a href="${escapeHtml(url.href)}">${escapeHtml(address)}</a></p>`;
}

const sourceNames = [
  'src',
  'mp3',
  'm4a',
  'ogg',
  'oga',
  'wav',
  'flac',
  'wma',
  'mp4',
  'm4v',
  'webm',
  'ogv',
  'mov',
  'wmv',
  'flv',
  'url',
  'file',
];

function writeFile(shortcode: Shortcode, writer: BodyWriter): string | undefined {
  const named = sourceNames.map((name) => attribute(shortcode, name)).find((value) => value !== '');
  const linked = /https?:\/\/[^\s"'<>\]]+/.exec(plainInner(shortcode))?.[0];
  const src = named ?? linked ?? decodeAttribute(shortcode.listed[0] ?? '');
  if (!/^(?:https?:)?\/|^https?:/i.test(src)) return undefined;
  return writer.embed(src) ?? sfFile({ src, name: fileNameOf(src), mime: mimeOf(src) });
}

function writePlaylist(shortcode: Shortcode, writer: BodyWriter): string | undefined {
  const ids = idsOf(attribute(shortcode, 'ids') || attribute(shortcode, 'include'));
  const files = ids.flatMap((id) => {
    const media = writer.context.findMedia(id);
    if (!media) writer.missing.push(id);
    return media
      ? [sfFile({ src: media.url, name: media.title || fileNameOf(media.url), mime: mimeOf(media.url) })]
      : [];
  });
  return files.length > 0 ? files.join('') : undefined;
}

function writeCode(shortcode: Shortcode): string | undefined {
  if (shortcode.inside === null) return undefined;
  return sfPreformatted('code', decodeAttribute(originalOf(shortcode.inside)).replace(/^\n+|\s+$/g, ''));
}

function writePullQuote(shortcode: Shortcode, writer: BodyWriter): string | undefined {
  if (shortcode.inside === null) return undefined;
  return sfPullQuote(inner(shortcode, writer), citedIn(shortcode));
}

function writeQuotation(shortcode: Shortcode, writer: BodyWriter): string | undefined {
  if (shortcode.inside === null) return undefined;
  const cited = citedIn(shortcode);
  return `<blockquote>${inner(shortcode, writer)}${cited === '' ? '' : `<cite>${escapeHtml(cited)}</cite>`}</blockquote>`;
}

function citedIn(shortcode: Shortcode): string {
  return ['author', 'cite', 'name', 'source'].map((name) => attribute(shortcode, name)).find(Boolean) ?? '';
}

/** A theme's button is a link. */
function writeButton(shortcode: Shortcode, writer: BodyWriter): string | undefined {
  const href = ['link', 'url', 'href'].map((name) => attribute(shortcode, name)).find(Boolean);
  const words = inner(shortcode, writer) || escapeHtml(attribute(shortcode, 'text'));
  return href && words ? `<a href="${escapeHtml(href)}">${words}</a>` : undefined;
}

/** A shortcode that names a film, post or sound of a service: the same as its address. */
function addressHtml(shortcode: Shortcode, writer: BodyWriter): string | undefined {
  const toAddress = shortcodeAddress.get(shortcode.name);
  const said = ['url', 'src', 'id', 'v', 'link', 'tweet']
    .map((name) => attribute(shortcode, name))
    .find(Boolean);
  const first = said ?? decodeAttribute(shortcode.listed[0] ?? '') ?? '';
  const wanted = first || plainInner(shortcode);
  const address = wanted === '' ? undefined : toAddress?.(wanted);
  return address === undefined ? undefined : writeEmbed(address, writer);
}
