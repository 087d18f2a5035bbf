import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import type { AccountId, MediaId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';
import { type LibraryAsk, listLibrary, listRightsTrouble } from './library.sql.ts';
import { aPicture } from './picture.fixture.ts';
import { addPictures, changePicture, findPicture, findSamePicture, type NewPicture } from './picture.sql.ts';

const now = new Date('2026-03-01T06:00:00Z');
const anna = 5 as AccountId;

function aNewPicture(differs: Partial<NewPicture>): NewPicture {
  const { id: _, ...picture } = aPicture({ caption: '', alt: '', credit: '' });
  return { ...picture, ...differs };
}

async function fill(db: Db, pictures: Partial<NewPicture>[]): Promise<MediaId[]> {
  return db.transaction().execute((tx) => addPictures(tx, pictures.map(aNewPicture), now));
}

async function find(db: Db, ask: Partial<LibraryAsk>): Promise<number[]> {
  const whole: LibraryAsk = {
    ...{ words: '', kind: 'any', missing: null, by: null, before: null, limit: 10 },
    ...ask,
  };
  return (await listLibrary(db, whole)).map(({ id }) => id);
}

onBothDatabases('the library', (open) => {
  test('a picture is found by the beginnings of its words, whatever their marks and letters', async () => {
    const { db } = await open();
    const [bridge, harbour, report] = await fill(db, [
      { name: 'IMG_2041.jpg', caption: 'Die Brücke am Sonntagmorgen', credit: 'Jürgen Müller/dpa' },
      { name: 'harbour-night.jpg', title: 'Harbour' },
      { name: 'Annual report 2019.pdf', mime: 'application/pdf' },
    ]);
    expect(await find(db, { words: 'BRUCKE sonn' })).toEqual([bridge]);
    expect(await find(db, { words: 'Brücke harbour' })).toEqual([]);
    expect(await find(db, { words: 'night' })).toEqual([harbour]);
    expect(await find(db, { words: 'dpa' })).toEqual([bridge]);
    expect(await find(db, { words: '2041' })).toEqual([bridge]);
    expect(await find(db, { words: '"\'; drop:* & |' })).toEqual([]);
    expect(await find(db, { words: '???' })).toEqual([report, harbour, bridge]);
    expect(await find(db, { kind: 'file' })).toEqual([report]);
    expect(await find(db, { kind: 'picture', words: 'h' })).toEqual([harbour]);
  });

  test('words that somebody changes are found at once, and the old ones no more', async () => {
    const { db } = await open();
    const [id] = await fill(db, [{ caption: 'Flood at the quay' }]);
    const picture = await findPicture(db, id as MediaId);
    if (!picture) throw new Error('The picture is gone.');
    await db.transaction().execute((tx) => changePicture(tx, { ...picture, caption: 'High water' }, now));
    expect(await find(db, { words: 'flood' })).toEqual([]);
    expect(await find(db, { words: 'high water' })).toEqual([id]);
    const events = await db.selectFrom('event').select(['name', 'subject']).execute();
    expect(events).toEqual([{ name: 'media.changed', subject: id }]);
  });

  test('the library is turned page by page, newest first, and narrowed to what lacks something', async () => {
    const { db } = await open();
    const ids = await fill(
      db,
      Array.from({ length: 25 }, (_, at) => ({
        name: `ferry ${at}.jpg`,
        alt: at % 5 === 0 ? '' : 'A ferry',
      })),
    );
    const first = await find(db, { words: 'ferry' });
    const second = await find(db, { words: 'ferry', before: first.at(-1) ?? 0 });
    const third = await find(db, { words: 'ferry', before: second.at(-1) ?? 0 });
    expect([...first, ...second, ...third]).toEqual([...ids].reverse());
    expect((await find(db, { missing: 'alt' })).length).toBe(5);
    expect((await find(db, { missing: 'rights', limit: 30 })).length).toBe(25);
    expect(await find(db, { by: anna })).toEqual([]);
  });

  test('what was cut by hand, its rights and who brought it are kept', async () => {
    const { db } = await open();
    const until = Date.parse('2026-12-31T23:00:00Z');
    const crops = { '16x9': { x: 0.1, y: 0, w: 0.5, h: 0.421875 } };
    const [id] = await fill(db, [
      { crops, rightsKind: 'agency', rightsUntil: until, uploadedBy: anna, takenAt: '2026-02-28' },
    ]);
    expect(await findPicture(db, id as MediaId)).toMatchObject({
      ...{ crops, rightsKind: 'agency', rightsUntil: until, uploadedBy: anna, takenAt: '2026-02-28' },
    });
    expect((await findSamePicture(db, aPicture().sha256 ?? ''))?.id).toBe(id);
    expect(await find(db, { by: anna })).toEqual([id]);
    expect(await listRightsTrouble(db, now, 10)).toEqual([]);
    expect((await listRightsTrouble(db, new Date(until), 10)).map((one) => one.id)).toEqual([id]);
  });
});
