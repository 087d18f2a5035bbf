import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { standfirst } from '#harness/command.js';
import { newDemo } from '#harness/demo.js';
import { newFolder } from '#harness/folder.js';
import { serve } from '#harness/serve.js';
import { addPicture } from '#media/picture.sql.js';
import { takeInFile } from '#media/take-in.io.js';
import { fileAddress } from '#site/picture-view.js';
import { openFolderFiles } from '#store/files.io.js';
import { openStore } from '#store/store.io.js';

const STANDFIRST = join(import.meta.dirname, '..', 'bin', 'standfirst');
/** The account that owns nothing. */
const NOBODY = 65_534;
const LARGE_BYTES = 40_000_000;

const demo = await newDemo();

/** Calls serve where it must refuse, and gives what it said. */
async function refused(folder: string, env: Record<string, string> = {}, args: string[] = []) {
  const { code, stdout, stderr } = await standfirst(['serve', '--data', folder, '--port', '0', ...args], {
    env,
  });
  expect(stdout).toBe('');
  expect(stderr).not.toMatch(/should not|at .*\.js:\d|Error:/);
  return { code, says: stderr.trimEnd() };
}

test('a second serve on the same folder is refused, and the first serves on', async () => {
  const served = await serve(demo);
  expect(await refused(demo)).toEqual({
    code: 1,
    says: `The data folder ${demo} is served by a running Standfirst already. Stop that one first.`,
  });
  expect((await fetch(served.url)).status).toBe(200);
  expect(await served.stop()).toBe(0);
});

test('a port that is taken is named, and the folder is free again afterwards', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const folder = await newFolder('taken');
  expect(await refused(folder, {}, ['--port', String(port)])).toMatchObject({ code: 2 });
  const { code, stderr } = await standfirst(['serve', '--data', folder, '--port', String(port)]);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: `Something listens on 127.0.0.1:${port} already. Stop it, or choose another port with --port.\n`,
  });
  other.close();
  const served = await serve(folder);
  expect(await served.stop()).toBe(0);
});

test.each([
  ['broken', '{ "name": "The Courier"', /settings\.json/],
  ['no object', '["The Courier"]', /settings\.json/],
  ['of an unknown name', '{ "nmae": "The Courier" }', /nmae.*settings\.json/],
  ['of a wrong value', '{ "timeZone": "Mars/Base", "language": "xx-yy-zz-" }', /timeZone.*language/s],
  ['naming a theme that is not there', '{ "theme": "our-theme" }', /our-theme/],
])('settings that are %s are told in a sentence', async (_how, text, says) => {
  const folder = await newFolder('settings');
  await writeFile(join(folder, 'settings.json'), text);
  const answer = await refused(folder);
  expect(answer.code).toBe(1);
  expect(answer.says).toMatch(says);
});

test('a wrong setting in the environment is told too', async () => {
  const answer = await refused(await newFolder('environment'), { STANDFIRST_PAGE_MEMORY_MB: 'much' });
  expect(answer.code).toBe(1);
  expect(answer.says).toMatch(/pageMemoryMb.*the environment/);
});

test('a database of a newer version, and one that is none, are left as they are', async () => {
  const newer = await newFolder('newer');
  await (await serve(newer)).stop();
  const store = await openStore({ folder: newer });
  await store.db.insertInto('migration').values({ name: '9999-of-the-future', ran_at: 1 }).execute();
  await store.close();
  const before = await readFile(join(newer, 'standfirst.db'));
  const answer = await refused(newer);
  expect(answer.code).toBe(1);
  expect(answer.says).toMatch(/^The database was written by a newer Standfirst: .*9999-of-the-future/);
  expect((await readFile(join(newer, 'standfirst.db'))).equals(before)).toBe(true);
  const none = await newFolder('none');
  await writeFile(join(none, 'standfirst.db'), 'This is a shopping list: eels, bread.');
  const other = await refused(none);
  expect(other.code).toBe(1);
  expect(other.says).toMatch(/^The database is damaged or is not one of Standfirst/);
  expect(await readFile(join(none, 'standfirst.db'), 'utf8')).toMatch(/^This is a shopping list/);
});

test('a file in place of the folder is told in a sentence', async () => {
  const path = join(await newFolder('file'), 'data');
  await writeFile(path, '');
  const answer = await refused(path);
  expect(answer.code).toBe(1);
  expect(answer.says).toContain(path);
});

