import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { readSnapshot } from './snapshot.io.ts';

onBothDatabases('a snapshot', (open) => {
  test('shows one moment, and nobody who writes waits for it', async () => {
    const store = await open();
    const add = (name: string) =>
      store.db.insertInto('setting').values({ name, value: '1', changed_at: 0 }).execute();
    await add('before');
    const seen = await readSnapshot(store, async (db) => {
      const names = () => db.selectFrom('setting').select('name').execute();
      const first = await names();
      await add('meanwhile');
      return [first, await names()];
    });
    expect(seen).toEqual([[{ name: 'before' }], [{ name: 'before' }]]);
    expect(await store.db.selectFrom('setting').select('name').execute()).toHaveLength(2);
  });

  test('cannot be written to', async () => {
    const store = await open();
    await expect(readSnapshot(store, (db) => db.deleteFrom('setting').execute())).rejects.toThrow();
  });
});
