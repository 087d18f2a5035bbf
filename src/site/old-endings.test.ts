import { expect, test } from 'vitest';
import { readOldAddress } from './old-endings.ts';

const read = (address: string) => {
  const [path = '', query = ''] = address.split('?');
  return readOldAddress(path, new URLSearchParams(query));
};

test('a number in the query is an address of its own', () => {
  expect(read('/?p=123')).toEqual({ is: 'address', address: '/?p=123' });
  expect(read('/?cat=4')).toEqual({ is: 'address', address: '/?cat=4' });
  expect(read('/blog?page_id=2')).toEqual({ is: 'address', address: '/blog/?page_id=2' });
});

test('old feeds lead to the feed of what they fed', () => {
  expect(read('/feed')).toEqual({ is: 'ending', base: '/', ending: 'feed.xml' });
  expect(read('/category/town-hall/feed')).toEqual({
    is: 'ending',
    base: '/category/town-hall',
    ending: 'feed.xml',
  });
  expect(read('/tag/Budget/feed/atom')).toEqual({ is: 'ending', base: '/tag/Budget', ending: 'feed.atom' });
  expect(read('/author/ann/rss')).toEqual({ is: 'ending', base: '/author/ann', ending: 'feed.xml' });
  expect(read('/?feed=rss2')).toEqual({ is: 'ending', base: '/', ending: 'feed.xml' });
  expect(read('/comments/feed')).toEqual({ is: 'redirect', to: '/feed.xml' });
});

test('pages of a list, phone versions and frames lead to the thing itself', () => {
  expect(read('/category/news/page/7')).toEqual({ is: 'ending', base: '/category/news', ending: 'same' });
  expect(read('/2019/05/bridge/amp')).toEqual({ is: 'ending', base: '/2019/05/bridge', ending: 'same' });
  expect(read('/2019/05/bridge/2')).toEqual({ is: 'ending', base: '/2019/05/bridge', ending: 'same' });
  expect(read('/bridge?amp=1')).toEqual({ is: 'ending', base: '/bridge', ending: 'same' });
  expect(read('/index.php/2019/05/bridge')).toEqual({ is: 'address', address: '/2019/05/bridge' });
});

test('dates lead to the archive of their month', () => {
  expect(read('/2019')).toEqual({ is: 'month', year: 2019, month: null });
  expect(read('/2019/05')).toEqual({ is: 'month', year: 2019, month: 5 });
  expect(read('/2019/05/31')).toEqual({ is: 'month', year: 2019, month: 5 });
  expect(read('/?m=201905')).toEqual({ is: 'month', year: 2019, month: 5 });
  expect(read('/2019/15')).toBeUndefined();
});

test('old sitemaps and searches are answered by ours', () => {
  for (const address of [
    '/sitemap_index.xml',
    '/wp-sitemap-posts-post-1.xml',
    '/post-sitemap3.xml',
    '/sitemap-posts.xml',
  ]) {
    expect(read(address)).toEqual({ is: 'redirect', to: '/sitemap.xml' });
  }
  expect(read('/?s=ferry strike')).toEqual({ is: 'redirect', to: '/search?q=ferry%20strike' });
});

test('an address that has no old form is left alone', () => {
  expect(read('/news/ferry-strike')).toBeUndefined();
  expect(read('/')).toBeUndefined();
});
