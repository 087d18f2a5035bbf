import { type Seen, walk } from '#main/leak-check/crawl.io.js';

export { type Asking, askAll, type Seen } from '#main/leak-check/crawl.io.js';

/** Reads everything that can be reached from these addresses, without leaving the paper. */
export async function crawl(url: string, from: readonly string[]): Promise<Seen[]> {
  const seen: Seen[] = [];
  await walk({ url, from, look: (one) => seen.push(one) });
  return seen;
}
