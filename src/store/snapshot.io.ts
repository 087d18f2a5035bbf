import { Kysely } from 'kysely';
import { SqliteDialect } from './sqlite.io.ts';
import { databasePath, type Store } from './store.io.ts';
import type { Db, Tables } from './tables.ts';

/**
 * Reads the database as it stands at one moment, however long that takes: what is written meanwhile is not seen, and
 * nobody waits for it.
 */
export async function readSnapshot<Value>(store: Store, read: (db: Db) => Promise<Value>): Promise<Value> {
  if (store.dialect === 'postgres') {
    return store.slow
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(read);
  }
  const db: Db = new Kysely<Tables>({
    dialect: new SqliteDialect(databasePath(store.folder), true, () => {}),
  });
  try {
    return await db.transaction().execute(read);
  } finally {
    await db.destroy();
  }
}
