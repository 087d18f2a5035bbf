import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPage } from '#harness/browser.js';
import { newFolder } from '#harness/folder.js';
import type { MediaId } from '#kit/ids.js';
import type { Held } from '#media/ladder.js';
import { cropOf, filePath, renditionPath } from '#media/media-path.js';
import { addPicture, savePicture } from '#media/picture.sql.js';
import { removePicture } from '#media/remove-picture.io.js';
import { type FileFacts, takeInFile } from '#media/take-in.io.js';
import { type Files, openFolderFiles } from '#store/files.io.js';
import { migrate } from '#store/migrate.sql.js';
import { openStore, type Store } from '#store/store.io.js';
import { fileAddress, pictureView } from './picture-view.ts';
import { sendPicture } from './pictures.route.ts';

const now = new Date('2026-03-01T06:00:00Z');
const troubles: object[] = [];
let store: Store;
let files: Files;
let origin: string;
let close: () => void;

beforeAll(async () => {
  const folder = await newFolder('data');
  store = await openStore({ folder });
  await migrate(store.db, store.dialect, now);
  files = openFolderFiles(join(folder, 'files'));
  const house = { db: store.db, files, log: { error: (facts: object) => troubles.push(facts) } };
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/\?.*$/, '');
    const elsewhere = (): void => {
      response
        .writeHead(path === '/page' ? 200 : 404, { 'x-by': 'pages', 'content-type': 'text/html' })
        .end();
    };
    if (!sendPicture(house, request, response, path, elsewhere)) elsewhere();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => server.closeAllConnections();
  server.unref();
});

afterAll(async () => {
  close();
  await store.close();
});

async function takeIn(bytes: Uint8Array, facts: Partial<FileFacts> = {}): Promise<Held> {
  const picture = await takeInFile(files, { bytes }, { name: 'bridge.jpg', ...facts });
  const id = await store.db.transaction().execute((tx) => addPicture(tx, picture, now));
  return { ...picture, id } as Held;
}

function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  return fetch(`${origin}${path}`, { headers, method, redirect: 'manual' });
}

/** A picture unlike the others, so that each test has bytes of its own. */
let shade = 0;
function photo(width = 900, height = 600): Sharp {
  shade += 1;
  return sharp({ create: { width, height, channels: 3, background: { r: shade, g: 80, b: 120 } } });
}

async function measure(response: Response): Promise<{ type: string | null; width: number; height: number }> {
  const { width, height } = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
  return { type: response.headers.get('content-type'), width, height };
}

test('every address that a page names for a picture answers with that picture', async () => {
  const view = pictureView(await takeIn(await photo().jpeg().toBuffer()));
  const named = view?.sources.flatMap(({ srcset }) => srcset.split(', ')) ?? [];
  expect(named).toHaveLength(10);
  for (const one of [...named, `${view?.src} 900w`]) {
    const [path = '', width] = one.split(' ');
    const response = await ask(path);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(`${(await measure(response)).width}w`).toBe(width);
  }
});

test('a second reader is given the same size from the files, and one who has it is told so', async () => {
  const path = renditionPath(await takeIn(await photo().jpeg().toBuffer()), 640, 'webp');
  const first = await ask(path);
  const bytes = Buffer.from(await first.arrayBuffer());
  const second = await ask(path);
  expect(Buffer.from(await second.arrayBuffer())).toEqual(bytes);
  expect(second.headers.get('content-length')).toBe(String(bytes.length));
  const known = await ask(path, { 'if-none-match': first.headers.get('etag') ?? '' });
  expect(known.status).toBe(304);
  expect((await known.arrayBuffer()).byteLength).toBe(0);
});

test('only the head is answered where only the head is asked for', async () => {
  const path = renditionPath(await takeIn(await photo().jpeg().toBuffer()), 320, 'jpg');
  await (await ask(path)).arrayBuffer();
  const head = await ask(path, {}, 'HEAD');
  expect(head.status).toBe(200);
  expect(Number(head.headers.get('content-length'))).toBeGreaterThan(100);
  expect(head.headers.get('content-type')).toBe('image/jpeg');
});

test('shapes for networks are cut, and an address from before the focal point moved leads to the new one', async () => {
  const picture = await takeIn(await photo(2000, 1000).jpeg().toBuffer());
  const before = cropOf(picture, 'og').path;
  expect(await measure(await ask(before))).toEqual({ type: 'image/jpeg', width: 1200, height: 630 });
  const moved = { ...picture, focalX: 0.1 };
  await store.db.transaction().execute((tx) => savePicture(tx, moved));
  const answer = await ask(before);
  expect([answer.status, answer.headers.get('location')]).toEqual([302, cropOf(moved, 'og').path]);
  expect((await ask(cropOf(moved, 'og').path)).status).toBe(200);
});

