/**
 * What an address of an older system means here, by its form alone.
 *
 * address   look up this address in place of the one asked
 * ending    this address with something behind it: a feed of what stands there, a page of it, another view of it
 * redirect  this is where it leads, whatever was imported
 * month     the archive of a month
 */
export type OldMeaning =
  | { is: 'address'; address: string }
  | { is: 'ending'; base: string; ending: 'feed.xml' | 'feed.atom' | 'feed.json' | 'same' }
  | { is: 'redirect'; to: string }
  | { is: 'month'; year: number; month: number | null };

const FEED_ENDINGS = [
  { form: /^(.*)\/feed\/atom$/, ending: 'feed.atom' },
  { form: /^(.*)\/atom(?:\.xml)?$/, ending: 'feed.atom' },
  { form: /^(.*)\/feed\/json$/, ending: 'feed.json' },
  {
    form: /^(.*)\/(?:feed(?:\/(?:rss2?|rdf|feed))?|rss2?(?:\.xml)?|index\.(?:xml|rdf))$/,
    ending: 'feed.xml',
  },
] as const;

/** Ends that show the same thing: pages of a list or of a long story, the phone's version, comments, frames. */
const SAME = /^(.*?)\/(?:page\/\d+|comment-page-\d+|amp|embed|trackback|print|\d{1,3}|index\.(?:php|html?))$/;
const SITEMAP = /^\/(?:sitemap[-_a-z]*\d*|wp-sitemap[-a-z0-9]*|[a-z_]+-sitemap\d*)\.xml(?:\.gz)?$/;
const DATE = /^\/(\d{4})(?:\/(\d{1,2})(?:\/\d{1,2})?)?$/;

/**
 * Reads an address that nothing stands at. WordPress and Ghost forms are known: `/?p=7`, `/tag/x/feed/`, `/page/2/`,
 * `/2019/05/`, `/story/amp/`, `?s=words`, `/rss/`, `/wp-sitemap.xml`.
 *
 * path  decoded, without final slash, '/' for the root
 */
export function readOldAddress(path: string, query: URLSearchParams): OldMeaning | undefined {
  const byQuery = readQuery(path, query);
  if (byQuery) return byQuery;
  const lower = path.toLowerCase();
  if (SITEMAP.test(lower)) return { is: 'redirect', to: '/sitemap.xml' };
  if (lower.startsWith('/index.php/')) return { is: 'address', address: path.slice('/index.php'.length) };
  if (lower === '/comments/feed') return { is: 'redirect', to: '/feed.xml' };
  for (const { form, ending } of FEED_ENDINGS) {
    const found = form.exec(lower);
    if (found) return { is: 'ending', base: path.slice(0, (found[1] ?? '').length) || '/', ending };
  }
  const date = DATE.exec(path);
  if (date) return monthOf(Number(date[1]), date[2] === undefined ? null : Number(date[2]));
  const same = SAME.exec(lower);
  return same
    ? { is: 'ending', base: path.slice(0, (same[1] ?? '').length) || '/', ending: 'same' }
    : undefined;
}

function readQuery(path: string, query: URLSearchParams): OldMeaning | undefined {
  for (const name of ['p', 'page_id', 'attachment_id', 'cat', 'author']) {
    const id = query.get(name);
    if (id && /^[\w-]+$/.test(id))
      return { is: 'address', address: `${path === '/' ? '' : path}/?${name}=${id}` };
  }
  const month = /^(\d{4})(\d{2})/.exec(query.get('m') ?? '');
  if (month) return monthOf(Number(month[1]), Number(month[2]));
  const words = query.get('s');
  if (words !== null) return { is: 'redirect', to: `/search?q=${encodeURIComponent(words)}` };
  const feed = query.get('feed');
  if (feed !== null) return { is: 'ending', base: path, ending: feed === 'atom' ? 'feed.atom' : 'feed.xml' };
  return query.has('amp') ? { is: 'ending', base: path, ending: 'same' } : undefined;
}

function monthOf(year: number, month: number | null): OldMeaning | undefined {
  return month === null || (month >= 1 && month <= 12) ? { is: 'month', year, month } : undefined;
}
