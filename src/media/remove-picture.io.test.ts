import sharp from 'sharp';
import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { newFolder } from '#harness/folder.js';
import type { MediaId } from '#kit/ids.js';
import { type Files, openFolderFiles } from '#store/files.io.js';
import type { Db } from '#store/tables.js';
import { toldEvents } from '#store/testing/told.js';
import type { Held } from './ladder.ts';
import { addPicture, findPicture, listPicturesAt } from './picture.sql.ts';
import { removePicture } from './remove-picture.io.ts';
import { findRendition, type Rendition } from './rendition.ts';
import { sizesOf } from './sizes.io.ts';
import { takeInFile } from './take-in.io.ts';

const now = new Date('2026-03-01T06:00:00Z');
const facts = { name: 'bridge.jpg', caption: 'Somebody’s house', oldPath: '/uploads/bridge.jpg' };

async function takeIn(house: { db: Db; files: Files }): Promise<Held> {
  const bytes = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#357' } })
    .jpeg()
    .toBuffer();
  const picture = await takeInFile(house.files, { bytes }, facts);
  const id = await house.db.transaction().execute((tx) => addPicture(tx, picture, now));
  const held = { ...picture, id } as Held;
  const ask = { is: 'size', id, version: '', width: 320, format: 'webp' } as const;
  await sizesOf(house.files).find(findRendition(held, ask) as Rendition, () => {});
  return held;
}

async function keysOf(files: Files): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of files.list('')) keys.push(key);
  return keys;
}

onBothDatabases('removing a picture', (open) => {
  test('takes its original, its sizes and its words, and tells of it', async () => {
    const house = { db: (await open()).db, files: openFolderFiles(await newFolder('files')) };
    const { id } = await takeIn(house);
    expect(await keysOf(house.files)).toHaveLength(2);
    await removePicture(house, id, now);
    expect(await keysOf(house.files)).toEqual([]);
    expect(await findPicture(house.db, id)).toMatchObject({
      fileKey: null,
      sha256: null,
      name: '',
      caption: '',
    });
    expect(await listPicturesAt(house.db, [facts.oldPath])).toMatchObject([{ fileKey: null }]);
    const events = await toldEvents(house.db);
    expect(events).toMatchObject([{ name: 'media.changed', subject: id }]);
  });

  test('leaves the bytes on which another picture rests, until that one goes too', async () => {
    const house = { db: (await open()).db, files: openFolderFiles(await newFolder('files')) };
    const first = await takeIn(house);
    const second = await takeIn(house);
    await removePicture(house, first.id, now);
    expect(await keysOf(house.files)).toHaveLength(2);
    expect((await findPicture(house.db, second.id))?.fileKey).toBe(second.fileKey);
    await removePicture(house, second.id, now);
    expect(await keysOf(house.files)).toEqual([]);
  });

  test('can be run again after a crash in the middle', async () => {
    const house = { db: (await open()).db, files: openFolderFiles(await newFolder('files')) };
    const { id, fileKey } = await takeIn(house);
    await house.files.remove(fileKey);
    await removePicture(house, id, now);
    await removePicture(house, id, now);
    expect(await keysOf(house.files)).toEqual([]);
  });

  test('of a number nobody has is refused', async () => {
    const house = { db: (await open()).db, files: openFolderFiles(await newFolder('files')) };
    await expect(removePicture(house, 99 as MediaId, now)).rejects.toMatchObject({ code: 'media-not-found' });
  });
});
