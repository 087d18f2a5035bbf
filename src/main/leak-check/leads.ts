/** What in an answer leads on: attributes, elements of feeds and sitemaps, strings of JSON, urls of style sheets. */
const LEADS =
  /(?:href|src|action|content|srcset|poster|data-[a-z-]+)="([^"]*)"|>((?:https?:\/\/|\/)[^<\s]*)<|"((?:https?:(?:\\?\/){2}|\\?\/)[^"\s]*)"|url\(([^)]*)\)|^(?:Sitemap|location|link): *(\S+)/gim;

/** In these an address may be relative to the page; elsewhere a plain word is no address. */
const RELATIVE = /^(?:href|src|action|poster)=/i;

/** Addresses of the same site that an answer leads to, as path and query. */
export function leadsIn(url: string, path: string, text: string): string[] {
  if (/^content-type: (?:image|font|video|audio)/m.test(text)) return [];
  return [...text.matchAll(LEADS)].flatMap((match) => {
    const written = match.slice(1).find((group) => group !== undefined) ?? '';
    const mayBeRelative = RELATIVE.test(match[0]);
    return written
      .split(/,\s+/)
      .flatMap((part) => pathOf({ url, path, mayBeRelative }, part.trim().split(/\s/)[0] ?? ''));
  });
}

type Page = { url: string; path: string; mayBeRelative: boolean };

function pathOf({ url, path, mayBeRelative }: Page, lead: string): string[] {
  const plain = lead
    .replaceAll('&amp;', '&')
    .replaceAll('\\/', '/')
    .replace(/^<|>;?$|^['"]|['"]$/g, '');
  const isAddress = /^(?:\/|\?|https?:)/.test(plain) || (mayBeRelative && /^[\w.%-]/.test(plain));
  const page = url + path;
  if (!isAddress || !URL.canParse(plain, page)) return [];
  const { origin, pathname, search } = new URL(plain, page);
  return origin === url ? [pathname + search] : [];
}
