import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fault } from '#kit/fault.js';
import { type Given, givenValue, givenValues, hasFlag } from './arguments.ts';
import type { FolderCommand, Outcome, Progress } from './command.ts';
import { mainFaults } from './faults.ts';
import { openHouse } from './house.io.ts';
import { type CheckWish, type CopyChecked, checkCopy } from './leak-check/check-copy.io.ts';
import { checkRunning } from './leak-check/check-running.io.ts';
import { isClean, wordFindings } from './leak-check/findings.ts';

/** Closed stories of the paper's own that are looked at without --all, and addresses for each kind of reader. */
const SAMPLE = 200;
const MOST_ADDRESSES = 2_500;
/** Rest after each answer of a site that runs, in milliseconds. */
const REST_MS = 250;
const SHORTEST_WORD = 4;

/** Of the kind that makes something: the publication itself is only read, and a site elsewhere needs no data folder. */
export const leakCheckCommand: FolderCommand = {
  form: {
    name: 'leak-check',
    says: 'looks for words that readers must not see: in a copy of the archive, or on a site that runs',
    operands: '',
    options: {
      url: { value: 'ADDRESS', says: 'asks this site for the words given, instead of making a copy' },
      word: { value: 'W', says: 'with --url: words that must not be found', many: true },
      words: { value: 'FILE', says: 'with --url: the same, one a line' },
      cookie: { value: 'NAME=V', says: 'with --url: asks as this reader too', many: true },
      all: {
        says: `everything; without it ${SAMPLE} closed stories and ${MOST_ADDRESSES} addresses a reader`,
      },
      keep: { says: 'leaves the copy for you to look at' },
      database: { value: 'URL', says: 'an empty database for the copy, where the paper is on Postgres' },
    },
  },
  kind: 'makes',
  check,
  make: (folder, given, tell) =>
    givenValue(given, 'url') === undefined ? checkOwn(folder, given, tell) : checkSite(given, tell),
};

function check(given: Given): string | undefined {
  if (given.operands.length > 0) return 'leak-check takes options only.';
  const url = givenValue(given, 'url');
  const hasWords = givenValues(given, 'word').length > 0 || givenValue(given, 'words') !== undefined;
  if (url === undefined)
    return hasWords
      ? '--word and --words go with --url: in a copy, leak-check hides words of its own.'
      : undefined;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    return '--url needs an address such as https://paper.example.';
  return hasWords ? undefined : 'Say which words must not be found: --word W, or --words FILE.';
}

async function checkOwn(folder: string, given: Given, tell: Progress): Promise<Outcome> {
  const house = await openHouse(folder, { readOnly: true, mustExist: true });
  try {
    const all = hasFlag(given, 'all');
    const wish: CheckWish = {
      sample: all ? Number.POSITIVE_INFINITY : SAMPLE,
      most: all ? Number.POSITIVE_INFINITY : MOST_ADDRESSES,
      databaseUrl: givenValue(given, 'database'),
      keep: hasFlag(given, 'keep'),
    };
    const checked = await checkCopy(house, wish, tell);
    return { exit: isClean(checked) ? 0 : 1, json: checked, text: wordCopy(checked) };
  } finally {
    await house.close();
  }
}

function wordCopy(checked: CopyChecked): string {
  const { stories, folder } = checked;
  const which = stories.known < stories.of ? `${stories.known} of ${stories.of}` : `all ${stories.of}`;
  const what = `In a copy of the paper, with words in ${which} closed stories of its own and in ${stories.planted} made for this:`;
  const kept = folder === null ? '' : `\nThe copy is in ${folder}; it is asleep.`;
  return wordFindings(checked, what) + kept;
}

async function checkSite(given: Given, tell: Progress): Promise<Outcome> {
  const { origin, hostname } = new URL(givenValue(given, 'url') ?? '');
  // A site on this very machine is nobody else's to be spared.
  const restMs = /^(?:127\.|localhost$|\[::1\]$)/.test(hostname) ? 0 : REST_MS;
  const words = await readWords(given);
  const short = words.find((word) => word.length < SHORTEST_WORD);
  if (short !== undefined || words.length === 0) {
    const why = `Words of fewer than ${SHORTEST_WORD} letters stand everywhere: ${short ?? 'there are none'}.`;
    return { exit: 1, json: { why }, text: '', why };
  }
  const most = hasFlag(given, 'all') ? Number.POSITIVE_INFINITY : MOST_ADDRESSES;
  const cookies = givenValues(given, 'cookie');
  const findings = await checkRunning({ url: origin, words, cookies, most, restMs }, tell);
  const text = wordFindings(findings, `At ${origin}:`);
  return { exit: isClean(findings) ? 0 : 1, json: findings, text };
}

async function readWords(given: Given): Promise<string[]> {
  const file = givenValue(given, 'words');
  const lines = file === undefined ? '' : await readWordFile(resolve(given.cwd, file));
  const all = [...givenValues(given, 'word'), ...lines.split('\n')].map((word) => word.trim());
  return [...new Set(all.filter(Boolean))];
}

/** throws  leak-check-no-words */
async function readWordFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw fault(mainFaults, 'leak-check-no-words', { path }, cause);
  }
}
