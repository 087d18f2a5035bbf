import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newFolder } from '#harness/folder.js';
import { type S3, startS3 } from '#harness/s3.js';
import { isFault } from '#kit/fault.js';
import { type Files, openFolderFiles } from './files.io.ts';
import { openS3Files, type S3Place } from './s3.io.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe.each(['folder', 's3', 's3 with a prefix'] as const)('files in %s', (kind) => {
  let s3: S3 | undefined;
  let files: Files;
  beforeAll(async () => {
    if (kind !== 'folder') s3 = await startS3();
    files = s3
      ? openS3Files(placeOf(s3, kind === 's3' ? '' : '/papers/harbour/'))
      : openFolderFiles(await newFolder());
  });
  afterAll(() => s3?.stop());

  test('what was written is read back, as a whole and in part', async () => {
    await files.write('originals/bridge.txt', bytes('The bridge is open.'), 'text/plain');
    expect(Buffer.from((await files.read('originals/bridge.txt')) ?? []).toString()).toBe(
      'The bridge is open.',
    );
    const whole = await files.stream('originals/bridge.txt');
    expect((await buffer(whole as Readable)).toString()).toBe('The bridge is open.');
    const part = await files.stream('originals/bridge.txt', { start: 4, end: 9 });
    expect((await buffer(part as Readable)).toString()).toBe('bridge');
    expect(await files.find('originals/bridge.txt')).toEqual({
      key: 'originals/bridge.txt',
      sizeBytes: 19,
      changedAt: expect.any(Date),
    });
  });

  test('an empty file is a file', async () => {
    await files.write('empty.txt', bytes(''), 'text/plain');
    expect((await files.find('empty.txt'))?.sizeBytes).toBe(0);
    expect((await files.read('empty.txt'))?.length).toBe(0);
  });

  test('a part behind the end is empty', async () => {
    await files.write('short.txt', bytes('short'), 'text/plain');
    const behind = await files.stream('short.txt', { start: 100, end: 200 });
    expect((await buffer(behind as Readable)).length).toBe(0);
  });

  test('a file that is not there is missing, not an error', async () => {
    expect(await files.read('nothing/here.jpg')).toBeUndefined();
    expect(await files.find('nothing/here.jpg')).toBeUndefined();
    expect(await files.stream('nothing/here.jpg')).toBeUndefined();
    await files.remove('nothing/here.jpg');
  });

  test('a file written again is the new one, and gone once removed', async () => {
    await files.write('logo.svg', bytes('<svg>old</svg>'), 'image/svg+xml');
    await files.write('logo.svg', bytes('<svg>new</svg>'), 'image/svg+xml');
    expect(Buffer.from((await files.read('logo.svg')) ?? []).toString()).toBe('<svg>new</svg>');
    await files.remove('logo.svg');
    expect(await files.find('logo.svg')).toBeUndefined();
  });

  test('a large file goes through as a stream', async () => {
    const parts = Array.from({ length: 40 }, (_, at) => Buffer.alloc(65_536, at));
    await files.writeStream('video/debate.mp4', Readable.from(parts), 40 * 65_536, 'video/mp4');
    expect((await files.find('video/debate.mp4'))?.sizeBytes).toBe(40 * 65_536);
    const last = await files.stream('video/debate.mp4', { start: 39 * 65_536, end: 39 * 65_536 + 2 });
    expect([...(await buffer(last as Readable))]).toEqual([39, 39, 39]);
  });

  test('a stream that breaks off, or is shorter or longer than was said, leaves nothing', async () => {
    const breaking = Readable.from(
      (async function* () {
        yield Buffer.alloc(1_000);
        throw new Error('the line went dead');
      })(),
    );
    await expect(files.writeStream('a/broken.mp3', breaking, 2_000, 'audio/mpeg')).rejects.toThrow();
    const short = Readable.from([Buffer.alloc(1_000)]);
    await expect(files.writeStream('a/short.mp3', short, 2_000, 'audio/mpeg')).rejects.toThrow();
    const long = Readable.from([Buffer.alloc(3_000)]);
    await expect(files.writeStream('a/long.mp3', long, 2_000, 'audio/mpeg')).rejects.toThrow();
    // The S3 server of the tests keeps what it got until the line broke; a real one does not.
    if (kind === 'folder') expect(await keysOf(files, 'a/')).toEqual([]);
  });

  test('the list holds every key that begins so, and no other', async () => {
    for (const key of ['list/2026/a.jpg', 'list/2026/b.jpg', 'list/2025/c.jpg', 'listed.jpg'])
      await files.write(key, bytes(key), 'image/jpeg');
    expect(await keysOf(files, 'list/2026/')).toEqual(['list/2026/a.jpg', 'list/2026/b.jpg']);
    expect(await keysOf(files, 'list')).toEqual([
      'list/2025/c.jpg',
      'list/2026/a.jpg',
      'list/2026/b.jpg',
      'listed.jpg',
    ]);
    expect(await keysOf(files, 'list/nothing')).toEqual([]);
  });

  test.each([
    '../../etc/passwd',
    '/etc/passwd',
    'a/../../b',
    'a//b',
    '.hidden',
    'a/.b',
    'a\\..\\b',
    'a\0b',
    'a\n',
    '',
  ])('a key cannot lead out of its place: %j', async (key) => {
    const told = /no file key/;
    await expect(async () => files.write(key, bytes('x'), 'text/plain')).rejects.toThrow(told);
    await expect(async () => files.read(key)).rejects.toThrow(told);
    await expect(async () => files.stream(key)).rejects.toThrow(told);
    await expect(async () => files.remove(key)).rejects.toThrow(told);
  });
});

