import { beforeAll, expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { addTestStories } from '#stories/testing/new-story.js';
import type { SiteHouse } from './page.ts';
import { searchRoute } from './search.route.ts';
import { readDay, readSearchKey, searchAddress, writeSearchKey } from './search-address.ts';
import { addSections, aHouse, askText } from './testing/a-house.ts';

const now = new Date('2026-06-01T12:00:00Z');

onBothDatabases('the search page', (open) => {
  let house: SiteHouse;

  beforeAll(async () => {
    const store = await open();
    const [sea, land] = await addSections(store, [{ slug: 'sea' }, { slug: 'land' }], now);
    const tides = Array.from({ length: 45 }, (_, at) => ({
      headline: `Tide table ${at}`,
      at: new Date(Date.parse('2026-01-01T12:00:00Z') + at * 86_400_000).toISOString(),
      text: 'High water & low water.',
      section: at % 2 ? (sea ?? null) : (land ?? null),
    }));
    const secret = {
      headline: 'For members',
      at: '2026-05-01T08:00:00Z',
      access: { to: 'members' as const },
      text: 'An opening.\n[cut]\nCanaryword.',
    };
    await addTestStories(store, [...tides, secret]);
    house = await aHouse(store, now);
  });

  const get = (address: string) => askText(searchRoute, house, address);

  test('before anything is asked there is only the form, which may be kept', async () => {
    const page = await get('/search');
    expect(page.keep).toBe(true);
    expect(page.text).toContain('name="q"');
    expect(page.text).toContain('content="noindex"');
    expect(page.text).not.toContain('card-hit');
  });

  test('what was found is shown with the words marked, and is not kept', async () => {
    const page = await get('/search?q=water&section=sea&from=2026-01-02&to=2026-01-04');
    expect(page.keep).toBe(false);
    expect(page.text).toContain('High <mark>water</mark> &amp; low <mark>water</mark>.');
    expect(page.text).toContain('Tide table 1<');
    expect(page.text).toContain('Tide table 3<');
    expect(page.text.match(/card-hit/g)).toHaveLength(2);
    expect(page.text).toContain('2 stories for');
  });

  test('links lead through all that was found, in both orders', async () => {
    for (const order of ['newest', 'best']) {
      const seen: string[] = [];
      let address: string | undefined = `/search?q=water&order=${order}`;
      for (let page = 0; address && page < 5; page += 1) {
        const { text } = await get(address);
        seen.push(...[...text.matchAll(/Tide table \d+/g)].map(([headline]) => headline));
        address = /href="(\/search\?[^"]*before=[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
      }
      expect(new Set(seen).size, order).toBe(45);
    }
  });

  test('no word from behind the gate is found or shown, not even to members as long as a page is shared', async () => {
    for (const address of ['/search?q=canaryword', '/search?q=opening', '/search?q=%22opening+canaryword%22'])
      expect((await get(address)).text.replace(/value="[^"]*"|“[^”]*”|<title>.*?<\/title>/g, '')).not.toMatch(
        /canaryword/i,
      );
  });

  test('whatever stands in the address, a page is answered', async () => {
    const values = [
      '',
      '"',
      '%00',
      '%F0%9F',
      '../../etc',
      "' or 1=1",
      '9999-99-99',
      '2026-02-30',
      '-1',
      'zzzzzzzzzzz',
      'a'.repeat(3000),
      '%22'.repeat(50),
      'a"b"'.repeat(60),
    ];
    for (const name of ['q', 'section', 'topic', 'byline', 'from', 'to', 'order', 'before', 'after']) {
      for (const value of values)
        expect((await get(`/search?q=tide&order=best&${name}=${value}`)).status).toBe(200);
    }
    expect((await get(`/search?q=${encodeURIComponent('<script>alert(1)</script>')}`)).text).not.toContain(
      '<script>alert',
    );
  });
});

test('a key survives its address, and what is no key is none', () => {
  const fields = { q: 'a b', section: '', topic: '', byline: '', from: '', to: '', order: 'newest' as const };
  const key = { is: 'older', row: 1_780_000_000 * 2 ** 20 + 7 } as const;
  const { searchParams } = new URL(searchAddress(fields, { name: 'before', key }), 'http://x.example');
  expect(readSearchKey(searchParams, 'newest')).toEqual(key);
  const ranked = { is: 'ranked', upTo: 12, place: 40 } as const;
  expect(readSearchKey(new URLSearchParams({ before: writeSearchKey(ranked) }), 'best')).toEqual(ranked);
  expect(readSearchKey(new URLSearchParams({ before: '../..' }), 'newest')).toBeUndefined();
  expect(searchAddress(fields)).toBe('/search?q=a+b');
});

test('a day is a day of the calendar', () => {
  expect(readDay('2028-02-29')).toEqual({ year: 2028, month: 2, day: 29 });
  expect(readDay('2026-02-29')).toBeUndefined();
  expect(readDay('2026-1-1')).toBeUndefined();
  expect(readDay(null)).toBeUndefined();
});
