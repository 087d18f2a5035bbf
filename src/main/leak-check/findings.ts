import { adviseOn } from './judge.ts';

/** A word that somebody found who may not read it. `part` says where it was hidden, `where` in which place of the answer. */
export type Leak = { word: string; part: string; url: string; reader: string; where: string };

/** An answer that says nothing about leaks: too many requests, an error, none at all. */
export type Failure = { url: string; reader: string; why: string };

/**
 * What a check found. `urls` counts answers, `left` the addresses that were known and not asked, since there were too
 * many.
 */
export type Findings = {
  checked: { urls: number; readers: string[]; left: number };
  words: number;
  leaks: Leak[];
  failures: Failure[];
};

/** More than anybody reads; a leak on every page is told by its first thousands. */
const MOST = 5_000;
const known = new WeakMap<Findings, Set<string>>();

const SHOWN = 40;

export function noFindings(words: number): Findings {
  return { checked: { urls: 0, readers: [], left: 0 }, words, leaks: [], failures: [] };
}

/** Notes a leak, once for each word, place and reader: an address is told without the question behind it. */
export function noteLeak(findings: Findings, leak: Leak): void {
  const noted = known.get(findings) ?? new Set<string>();
  known.set(findings, noted);
  const key = `${leak.word} ${leak.url.split('?')[0]} ${leak.reader}`;
  if (noted.has(key) || findings.leaks.length >= MOST) return;
  noted.add(key);
  findings.leaks.push(leak);
}

/** Nothing leaked, and everything that was asked was answered. */
export function isClean({ leaks, failures }: Findings): boolean {
  return leaks.length === 0 && failures.length === 0;
}

/** The same word in the same place of the same address is told once, with everybody who was given it. */
export function joinReaders(leaks: readonly Leak[]): (Omit<Leak, 'reader'> & { readers: string[] })[] {
  const joined = new Map<string, Omit<Leak, 'reader'> & { readers: string[] }>();
  for (const { reader, ...leak } of leaks) {
    const key = `${leak.word} ${leak.url}`;
    const known = joined.get(key);
    if (!known) joined.set(key, { ...leak, readers: [reader] });
    else if (!known.readers.includes(reader)) known.readers.push(reader);
  }
  return [...joined.values()];
}

/** What a check found, for people. */
export function wordFindings(findings: Findings, what: string): string {
  const { checked, words, leaks, failures } = findings;
  const count = `${words} ${words === 1 ? 'word' : 'words'} looked for in ${checked.urls} answers to ${checked.readers.length} kinds of reader`;
  const joined = joinReaders(leaks);
  const lines = [
    `${what} ${count}: ${checked.readers.join('; ')}.`,
    ...(checked.left > 0
      ? [`${checked.left} more addresses were known and not asked; --all asks them all.`]
      : []),
    '',
    ...(leaks.length > 0 ? ['LEAKS'] : []),
    ...joined
      .slice(0, SHOWN)
      .flatMap(({ word, part, url, where, readers }) => [
        `  ${part}`,
        `    at ${url}`,
        `    to ${readers.join('; ')}`,
        `    ${where} (${word})`,
      ]),
    ...(joined.length > SHOWN ? [`  … and ${joined.length - SHOWN} more; --json has all.`] : []),
    ...(failures.length > 0 ? ['COULD NOT BE CHECKED'] : []),
    ...failures.slice(0, SHOWN).map(({ url, reader, why }) => `  ${url} as ${reader}: ${why}`),
    ...(failures.length > SHOWN ? [`  … and ${failures.length - SHOWN} more; --json has all.`] : []),
  ];
  const advice = adviseOn(failures);
  if (advice !== undefined) lines.push(advice);
  if (isClean(findings)) lines.push('Nothing leaked.');
  return lines.join('\n');
}
