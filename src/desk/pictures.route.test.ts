import sharp from 'sharp';
import { expect, test } from 'vitest';
import { signIn } from '#accounts/testing/sign-in.js';
import { onBothDatabases, type TestStore } from '#harness/both-databases.js';
import { openNewsroom } from '#harness/newsroom.js';
import type { MediaId } from '#kit/ids.js';
import {
  drawing,
  gifWithProgram,
  jpegWithArchive,
  jpegWithPage,
  photo,
  pngOf,
} from '#media/hostile.fixture.js';
import { withIptc } from '#media/jpeg.fixture.js';
import { closeStory } from '#stories/work-closed.sql.js';
import { createStory } from '#stories/work-story.sql.js';
import type { PictureDetail, PictureList, PictureReply, RightsList, UploadReply } from './shapes/pictures.ts';
import { type DeskHere, deskHere } from './testing/desk-here.ts';

const now = new Date('2026-06-01T12:00:00Z');

async function newsroom(store: TestStore) {
  const here = await deskHere(store, { clock: () => now, settings: { uploadMb: 2 } });
  const person = (name: string, role: 'reporter' | 'editor' | 'commercial') =>
    signIn(store, { name, email: `${name.toLowerCase()}@paper.example`, role }, now);
  const [anna, tom, eva, sales] = [
    await person('Anna', 'reporter'),
    await person('Tom', 'reporter'),
    await person('Eva', 'editor'),
    await person('Sales', 'commercial'),
  ];
  return { here, anna, tom, eva, sales };
}

async function upload(here: DeskHere, cookie: string, name: string, bytes: Uint8Array) {
  const answer = await here.app.inject({
    method: 'POST',
    url: '/desk/api/pictures',
    headers: {
      cookie,
      'x-standfirst': 'desk',
      'x-file-name': encodeURIComponent(name),
      'content-type': 'application/json',
    },
    payload: Buffer.from(bytes),
  });
  return { status: answer.statusCode, json: answer.json<UploadReply & { code: string; says: string }>() };
}

