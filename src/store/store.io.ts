import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, PostgresAdapter, sql } from 'kysely';
import { fault } from '#kit/fault.js';
import { storeFaults } from './faults.ts';
import type { DialectName } from './migrations/dialect.ts';
import { CommitListener, openPostgres } from './postgres.io.ts';
import { ReaderThreadsDialect } from './reader-threads.io.ts';
import { SqliteDialect } from './sqlite.io.ts';
import type { Db, Tables } from './tables.ts';
import { findStoreFault, toStoreFault } from './trouble.ts';

const READER_THREADS = 2;
const POSTGRES_CONNECTIONS = 12;
const POSTGRES_SLOW_CONNECTIONS = 4;

/**
 * The open database.
 *
 * db        reads and transactions; on SQLite a read is synchronous work of the calling thread
 * slow      for reads that may take over 5 ms: other threads on SQLite, a small pool of its own on Postgres
 * onCommit  hears every commit of this process, and on Postgres those of others; returns how to stop hearing
 * claim     true while no other process does what is called so; on SQLite always, since one process serves a folder
 */
export type Store = {
  readonly db: Db;
  readonly slow: Db;
  readonly dialect: DialectName;
  readonly folder: string;
  onCommit(listener: () => void): () => void;
  claim(name: string): Promise<boolean>;
  /** May be called again. */
  close(): Promise<void>;
};

export type StoreOptions = {
  /** The data folder; made where missing unless `mustExist`. */
  folder: string;
  /** postgres://… ; the database is a file in the folder when left out. */
  databaseUrl?: string | undefined;
  readOnly?: boolean;
  mustExist?: boolean;
};

export function databasePath(folder: string): string {
  return join(folder, 'standfirst.db');
}

/**
 * Opens the database of a data folder. It does not migrate.
 *
 * throws  store-missing, store-not-writable, store-damaged, store-unreachable
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  prepareFolder(options);
  const listeners = new Set<() => void>();
  const committed = (): void => {
    for (const listener of listeners) listener();
  };
  const opened = options.databaseUrl
    ? await openOnPostgres(options.databaseUrl, committed).catch((error: unknown) => {
        throw toStoreFault(error, options.folder);
      })
    : await openOnSqlite(databasePath(options.folder), options.readOnly ?? false, committed);
  let closed: Promise<void> | undefined;
  return {
    ...opened,
    folder: options.folder,
    close() {
      closed ??= opened.close();
      return closed;
    },
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Which database a `Db` or `Tx` speaks to, for the few queries that are written twice. */
export function dialectOf(db: Db): DialectName {
  return db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite';
}

type Opened = Pick<Store, 'db' | 'slow' | 'dialect' | 'claim' | 'close'>;

async function openOnSqlite(path: string, readOnly: boolean, committed: () => void): Promise<Opened> {
  const db: Db = new Kysely<Tables>({ dialect: new SqliteDialect(path, readOnly, committed) });
  // Kysely closes only what it has used.
  await sql`select 1`.execute(db);
  const slow: Db = new Kysely<Tables>({ dialect: new ReaderThreadsDialect(path, READER_THREADS) });
  return {
    db,
    slow,
    dialect: 'sqlite',
    claim: async () => true,
    close: async () => {
      await slow.destroy();
      await db.destroy();
    },
  };
}

async function openOnPostgres(url: string, committed: () => void): Promise<Opened> {
  const listener = new CommitListener(url, committed);
  await listener.open();
  const main = openPostgres(url, POSTGRES_CONNECTIONS, committed);
  const slowPool = openPostgres(url, POSTGRES_SLOW_CONNECTIONS, committed);
  const db: Db = new Kysely<Tables>({ dialect: main.dialect });
  const slow: Db = new Kysely<Tables>({ dialect: slowPool.dialect });
  return {
    db,
    slow,
    dialect: 'postgres',
    claim: (name) => listener.claim(name),
    close: async () => {
      await listener.close();
      // Pools that made no connection are not closed by Kysely.
      await Promise.all([db.destroy(), slow.destroy()]);
      await Promise.all([main.pool, slowPool.pool].map((pool) => (pool.ended ? undefined : pool.end())));
    },
  };
}

function prepareFolder({ folder, mustExist, readOnly, databaseUrl }: StoreOptions): void {
  const missing = !existsSync(folder) || (!databaseUrl && !existsSync(databasePath(folder)));
  if (mustExist && missing) throw fault(storeFaults, 'store-missing', { folder });
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, readOnly ? constants.R_OK : constants.W_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw (
      findStoreFault(error, folder) ?? fault(storeFaults, 'store-not-writable', { folder, reason }, error)
    );
  }
}
