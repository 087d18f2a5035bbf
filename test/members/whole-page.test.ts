import { expect, test } from 'vitest';
import { endSessions } from '#accounts/session.sql.js';
import { signIn } from '#accounts/testing/sign-in.js';
import { newFolder } from '#harness/folder.js';
import { serveHere } from '#harness/serve-here.js';
import { newReader } from '#members/testing/new-reader.js';
import { addTestStories } from '#stories/testing/new-story.js';

const SECRET = 'kingfisher-behind-the-cut';

async function paper() {
  const here = await serveHere(await newFolder('data'));
  const text = `One.\nTwo.\n[cut]\n${SECRET}`;
  const at = new Date(Date.now() - 3_600_000).toISOString();
  await addTestStories(here.house.store, [
    { headline: 'For members', at, text, path: '/news/members', access: { to: 'members' } },
    { headline: 'For gold', at, text, path: '/news/gold', access: { to: 'tiers', tiers: ['gold'] } },
    { headline: 'With account', at, text, path: '/news/account', access: { to: 'registered' } },
  ]);
  const read = async (path: string, cookie = '') => {
    const answer = await fetch(here.url + path, { headers: { cookie } });
    const whole = (await answer.text()).includes(SECRET);
    return { whole, sharing: answer.headers.get('cache-control'), vary: answer.headers.get('vary') };
  };
  const all = async (cookie?: string) => {
    const paths = ['/news/account', '/news/members', '/news/gold'];
    return Promise.all(paths.map(async (path) => (await read(path, cookie)).whole));
  };
  return { ...here, read, all };
}

test('from the same address everybody gets what they may read, again and again', async () => {
  const { house, all } = await paper();
  const registered = await newReader(house.store, {});
  const silver = await newReader(house.store, { tiers: ['silver'] });
  const gold = await newReader(house.store, { tiers: ['gold'] });
  const staff = await signIn(house.store, { name: 'Ada', email: 'ada@paper.example', role: 'reporter' });
  for (const _again of [1, 2, 3]) {
    expect(await all()).toEqual([false, false, false]);
    expect(await all('standfirst.session_token=forged.c2lnbmF0dXJl')).toEqual([false, false, false]);
    expect(await all(registered.cookie)).toEqual([true, false, false]);
    expect(await all(silver.cookie)).toEqual([true, true, false]);
    expect(await all(gold.cookie)).toEqual([true, true, true]);
    expect(await all(staff.cookie)).toEqual([true, true, true]);
  }
});

test('an opening may be shared by every cache, a whole page by none', async () => {
  const { house, read } = await paper();
  const { cookie } = await newReader(house.store, { tiers: ['gold'] });
  const opening = await read('/news/gold');
  expect(opening.sharing).toContain('public');
  expect(opening.vary).toContain('cookie');
  const whole = await read('/news/gold', cookie);
  expect(whole.sharing).toBe('private, no-cache');
  expect(whole.vary).toContain('cookie');
});

test('access ends to the second without anybody saying so, and with the session at once', async () => {
  let now = new Date('2026-05-01T12:00:00Z');
  const { house, url, caughtUp, desk } = await serveHere(await newFolder('data'), { clock: () => now });
  await addTestStories(house.store, [
    {
      headline: 'Closed',
      at: '2026-04-01T00:00:00Z',
      path: '/news/closed',
      text: `One.\nTwo.\n[cut]\n${SECRET}`,
      access: { to: 'members' },
    },
  ]);
  const until = new Date('2026-05-01T13:00:00Z');
  const { cookie, account } = await newReader(house.store, { tiers: ['gold'], until }, now);
  const whole = async () =>
    (await (await fetch(`${url}/news/closed`, { headers: { cookie } })).text()).includes(SECRET);
  expect(await whole()).toBe(true);
  now = new Date('2026-05-01T12:59:59.999Z');
  expect(await whole()).toBe(true);
  now = until;
  expect(await whole()).toBe(false);
  now = new Date('2026-05-01T12:30:00Z');
  desk.members.readers.forget();
  expect(await whole()).toBe(true);
  await house.store.db.transaction().execute((tx) => endSessions(tx, account, 'all', now));
  await caughtUp();
  await expect.poll(whole).toBe(false);
});
