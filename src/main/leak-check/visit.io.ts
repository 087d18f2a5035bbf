import { describedAddresses, deskDoors, doors, oddAddresses, waysOf } from './addresses.ts';
import type { Canaries, Canary } from './canaries.ts';
import { type Asking, askAll, askEach, type Seen, walk } from './crawl.io.ts';
import { type Findings, noteLeak } from './findings.ts';
import { TOLD_APART, whyFailed } from './judge.ts';
import { type Asker, maySee } from './may-see.ts';
import { questionsWith } from './probe.ts';
import { whereIn } from './where.ts';

/**
 * What is visited.
 *
 * stories  planted ones, asked for in every odd way
 * known    addresses of the paper's own closed stories
 * most     addresses that each kind of reader asks for at most
 * alike    of those that differ only in what a question says
 */
export type Visited = {
  readonly url: string;
  readonly canaries: Canaries;
  readonly stories: readonly { id: number; path: string }[];
  readonly known: readonly string[];
  readonly most: number;
  readonly alike: number;
};

/** Words that the search is asked for, by one who asks thoroughly and by all others. */
const PROBED = { thorough: 40, else: 8 };
/** Sizes of one picture that are asked for: all are made from the same file. */
const SIZES = 2;

/** Visits everything as one kind of reader. */
export async function visit(visited: Visited, asker: Asker, findings: Findings): Promise<void> {
  const read = new Set<Canary>();
  const look = looker(visited, asker, findings, read);
  const headers = { ...asker.headers };
  if (asker.addresses) {
    await askEach(
      visited.url,
      asker.addresses.map((path) => ({ path, headers })),
      look,
    );
    return finish(visited, asker, findings, read);
  }
  const from = [...doors, ...visited.stories.map(({ path }) => path), ...visited.known];
  const openApi = await askAll(visited.url, [{ path: '/api/openapi.json', headers }]);
  const described = openApi.flatMap(({ status, text }) =>
    status === 200 ? describedAddresses(text.slice(text.indexOf('\n\n')), visited.stories) : [],
  );
  const { left } = await walk({
    url: visited.url,
    from: [...from, ...described],
    headers,
    most: visited.most,
    alike: visited.alike,
    leaveOut: notFollowed(asker),
    look,
  });
  findings.checked.left += left;
  const odd = visited.stories.flatMap(oddAddresses);
  const askings: Asking[] = asker.thorough
    ? [...odd, ...deskDoors(visited.stories)].flatMap(waysOf)
    : odd.map((path): Asking => ({ path }));
  const asThem = askings.map((one) => ({ ...one, headers: { ...headers, ...one.headers } }));
  await askEach(visited.url, asThem, look);
  await probe(visited, asker, findings);
  finish(visited, asker, findings, read);
}

function finish(visited: Visited, asker: Asker, findings: Findings, read: ReadonlySet<Canary>): void {
  const tried = readsTheirs(visited, asker, read);
  if (!tried) findings.failures.push({ url: visited.url, reader: asker.name, why: NOT_TRIED });
  findings.checked.readers.push(asker.name);
}

/**
 * Addresses that are passed over: what is asked for without an end, the desk of those who are signed in, and pictures
 * for all but one, since a picture is the same for everybody.
 */
function notFollowed({ headers, thorough = false }: Asker): (path: string) => boolean {
  const seen = new Map<string, number>();
  const never = headers.cookie === undefined ? /^\/desk\/api\/live/ : /^\/desk(?:[/?]|$)|^\/metrics/;
  return (path) => {
    const picture = /^\/media\/[^/]+/.exec(path)?.[0];
    if (picture === undefined || !thorough) return picture !== undefined || never.test(path);
    const count = seen.get(picture) ?? 0;
    seen.set(picture, count + 1);
    return count >= SIZES;
  };
}

/** Looks at one answer and notes what it should not hold. */
export function looker(
  { url, canaries }: Pick<Visited, 'url' | 'canaries'>,
  asker: Asker,
  findings: Findings,
  read = new Set<Canary>(),
) {
  return (seen: Seen): void => {
    const { path, text } = seen;
    findings.checked.urls += 1;
    const at = { url: url + path, reader: asker.name };
    const why = whyFailed(seen);
    if (why !== undefined) findings.failures.push({ ...at, why });
    for (const { found, canary } of canaries.find(text)) {
      if (canary && maySee(canary, asker)) {
        read.add(canary);
        continue;
      }
      // A part of a word that was asked with, or one that was cut off: whose it was is told by what stands before it.
      const part = canary ? partOf(canary) : 'the beginning of a word';
      noteLeak(findings, { word: found, part, ...at, where: whereIn(text, found) });
    }
  };
}

const NOT_TRIED =
  'this reader was given nothing of what they may read, so nothing is shown by their not being given more';

/** Whether somebody read in each planted story what is theirs to read: else they were not who they should have been. */
function readsTheirs({ canaries, stories }: Visited, asker: Asker, read: ReadonlySet<Canary>): boolean {
  return stories.every(({ path }) => {
    const theirs = canaries.all.filter((one) => one.path === path && maySee(one, asker));
    return theirs.length === 0 || theirs.some((one) => read.has(one));
  });
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
  for (const canary of chooseProbes(canaries, asker)) {
    const nonsense = canaries.nonsenseFor(canary.word);
    const [answers, controls] = [await ask(canary.word), await ask(nonsense)];
    for (const [at, answer] of answers.entries()) {
      const control = controls[at] as Seen;
      findings.checked.urls += 2;
      const failed = whyFailed(answer) ?? whyFailed(control);
      const told = { url: url + answer.path, reader: asker.name };
      if (failed !== undefined) findings.failures.push({ ...told, why: failed });
      else if (plain(answer.text, canary.word) !== plain(control.text, nonsense))
        noteLeak(findings, { word: canary.word, part: partOf(canary), ...told, where: TOLD_APART });
    }
  }
}

/** Words closed to them: every kind of place once, as far as they go. */
function chooseProbes(canaries: Canaries, asker: Asker): Canary[] {
  const byPart = new Map<string, Canary>();
  for (const canary of canaries.all)
    if (!maySee(canary, asker) && !byPart.has(canary.part)) byPart.set(canary.part, canary);
  const all = [...byPart.values()];
  const most = Math.min(all.length, asker.thorough ? PROBED.thorough : PROBED.else);
  return Array.from({ length: most }, (_, at) => all[Math.floor((at * all.length) / most)] as Canary);
}

/** Headers that differ from one answer to the next whatever is asked. */
const OF_THE_MOMENT = /^(?:date|etag|last-modified|cache-control|x-request-id|surrogate-key):.*$/gm;

function plain(text: string, word: string): string {
  return text.replaceAll(word.slice(0, -1), '…').replace(OF_THE_MOMENT, '');
}
