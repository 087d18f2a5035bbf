import { expect, test } from 'vitest';
import { openDesk } from '#harness/desk.js';
import type { AccountId, StoryId } from '#kit/ids.js';
import { changeWorking } from '#stories/working.sql.js';
import { fieldsOf, textOf } from '#stories/working-document.js';
import { crawl } from './leaks/crawler.ts';

const BAD = `"'><img src=x onerror=alert(1)></script></style></title><script>alert(2)</script>`;
/** Ran in a browser, wherever it stands. */
const RUNS = /<img src=x|<script>alert|<\/title><script|javascript:alert/i;

const desk = await openDesk();
const admin = await desk.person('admin');

async function ask<Reply = { id: number }>(method: string, path: string, body?: unknown): Promise<Reply> {
  const { status, json } = await admin.ask(method, path, body);
  if (status >= 400) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
  return json as Reply;
}

async function publish(id: StoryId, updateNote = ''): Promise<void> {
  const { base, seen } = await ask<{ base: number; seen: object }>('GET', `/stories/${id}/publishing`);
  const when = { at: 'now', unpublishAt: null, updateNote };
  await ask('POST', `/stories/${id}/publish`, { base, seen, held: [], ...when });
}

async function write(id: StoryId): Promise<void> {
  const by = admin.staff.id as AccountId;
  const fields = [
    'frontHeadline',
    'dateline',
    'agencyCredit',
    'searchTitle',
    'searchDescription',
    'language',
  ];
  await desk.house.store.db.transaction().execute((tx) =>
    changeWorking(tx, id, { by, at: desk.house.clock() }, (doc) => {
      for (const part of ['standfirst', 'kicker'] as const) textOf(doc, part).insert(0, BAD);
      for (const name of fields) fieldsOf(doc).set(name, BAD);
      fieldsOf(doc).set('canonical', 'javascript:alert(1)');
    }),
  );
}

test('no word that the desk writes is run by a reader’s browser, wherever it stands', async () => {
  const access = 'open';
  const section = await ask('POST', '/sections', {
    slug: 'city',
    name: BAD,
    description: BAD,
    parent: null,
    access,
  });
  const topic = await ask('POST', '/topics', {
    name: BAD,
    introduction: BAD,
    kind: 'person',
    aliases: [BAD],
  });
  const byline = await ask('POST', '/bylines', { name: BAD, role: BAD, about: BAD });
  await ask('PUT', '/settings', {
    values: { name: BAD, tagline: BAD, description: BAD, footerLine: BAD, logo: '' },
  });
  const { story: id } = await ask<{ story: StoryId }>('POST', '/flash', {
    headline: BAD,
    sentence: BAD,
    section: section.id,
    placeOnHome: true,
  });
  await write(id);
  await desk.house.store.db.transaction().execute((tx) =>
    changeWorking(tx, id, { by: admin.staff.id, at: desk.house.clock() }, (doc) => {
      fieldsOf(doc).set('topics', [topic.id]);
      fieldsOf(doc).set('credits', [{ byline: byline.id, role: BAD }]);
    }),
  );
  await publish(id, BAD);
  await ask('POST', `/stories/${id}/notes`, { kind: 'correction', text: BAD });
  const killed = await ask<{ story: StoryId; path: string }>('POST', '/flash', {
    headline: 'Gone',
    sentence: 'It was.',
    section: section.id,
  });
  const kill = { kind: 'kill', reason: BAD, publicNote: BAD, removePictures: false };
  await ask('POST', `/stories/${killed.story}/acts`, kill);
  await desk.caughtUp();
  const doors = [
    '/',
    '/city',
    '/corrections',
    killed.path,
    '/search?q=alert',
    `/search?q=${encodeURIComponent(BAD)}`,
  ];
  const seen = await crawl(desk.url, [...doors, '/sitemap.xml', '/feed.xml', `/${encodeURIComponent(BAD)}`]);
  const pages = seen.filter(({ text }) => /^content-type: text\/html/m.test(text));
  expect(
    pages.flatMap(({ asked, text }) => (RUNS.test(text) ? `${asked}: ${text.match(RUNS)?.index}` : [])),
  ).toEqual([]);
  const told = pages.filter(({ text }) => text.includes('alert(1)')).map(({ asked }) => asked);
  expect(told).toEqual(
    expect.arrayContaining(['GET /', 'GET /city', 'GET /corrections', `GET ${killed.path}`]),
  );
  expect(seen.filter(({ text }) => text.startsWith('5'))).toEqual([]);
});
