import { copyFile, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { sql } from 'kysely';
import { fault } from '#kit/fault.js';
import { loadSettings } from '#paper/settings.io.js';
import { environmentName } from '#paper/settings.js';
import { fallAsleep } from '#store/asleep.sql.js';
import { copyDatabase } from '#store/copy-database.io.js';
import { copyTables } from '#store/copy-tables.io.js';
import { listFilled, listTables } from '#store/dump.sql.js';
import { type Files, openFolderFiles } from '#store/files.io.js';
import { databasePath, openStore, type Store } from '#store/store.io.js';
import { prepareDatabase } from '#store/upgrade.io.js';
import { mainFaults } from '../faults.ts';
import { type House, openHouse } from '../house.io.ts';

/**
 * A copy of a publication that is asleep from its first moment: of the original the database is read once, and files
 * are read when they are asked for. What is changed, is changed in `folder`.
 *
 * databaseUrl  an empty Postgres database for it, where the original is on Postgres
 * remove       empties that database again; a folder is the caller's to remove
 */
export async function makeCopy(
  house: House,
  folder: string,
  databaseUrl: string | undefined,
): Promise<{ copy: House; remove: () => Promise<void> }> {
  await mkdir(folder, { recursive: true });
  await copyFile(join(house.folder, 'settings.json'), join(folder, 'settings.json')).catch(() => {});
  if (house.store.dialect === 'postgres') await copyPostgres(house.store, folder, databaseUrl);
  else await copyDatabase(house.store, databasePath(folder));
  const url = house.store.dialect === 'postgres' ? databaseUrl : undefined;
  await sleep(folder, url, house);
  await prepareDatabase({ folder, databaseUrl: url, mustExist: true }, house.clock());
  const environment = await environmentOf(house, url);
  const opened = await openHouse(folder, { environment, clock: house.clock });
  const files = readThrough(house.files, openFolderFiles(join(folder, 'files')));
  return {
    copy: { ...opened, files },
    remove: async () => {
      if (url !== undefined) await emptyDatabase(folder, url);
    },
  };
}

/** Before anything of it runs. */
async function sleep(folder: string, databaseUrl: string | undefined, { clock }: House): Promise<void> {
  const store = await openStore({ folder, databaseUrl, mustExist: true });
  try {
    await store.db.transaction().execute((tx) => fallAsleep(tx, clock()));
  } finally {
    await store.close();
  }
}

/** throws  leak-check-needs-database where none is named, or it is not empty */
async function copyPostgres(from: Store, folder: string, databaseUrl: string | undefined): Promise<void> {
  if (databaseUrl === undefined) throw fault(mainFaults, 'leak-check-needs-database');
  const store = await openStore({ folder, databaseUrl });
  try {
    if ((await listFilled(store.db)).length > 0) throw fault(mainFaults, 'leak-check-needs-database');
    await copyTables(from, store, new Date());
  } finally {
    await store.close();
  }
}

/** It was empty when we came. */
async function emptyDatabase(folder: string, databaseUrl: string): Promise<void> {
  const store = await openStore({ folder, databaseUrl });
  try {
    for (const table of await listTables(store.db))
      await sql`drop table if exists ${sql.id(table)} cascade`.execute(store.db);
  } finally {
    await store.close();
  }
}

/**
 * The settings that let a copy be asked in a hurry by this machine alone: all others are the paper's own. Its links lead
 * to itself, a proxy's word is believed, so that readers in a network can be tried, and the meter is on, so that
 * metered ones can.
 */
async function environmentOf(house: House, databaseUrl: string | undefined): Promise<NodeJS.ProcessEnv> {
  const settings = await loadSettings(house.store.db, house.folder, house.environment);
  const { theme, meterPeriod } = settings;
  const set = (name: string, value: string) => ({ [environmentName(name)]: value });
  const { STANDFIRST_DATABASE: _original, ...environment } = house.environment;
  return {
    ...environment,
    ...(databaseUrl !== undefined && { STANDFIRST_DATABASE: databaseUrl }),
    ...set('address', ''),
    ...set('limitLoopback', 'no'),
    ...set('searchesPerMinute', '100000'),
    ...set('apiPerMinute', '100000'),
    ...set('proxies', 'loopback'),
    ...set('secureOnly', 'no'),
    ...(meterPeriod === 'off' && set('meterPeriod', 'month')),
    ...(theme && set('theme', resolve(house.folder, theme))),
  };
}

/** Files that are read where they are and written elsewhere. */
export function readThrough(there: Files, here: Files): Files {
  return {
    write: here.write,
    writeStream: here.writeStream,
    remove: here.remove,
    read: async (key) => (await here.read(key)) ?? there.read(key),
    find: async (key) => (await here.find(key)) ?? there.find(key),
    stream: async (key, range) => (await here.stream(key, range)) ?? there.stream(key, range),
    async *list(prefix) {
      yield* here.list(prefix);
      yield* there.list(prefix);
    },
  };
}
