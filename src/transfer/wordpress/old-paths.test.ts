import { expect, test } from 'vitest';
import type { WpItem } from './item.ts';
import { oldPathsOf, type SitePlace } from './old-paths.ts';

const place = { host: 'courier.example', hosts: new Set(['courier.example']), folder: '' } as SitePlace;
const item = (differs: Partial<WpItem>): WpItem =>
  ({ id: null, type: 'post', link: '', guid: '', meta: [], ...differs }) as unknown as WpItem;

test('a site without readable addresses keeps the numbers that were its addresses', () => {
  expect(oldPathsOf(item({ link: 'https://courier.example/?p=19' }), null, place)).toEqual(['/?p=19']);
  const moved = item({ id: 10, link: 'https://courier.example/path/?p=1' });
  expect(oldPathsOf(moved, '/news/hello/', place)).toEqual(['/?p=10', '/path/?p=1']);
});

test('a number on somebody else’s site is no address of ours', () => {
  expect(oldPathsOf(item({ guid: 'https://other.example/?p=7' }), null, place)).toEqual([]);
});
