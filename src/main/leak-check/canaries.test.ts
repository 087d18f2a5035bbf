import { expect, test } from 'vitest';
import { Canaries } from './canaries.ts';
import { findWords } from './find-words.ts';
import { leadsIn } from './leads.ts';
import { type Asker, maySee } from './may-see.ts';
import { whereIn } from './where.ts';

const random = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]);
const members = { to: 'outsiders', access: { to: 'members' } } as const;

test('every hidden word is another one and is found again, in letters of any size', () => {
  const canaries = new Canaries(random);
  const words = ['one', 'two', 'three'].map((part) => canaries.hide({ part, path: '/a', closed: members }));
  expect(new Set(words).size).toBe(3);
  const found = canaries.find(`<p>${words[1]?.toUpperCase()}</p>`);
  expect(found.map(({ canary }) => canary?.part)).toEqual(['two']);
});

test.each([0, 1, 2])('a word is found inside base64, wherever in a group it begins (%i)', (shift) => {
  const canaries = new Canaries(random);
  const word = canaries.hide({ part: 'text', path: '/a', closed: members });
  const hidden = Buffer.from(`${'-'.repeat(shift)}${word} and more text`).toString('base64');
  expect(canaries.find(`<div data-story="${hidden}">`).map(({ found }) => found)).toContain(word);
});

test('a word that was cut off is noticed by its beginning', () => {
  const canaries = new Canaries(random);
  const word = canaries.hide({ part: 'text', path: '/a', closed: members });
  expect(canaries.find(`${word.slice(0, -2)}…`)).toEqual([{ found: word.slice(0, -2), canary: undefined }]);
  expect(canaries.find(canaries.nonsenseFor(word))).toEqual([]);
});

test('what somebody may read is decided by what they hold, without asking the gate', () => {
  const asker = (more: Partial<Asker>): Asker => ({
    ...{ name: '', headers: {}, registered: false, tiers: [], opened: [] },
    ...more,
  });
  const askers = [
    asker({}),
    asker({ registered: true }),
    asker({ registered: true, tiers: ['gold'] }),
    asker({ registered: true, tiers: ['print'] }),
    asker({ opened: ['/a'] }),
    asker({ registered: true, tiers: 'any' }),
  ];
  const seenBy = (access: object | null) => {
    const closed = access
      ? { to: 'outsiders' as const, access: access as never }
      : ({ to: 'everybody' } as const);
    return askers.map((one) => (maySee({ word: '', part: '', path: '/a', closed }, one) ? 1 : 0)).join('');
  };
  expect(seenBy({ to: 'registered' })).toBe('011111');
  expect(seenBy({ to: 'members' })).toBe('001111');
  expect(seenBy({ to: 'tiers', tiers: ['gold'] })).toBe('001011');
  expect(seenBy(null)).toBe('000000');
});

test('a report says in which place of an answer a word stands', () => {
  const page = (markup: string) => `200\ncontent-type: text/html\n\n<html>${markup}</html>`;
  expect(whereIn('302\nlocation: /x?q=secret\n\n', 'secret')).toBe('header location');
  expect(whereIn(page('<meta property="og:description" content="A secret">'), 'secret')).toMatch(
    /^meta og:desc/,
  );
  expect(whereIn(page('<script type="application/ld+json">{"a":"secret"}</script>'), 'secret')).toMatch(
    /^JSON-LD/,
  );
  expect(whereIn(page('<p>the secret of it</p>'), 'secret')).toBe('…<html><p>the secret of it</p></html>…');
});

test('links of every kind of answer are followed, and none leads off the site', () => {
  const url = 'http://paper.example';
  const text = `link: </a>; rel=next
<a href="/b?x=1&amp;y=2">b</a><a href="c">c</a><a href="https://else.example/d">d</a><img srcset="/e.png 1x, /f.png 2x">
<loc>http://paper.example/g</loc> {"url":"http:\\/\\/paper.example\\/h"} <a href="mailto:a@b.c">i</a>`;
  expect(leadsIn(url, '/news/', text).sort()).toEqual(
    ['/a', '/b?x=1&y=2', '/news/c', '/e.png', '/f.png', '/g', '/h'].sort(),
  );
});

test('words are found though tags, entities or a hyphen that may show part them', () => {
  const text = '200\n\n<p>The <b>min</b>ister&#39;s se\u00adcret &amp; plan</p>';
  expect(findWords(text, ["minister's secret & plan", 'nowhere']).map(({ word }) => word)).toEqual([
    "minister's secret & plan",
  ]);
});
