import { once } from 'node:events';
import { mkdir, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { newFolder } from '#harness/folder.js';
import { runSource } from '#harness/run-source.js';
import { fault, isFault } from '#kit/fault.js';
import { storeFaults } from './faults.ts';
import { askHolder, type Handle, holdFolder } from './lock.io.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean();
});

async function hold(folder: string, handle: Handle = async () => 'done') {
  const held = await holdFolder(folder, handle);
  cleanups.push(() => held.release());
  return held;
}

/** Starts another process that holds the folder, or tries to; gives its first word. */
async function holdElsewhere(folder: string) {
  const child = runSource(`${import.meta.dirname}/testing/hold-folder.ts`, folder);
  const ended = once(child, 'exit');
  cleanups.push(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const [word] = await once(child.stdout, 'data');
  return { child, ended, word: String(word).trim() };
}

function refusalOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

test('a folder that is served is refused to a second server, in plain words', async () => {
  const folder = await newFolder();
  await hold(folder);
  const refused = await refusalOf(holdFolder(folder, async () => null));
  expect(isFault(refused, 'store-in-use')).toBe(true);
  expect((refused as Error).message).toContain(folder);
});

test('a folder that was given back is free again', async () => {
  const folder = await newFolder();
  const first = await hold(folder);
  await first.release();
  await expect(stat(join(folder, 'standfirst.sock'))).rejects.toThrow('ENOENT');
  expect(await askHolder(folder, 'anybody?')).toBeUndefined();
  await hold(folder);
  expect(await askHolder(folder, 'anybody?')).toEqual({ value: 'done' });
});

test('another process asks, hears how far it is, and gets the answer', async () => {
  const folder = await newFolder();
  const { child, word } = await holdElsewhere(folder);
  expect(word).toBe('held');
  const lines: unknown[] = [];
  const request = { command: 'import', words: ['ghost', 'über Grenzen.json'] };
  const answer = await askHolder(folder, request, (line) => lines.push(line));
  expect(answer).toEqual({ value: { heard: request, by: child.pid } });
  expect(lines).toEqual([{ says: 'half done', share: 0.5 }]);
  expect(isFault(await refusalOf(holdFolder(folder, async () => null)), 'store-in-use')).toBe(true);
});

test('the socket that a killed server left behind is replaced', async () => {
  const folder = await newFolder();
  const { child, ended } = await holdElsewhere(folder);
  child.kill('SIGKILL');
  await ended;
  expect((await stat(join(folder, 'standfirst.sock'))).isSocket()).toBe(true);
  expect(await askHolder(folder, 'anybody?')).toBeUndefined();
  await hold(folder);
  expect(await askHolder(folder, 'anybody?')).toEqual({ value: 'done' });
});

test('of several that start at once over a dead socket, one serves', async () => {
  const folder = await newFolder();
  const { child, ended } = await holdElsewhere(folder);
  child.kill('SIGKILL');
  await ended;
  const words = await Promise.all(Array.from({ length: 4 }, () => holdElsewhere(folder)));
  expect(words.map(({ word }) => word).toSorted()).toEqual([
    'held',
    'refused store-in-use',
    'refused store-in-use',
    'refused store-in-use',
  ]);
});

test('a server that dies in the middle of a command is told of, not waited for', async () => {
  const folder = await newFolder();
  await holdElsewhere(folder);
  const refused = await refusalOf(askHolder(folder, 'die'));
  expect(isFault(refused, 'store-holder-gone')).toBe(true);
});

test('a fault keeps its code and its sentence on the way', async () => {
  const folder = await newFolder();
  await hold(folder, async () => {
    throw fault(storeFaults, 'store-missing', { folder: '/srv/paper' });
  });
  const refused = await refusalOf(askHolder(folder, {}));
  expect(isFault(refused, 'store-missing')).toBe(true);
  expect(refused).toMatchObject({ status: 500, details: { folder: '/srv/paper' } });
  expect((refused as Error).message).toContain('There is no Standfirst data in /srv/paper');
});

test('a mistake of the server reaches the caller as a sentence', async () => {
  const folder = await newFolder();
  await hold(folder, async () => {
    throw new TypeError('no such section');
  });
  const refused = await refusalOf(askHolder(folder, {}));
  expect(isFault(refused, 'store-request-failed')).toBe(true);
  expect((refused as Error).message).toContain('no such section');
});

test('only this user may knock at the door', async () => {
  const folder = await newFolder();
  await hold(folder);
  expect((await stat(join(folder, 'standfirst.sock'))).mode & 0o777).toBe(0o600);
});

test('a folder with a very long name is held and asked like any other', async () => {
  const folder = join(await newFolder(), 'the-archive-of-the-regional-edition'.repeat(6));
  await mkdir(folder);
  await hold(folder, async (request) => request);
  expect(await askHolder(folder, 'anybody?')).toEqual({ value: 'anybody?' });
  expect((await stat(join(folder, 'standfirst.sock'))).isSocket()).toBe(true);
  expect(isFault(await refusalOf(holdFolder(folder, async () => null)), 'store-in-use')).toBe(true);
});

test('nonsense on the socket is refused and harms nobody', async () => {
  const folder = await newFolder();
  await hold(folder);
  const stranger = connect(join(folder, 'standfirst.sock'));
  stranger.write('GET / HTTP/1.1\r\n\r\n');
  const [reply] = await once(stranger, 'data');
  expect(String(reply)).toContain('store-request-failed');
  stranger.destroy();
  expect(await askHolder(folder, 'anybody?')).toEqual({ value: 'done' });
});

test('a folder that is not there is held by nobody', async () => {
  expect(await askHolder(join(await newFolder(), 'nothing'), {})).toBeUndefined();
});
