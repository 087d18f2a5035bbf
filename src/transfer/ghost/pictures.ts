import type { BundleMedia, BundleOrigin, BundlePicture } from '../bundle.ts';
import { textOfHtml } from '../wordpress/html-text.ts';
import { ownAddress } from './body.ts';
import { type Row, stringOf } from './tables.ts';
import { timeOf } from './times.ts';

const OWN_FILE =
  /(?:__GHOST_URL__|%%GHOST_URL%%)?\/content\/(images|media|files)\/((?:size\/w\d+(?:h\d+)?\/)?(?:format\/[a-z]+\/)?[^\s"'<>?#)\\]+)/g;
const SIZE = /^size\/[^/]+\/(?:format\/[^/]+\/)?/;
const PLACES = ['lexical', 'mobiledoc', 'html', 'feature_image', 'og_image', 'twitter_image'] as const;

/** Files of the old library that a post shows, each once. `row` holds what Ghost kept apart as its meta, too. */
export function mediaOf(row: Row, origin: BundleOrigin): BundleMedia[] {
  const everything = PLACES.map((name) => stringOf(row, name))
    .join('\n')
    .replaceAll('\\/', '/');
  const found = new Map<string, BundleMedia>();
  for (const [, kind = '', path = ''] of everything.matchAll(OWN_FILE)) {
    const fileName = `${kind}/${path.replace(SIZE, '')}`;
    if (!found.has(fileName)) found.set(fileName, mediaRecord(fileName, row, origin));
  }
  return [...found.values()];
}

/** The feature image. */
export function leadOf(row: Row): BundlePicture | null {
  const url = stringOf(row, 'feature_image')
    .replace(ownAddress, '')
    .replace(/\/content\/images\/size\/[^/]+\/(?:format\/[^/]+\/)?/, '/content/images/');
  if (url === '') return null;
  return {
    media: { id: null, url },
    alt: stringOf(row, 'feature_image_alt'),
    caption: textOfHtml(stringOf(row, 'feature_image_caption')),
    credit: '',
  };
}

function mediaRecord(fileName: string, row: Row, origin: BundleOrigin): BundleMedia {
  const url = `/content/${fileName}`;
  return {
    kind: 'media',
    origin: { ...origin, id: `file:${fileName}`, hash: fileName, source: '' },
    url,
    fileName,
    variants: [],
    title: '',
    alt: stringOf(row, 'feature_image').endsWith(url) ? stringOf(row, 'feature_image_alt') : '',
    caption: '',
    credit: '',
    mime: null,
    widthPx: null,
    heightPx: null,
    story: origin.id,
    path: null,
    uploadedMs: timeOf(row.created_at),
  };
}
