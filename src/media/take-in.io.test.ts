import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { open, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { newFolder } from '#harness/folder.js';
import { isFault } from '#kit/fault.js';
import { type Files, openFolderFiles } from '#store/files.io.js';
import { withIptc, withSegment } from './jpeg.fixture.ts';
import { takeInFile } from './take-in.io.ts';

let folder: string;
let files: Files;
beforeAll(async () => {
  folder = await newFolder('files');
  files = openFolderFiles(folder);
});

const flat = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#357' } });

async function keysOf(some: Files): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of some.list('')) keys.push(key);
  return keys;
}

async function refusalOf(bytes: Uint8Array | string, name: string): Promise<string> {
  const own = openFolderFiles(await newFolder('files'));
  const taking = takeInFile(own, { bytes: Buffer.from(bytes as string, 'latin1') }, { name });
  const error = await taking.then(
    () => new Error('It was taken in.'),
    (reason: unknown) => reason,
  );
  expect(await keysOf(own)).toEqual([]);
  return isFault(error) ? `${error.code}: ${error.message}` : String(error);
}

test('a picture is kept as it came, under a key made of its bytes, with its measure', async () => {
  const bytes = await flat(600, 400).jpeg().toBuffer();
  const taken = await takeInFile(files, { bytes }, { name: '2019/05/Bridge at dawn.JPEG' });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect(taken).toEqual({
    fileKey: `originals/${sha256.slice(0, 2)}/${sha256.slice(2)}.jpg`,
    sha256,
    mime: 'image/jpeg',
    name: 'Bridge at dawn.jpg',
    sizeBytes: bytes.length,
    widthPx: 600,
    heightPx: 400,
    alt: '',
    caption: '',
    credit: '',
    rights: '',
    focalX: 0.5,
    focalY: 0.5,
    oldPath: null,
    ...{ title: '', creator: '', source: '', usageTerms: '', takenAt: '' },
    ...{ rightsKind: 'unknown', rightsUntil: null, uploadedBy: null, crops: {} },
  });
  expect(Buffer.from((await files.read(taken.fileKey ?? '')) ?? [])).toEqual(bytes);
});

test('a picture taken with the camera held upright is measured upright', async () => {
  const bytes = await flat(600, 400).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  expect(await takeInFile(files, { bytes }, { name: 'tower.jpg' })).toMatchObject({
    widthPx: 400,
    heightPx: 600,
  });
});

test("the agency's words are taken where the newsroom gave none, and left where it gave an empty one", async () => {
  const texts = { 80: ['Ann Lee'], 110: ['Reuters'], 120: ['Low water'], 116: ['© 2019'] };
  const bytes = withIptc(await flat(60, 40).jpeg().toBuffer(), texts);
  expect(await takeInFile(files, { bytes }, { name: 'a.jpg' })).toMatchObject({
    caption: 'Low water',
    credit: 'Ann Lee/Reuters',
    rights: '© 2019',
  });
  const given = {
    name: 'a.jpg',
    caption: '',
    credit: 'Our own',
    oldPath: '/wp-content/uploads/a.jpg',
    focalX: 0.2,
  };
  expect(await takeInFile(files, { bytes }, given)).toMatchObject({ ...given, focalY: 0.5 });
});

test('what a file is decides, not what it is called', async () => {
  const png = await flat(40, 30).png().toBuffer();
  const taken = await takeInFile(files, { bytes: png }, { name: 'report.pdf' });
  expect(taken).toMatchObject({ mime: 'image/png', name: 'report.png', widthPx: 40 });
  expect(taken.fileKey).toMatch(/\.png$/);
});

test('a film on the disk is kept without being held in memory', async () => {
  const path = join(await newFolder('uploads'), 'flood.mp4');
  await writeFile(path, '\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41', 'latin1');
  const handle = await open(path, 'r+');
  await handle.truncate(120_000_000);
  await handle.close();
  const own = openFolderFiles(await newFolder('files'));
  const before = process.memoryUsage().arrayBuffers;
  const taken = await takeInFile(own, { path }, { name: 'flood.mp4' });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(90_000_000);
  expect(taken).toMatchObject({ mime: 'video/mp4', sizeBytes: 120_000_000, widthPx: null, heightPx: null });
  expect((await own.find(taken.fileKey ?? ''))?.sizeBytes).toBe(120_000_000);
  const again = await takeInFile(own, { path: Buffer.from(path) }, { name: 'flood.mp4' });
  expect(again.fileKey).toBe(taken.fileKey);
  expect(await keysOf(own)).toEqual([taken.fileKey]);
});

