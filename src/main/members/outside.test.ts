import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newFolder } from '#harness/folder.js';
import { prepareDatabase } from '#store/upgrade.io.js';
import { readArguments } from '../arguments.ts';
import { type House, openHouse } from '../house.io.ts';
import { membersCommand } from '../members.command.ts';

let house: House;
let folder: string;

beforeAll(async () => {
  folder = join(await newFolder('outside'), 'data');
  await prepareDatabase({ folder, databaseUrl: undefined, mustExist: false }, new Date());
  house = await openHouse(folder);
});
afterAll(() => house.close());

async function members(...words: string[]) {
  const given = readArguments(membersCommand.form, words, folder);
  if (!given.ok) throw new Error(given.refusal);
  const wrong = membersCommand.check?.(given.value);
  return wrong === undefined ? membersCommand.run(house, given.value, () => {}) : wrong;
}

test('the command takes a file in, names the lines it did not take, and refuses quietly what shrinks', async () => {
  expect(await members('outside')).toBe('Name the one file to take in.');
  expect(await members('outside', 'print.csv')).toMatch(/--feed NAME/);
  const lines = ['1;Ada;1000;Daily;2026-01-01;', '2;Bo;1000;Daily;2026-01-01;', '3;Cy;;Daily;2026-01-01;'];
  const put = (rows: readonly string[]) =>
    writeFile(join(folder, 'print.csv'), ['number;name;postcode;product;from;to', ...rows].join('\r\n'));
  await put(lines);
  const done = await members('outside', 'print.csv', '--feed', 'print');
  expect(done).toMatchObject({ exit: 0, json: { state: 'done', added: 2, refusedCount: 1 } });
  expect(done).toMatchObject({ text: expect.stringContaining('line 4: The postcode is missing.') });
  await put(lines.slice(1));
  const held = await members('outside', 'print.csv', '--feed', 'print');
  expect(held).toMatchObject({
    exit: 1,
    json: { state: 'held' },
    why: expect.stringContaining('Nothing was changed'),
  });
  await writeFile(join(folder, 'print.csv'), 'nothing of use');
  await expect(members('outside', 'print.csv', '--feed', 'print')).rejects.toMatchObject({
    code: 'outside-file-wrong',
  });
});
