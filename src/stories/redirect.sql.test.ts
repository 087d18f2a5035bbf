import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import type { AccountId } from '#kit/ids.js';
import type { Store } from '#store/store.io.js';
import { addAddresses, findAddress } from './addresses.sql.ts';
import { listRedirects, removeRedirect, setRedirect } from './redirect.sql.ts';
import { addTestStories } from './testing/new-story.ts';

const now = new Date('2026-06-01T12:00:00Z');
const by = 1 as AccountId;

onBothDatabases('redirects set by hand', (open) => {
  const set = (store: Store, from: string, to: string) =>
    store.db.transaction().execute((tx) => setRedirect(tx, { from, to, by }, now));
  const remove = (store: Store, from: string) =>
    store.db.transaction().execute((tx) => removeRedirect(tx, from, now));

  test('an address leads where it was told to, until it is told otherwise', async () => {
    const store = await open();
    await set(store, '/Old-Page/', '/about');
    expect(await findAddress(store.db, '/old-page')).toEqual({ is: 'redirect', to: '/about' });
    await set(store, '/old-page', 'https://elsewhere.example/page');
    expect(await listRedirects(store.db, { limit: 5 })).toEqual([
      { from: '/old-page', to: 'https://elsewhere.example/page', byHand: true, at: now.getTime() },
    ]);
    await remove(store, '/old-page');
    expect(await findAddress(store.db, '/old-page')).toBeUndefined();
    await expect(remove(store, '/old-page')).rejects.toMatchObject({ code: 'redirect-not-found' });
  });

  test.each([
    ['/a', '/a', 'redirect-loop'],
    ['/a', '/A/', 'redirect-loop'],
    ['/a/*', '/a/b/', 'redirect-loop'],
    ['/', '/front', 'redirect-wrong'],
    ['/a', 'javascript:alert(1)', 'redirect-wrong'],
    ['/a', '//elsewhere.example', 'redirect-wrong'],
    ['/a', '/b\r\nset-cookie: x=1', 'redirect-wrong'],
    ['/there', '/elsewhere', 'redirect-taken'],
    ['/fresh', '/chained', 'redirect-chain'],
    ['/end', '/chained', 'redirect-loop'],
  ])('from %s to %s is refused: %s', async (from, to, code) => {
    const store = await open();
    await addTestStories(store, [{ headline: 'There', at: '2026-05-01T10:00:00Z', path: '/there' }]);
    await set(store, '/chained', '/end');
    await expect(set(store, from, to)).rejects.toMatchObject({ code });
  });

  test('what led to an address that becomes a redirect leads on at once', async () => {
    const store = await open();
    await set(store, '/first', '/second');
    await set(store, '/second', '/third');
    expect(await findAddress(store.db, '/first')).toEqual({ is: 'redirect', to: '/third' });
  });

  test('a redirect that keeps a published address alive may lead elsewhere, and is never removed', async () => {
    const store = await open();
    await store.db
      .transaction()
      .execute((tx) => addAddresses(tx, [{ path: '/2019/05/old', target: { is: 'redirect', to: '/new' } }]));
    await set(store, '/2019/05/old', '/newer');
    await expect(remove(store, '/2019/05/old')).rejects.toMatchObject({ code: 'redirect-not-by-hand' });
    await set(store, '/mine', '/new');
    const found = async (ask: { words?: string; byHand?: boolean }) =>
      (await listRedirects(store.db, { limit: 5, ...ask })).map(({ from }) => from);
    expect(await found({})).toEqual(['/2019/05/old', '/mine']);
    expect(await found({ byHand: true })).toEqual(['/mine']);
    expect(await found({ words: 'NEWER' })).toEqual(['/2019/05/old']);
  });
});