test('a picture on the disk is taken in like one in memory', async () => {
  const path = join(await newFolder('uploads'), 'bridge.webp');
  await flat(300, 200).webp().toFile(path);
  const taken = await takeInFile(files, { path }, { name: 'bridge.webp' });
  expect(taken).toMatchObject({ mime: 'image/webp', widthPx: 300, sizeBytes: (await stat(path)).size });
  expect(Buffer.from((await files.read(taken.fileKey ?? '')) ?? [])).toEqual(await readFile(path));
});

test('a moving picture has the measure of one of its frames', async () => {
  const frames = await Promise.all(
    ['red', 'blue'].map((background) =>
      sharp({ create: { width: 50, height: 40, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const bytes = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  expect(await takeInFile(files, { bytes }, { name: 'count.gif' })).toMatchObject({
    widthPx: 50,
    heightPx: 40,
  });
});

test('an empty file is refused', async () => {
  expect(await refusalOf('', 'bridge.jpg')).toBe('media-empty: bridge.jpg is empty: it has no bytes.');
});

test.each([
  ['<html><script>alert(1)</script></html>', 'bridge.jpg'],
  ['<?php phpinfo();', 'bridge.jpg'],
  ['MZ\x90\0\x03\0\0\0', 'bridge.png'],
])('%j called %s is refused', async (content, name) => {
  expect(await refusalOf(content, name)).toMatch(/^media-not-allowed: bridge/);
});

test('a file that only begins like a picture is refused, with the reason', async () => {
  expect(await refusalOf('\xff\xd8\xff\xe0 and then a letter to the editor', 'letter.jpg')).toMatch(
    /^media-broken: letter\.jpg begins like a image\/jpeg and cannot be read as one: ./,
  );
});

test('a picture with more pixels than any camera has is refused before it is unpacked', async () => {
  const png = await flat(1, 1).png().toBuffer();
  png.writeUInt32BE(60_000, 16);
  png.writeUInt32BE(60_000, 20);
  png.writeUInt32BE(crc(png.subarray(12, 29)), 29);
  expect(await refusalOf(png.toString('latin1'), 'bomb.png')).toBe(
    'media-too-many-pixels: bomb.png has 60000 × 60000 pixels; a picture may have 200 million. Save it smaller and try again.',
  );
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="90000" height="90000"/>';
  expect(await refusalOf(drawing, 'bomb.svg')).toMatch(/^media-too-many-pixels/);
});

test('a drawing larger than any drawing is refused', async () => {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><!--${'x'.repeat(5_000_000)}--></svg>`;
  expect(await refusalOf(drawing, 'map.svg')).toMatch(
    /^media-too-large: map\.svg has 6 MB; .* may have 5 MB/,
  );
});

test('a picture with a page hidden in it is kept as the picture it is', async () => {
  const bytes = withSegment(
    await flat(40, 30).jpeg().toBuffer(),
    0xfe,
    Buffer.from('<script>alert(1)</script>'),
  );
  expect(await takeInFile(files, { bytes }, { name: 'photo.html' })).toMatchObject({
    mime: 'image/jpeg',
    name: 'photo.jpg',
  });
});

test('a folder, a missing file and a pipe with nobody at its end are refused at once', async () => {
  const uploads = await newFolder('uploads');
  const pipe = join(uploads, 'pipe.jpg');
  execFileSync('mkfifo', [pipe]);
  for (const path of [uploads, join(uploads, 'missing.jpg'), pipe])
    await expect(takeInFile(files, { path }, { name: 'a.jpg' })).rejects.toMatchObject({
      code: 'media-not-a-file',
    });
});

/** As PNG wants it over each of its chunks. source  RFC 2083, section 15 */
function crc(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}
