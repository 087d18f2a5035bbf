import { leadsIn } from './leads.ts';

/** An address to ask, and how. */
export type Asking = { path: string; method?: string; headers?: Record<string, string>; body?: string };

/**
 * What came back.
 *
 * asked   the question in one line
 * status  0 where nothing came back; then `text` says why
 * text    status line, headers and body as one text
 */
export type Seen = { path: string; asked: string; status: number; text: string };

export type Walk = {
  /** http://HOST:PORT, without a final slash; nothing elsewhere is asked. */
  url: string;
  from: readonly string[];
  headers?: Record<string, string>;
  /** Addresses asked at most. */
  most?: number;
  /** Addresses asked at most that differ only in what a question says: of `/join?from=1` and so on. */
  alike?: number;
  /** How many at a time. */
  atOnce?: number;
  /** Rest after each answer, in milliseconds. */
  restMs?: number;
  /** Addresses that are passed over. */
  leaveOut?: (path: string) => boolean;
  /** Hears every answer as it comes. */
  look(seen: Seen): void;
};

const AT_ONCE = 8;
const MOST = 4_000;
const PATIENCE_MS = 30_000;

/**
 * Reads everything that can be reached from these addresses, without leaving the site: plain addresses first, then those
 * with questions, of which there may be no end.
 *
 * returns  how many were asked, and how many were known and not asked any more
 */
export async function walk(wish: Walk): Promise<{ asked: number; left: number }> {
  const { url, headers = {}, most = MOST, atOnce = AT_ONCE, restMs = 0, leaveOut } = wish;
  const { alike = Number.POSITIVE_INFINITY } = wish;
  const known = new Set<string>();
  const families = new Map<string, number>();
  let left = 0;
  const waiting: { plain: string[]; asking: string[] } = { plain: [], asking: [] };
  const meet = (path: string): void => {
    if (known.has(path) || leaveOut?.(path)) return;
    known.add(path);
    const family = familyOf(path);
    const members = family === undefined ? 0 : (families.get(family) ?? 0);
    if (family !== undefined) families.set(family, members + 1);
    if (members >= alike) left += 1;
    else (path.includes('?') ? waiting.asking : waiting.plain).push(path);
  };
  for (const path of wish.from) meet(path);
  let asked = 0;
  let busy = 0;
  const next = (): string | undefined =>
    asked < most ? (waiting.plain.shift() ?? waiting.asking.shift()) : undefined;
  const work = async (): Promise<void> => {
    for (let path = next(); path !== undefined || busy > 0; path = next()) {
      if (path === undefined) {
        await rest(1);
        continue;
      }
      asked += 1;
      busy += 1;
      const seen = await ask(url, { path, headers });
      busy -= 1;
      wish.look(seen);
      for (const lead of leadsIn(url, path, seen.text)) meet(lead);
      if (restMs > 0) await rest(restMs);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { asked, left: left + waiting.plain.length + waiting.asking.length };
}

/** '/join?from=' of `/join?from=12`; undefined for an address without a question. */
function familyOf(path: string): string | undefined {
  const mark = path.indexOf('?');
  return mark < 0 ? undefined : path.replace(/=[^&]*/g, '=');
}

/** Asks all of these, some at a time, following nothing; `look` hears each answer as it comes. */
export async function askEach(
  url: string,
  askings: Iterable<Asking>,
  look: (seen: Seen) => void,
): Promise<void> {
  const left = askings[Symbol.iterator]();
  const work = async (): Promise<void> => {
    for (let next = left.next(); !next.done; next = left.next()) look(await ask(url, next.value));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** Asks all of these, some at a time, following nothing. */
export async function askAll(url: string, askings: readonly Asking[], atOnce = AT_ONCE): Promise<Seen[]> {
  const seen: Seen[] = [];
  const left = askings.entries();
  const work = async (): Promise<void> => {
    for (const [at, asking] of left) seen[at] = await ask(url, asking);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return seen;
}

async function ask(url: string, { path, method = 'GET', headers = {}, body }: Asking): Promise<Seen> {
  const asked = [method, path, ...Object.entries(headers).flat()].join(' ');
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const wish = {
      method,
      headers,
      redirect: 'manual' as const,
      signal,
      ...(body !== undefined && { body }),
    };
    const answer = await fetch(url + path, wish);
    const lines = [...answer.headers].map(([name, value]) => `${name}: ${value}`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const text = [`${answer.status}`, ...lines, '', bytes.toString()].join('\n');
    return { path, asked, status: answer.status, text };
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    return { path, asked, status: 0, text: cause instanceof Error ? cause.message : String(cause) };
  }
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