test('requests that are under way are answered to their end when the process is told to stop', async () => {
  const folder = await newFolder('stop');
  const path = await addLargeFile(folder);
  const served = await serve(folder);
  const running = await new Promise<IncomingMessage>((resolve) => get(served.url + path, resolve));
  const stopped = served.stop();
  await expect
    .poll(
      () =>
        fetch(served.url).then(
          () => 'open',
          () => 'closed',
        ),
      { timeout: 10_000 },
    )
    .toBe('closed');
  let size = 0;
  for await (const chunk of running) size += (chunk as Buffer).length;
  expect(size).toBe(LARGE_BYTES);
  expect(await stopped).toBe(0);
});
/** Puts a file into the library that is too large for what lies between two programs; gives its address. */
async function addLargeFile(folder: string): Promise<string> {
  await (await serve(folder)).stop();
  const bytes = Buffer.alloc(LARGE_BYTES, 'eels ');
  bytes.write('%PDF-1.4\n');
  const store = await openStore({ folder });
  const taken = await takeInFile(openFolderFiles(join(folder, 'files')), { bytes }, { name: 'minutes.pdf' });
  const id = await store.db.transaction().execute((tx) => addPicture(tx, taken, new Date()));
  await store.close();
  return fileAddress({ ...taken, id }) ?? '';
}

const root = process.getuid?.() === 0;

test('a folder that may not be written is told in a sentence', async (context) => {
  const folder = await newFolder('closed');
  await chmod(folder, 0o500);
  // To a superuser nothing is closed, so somebody else is sent, where the way to the checkout is open to all.
  if (root) await chmod(tmpdir(), 0o711);
  const somebody = root ? { uid: NOBODY, gid: NOBODY } : {};
  const tried = spawnSync(STANDFIRST, ['serve', '--data', folder, '--port', '0'], {
    ...somebody,
    encoding: 'utf8',
  });
  context.skip(
    tried.error !== undefined,
    `nobody else may run programs of this folder: ${tried.error?.message}`,
  );
  expect({ code: tried.status, out: tried.stdout }).toEqual({ code: 1, out: '' });
  expect(tried.stderr).toMatch(
    new RegExp(`^The data folder ${folder} cannot be written: .*Give this user the right`),
  );
});

describe.skipIf(!(await canMount()))('a full disk (needs the right to mount one)', () => {
  let disk: string;
  beforeEach(async () => {
    disk = await newFolder('disk');
    mount('-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk);
  });
  afterEach(() => execFileSync('umount', ['-l', disk]));

  test('ends a command with a sentence, and with more room the command runs as if nothing had been', async () => {
    const full = await standfirst(['demo', '--data', disk]);
    expect(full.code).toBe(1);
    expect(full.stderr).toMatch(/\bfull\b/);
    expect(full.stderr).not.toMatch(/should not/);
    mount('-o', 'remount,size=64m', disk);
    expect(await standfirst(['demo', '--data', disk])).toMatchObject({ code: 0 });
    expect(await standfirst(['check', '--data', disk])).toMatchObject({ code: 0 });
  });

  test('keeps nobody from reading, and nothing is lost that could not be written meanwhile', async () => {
    mount('-o', 'remount,size=64m', disk);
    await standfirst(['demo', '--data', disk]);
    const served = await serve(disk);
    const headers = {
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    };
    await writeFile(join(disk, 'fill'), Buffer.alloc(64_000_000)).catch(() => undefined);
    for (const path of ['/', '/news/maud-shuts', '/search?q=bridge'])
      expect((await fetch(served.url + path, { headers })).status, path).toBe(200);
    expect(await served.stop()).toBe(0);
    await rm(join(disk, 'fill'));
    expect(await standfirst(['check', '--data', disk])).toMatchObject({ code: 0 });
    const again = await serve(disk);
    expect((await fetch(again.url)).status).toBe(200);
    await again.stop();
  });
});

async function canMount(): Promise<boolean> {
  if (!root || process.platform !== 'linux') return false;
  const folder = await newFolder('mount');
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
  if (status === 0) execFileSync('umount', [folder]);
  return status === 0;
}

function mount(...args: string[]): void {
  execFileSync('mount', args);
}
