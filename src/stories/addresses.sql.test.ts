import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import type { StoryId } from '#kit/ids.js';
import type { Store } from '#store/store.io.js';
import {
  type AddressTarget,
  addAddresses,
  findAddress,
  findFreePath,
  findTakenAddresses,
} from './addresses.sql.ts';
import { addTestStories } from './testing/new-story.ts';

const add = (store: Store, ...addresses: [string, AddressTarget][]): Promise<string[]> =>
  store.db.transaction().execute((tx) =>
    addAddresses(
      tx,
      addresses.map(([path, target]) => ({ path, target })),
    ),
  );

const aStory = async (store: Store, headline: string): Promise<AddressTarget> => {
  const [id] = await addTestStories(store, [
    { headline, at: '2026-06-01T06:00:00Z', path: `/own/${headline}` },
  ]);
  return { is: 'story', id: id as StoryId };
};

onBothDatabases('addresses', (open) => {
  test('an address leads to its story in any case, encoding and with or without final slash', async () => {
    const store = await open();
    const story = await aStory(store, 'bruecke');
    await add(store, ['/2019/05/Brücke-gesperrt/', story]);
    for (const asked of [
      '/2019/05/brücke-gesperrt',
      '/2019/05/BR%C3%9CCKE-gesperrt/',
      '/2019/05/br%c3%bccke-gesperrt?utm_source=letter#comments',
      '//2019//05/brücke-gesperrt//',
    ])
      expect(await findAddress(store.db, asked)).toEqual(story);
    expect(await findAddress(store.db, '/2019/05/other')).toBeUndefined();
  });

  test('an address that asks by number is not the front', async () => {
    const store = await open();
    const story = await aStory(store, 'ferry');
    await add(store, ['/?p=123', story]);
    expect(await findAddress(store.db, '/?p=123&preview=true')).toEqual(story);
    expect(await findAddress(store.db, '/')).toBeUndefined();
    expect(await findAddress(store.db, '/?p=124')).toBeUndefined();
  });

  test('redirects and addresses that are gone are kept as such', async () => {
    const store = await open();
    await add(store, ['/old', { is: 'redirect', to: '/news' }], ['/killed', { is: 'gone' }]);
    expect(await findAddress(store.db, '/old')).toEqual({ is: 'redirect', to: '/news' });
    expect(await findAddress(store.db, '/killed')).toEqual({ is: 'gone' });
    const found = await findTakenAddresses(store.db, ['/Old/', '/nothing', '/killed']);
    expect([...found.keys()].toSorted()).toEqual(['/killed', '/old']);
  });

  test('an address stays with whom it belongs to, and who wanted it is told', async () => {
    const store = await open();
    const first = await aStory(store, 'first');
    const second = await aStory(store, 'second');
    expect(await add(store, ['/news/ferry', first])).toEqual([]);
    expect(await add(store, ['/News/Ferry/', second], ['/news/harbour', second])).toEqual(['/News/Ferry/']);
    expect(await add(store, ['/news/ferry', first])).toEqual([]);
    expect(await findAddress(store.db, '/news/ferry')).toEqual(first);
    expect(await findAddress(store.db, '/news/harbour')).toEqual(second);
  });

  test('two who take one address at the same moment do not both get it', async () => {
    const store = await open();
    const first = await aStory(store, 'first');
    const second = await aStory(store, 'second');
    const taken = await Promise.all([
      add(store, ['/news/ferry', first]),
      add(store, ['/news/ferry', second]),
    ]);
    expect(taken.map((paths) => paths.length).toSorted()).toEqual([0, 1]);
  });

  test('a path that is taken gets a number behind its slug', async () => {
    const store = await open();
    const story = await aStory(store, 'ferry');
    expect(await findFreePath(store.db, '/news', 'ferry')).toEqual({ path: '/news/ferry', slug: 'ferry' });
    await add(store, ['/news/ferry', story], ['/news/ferry-2', story]);
    expect(await findFreePath(store.db, '/news', 'ferry')).toEqual({
      path: '/news/ferry-3',
      slug: 'ferry-3',
    });
  });
});