test('widths, versions, formats and numbers that nobody gave out are not found, and nothing is made for them', async () => {
  const picture = await takeIn(await photo().jpeg().toBuffer());
  const path = renditionPath(picture, 640, 'webp');
  const wrong = [
    path.replace('640', '641'),
    path.replace('640', '1080'),
    path.replace('.webp', '.gif'),
    path.replace(/-[0-9a-f]{12}/, '-000000000000'),
    path.replace(/\/media\/\d+/, '/media/4711'),
    path.replace('640.webp', 'bridge.jpg'),
    path.replace('640.webp', 'crop/16x9-640.jpg'),
    path.replace('640.webp', '..%2f..%2f..%2fstandfirst.db'),
    '/media/',
    '/media/%',
  ];
  for (const one of wrong) expect([one, (await ask(one)).status]).toEqual([one, 404]);
  const kept: string[] = [];
  for await (const { key } of files.list(`sizes/${picture.sha256.slice(0, 2)}/${picture.sha256.slice(2)}`))
    kept.push(key);
  expect(kept).toEqual([]);
});

test('readers never get the file of a photograph itself', async () => {
  const bytes = await photo().jpeg().toBuffer();
  const picture = await takeIn(Buffer.concat([bytes, Buffer.from('GPS and a serial number')]), {
    oldPath: '/wp-content/uploads/2019/05/secret-place.jpg',
  });
  expect((await ask(filePath(picture))).status).toBe(404);
  for (const path of [fileAddress(picture) ?? '', picture.oldPath ?? '']) {
    const response = await ask(path);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer()).includes('serial number')).toBe(false);
  }
});

test('an old upload answers at its old address, in each of its old sizes', async () => {
  await takeIn(await photo(2000, 1000).jpeg().toBuffer(), {
    oldPath: '/wp-content/uploads/2019/05/Brücke.jpg',
  });
  const at = '/wp-content/uploads/2019/05/';
  const cases: [string, { type: string; width: number; height: number }][] = [
    ['Br%C3%BCcke.jpg', { type: 'image/jpeg', width: 2000, height: 1000 }],
    ['Br%C3%BCcke-300x150.jpg', { type: 'image/jpeg', width: 320, height: 160 }],
    ['BR%C3%9CCKE-1024x512.JPG', { type: 'image/jpeg', width: 1080, height: 540 }],
    ['Br%C3%BCcke-150x150.jpg', { type: 'image/jpeg', width: 320, height: 320 }],
    ['Br%C3%BCcke-300x150@2x.jpg', { type: 'image/jpeg', width: 640, height: 320 }],
    ['Br%C3%BCcke-scaled.jpg', { type: 'image/jpeg', width: 2000, height: 1000 }],
    ['Br%C3%BCcke.jpg.webp', { type: 'image/webp', width: 2000, height: 1000 }],
    ['Br%FCcke-768x384.jpg?ver=3', { type: 'image/jpeg', width: 800, height: 400 }],
  ];
  for (const [name, expected] of cases) {
    const response = await ask(`${at}${name}`);
    expect(response.headers.get('cache-control')).toBe('public, max-age=86400');
    expect([name, await measure(response)]).toEqual([name, expected]);
  }
});

test("Ghost's addresses answer too", async () => {
  await takeIn(await photo().jpeg().toBuffer(), { oldPath: '/content/images/2020/01/ferry.jpg' });
  const answer = await ask('/content/images/size/w600/format/webp/2020/01/ferry.jpg');
  expect(await measure(answer)).toEqual({ type: 'image/webp', width: 640, height: 427 });
});

test('a picture the import has not found is told lost, and an address nobody knows is left to the pages', async () => {
  const picture = { ...(await takeIn(await photo().jpeg().toBuffer())), id: 0 as MediaId };
  const { id: _, ...facts } = {
    ...picture,
    fileKey: null,
    sha256: null,
    oldPath: '/wp-content/uploads/lost.jpg',
  };
  await store.db.transaction().execute((tx) => addPicture(tx, facts, now));
  const lost = await ask('/wp-content/uploads/lost-300x200.jpg');
  expect([lost.status, lost.headers.get('x-by')]).toEqual([404, null]);
  const unknown = await ask('/wp-content/uploads/never-there.jpg');
  expect([unknown.status, unknown.headers.get('x-by')]).toEqual([404, 'pages']);
  for (const path of ['/news/bridge', '/assets/logo.png', '/feed.xml', '/'])
    expect((await ask(path)).headers.get('x-by')).toBe('pages');
});

