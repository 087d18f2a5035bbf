import { join } from 'node:path';
import { parseRssFeed } from 'feedsmith';
import { beforeAll, expect, test } from 'vitest';
import { newFolder } from '#harness/folder.js';
import { type Here, serveHere } from '#harness/serve-here.js';
import type { SectionId } from '#kit/ids.js';
import { newReader } from '#members/testing/new-reader.js';
import { addTestStories } from '#stories/testing/new-story.js';
import { addSections } from '../testing/a-house.ts';
import { visit } from './testing/visit.ts';

const START = new Date('2026-11-24T12:00:00Z');
const ENDS = new Date('2026-12-24T12:00:00Z');
let now = START;
let here: Here;

beforeAll(async () => {
  here = await serveHere(join(await newFolder('feeds'), 'data'), { clock: () => now });
  const { store } = here.house;
  const [news] = (await addSections(store, [{ slug: 'news' }, { slug: 'culture' }], START)) as [SectionId];
  const common = { at: '2026-11-01T08:00:00Z', section: news };
  const closed = (name: string) => `Everybody reads this.\n[cut]\nOnly ${name} reads this.\nAnd this.`;
  await addTestStories(store, [
    { ...common, headline: 'Members', text: closed('members'), access: { to: 'members' } },
    { ...common, headline: 'Gold', text: closed('gold'), access: { to: 'tiers', tiers: ['gold'] } },
    { ...common, headline: 'Silver', text: closed('silver'), access: { to: 'tiers', tiers: ['silver'] } },
  ]);
  await here.caughtUp();
});

async function aMember(tiers: string[] = ['gold'], until?: Date) {
  const { cookie } = await newReader(here.house.store, until ? { tiers, until } : { tiers }, START);
  const browser = visit(here);
  const [name = '', value = ''] = cookie.split(/=(.*)/s);
  browser.setCookie(name, value);
  return browser;
}

/** Makes the address and gives its beginning as a path. */
async function makeAddress(browser: ReturnType<typeof visit>): Promise<string> {
  await browser.post('/account/feeds', { wish: 'renew' });
  const { text } = await browser.get('/account/feeds');
  return /value="[^"]*(\/feeds\/[\w-]+)\/feed\.xml"/.exec(text)?.[1] ?? '';
}

test("a member's own feed carries whole what they may read, and the opening of the rest", async () => {
  const base = await makeAddress(await aMember());
  const answer = await fetch(`${here.url}${base}/feed.xml`);
  const text = await answer.text();
  expect(answer.headers.get('cache-control')).toBe('private, no-store');
  expect(answer.headers.get('x-robots-tag')).toBe('noindex');
  expect(text).toContain('Only members reads this.');
  expect(text).toContain('Only gold reads this.');
  expect(text).not.toContain('Only silver reads this.');
  expect(parseRssFeed(text).items).toHaveLength(3);
});

test('it is there for a section, as Atom and as JSON, and nowhere else', async () => {
  const base = await makeAddress(await aMember());
  const statusOf = async (path: string) => (await fetch(`${here.url}${base}${path}`)).status;
  for (const path of ['/feed.atom', '/feed.json', '/news/feed.xml', '/culture/feed.json'])
    expect(await statusOf(path), path).toBe(200);
  for (const path of ['/feed.html', '/nowhere/feed.xml', '/', '/news', '/../feed.xml/x'])
    expect(await statusOf(path), path).toBe(404);
});

test('the public feed beside it holds no closed word', async () => {
  await makeAddress(await aMember());
  expect(await (await fetch(`${here.url}/feed.xml`)).text()).not.toContain('reads this.\nAnd');
  expect(await (await fetch(`${here.url}/feed.xml`)).text()).not.toContain('Only');
});

test('the feed ends with the membership, to the second', async () => {
  const base = await makeAddress(await aMember(['gold'], ENDS));
  const statusAt = async (at: Date) => {
    now = at;
    return (await fetch(`${here.url}${base}/feed.xml`)).status;
  };
  try {
    expect(await statusAt(new Date(ENDS.getTime() - 1000))).toBe(200);
    expect(await statusAt(ENDS)).toBe(403);
  } finally {
    now = START;
  }
});

test('an address that got out is replaced, or taken back', async () => {
  const member = await aMember();
  const first = await makeAddress(member);
  const second = await makeAddress(member);
  const statusOf = async (base: string) => (await fetch(`${here.url}${base}/feed.xml`)).status;
  expect([await statusOf(first), await statusOf(second)]).toEqual([404, 200]);
  await member.post('/account/feeds', { wish: 'drop' });
  expect(await statusOf(second)).toBe(404);
});

test('what is the same is not sent again, and who asks all the time is asked to wait', async () => {
  const base = await makeAddress(await aMember());
  const first = await fetch(`${here.url}${base}/feed.xml`);
  const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
  expect((await fetch(`${here.url}${base}/feed.xml`, { headers })).status).toBe(304);
  const statuses: number[] = [];
  for (let asked = 0; asked < 32; asked += 1)
    statuses.push((await fetch(`${here.url}${base}/feed.xml`, { headers })).status);
  expect(statuses.at(-1)).toBe(429);
});

test('whoever holds no tier is shown the public feed', async () => {
  const answer = await (await aMember([])).get('/account/feeds');
  expect([answer.status, answer.text.includes('/feed.xml')]).toEqual([403, true]);
});
