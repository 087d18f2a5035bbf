import type { Progress } from '../command.ts';
import { doors } from './addresses.ts';
import { askAll, type Seen, walk } from './crawl.io.ts';
import { findWords } from './find-words.ts';
import { type Findings, noFindings, noteLeak } from './findings.ts';
import { TOLD_APART, whyFailed } from './judge.ts';

/**
 * words    that must not be found, each as it stands in the text
 * cookies  Cookie headers of further readers to ask as, who must not find them either
 * most     addresses that each reader asks for at most
 * restMs   rest after each answer: it is somebody's site that is asked
 */
export type RunningWish = {
  readonly url: string;
  readonly words: readonly string[];
  readonly cookies: readonly string[];
  readonly most: number;
  readonly restMs: number;
};

const ALIKE = 25;
/** Pictures and typefaces hold no words, and a site has many times more of them than pages. */
const WORDLESS = /\.(?:jpe?g|png|webp|avif|gif|woff2?|mp[34]|ico)(?:\?|$)/i;

/** Looks for words on a site that runs somewhere, reading everything that is linked, one address after the other. */
export async function checkRunning(wish: RunningWish, tell: Progress): Promise<Findings> {
  const findings = noFindings(wish.words.length);
  const readers = [
    { name: 'anonymous', headers: {} },
    ...wish.cookies.map((cookie, at) => ({ name: `reader with cookie ${at + 1}`, headers: { cookie } })),
  ];
  for (const { name, headers } of readers) {
    const look = looker(wish, name, findings, tell);
    const alike = Number.isFinite(wish.most) ? ALIKE : wish.most;
    const { left } = await walk({
      ...wish,
      from: doors,
      headers,
      atOnce: 1,
      alike,
      leaveOut: (path) => WORDLESS.test(path),
      look,
    });
    findings.checked.left += left;
    await askSearch(wish, { name, headers }, findings);
    findings.checked.readers.push(name);
  }
  if (!findings.checked.urls)
    findings.failures.push({ url: wish.url, reader: 'anonymous', why: 'nothing was read' });
  return findings;
}

function looker({ url, words }: RunningWish, reader: string, findings: Findings, tell: Progress) {
  return (seen: Seen): void => {
    const at = { url: url + seen.path, reader };
    const why = whyFailed(seen);
    if (why !== undefined) {
      findings.failures.push({ ...at, why });
      return;
    }
    findings.checked.urls += 1;
    tell(`${findings.checked.urls} answers were read.`);
    for (const { word, where } of findWords(seen.text, words))
      noteLeak(findings, { word, part: `"${word}"`, ...at, where });
  };
}

/** Asks the site's search for each word, and for letters that stand nowhere. */
async function askSearch(
  { url, words }: RunningWish,
  { name, headers }: { name: string; headers: Record<string, string> },
  findings: Findings,
): Promise<void> {
  const own = { ...headers, 'accept-encoding': 'identity' };
  const ask = async (word: string) => {
    const path = `/search?q=${encodeURIComponent(`"${word}"`)}`;
    const [seen] = await askAll(url, [{ path, headers: own }]);
    return seen as Seen;
  };
  for (const word of words) {
    const nonsense = word.replace(/\p{L}/gu, (_, at: number) => 'qxzv'[at % 4] ?? 'q');
    const [answer, control] = [await ask(word), await ask(nonsense)];
    if (answer.status !== 200 || control.status !== 200) continue;
    if (countOf(answer, word) === countOf(control, nonsense)) continue;
    noteLeak(findings, { word, part: `"${word}"`, url: url + answer.path, reader: name, where: TOLD_APART });
  }
}

/** Links tell how many stories were found; everything else of a strange site may differ from one answer to the next. */
function countOf({ text }: Seen, word: string): number {
  return text.replaceAll(encodeURIComponent(word), '').match(/<a [^>]*href=/gi)?.length ?? 0;
}
