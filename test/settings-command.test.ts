import { join } from 'node:path';
import { expect, test } from 'vitest';
import { standfirst } from '#harness/command.js';
import { newFolder } from '#harness/folder.js';

const settings = async (folder: string, ...words: string[]) =>
  standfirst(['settings', '--data', folder, ...words], { env: { STANDFIRST_NAME: undefined } });

test('a newsroom sets its name on the command line, sees where it comes from, and may go back', async () => {
  const folder = join(await newFolder(), 'data');
  expect((await settings(folder, 'name', 'The Tide')).code).toBe(0);
  const { stdout } = await settings(folder, 'name', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ name: 'name', value: 'The Tide', from: 'saved' });
  expect((await settings(folder)).stdout).toMatch(/^name +The Tide +\(saved\)$/m);
  expect((await settings(folder, 'name', '--standard')).stdout).toContain('name: Standfirst (standard)');
});

test('a secret is not shown in the list', async () => {
  const folder = join(await newFolder(), 'data');
  await settings(folder, 'purgeToken', 'between us');
  const list = await settings(folder, '--json');
  expect(list.stdout).not.toContain('between us');
  expect(list.stdout).toContain('(set)');
});

test('a setting that does not exist, a wrong value and a wrong call are told apart', async () => {
  const folder = join(await newFolder(), 'data');
  expect(await settings(folder, 'colour', 'red')).toMatchObject({ code: 1, stdout: '' });
  const wrong = await settings(folder, 'timeZone', 'Moon/Crater');
  expect(wrong.code).toBe(1);
  expect(wrong.stderr).toContain('time zone such as');
  expect((await settings(folder, 'name', 'two', 'words')).code).toBe(2);
  expect((await settings(folder, '--standard')).code).toBe(2);
});
