import { plainHost } from '../hosts.ts';
import type { WpItem } from './item.ts';
import { metaTexts } from './item.ts';

/** Where the old site lay: its host, and its folder without a final slash ('' mostly). */
export interface SitePlace {
  host: string;
  folder: string;
  /** Every host it went by, in small letters, without `www.`. */
  hosts: ReadonlySet<string>;
}

/** Finds the place from what the head of the file says, the first that is an address. */
export function placeOf(addresses: readonly string[], oldHosts: readonly string[]): SitePlace {
  const urls = addresses.filter((address) => URL.canParse(address)).map((address) => new URL(address));
  const hosts = new Set(
    [...urls.map((url) => plainHost(url.host)), ...oldHosts.map(plainHost)].filter(Boolean),
  );
  const first = urls[0];
  return { host: first?.host ?? oldHosts[0] ?? '', folder: first?.pathname.replace(/\/+$/, '') ?? '', hosts };
}

/** The path an item's link had, with its final slash; null for one that was only a number (`/?p=12`), or the front. */
export function pathOfLink(link: string, place: SitePlace): string | null {
  const base = `https://${place.host || 'unknown.invalid'}/`;
  if (link === '' || !URL.canParse(link, base)) return null;
  const url = new URL(link, base);
  if (
    !/^https?:$/.test(url.protocol) ||
    /[?&](?:p|page_id|attachment_id|post_type|preview)=/.test(url.search)
  )
    return null;
  const path = url.pathname.replace(/\/{2,}/g, '/');
  return path === '/' || path === `${place.folder}/` ? null : path;
}

const idQueries: Readonly<Record<string, string>> = { page: 'page_id', attachment: 'attachment_id' };

/** Every further address that led to an item: by number, by its permanent id, by earlier slugs and dates. */
export function oldPathsOf(item: WpItem, path: string | null, place: SitePlace): string[] {
  const paths = new Set<string>();
  if (item.id !== null) {
    paths.add(`${place.folder}/?p=${item.id}`);
    const query = idQueries[item.type];
    if (query) paths.add(`${place.folder}/?${query}=${item.id}`);
  }
  for (const address of [item.link, item.guid]) {
    const numbered = byNumber(address, place);
    if (numbered !== null) paths.add(numbered);
  }
  const permanent = ownPath(item.guid, place);
  if (permanent !== null) paths.add(permanent);
  for (const slug of metaTexts(item, '_wp_old_slug')) {
    const earlier = path === null || slug === '' ? null : withSlug(path, slug);
    if (earlier !== null) paths.add(earlier);
  }
  for (const date of metaTexts(item, '_wp_old_date')) {
    const earlier = path === null ? null : withDate(path, date);
    if (earlier !== null) paths.add(earlier);
  }
  if (path !== null) paths.delete(path);
  return [...paths];
}

/** `/?p=19`, where that is the address: sites without readable addresses had no other, whatever number the item has. */
function byNumber(address: string, place: SitePlace): string | null {
  const base = `https://${place.host || 'unknown.invalid'}/`;
  if (address === '' || !URL.canParse(address, base)) return null;
  const { host, pathname, search } = new URL(address, base);
  const [, name, number] = /[?&](p|page_id|attachment_id)=(\d+)/.exec(search) ?? [];
  if (!name || (host !== new URL(base).host && !place.hosts.has(plainHost(host)))) return null;
  return `${pathname.replace(/\/+$/, '')}/?${name}=${number}`;
}

/** The path of an address on one of the old site's hosts; null for any other address, and for a file. */
export function ownPath(address: string, place: SitePlace): string | null {
  if (!URL.canParse(address) || !place.hosts.has(plainHost(new URL(address).host))) return null;
  const path = pathOfLink(address, place);
  return path?.includes('/wp-content/') ? null : path;
}

/** The path with another slug in its last part: `/2019/05/old-name/`. */
function withSlug(path: string, slug: string): string | null {
  const match = /^(.*\/)([^/]+?)(\.[a-z]{3,5})?(\/?)$/.exec(path);
  return match ? `${match[1]}${slug}${match[3] ?? ''}${match[4]}` : null;
}

/** The path with another date in it, when dates stand in this site's paths. */
function withDate(path: string, date: string): string | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(date) ?? [];
  const match = /\/(\d{4})\/(\d{2})\/(?:(\d{2})\/)?/.exec(path);
  if (!year || !match) return null;
  return path.replace(match[0], match[3] ? `/${year}/${month}/${day}/` : `/${year}/${month}/`);
}

/** A slug as the file keeps it, percent signs and all, in readable letters. */
export function readableSlug(slug: string): string {
  try {
    return decodeURIComponent(slug);
  } catch {
    return slug;
  }
}

/** The form WordPress gives a login in the address of its author's page. */
export function nicename(login: string): string {
  return login
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[.\s_]+/g, (run) => (run.includes('_') ? '_' : '-'))
    .replace(/[^a-z0-9_-]/g, '')
    .replace(/-{2,}/g, '-')
    .replace(/^-+|-+$/g, '');
}