onBothDatabases('pictures at the desk', (open) => {
  test('a picture is put in with what its photographer wrote, and the same file is known again', async () => {
    const { here, anna, tom } = await newsroom(await open());
    const bytes = withIptc(await photo(), {
      80: ['Mara Lindqvist'],
      110: ['dpa'],
      116: ['© dpa 2026'],
      120: ['Die Brücke am Sonntag.'],
      55: ['20260530'],
    });
    const first = await upload(here, anna.cookie, 'Brücke.png', bytes);
    expect(first.status).toBe(201);
    expect(first.json).toMatchObject({
      ...{ known: false, renamed: true },
      picture: {
        ...{ is: 'picture', name: 'Brücke.jpg', caption: 'Die Brücke am Sonntag.', takenAt: '2026-05-30' },
        ...{ credit: 'Mara Lindqvist/dpa', creator: 'Mara Lindqvist', rights: '© dpa 2026', alt: '' },
        ...{ width: 600, height: 400, mayEdit: true, problem: { code: 'unknown', blocks: false } },
      },
    });
    const again = await upload(here, tom.cookie, 'other name.jpg', bytes);
    expect(again).toMatchObject({
      status: 200,
      json: { known: true, picture: { id: first.json.picture.id, mayEdit: false } },
    });
    const { json } = await here.ask(tom.cookie, 'GET', '/pictures?q=bruck');
    expect((json as PictureList).pictures.map(({ id }) => id)).toEqual([first.json.picture.id]);
    const detail = (await here.ask(tom.cookie, 'GET', `/pictures/${first.json.picture.id}`))
      .json as PictureDetail;
    expect(detail).toMatchObject({ uploadedBy: 'Anna', uploadedAt: now.getTime(), uses: [], hidden: false });
  });

  test('what is not what it says stays out, with a sentence that helps', async () => {
    const store = await open();
    const { here, anna } = await newsroom(store);
    const whole = await sharp({ create: { width: 900, height: 900, channels: 3, noise, background: '#000' } })
      .jpeg()
      .toBuffer();
    const files: [string, Uint8Array, number, string][] = [
      ['page.jpg', await jpegWithPage(), 422, 'media-hides-something'],
      ['program.gif', gifWithProgram(), 422, 'media-hides-something'],
      ['archive.jpg', await jpegWithArchive(), 422, 'media-hides-something'],
      ['map.svg', drawing('<script>alert(1)</script>'), 422, 'media-drawing-runs'],
      ['vast.png', await pngOf(20_000, 10_000), 413, 'media-too-many-pixels'],
      ['nothing.jpg', Buffer.alloc(0), 400, 'media-empty'],
      ['half.jpg', whole.subarray(0, whole.length / 2), 422, 'media-broken'],
      ['page.png', Buffer.from('<html><script>alert(1)</script></html>'), 415, 'media-not-allowed'],
      ['program.jpg', Buffer.from('MZ\x90\x00program'), 415, 'media-not-allowed'],
      ['long.jpg', Buffer.alloc(2_100_000, 1), 413, 'media-upload-too-large'],
    ];
    for (const [name, bytes, status, code] of files) {
      const answer = await upload(here, anna.cookie, name, bytes);
      expect({ name, status: answer.status, code: answer.json.code }).toEqual({ name, status, code });
      expect(answer.json.says).toContain(name);
      expect(answer.json.says).not.toMatch(/undefined|[{}]/);
    }
    expect(await store.db.selectFrom('media').select('id').execute()).toEqual([]);
    const kept = [];
    for await (const file of here.desk.files.list('')) kept.push(file.key);
    expect(kept).toEqual([]);
  });

  test('one changes one’s own pictures, and an editor everybody’s', async () => {
    const { here, anna, tom, eva, sales } = await newsroom(await open());
    const { picture } = (await upload(here, anna.cookie, 'bridge.jpg', await photo())).json;
    const path = `/pictures/${picture.id}`;
    expect((await here.ask(tom.cookie, 'PATCH', path, { alt: 'A bridge' })).status).toBe(403);
    expect((await here.ask(sales.cookie, 'GET', path)).status).toBe(403);
    expect((await upload(here, sales.cookie, 'x.jpg', await photo(50, 50))).status).toBe(403);
    expect(
      (await here.ask(anna.cookie, 'PATCH', path, { alt: ' A bridge ', focalX: 0.2 })).json,
    ).toMatchObject({
      ...{ alt: 'A bridge', focalX: 0.2, focalY: 0.5 },
    });
    const crops = { '16x9': { x: 0, y: 0.1, w: 1, h: 0.844 }, og: null };
    const changed = (await here.ask(eva.cookie, 'PATCH', path, { crops, rightsKind: 'ours' })).json;
    expect((changed as PictureReply).crops).toEqual({
      '16x9': { x: 0, y: 0.1, w: 1, h: expect.closeTo(0.8437, 3) },
    });
    expect(changed).toMatchObject({ alt: 'A bridge', problem: null });
    const askew = { crops: { '1x1': { x: 0, y: 0, w: 0.9, h: 0.1 } } };
    expect((await here.ask(eva.cookie, 'PATCH', path, askew)).json).toMatchObject({
      code: 'media-crop-wrong',
    });
    expect((await here.ask(eva.cookie, 'PATCH', path, { fileKey: 'x' })).status).toBe(400);
    expect((await here.ask(eva.cookie, 'PATCH', path, { focalX: 7 })).status).toBe(400);
    expect((await here.ask(eva.cookie, 'GET', '/pictures/4711')).json).toMatchObject({
      code: 'media-not-found',
    });
  });

  test('a picture that a story shows stays, and a closed story is not named to others', async () => {
    const store = await open();
    const { here, anna, eva } = await newsroom(store);
    const { picture } = (await upload(here, anna.cookie, 'bridge.jpg', await photo())).json;
    const lead = { media: picture.id as MediaId, alt: '', caption: '', credit: '' };
    const wish = { by: anna.staff.id, byName: 'Anna', headline: 'Secret inquiry', section: null };
    const story = await store.db
      .transaction()
      .execute((tx) => createStory(tx, { ...wish, draft: { lead } }, now));
    const path = `/pictures/${picture.id}`;
    const seen = (await here.ask(eva.cookie, 'GET', path)).json as PictureDetail;
    expect(seen.uses).toMatchObject([{ kind: 'story', id: story, says: 'Secret inquiry', lead: true }]);
    await store.db
      .transaction()
      .execute((tx) => closeStory(tx, story, { to: [anna.staff.id], by: anna.staff.id }, now));
    const closed = (await here.ask(eva.cookie, 'GET', path)).json as PictureDetail;
    expect(closed).toMatchObject({ uses: [], hidden: true });
    expect((await here.ask(eva.cookie, 'DELETE', path)).json).toMatchObject({ code: 'media-used' });
    const free = (await upload(here, anna.cookie, 'free.jpg', await photo(80, 60))).json.picture;
    expect((await here.ask(anna.cookie, 'DELETE', `/pictures/${free.id}`)).status).toBe(204);
    const left = (await here.ask(anna.cookie, 'GET', '/pictures')).json as PictureList;
    expect(left.pictures.map(({ id }) => id)).toEqual([picture.id]);
  });

  test('pictures whose rights end are told of only where readers see them', async () => {
    const store = await open();
    const { here, anna, eva } = await newsroom(store);
    const { picture } = (await upload(here, anna.cookie, 'bridge.jpg', await photo())).json;
    const rightsUntil = now.getTime() - 1;
    const expired = await here.ask(eva.cookie, 'PATCH', `/pictures/${picture.id}`, { rightsUntil });
    expect(expired.json).toMatchObject({ problem: { code: 'expired', blocks: true, until: rightsUntil } });
    const told = async () => (await here.ask(eva.cookie, 'GET', '/pictures/rights')).json as RightsList;
    expect(await told()).toEqual({ pictures: [] });
    const paper = await openNewsroom(store, () => new Date(now.getTime() - 60_000));
    const story = await paper.draft({ headline: 'Bridge stuck', text: 'It stands.' });
    const lead = { media: picture.id as MediaId, alt: '', caption: '', credit: '' };
    await paper.write(story, { lead });
    expect(await told()).toEqual({ pictures: [] });
    await paper.publish(story);
    expect(await told()).toMatchObject({
      pictures: [{ picture: { id: picture.id }, uses: [{ id: story, says: 'Bridge stuck', state: 'out' }] }],
    });
  });
});

const noise = { type: 'gaussian' as const, mean: 128, sigma: 30 };
