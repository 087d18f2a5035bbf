import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { checkPictures } from '#media/check-pictures.io.js';
import { checkMembers } from '#members/check-members.sql.js';
import { Site } from '#site/site.io.js';
import { checkDatabase } from '#store/check.io.js';
import { checkStories } from '#stories/check-stories.sql.js';
import { type Given, givenValue } from './arguments.ts';
import type { HouseCommand, Outcome, Progress } from './command.ts';
import type { House } from './house.io.ts';

/** Addresses that answer something else than a page are shown up to this many; the JSON answer has all. */
const SHOWN = 20;

export const checkCommand: HouseCommand = {
  form: {
    name: 'check',
    says: 'verifies database, files, search index and memberships, or asks the site for every address in a list',
    operands: '',
    options: { addresses: { value: 'FILE', says: 'one address a line: asks the site for each' } },
  },
  kind: 'reads',
  needsData: true,
  check: (given) => (given.operands.length > 0 ? 'check takes options only.' : undefined),
  run: (house, given, progress) => {
    const list = givenValue(given, 'addresses');
    return list === undefined ? checkHouse(house, progress) : checkAddresses(house, given, list, progress);
  },
};

async function checkHouse(house: House, progress: Progress): Promise<Outcome> {
  const { db } = house.store;
  const database = await checkDatabase(house.store);
  // What lies in a broken database is not worth comparing.
  const inside =
    database.length > 0
      ? []
      : [
          ...(await checkStories(db, progress)),
          ...(await checkPictures(db, house.files, progress)),
          ...(await checkMembers(db, progress)),
        ];
  const findings = [...database, ...inside];
  const wrong = findings.filter(({ level }) => level === 'wrong');
  const lines = findings.map(({ level, says }) => `${level === 'wrong' ? 'Wrong' : 'Note'}: ${says}`);
  const text =
    lines.length === 0 ? 'Database, files, search index and memberships are in order.' : lines.join('\n');
  return { exit: wrong.length === 0 ? 0 : 1, json: { findings }, text };
}

async function checkAddresses(
  house: House,
  given: Given,
  list: string,
  progress: Progress,
): Promise<Outcome> {
  const addresses = (await readFile(resolve(given.cwd, list), 'utf8'))
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  const silent = { warn: () => {}, error: () => {} };
  const site = await Site.open({ ...house, log: silent, listening: 'http://127.0.0.1' });
  const byStatus: Record<number, number> = {};
  const failing: { address: string; status: number; way: string[] }[] = [];
  for (const [at, address] of addresses.entries()) {
    const { status, way } = await site.follow(address);
    byStatus[status] = (byStatus[status] ?? 0) + 1;
    if (status >= 400 && status !== 410) failing.push({ address, status, way });
    progress(`addresses: ${at + 1} of ${addresses.length}`, (at + 1) / addresses.length);
  }
  const counts = Object.entries(byStatus).map(([status, count]) => `${status}: ${count}`);
  const shown = failing.slice(0, SHOWN).map(({ address, status }) => `  ${status} ${address}`);
  const more = failing.length > SHOWN ? [`  … and ${failing.length - SHOWN} more`] : [];
  return {
    exit: failing.length === 0 ? 0 : 1,
    json: { asked: addresses.length, answered: addresses.length - failing.length, byStatus, failing },
    text: [
      `${addresses.length} addresses asked, ${failing.length} without an answer (${counts.join(', ')}).`,
      ...shown,
      ...more,
    ].join('\n'),
  };
}
