/** An address that was asked, how, and all that came back: status line, headers and body as one text. */
export type Seen = { asked: string; text: string };

const AT_ONCE = 8;
const MOST = 4_000;

/** What in an answer leads on: attributes, elements of feeds and sitemaps, strings of JSON, urls of style sheets. */
const LEADS =
  /(?:href|src|action|content|srcset|poster|data-[a-z-]+)="([^"]*)"|>((?:https?:\/\/|\/)[^<\s]*)<|"((?:https?:\/\/|\/)[^"\\\s]*)"|url\(([^)]*)\)|^(?:Sitemap|location|link): *(\S+)/gim;

/** Reads everything that can be reached from these addresses, without leaving the paper. */
export async function crawl(url: string, from: readonly string[]): Promise<Seen[]> {
  const seen: Seen[] = [];
  const known = new Set(from);
  let waiting = [...from];
  while (waiting.length > 0 && known.size < MOST) {
    const texts = await askAll(
      url,
      waiting.map((path) => ({ path })),
    );
    seen.push(...texts);
    waiting = [];
    for (const path of texts.flatMap(({ text }) => leadsIn(url, text))) {
      if (known.has(path)) continue;
      known.add(path);
      waiting.push(path);
    }
  }
  return seen;
}

export type Asking = { path: string; method?: string; headers?: Record<string, string> };

/** Asks all of these, some at a time, following nothing. */
export async function askAll(url: string, askings: readonly Asking[]): Promise<Seen[]> {
  const seen: Seen[] = [];
  const rest = askings.entries();
  const work = async () => {
    for (const [at, asking] of rest) seen[at] = await ask(url, asking);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return seen;
}

async function ask(url: string, { path, method = 'GET', headers = {} }: Asking): Promise<Seen> {
  const answer = await fetch(url + path, { method, headers, redirect: 'manual' });
  const lines = [...answer.headers].map(([name, value]) => `${name}: ${value}`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const asked = [method, path, ...Object.entries(headers).flat()].join(' ');
  return { asked, text: [`${answer.status}`, ...lines, '', bytes.toString()].join('\n') };
}

function leadsIn(url: string, text: string): string[] {
  if (/^content-type: (?:image|font|video|audio)/m.test(text)) return [];
  return [...text.matchAll(LEADS)].flatMap((match) => {
    const written = match.slice(1).find((group) => group !== undefined) ?? '';
    return written.split(/,\s+/).flatMap((part) => pathOf(url, part.trim().split(/\s/)[0] ?? ''));
  });
}

function pathOf(url: string, lead: string): string[] {
  const plain = lead.replaceAll('&amp;', '&');
  if (!/^(?:\/|\?|https?:)/.test(plain) || !URL.canParse(plain, url)) return [];
  const { origin, pathname, search } = new URL(plain, url);
  return origin === url ? [pathname + search] : [];
}