test('a recording is sent in the parts a player asks for', async () => {
  const path = join(await newFolder('uploads'), 'interview.mp3');
  const bytes = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1'), Buffer.alloc(300_000, 7)]);
  await writeFile(path, bytes);
  const oldPath = '/wp-content/uploads/2019/05/interview.mp3';
  const facts = await takeInFile(files, { path }, { name: 'interview.mp3', oldPath });
  await store.db.transaction().execute((tx) => addPicture(tx, facts, now));
  const whole = await ask(oldPath);
  expect([whole.status, whole.headers.get('accept-ranges'), whole.headers.get('content-type')]).toEqual([
    200,
    'bytes',
    'audio/mpeg',
  ]);
  expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
  const part = await ask(oldPath, { range: 'bytes=1000-1999' });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 1000-1999/${bytes.length}`]);
  expect((await part.arrayBuffer()).byteLength).toBe(1000);
  const stale = await ask(oldPath, { range: 'bytes=1000-1999', 'if-range': '"another"' });
  expect(stale.status).toBe(200);
  await stale.arrayBuffer();
  const behind = await ask(oldPath, { range: 'bytes=900000-' });
  expect([behind.status, behind.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
});

test('a report keeps its name, also after it got another one', async () => {
  const picture = await takeIn(Buffer.from('%PDF-1.7\nminutes'), { name: 'Minutes of March.pdf' });
  const answer = await ask(filePath(picture));
  expect(answer.headers.get('content-disposition')).toBe(
    `inline; filename="Minutes of March.pdf"; filename*=UTF-8''Minutes%20of%20March.pdf`,
  );
  const renamed = await ask(filePath(picture).replace('minutes-of-march', 'draft'));
  expect([renamed.status, renamed.headers.get('location')]).toEqual([302, filePath(picture)]);
});

test('script in a drawing runs nowhere', async () => {
  const drawing =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
  const answer = await ask(filePath(await takeIn(Buffer.from(drawing), { name: 'seats.svg' })));
  expect(answer.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
  expect(answer.headers.get('content-security-policy')).toContain('sandbox');
});

test('a browser shows a drawing in a page and at its own address, and runs nothing in it', async () => {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60" onload="location.hash = 'ran'">
    <script>document.documentElement.setAttribute('data-ran', 'yes'); fetch('/ran');</script></svg>`;
  const path = filePath(await takeIn(Buffer.from(drawing), { name: 'seats.svg' }));
  const page = await openPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${origin}${path}`);
  expect(await page.evaluate('document.documentElement.getAttribute("data-ran")')).toBeNull();
  expect(new URL(page.url()).hash).toBe('');
  expect(asked).toEqual([path]);
  await page.goto(`${origin}/page`);
  await page.setContent(`<img src="${path}">`);
  await page.waitForFunction('document.images[0].complete');
  expect(await page.evaluate('document.images[0].naturalWidth')).toBe(90);
});

test('a browser chooses the best format it knows from what a page offers', async () => {
  const view = pictureView(await takeIn(await photo().jpeg().toBuffer()));
  const sources = view?.sources.map(
    ({ type, srcset }) => `<source type="${type}" sizes="400px" srcset="${srcset}">`,
  );
  const page = await openPage();
  await page.goto(`${origin}/page`);
  await page.setContent(
    `<picture>${sources?.join('')}<img src="${view?.src}" width="900" height="600"></picture>`,
  );
  await page.waitForFunction('document.images[0].complete');
  expect(await page.evaluate('document.images[0].currentSrc')).toMatch(/\/480\.avif$/);
  expect(await page.evaluate('document.images[0].naturalWidth')).toBeGreaterThan(0);
});

test('a removed picture is gone at all of its addresses', async () => {
  const picture = await takeIn(await photo().jpeg().toBuffer(), {
    oldPath: '/wp-content/uploads/killed.jpg',
  });
  const paths = [
    renditionPath(picture, 320, 'webp'),
    cropOf(picture, 'og').path,
    '/wp-content/uploads/killed-150x150.jpg',
  ];
  for (const path of paths) expect((await ask(path)).status).toBe(200);
  await removePicture({ db: store.db, files }, picture.id, now);
  for (const path of paths) expect((await ask(path)).status).toBe(404);
});

test('a picture that cannot be drawn is not found, and the log says which', async () => {
  const picture = await takeIn(await photo().png().toBuffer());
  await files.write(picture.fileKey, Buffer.from('damaged'), 'image/png');
  troubles.length = 0;
  expect((await ask(renditionPath(picture, 320, 'webp'))).status).toBe(404);
  expect(troubles).toMatchObject([{ picture: picture.id, file: picture.fileKey }]);
});

test('a reader who goes away in the middle of a film disturbs nobody', async () => {
  const film = Buffer.alloc(8_000_000);
  film.write('\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41', 'latin1');
  const path = filePath(await takeIn(film, { name: 'flood.mp4' }));
  troubles.length = 0;
  const leaving = new AbortController();
  const response = await fetch(`${origin}${path}`, { signal: leaving.signal });
  await response.body?.getReader().read();
  leaving.abort();
  expect((await ask(path, { range: 'bytes=0-9' })).status).toBe(206);
  expect(troubles).toEqual([]);
});

test('only reading is answered here', async () => {
  const path = renditionPath(await takeIn(await photo().jpeg().toBuffer()), 320, 'jpg');
  expect((await ask(path, {}, 'POST')).headers.get('x-by')).toBe('pages');
});
