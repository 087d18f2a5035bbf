import type { BundleMedia, BundleOrigin } from '../bundle.ts';
import { readStamp } from './dates.ts';
import { textOfHtml } from './html-text.ts';
import { metaText, type WpItem } from './item.ts';
import { mimeOf } from './media-facts.ts';
import { ownPath, type SitePlace } from './old-paths.ts';
import { phpMap, phpText, readPhp } from './php-value.ts';

/** Meta keys in which plugins keep who took a picture, the best known first. */
const creditKeys = [
  '_media_credit',
  'media_credit',
  '_navis_media_credit',
  'photo_credit',
  '_photo_credit',
  'image_credit',
  '_image_credit',
  'credit',
  '_credit',
  'photographer',
  'isc_image_source',
  '_wp_attachment_credit',
  'copyright',
  '_copyright',
];
const agencyKeys = ['_navis_media_credit_org', '_media_credit_org', 'credit_agency'];

/** A picture or file of the old library. Undefined when the item does not say where it is. */
export function toMedia(
  item: WpItem,
  origin: BundleOrigin,
  place: SitePlace,
  credits: readonly string[],
): BundleMedia | undefined {
  const attached = metaText(item, '_wp_attached_file');
  const url = item.attachmentUrl || /* some exports leave it out */ (isFile(item.guid) ? item.guid : '');
  if (url === '' && attached === '') return undefined;
  const data = phpMap(readPhp(metaText(item, '_wp_attachment_metadata')));
  const inside = phpMap(data.image_meta);
  const fileName = attached || uploadsPath(url);
  const excerpt = textOfHtml(item.excerpt);
  return {
    kind: 'media',
    origin,
    url: url || `https://${place.host}${place.folder}/wp-content/uploads/${attached}`,
    fileName: fileName === '' ? null : fileName,
    variants: variantsOf(fileName, phpMap(data.sizes)),
    title: textOfHtml(item.title),
    alt: textOfHtml(metaText(item, '_wp_attachment_image_alt')),
    caption: excerpt || textOfHtml(phpText(inside.caption)),
    credit:
      creditOf(item, credits) || textOfHtml(phpText(inside.credit)) || textOfHtml(phpText(inside.copyright)),
    mime: mimeOf(fileName || url) || null,
    widthPx: sizeOf(phpText(data.width)),
    heightPx: sizeOf(phpText(data.height)),
    story: item.parent > 0 ? `post:${item.parent}` : null,
    path: pageOfMedia(item, place),
    uploadedMs: readStamp(item.dateGmt) ?? readStamp(item.date),
  };
}

function creditOf(item: WpItem, more: readonly string[]): string {
  const first = (keys: readonly string[]) =>
    keys.map((key) => textOfHtml(metaText(item, key))).find(Boolean) ?? '';
  const person = first([...more, ...creditKeys]);
  const agency = first(agencyKeys);
  return [person, agency]
    .filter((part, index, parts) => part !== '' && parts.indexOf(part) === index)
    .join('/');
}

/** The part of an address below the uploads folder; '' when it lies elsewhere. */
export function uploadsPath(url: string): string {
  const path =
    /\/(?:wp-content\/uploads|app\/uploads|files)\/((?:sites\/\d+\/)?.+?)(?:[?#]|$)/.exec(url)?.[1] ?? '';
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function variantsOf(fileName: string, sizes: ReturnType<typeof phpMap>): string[] {
  const folder = fileName.slice(0, fileName.lastIndexOf('/') + 1);
  const names = Object.values(sizes).map((size) => phpText(phpMap(size).file));
  return [...new Set(names.filter((name) => name !== '' && !name.includes('/')))].map(
    (name) => folder + name,
  );
}

function sizeOf(text: string): number | null {
  return /^\d{1,6}$/.test(text) && Number(text) > 0 ? Number(text) : null;
}

/** The page WordPress gave each file; a link to the file itself is none. */
export function pageOfMedia(item: WpItem, place: SitePlace): string | null {
  return isFile(item.link) ? null : ownPath(item.link, place);
}

function isFile(address: string): boolean {
  return mimeOf(address) !== '' || address.includes('/wp-content/');
}
