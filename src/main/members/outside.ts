import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { loadSettings } from '#paper/settings.io.js';
import { type Given, givenValue } from '../arguments.ts';
import type { House } from '../house.io.ts';
import type { MembersAct } from './act.ts';

/** Lines that are shown one by one; --json has all. */
const SHOWN = 30;

/** `members outside FILE.csv --feed NAME`: takes in the subscribers of the printed paper. */
export const outsideAct: MembersAct = {
  says: 'outside FILE.csv: takes in the subscribers of the printed paper from a circulation system',
  options: { feed: { value: 'NAME', says: 'which circulation system the file is of: print' } },
  check(given) {
    if (given.operands.length !== 1) return 'Name the one file to take in.';
    return givenValue(given, 'feed') ? undefined : 'Say which circulation system it is of: --feed NAME.';
  },
  async run(house, given) {
    const { takeOutside } = await import('#members/outside-take.io.js');
    const path = resolve(given.cwd, given.operands[0] ?? '');
    const wish = { feed: feedOf(given), source: basename(path), bytes: await readFile(path) };
    const run = await takeOutside(await outsideHouseOf(house), wish, house.clock());
    const { rows, added, changed, ended, refused, refusedCount, state, feed } = run;
    const counts = `${rows} lines: ${added} new, ${changed} changed, ${ended} ended, ${refusedCount} not taken.`;
    const lines = refused.slice(0, SHOWN).map(({ line, why }) => `  line ${line}: ${why}`);
    if (state === 'done') {
      const text = [`Took in the file of ${feed}, ${counts}`, ...lines].join('\n');
      return { exit: 0, json: run, text };
    }
    const why = `The file of ${feed} names over 5 % fewer subscribers. Nothing was changed: decide at the desk, under Members, Printed paper.`;
    return { exit: 1, json: run, text: [`Held: ${counts}`, ...lines].join('\n'), why };
  },
};

function feedOf(given: Given): string {
  return givenValue(given, 'feed') ?? '';
}

async function outsideHouseOf({ store, folder, environment, listening }: House) {
  const settings = await loadSettings(store.db, folder, environment);
  const address = settings.address || listening || '';
  return { store, settings: () => settings, address: () => address };
}
