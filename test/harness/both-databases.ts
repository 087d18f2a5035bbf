import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import type { DialectName } from '#store/migrations/dialect.js';
import { openStore, type Store } from '#store/store.io.js';
import { newFolder } from './folder.ts';
import { foundPostgres, foundSqlite } from './founded.ts';
import { newPostgres, type PostgresDatabase } from './postgres.ts';

/** An open, migrated store of its own. */
export type TestStore = Store & {
  /** postgres://…, undefined on SQLite. */
  databaseUrl: string | undefined;
  /** A second store on the same database, as another process would open it. */
  openAgain(): Promise<Store>;
};

/** `migrated: false` leaves the database as empty as it was made. */
export type OpenStore = (wish?: { migrated: boolean }) => Promise<TestStore>;

/**
 * Runs these tests twice, on SQLite and on Postgres. Each call of `open` gives a new database, closed and removed when
 * the tests are over.
 */
export function onBothDatabases(name: string, tests: (open: OpenStore, dialect: DialectName) => void): void {
  describe.each(['sqlite', 'postgres'] as const)(`${name} on %s`, (dialect) => {
    const opened: Store[] = [];
    const databases: PostgresDatabase[] = [];
    afterAll(async () => {
      await Promise.all(opened.map((store) => store.close()));
      await Promise.all(databases.map((database) => database.remove()));
    });

    const open: OpenStore = async ({ migrated } = { migrated: true }) => {
      const folder = join(await newFolder('store'), 'data');
      const isPostgres = dialect === 'postgres';
      const makeOne = migrated ? foundPostgres : newPostgres;
      const database = isPostgres ? await makeOne() : undefined;
      if (migrated && !isPostgres) await foundSqlite(folder);
      if (database) databases.push(database);
      const openAgain = async () => {
        const again = await openStore({ folder, databaseUrl: database?.url });
        opened.push(again);
        return again;
      };
      const store = await openAgain();
      return { ...store, databaseUrl: database?.url, openAgain };
    };
    tests(open, dialect);
  });
}
