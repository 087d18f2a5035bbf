/** Things of other sites and files, as they are placed. */

import { cleanLink, cleanSource, isWebAddress } from '../../document/safe-address.ts';
import type { AlsoRead, Embed, FileBlock } from '../../document.ts';
import { type Attributes, idNumber, numberOf } from '../attributes.ts';
import type { BodyBuilder } from '../builder.ts';
import { nameOf } from '../file-names.ts';
import type { Drop } from '../rule.ts';
import { ownId } from './block-attributes.ts';

/** Places an embed where its host is on the list, once where an object and the plug-in in it name the same. */
export function placeListed(builder: BodyBuilder, url: string, attrs: Attributes): boolean {
  const { hostname } = new URL(url);
  const isListed = builder.reading.embedHosts.some(
    (host) => hostname === host || hostname.endsWith(`.${host}`),
  );
  if (!isListed) return false;
  const last = builder.top.content.at(-1);
  const safe = url.replace(/^http:/i, 'https:');
  if (last?.type === 'embed' && last.attrs.url === safe) return true;
  const height = numberOf(attrs.height, 1, 10_000, null);
  const title = (attrs.title ?? '').trim();
  const embed: Embed['attrs'] = {
    id: ownId(attrs),
    url: safe,
    provider: hostname.replace(/^www\./, ''),
    title,
    height,
  };
  builder.placeBeside({ type: 'embed', attrs: embed });
  return true;
}

/** An embed that an importer or an export of ours spelled out. */
export function placeEmbed(builder: BodyBuilder, attrs: Attributes): boolean {
  const url = webAddress(attrs['data-url']);
  if (url === null) return false;
  const height = numberOf(attrs['data-height'], 1, 1_000_000, null);
  const { 'data-provider': provider = '', 'data-title': title = '' } = attrs;
  builder.placeBeside({ type: 'embed', attrs: { id: ownId(attrs), url, provider, title, height } });
  return true;
}

/** A file that an importer or an export of ours spelled out. */
export function placeFile(builder: BodyBuilder, attrs: Attributes): Drop {
  const media = idNumber(attrs['data-media']) as FileBlock['attrs']['media'];
  const src = media === null ? cleanSource(attrs['data-src'] ?? '') : null;
  const file: FileBlock['attrs'] = {
    id: ownId(attrs),
    media,
    src,
    name: attrs['data-name'] ?? (src === null ? '' : nameOf(src)),
    mime: attrs['data-mime'] ?? '',
    sizeBytes: numberOf(attrs['data-size'], 0, Number.MAX_SAFE_INTEGER, null),
  };
  builder.placeBeside({ type: 'file', attrs: file });
  return {};
}

/** An address of the web with its scheme, or null. */
export function webAddress(raw: string | undefined): string | null {
  const clean = raw === undefined ? null : cleanLink(raw);
  if (clean === null) return null;
  const url = clean.startsWith('//') ? `https:${clean}` : clean;
  return isWebAddress(url) ? url : null;
}

export function placeAlsoRead(builder: BodyBuilder, attrs: Attributes): Drop {
  const stories = (attrs['data-stories'] ?? '')
    .split(',')
    .flatMap((id) => idNumber(id.trim()) ?? []) as AlsoRead['attrs']['stories'];
  builder.placeBeside({ type: 'alsoRead', attrs: { id: ownId(attrs), stories } });
  return {};
}
