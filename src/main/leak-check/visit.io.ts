import { describedAddresses, deskDoors, doors, oddAddresses, waysOf } from './addresses.ts';
import type { Canaries, Canary } from './canaries.ts';
import { type Asking, askAll, type Seen, walk } from './crawl.io.ts';
import type { Findings } from './findings.ts';
import { type Asker, maySee } from './may-see.ts';
import { questionsWith } from './probe.ts';
import { whereIn } from './where.ts';

/**
 * What is visited.
 *
 * stories  planted ones, asked for in every odd way
 * known    addresses of the paper's own closed stories
 * most     addresses that each kind of reader asks for at most
 */
export type Visited = {
  readonly url: string;
  readonly canaries: Canaries;
  readonly stories: readonly { id: number; path: string }[];
  readonly known: readonly string[];
  readonly most: number;
};

/** Words that the search is asked for. */
const PROBED = 40;
/** What a signed-in asker must not follow: it is asked for without an end, or is the desk's. */
const NOT_FOLLOWED = /^\/desk(?:[/?]|$)|^\/metrics/;

/** Visits everything as one kind of reader. */
export async function visit(visited: Visited, asker: Asker, findings: Findings): Promise<void> {
  const look = looker(visited, asker, findings);
  const headers = { ...asker.headers };
  const isAnonymous = headers.cookie === undefined;
  const from = [...doors, ...visited.stories.map(({ path }) => path), ...visited.known];
  const openApi = await askAll(visited.url, [{ path: '/api/openapi.json', headers }]);
  const described = openApi.flatMap(({ status, text }) =>
    status === 200 ? describedAddresses(text.slice(text.indexOf('\n\n')), visited.stories) : [],
  );
  const leaveOut = isAnonymous ? /^\/desk\/api\/live/ : NOT_FOLLOWED;
  const { left } = await walk({
    url: visited.url,
    from: [...from, ...described],
    headers,
    most: visited.most,
    leaveOut,
    look,
  });
  findings.checked.left += left;
  const odd = visited.stories.flatMap(oddAddresses);
  const askings: Asking[] = isAnonymous
    ? [...odd, ...deskDoors(visited.stories)].flatMap(waysOf)
    : odd.map((path): Asking => ({ path }));
  for (const seen of await askAll(
    visited.url,
    askings.map((one) => ({ ...one, headers: { ...headers, ...one.headers } })),
  ))
    look(seen);
  await probe(visited, asker, findings);
  findings.checked.readers.push(asker.name);
}

/** Looks at one answer and notes what it should not hold. */
export function looker(
  { url, canaries }: Pick<Visited, 'url' | 'canaries'>,
  asker: Asker,
  findings: Findings,
) {
  return ({ path, status, text }: Seen): void => {
    findings.checked.urls += 1;
    const at = { url: url + path, reader: asker.name };
    if (status === 0) findings.failures.push({ ...at, why: `no answer: ${text}` });
    if (status === 429) findings.failures.push({ ...at, why: 'too many requests (429)' });
    if (status >= 500) findings.failures.push({ ...at, why: `error ${status}` });
    for (const { found, canary } of canaries.find(text)) {
      if (canary && maySee(canary, asker)) continue;
      // A part of a word that was asked with, or one that was cut off: whose it was is told by what stands before it.
      const part = canary ? partOf(canary) : 'the beginning of a word';
      findings.leaks.push({ word: found, part, ...at, where: whereIn(text, found) });
    }
  };
}

function partOf({ part, path }: Canary): string {
  return path ? `${part}, ${path}` : part;
}

/** Asks the search for words, and for nonsense of their shape: two answers that differ in more than the word tell it. */
async function probe(visited: Visited, asker: Asker, findings: Findings): Promise<void> {
  const { url, canaries } = visited;
  // Compressed, two pages that differ in one word may differ in length.
  const headers = { ...asker.headers, 'accept-encoding': 'identity' };
  const ask = (word: string) =>
    askAll(
      url,
      questionsWith(word).map((path) => ({ path, headers })),
    );
  for (const canary of chooseProbes(canaries.all.filter((one) => !maySee(one, asker)))) {
    const nonsense = canaries.nonsenseFor(canary.word);
    const [answers, controls] = [await ask(canary.word), await ask(nonsense)];
    for (const [at, { path, text, status }] of answers.entries()) {
      findings.checked.urls += 1;
      const reader = asker.name;
      if (status === 429) findings.failures.push({ url: url + path, reader, why: 'too many requests (429)' });
      if (plain(text, canary.word) === plain(controls[at]?.text ?? '', nonsense)) continue;
      const where = 'the search answers this question otherwise than one for a word that stands nowhere';
      findings.leaks.push({ word: canary.word, part: partOf(canary), url: url + path, reader, where });
    }
  }
}

/** Every kind of place once, as far as they go. */
function chooseProbes(canaries: readonly Canary[]): Canary[] {
  const byPart = new Map<string, Canary>();
  for (const canary of canaries) if (!byPart.has(canary.part)) byPart.set(canary.part, canary);
  const all = [...byPart.values()];
  const step = Math.max(1, all.length / PROBED);
  return Array.from(
    { length: Math.min(PROBED, all.length) },
    (_, at) => all[Math.floor(at * step)] as Canary,
  );
}

/** Headers that differ from one answer to the next whatever is asked. */
const OF_THE_MOMENT = /^(?:date|etag|last-modified|cache-control|x-request-id|surrogate-key):.*$/gm;

function plain(text: string, word: string): string {
  return text.replaceAll(word.slice(0, -1), '…').replace(OF_THE_MOMENT, '');
}
