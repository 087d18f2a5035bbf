import { createHash } from 'node:crypto';
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { newFolder } from '#harness/folder.js';
import { startS3 } from '#harness/s3.js';
import type { MediaId } from '#kit/ids.js';
import type { Files } from '#store/files.io.js';
import { openS3Files } from '#store/s3.io.js';
import type { Held } from './ladder.ts';
import { findRendition, type Rendition } from './rendition.ts';
import { Sizes } from './sizes.io.ts';
import { takeInFile } from './take-in.io.ts';

async function keysOf(files: Files): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of files.list('')) keys.push(key);
  return keys;
}

test('pictures, their sizes and films are kept in an S3 store like in a folder', async () => {
  await using s3 = await startS3();
  const { endpoint, region, bucket, accessKeyId: keyId, secretAccessKey: secret } = s3;
  const files = openS3Files({ endpoint, region, bucket, keyId, secret, prefix: 'paper/' });

  const bytes = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#357' } })
    .jpeg()
    .toBuffer();
  const picture = {
    ...(await takeInFile(files, { bytes }, { name: 'bridge.jpg' })),
    id: 1 as MediaId,
  } as Held;
  const ask = { is: 'size', id: 1, version: '', width: 640, format: 'avif' } as const;
  const sizes = new Sizes(files);
  const complaints: unknown[] = [];
  const complain = (error: unknown): unknown => complaints.push(error);
  const rendition = findRendition(picture, ask) as Rendition;
  expect(await sizes.find(rendition, complain)).toMatchObject({ ok: true, value: { is: 'made' } });
  expect(await sizes.find(rendition, complain)).toMatchObject({ ok: true, value: { is: 'kept' } });

  const path = join(await newFolder('uploads'), 'flood.mp4');
  await writeFile(path, '\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41', 'latin1');
  const handle = await open(path, 'r+');
  await handle.truncate(3_000_000);
  await handle.close();
  const film = await takeInFile(files, { path }, { name: 'flood.mp4' });
  const kept = createHash('sha256')
    .update((await files.read(film.fileKey ?? '')) ?? '')
    .digest('hex');
  expect(kept).toBe(
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  );

  await sizes.remove(picture.fileKey);
  expect(await keysOf(files)).toEqual([film.fileKey]);
  expect(complaints).toEqual([]);
});
