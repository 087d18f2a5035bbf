import { expect, test } from 'vitest';
import type { Dependency } from './page.ts';
import { audienceOfKey, type KeptPage, PageStore, pageKey } from './page-store.ts';

function aPage(
  key: string,
  dependsOn: Dependency[],
  bytes = 1000,
  servedUntil = Number.POSITIVE_INFINITY,
): KeptPage {
  const forms = new Map([['identity' as const, { body: Buffer.alloc(bytes), headers: [] }]]);
  return {
    key,
    audience: audienceOfKey(key),
    closed: undefined,
    status: 200,
    etag: '"a"',
    lastModified: '',
    dependsOn,
    servedUntil,
    views: undefined,
    forms,
    unchanged: [],
    hits: 0,
    used: false,
  };
}

test('a change drops exactly the pages that were made of it', () => {
  const store = new PageStore(1_000_000);
  store.keep(aPage('/', ['latest', 'card:1', 'card:2']), store.epoch);
  store.keep(aPage('/news/one', ['story:1']), store.epoch);
  store.keep(aPage('/news/two', ['story:2', 'card:1']), store.epoch);
  const gone = store.drop(['card:1']).map((page) => page.key);
  expect(gone.sort()).toEqual(['/', '/news/two']);
  expect(store.find('/news/one', 0)?.key).toBe('/news/one');
  expect(store.find('/', 0)).toBeUndefined();
});

test('a page begun before a change and finished after it is not kept', () => {
  const store = new PageStore(1_000_000);
  const begun = store.epoch;
  store.drop(['story:1']);
  expect(store.keep(aPage('/news/one', ['story:1']), begun)).toBe(false);
  expect(store.keep(aPage('/news/two', ['story:2']), begun)).toBe(true);
  expect(store.keep(aPage('/news/one', ['story:1']), store.epoch)).toBe(true);
  const earlier = store.epoch;
  store.dropAll();
  expect(store.keep(aPage('/news/two', ['story:2']), earlier)).toBe(false);
});

test('a page is not served at the instant at which time changes it', () => {
  const store = new PageStore(1_000_000);
  store.keep(aPage('/', ['latest'], 1000, 5_000), store.epoch);
  expect(store.find('/', 4_999)).toBeDefined();
  expect(store.find('/', 5_000)).toBeUndefined();
  expect(store.size.pages).toBe(0);
});

test('memory is bounded, and what readers ask for stays longest', () => {
  const store = new PageStore(40_000);
  for (let number = 0; number < 10; number += 1)
    store.keep(aPage(`/news/${number}`, [`story:${number}`]), store.epoch);
  for (let round = 0; round < 40; round += 1) {
    store.find('/news/0', 0);
    store.keep(aPage(`/archive/${round}`, [`story:${100 + round}`]), store.epoch);
    expect(store.size.bytes).toBeLessThanOrEqual(40_000);
  }
  expect(store.find('/news/0', 0)).toBeDefined();
  expect(store.find('/news/5', 0)).toBeUndefined();
});

test('one address has one page for each audience', () => {
  const store = new PageStore(1_000_000);
  store.keep(aPage(pageKey('opening', '/news/one'), ['story:1']), store.epoch);
  store.keep(aPage(pageKey('whole', '/news/one'), ['story:1']), store.epoch);
  expect(store.size.pages).toBe(2);
  expect(store.drop(['story:1'])).toHaveLength(2);
});
