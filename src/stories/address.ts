/** First parts of addresses that the house itself answers; no section, page or imported story may take them. */
export const reservedParts: ReadonlySet<string> = new Set([
  'account',
  'api',
  'archive',
  'assets',
  'benefits',
  'by',
  'counter',
  'desk',
  'feed.atom',
  'feed.json',
  'feed.xml',
  'feeds',
  'gift',
  'health',
  'join',
  'media',
  'metrics',
  'news-sitemap.xml',
  'preview',
  'robots.txt',
  'search',
  'sitemap.xml',
  'sitemaps',
  'storylines',
  'topics',
]);

const WORDPRESS_ID = /[?&](p|page_id|attachment_id|cat|author|m)=([\w-]+)/;

/**
 * The one form under which an address is kept and looked up, whatever case, encoding or final slash it is asked in.
 * Queries are dropped, except the ones that were addresses themselves (`/?p=123`).
 */
export function addressKey(address: string): string {
  const [beforeHash = ''] = address.split('#', 1);
  const mark = beforeHash.indexOf('?');
  const path = mark < 0 ? beforeHash : beforeHash.slice(0, mark);
  const byId = mark < 0 ? null : WORDPRESS_ID.exec(beforeHash.slice(mark));
  const plain = decodeOnce(path)
    .normalize('NFC')
    .toLowerCase()
    .replace(/\/{2,}/g, '/')
    .replace(/\/+$/, '');
  return byId ? `${plain}/?${byId[1]}=${byId[2]}` : plain || '/';
}

/** Makes a slug of a headline: small letters, digits and hyphens, at most 80 characters, cut at a word. */
export function slugify(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/ß/g, 'ss')
    .replace(/æ/gi, 'ae')
    .replace(/ø/gi, 'o')
    .replace(/ł/gi, 'l')
    .replace(/['’]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  if (plain.length <= 80) return plain || 'story';
  const cut = plain.slice(0, 81);
  return cut.slice(0, Math.max(cut.lastIndexOf('-'), 40)).replace(/-+$/, '');
}

function decodeOnce(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    // Latin-1 escapes of old systems are no UTF-8: read each escape that is plain ASCII, keep the others as they are.
    return path.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }
}
