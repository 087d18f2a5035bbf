import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '#store/migrate.sql.js';
import { databasePath, openStore } from '#store/store.io.js';
import { newFolder } from './folder.ts';
import { newPostgres, nextTo, type PostgresDatabase } from './postgres.ts';

/** When the test databases were migrated, as far as they know. */
const FOUNDED = new Date('2026-01-01T00:00:00Z');
/** The migrated database on the run's Postgres that others are copied from. */
const PATTERN = 'standfirst_pattern';
/** A number of our own, so that one test file makes the pattern and the others wait for it. */
const PATTERN_LOCK = 271_828_182;

let pattern: Promise<string> | undefined;

/** Puts a migrated SQLite database into a data folder that is made for it. A copy of one costs a tenth of the steps. */
export async function foundSqlite(folder: string): Promise<void> {
  pattern ??= makePattern();
  await mkdir(folder, { recursive: true });
  await copyFile(await pattern, databasePath(folder));
}

/** A new migrated database on the run's Postgres. */
export async function foundPostgres(): Promise<PostgresDatabase> {
  return newPostgres(makePostgresPattern);
}

async function makePattern(): Promise<string> {
  const folder = join(await newFolder('pattern'), 'data');
  await migrated({ folder, databaseUrl: undefined });
  return databasePath(folder);
}

async function makePostgresPattern(server: string): Promise<string> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [PATTERN_LOCK]);
    const found = await client.query('select datistemplate from pg_database where datname = $1', [PATTERN]);
    if (found.rows[0]?.datistemplate !== true) {
      // One that somebody left half made is made anew.
      await client.query(`drop database if exists ${PATTERN} with (force)`);
      await client.query(`create database ${PATTERN}`);
      const folder = join(await newFolder('pattern'), 'data');
      await migrated({ folder, databaseUrl: nextTo(server, PATTERN) });
      await client.query(`alter database ${PATTERN} is_template true`);
    }
    return PATTERN;
  } finally {
    await client.end();
  }
}

async function migrated(at: { folder: string; databaseUrl: string | undefined }): Promise<void> {
  const store = await openStore(at);
  await migrate(store.db, store.dialect, FOUNDED);
  await store.close();
}
