import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { aPicture } from './picture.fixture.ts';
import {
  addPicture,
  addPictures,
  findPicture,
  findPictureAt,
  listPicturesAt,
  type NewPicture,
} from './picture.sql.ts';

const now = new Date('2026-03-01T06:00:00Z');

function aNewPicture(differs: Partial<NewPicture>): NewPicture {
  const { id: _, ...picture } = aPicture(differs);
  return picture;
}

onBothDatabases('the library of pictures', (open) => {
  test('a picture comes back as it was put in', async () => {
    const { db } = await open();
    const picture = aNewPicture({
      oldPath: '/wp-content/uploads/Brücke.JPG',
      focalX: 0.25,
      rights: '© 2019',
    });
    const id = await db.transaction().execute((tx) => addPicture(tx, picture, now));
    expect(await findPicture(db, id)).toEqual({ id, ...picture });
  });

  test('many are put in at once and get their numbers in order', async () => {
    const { db } = await open();
    const names = ['a.jpg', 'b.jpg', 'c.jpg'];
    const ids = await db.transaction().execute((tx) =>
      addPictures(
        tx,
        names.map((name) => aNewPicture({ name })),
        now,
      ),
    );
    for (const [at, id] of ids.entries()) expect((await findPicture(db, id))?.name).toBe(names[at]);
  });

  test('an old path finds its picture in any case of letters, and the exact one first', async () => {
    const { db } = await open();
    const paths = [
      '/wp-content/uploads/ÜBER.JPG',
      '/wp-content/uploads/Map.png',
      '/wp-content/uploads/map.png',
    ];
    const [, upper, lower] = await db.transaction().execute((tx) =>
      addPictures(
        tx,
        paths.map((oldPath) => aNewPicture({ oldPath })),
        now,
      ),
    );
    expect((await findPictureAt(db, '/wp-content/uploads/über.jpg'))?.oldPath).toBe(paths[0]);
    expect((await findPictureAt(db, '/wp-content/uploads/map.png'))?.id).toBe(lower);
    expect((await findPictureAt(db, '/wp-content/uploads/MAP.png'))?.id).toBe(upper);
    expect(await findPictureAt(db, '/wp-content/uploads/ma.png')).toBeUndefined();
  });

  test('of several paths the first one counts first', async () => {
    const { db } = await open();
    const paths = ['/a/bridge.jpg', '/a/bridge-scaled.jpg', '/a/BRIDGE-300x200.jpg'];
    await db.transaction().execute((tx) =>
      addPictures(
        tx,
        paths.map((oldPath) => aNewPicture({ oldPath })),
        now,
      ),
    );
    const asked = ['/a/bridge-300x200.jpg', '/a/bridge-scaled.jpg', '/a/bridge.jpg'];
    const found = await listPicturesAt(db, asked);
    expect(found.map(({ oldPath }) => oldPath)).toEqual([
      '/a/BRIDGE-300x200.jpg',
      '/a/bridge-scaled.jpg',
      '/a/bridge.jpg',
    ]);
  });
});
