import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { newFolder } from '#harness/folder.js';
import { type Here, serveHere } from '#harness/serve-here.js';
import { newReader } from '#members/testing/new-reader.js';
import { tell } from '#store/outbox.sql.js';
import { addTestStories } from '#stories/testing/new-story.js';

const WHOLE = 'The captain overslept.';
const LIBRARY = '192.0.2.44';
let now = new Date('2026-11-24T12:00:00Z');
const ENDS = new Date('2026-12-24T12:00:00Z');
let here: Here;
let ids: number[];

beforeAll(async () => {
  here = await serveHere(join(await newFolder('networks'), 'data'), { clock: () => now });
  const { store } = here.house;
  const common = { at: '2026-11-01T08:00:00Z', text: `The ferry was late.\n[cut]\n${WHOLE}\nHe said so.` };
  ids = await addTestStories(store, [
    { ...common, headline: 'Members', path: '/news/members', access: { to: 'members' } },
    { ...common, headline: 'Silver', path: '/news/silver', access: { to: 'tiers', tiers: ['silver'] } },
  ]);
  const { account } = await newReader(store, { tiers: ['gold'] }, now);
  await store.db.transaction().execute(async (tx) => {
    const tier = await tx
      .selectFrom('tier')
      .select('id')
      .where('slug', '=', 'gold')
      .executeTakeFirstOrThrow();
    const { id } = await tx
      .insertInto('member_group')
      .values({
        ...{ name: 'Town library', tier_id: tier.id, owner_id: account, seats: 1, domain: null },
        ...{ networks: '["192.0.2.0/24"]', from_at: 0, until_at: ENDS.getTime(), made_at: 0, changed_at: 0 },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tell(tx, 'group.changed', id, {}, now);
  });
  await here.caughtUp();
});

/** Asks as a proxy on this machine passes a reader on. */
const askFrom = (address: string, path: string, wish: RequestInit = {}) =>
  fetch(here.url + path, {
    redirect: 'manual',
    ...wish,
    headers: { 'x-forwarded-for': address, ...wish.headers },
  });
const readsFrom = async (address: string, path: string) =>
  (await (await askFrom(address, path)).text()).includes(WHOLE);

test('at the library everybody reads as the library does, without an account; next door nobody does', async () => {
  for (const _again of [1, 2, 3]) {
    expect(await readsFrom(LIBRARY, '/news/members')).toBe(true);
    expect(await readsFrom('203.0.113.9', '/news/members')).toBe(false);
    expect(await readsFrom(LIBRARY, '/news/silver')).toBe(false);
  }
});

test('what is read there is for no shared cache', async () => {
  const { headers } = await askFrom(LIBRARY, '/news/members');
  expect(headers.get('cache-control')).toBe('private, no-cache');
  expect((await askFrom('203.0.113.9', '/news/members')).headers.get('cache-control')).toMatch(/^public/);
});

test('an address that somebody makes up is not believed', async () => {
  // The nearest address that is no proxy of ours counts.
  expect(await readsFrom(`${LIBRARY}, 203.0.113.9`, '/news/members')).toBe(false);
});

test('whoever got an opening from a cache is led on, and no cache stands in the way from then on', async () => {
  const opening = await (await askFrom('203.0.113.9', '/news/members')).text();
  expect(opening).toMatch(/data-gate="\d+" data-network/);
  const gate = await askFrom(LIBRARY, `/account/gate?story=${ids[0]}`);
  expect(await gate.json()).toMatchObject({ reads: true, network: 'Town library' });
  const led = await askFrom(LIBRARY, '/account/read', {
    method: 'POST',
    body: new URLSearchParams({ story: String(ids[0]) }),
  });
  expect(led.headers.get('location')).toMatch(/^\/news\/members/);
  expect(led.headers.getSetCookie().join()).toContain('standfirst.here=1');
});

test('the cookie that keeps caches away opens nothing elsewhere', async () => {
  const answer = await askFrom('203.0.113.9', '/news/members', { headers: { cookie: 'standfirst.here=1' } });
  expect(await answer.text()).not.toContain(WHOLE);
});

test('when the group ends its readers get openings, to the second', async () => {
  const before = now;
  now = ENDS;
  try {
    expect(await readsFrom(LIBRARY, '/news/members')).toBe(false);
  } finally {
    now = before;
  }
});