test('what others left half written in the folder is not listed', async () => {
  const folder = await newFolder();
  const files = openFolderFiles(folder);
  await files.write('a/bridge.txt', bytes('The bridge'), 'text/plain');
  await writeFile(join(folder, 'a', '.4711-abcdef.part'), 'The br');
  expect(await keysOf(files, '')).toEqual(['a/bridge.txt']);
  expect((await readdir(join(folder, 'a'))).length).toBe(2);
});

test('a file never stands half written under its name', async () => {
  const folder = await newFolder();
  const files = openFolderFiles(folder);
  await files.write('front.txt', bytes('old '.repeat(50_000)), 'text/plain');
  const writing = files.write('front.txt', bytes('new '.repeat(50_000)), 'text/plain');
  for (let look = 0; look < 20; look += 1) {
    const text = await readFile(join(folder, 'front.txt'), 'utf8');
    expect(text === 'old '.repeat(50_000) || text === 'new '.repeat(50_000)).toBe(true);
  }
  await writing;
});

test('a folder in which nothing can be written is told in plain words', async () => {
  const folder = await newFolder();
  await writeFile(join(folder, 'originals'), 'a file where the folder should be');
  const failed = await openFolderFiles(folder)
    .write('originals/a.jpg', bytes('x'), 'image/jpeg')
    .catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(Error);
  expect(await readdir(dirname(join(folder, 'originals')))).toEqual(['originals']);
});

test('a wrong secret and a bucket that is not there are told apart', async () => {
  await using s3 = await startS3();
  const place = placeOf(s3, '');
  const refused = await refusalOf(openS3Files({ ...place, secret: 'wrong' }).read('a.jpg'));
  expect(isFault(refused, 'files-refused')).toBe(true);
  expect((refused as Error).message).toContain('a.jpg');
  const absent = openS3Files({ ...place, bucket: 'elsewhere' });
  expect(isFault(await refusalOf(absent.write('a.jpg', bytes('x'), 'image/jpeg')), 'files-no-bucket')).toBe(
    true,
  );
  expect(isFault(await refusalOf(absent.read('a.jpg')), 'files-no-bucket')).toBe(true);
  expect(isFault(await refusalOf(keysOf(absent, '')), 'files-no-bucket')).toBe(true);
});

async function keysOf(files: Files, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of files.list(prefix)) keys.push(key);
  return keys.toSorted();
}

function placeOf(s3: S3, prefix: string): S3Place {
  const { endpoint, region, bucket, accessKeyId: keyId, secretAccessKey: secret } = s3;
  return { endpoint, region, bucket, keyId, secret, prefix };
}

function refusalOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}
