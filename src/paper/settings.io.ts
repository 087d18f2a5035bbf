import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fault } from '#kit/fault.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { paperFaults } from './faults.ts';
import {
  environmentName,
  findSetting,
  readSettings,
  type Settings,
  settingList,
  settingTable,
} from './settings.ts';

/**
 * The settings in force: what the newsroom saved, then `settings.json` of the data folder, then the environment; the
 * last one wins, so an operator can always put things right from outside.
 *
 * throws  setting-wrong, settings-file-wrong
 */
export async function loadSettings(
  db: Db,
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<Settings> {
  const saved = await db.selectFrom('setting').select(['name', 'value']).execute();
  // A setting that a newer version saved is not this version's to judge.
  const known = saved.filter(({ name }) => findSetting(name));
  return readSettings([
    {
      from: 'the saved settings',
      values: Object.fromEntries(known.map(({ name, value }) => [name, JSON.parse(value) as unknown])),
    },
    { from: 'settings.json', values: readSettingsFile(folder) },
    { from: 'the environment', values: readEnvironment(environment) },
  ]);
}

/**
 * What the newsroom set, here or in `settings.json`, without what is secret: for an export. The environment belongs to
 * the machine and stays.
 *
 * throws  setting-wrong, settings-file-wrong
 */
export async function listOwnSettings(db: Db, folder: string): Promise<Record<string, unknown>> {
  const saved = await db.selectFrom('setting').select('name').execute();
  const own = new Set([...saved.map(({ name }) => name), ...Object.keys(readSettingsFile(folder))]);
  const values: Record<string, unknown> = await loadSettings(db, folder, {});
  const names = Object.keys(settingTable).filter((name) => own.has(name) && !findSetting(name)?.secret);
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}

/**
 * Saves settings, all or none, and tells.
 *
 * throws  setting-unknown, setting-wrong
 */
export async function saveSettings(
  db: Db,
  values: Readonly<Record<string, unknown>>,
  now: Date,
): Promise<void> {
  const checked = readSettings([{ from: 'what was given', values }]) as Record<string, unknown>;
  await inTransaction(db, async (tx) => {
    for (const name of Object.keys(values)) {
      const row = { name, value: JSON.stringify(checked[name]), changed_at: now.getTime() };
      await tx
        .insertInto('setting')
        .values(row)
        .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
        .execute();
    }
    await tell(tx, 'settings.changed', null, { names: Object.keys(values) }, now);
  });
}

/** In the caller's transaction where there is one. */
async function inTransaction(db: Db, work: (tx: Tx) => Promise<void>): Promise<void> {
  if (db.isTransaction) await work(db as Tx);
  else await db.transaction().execute(work);
}

/** One setting as it is in force, and what set it: the last of those that did. */
export type SettingInForce = {
  name: string;
  value: unknown;
  from: 'standard' | 'saved' | 'settings.json' | 'environment';
  secret: boolean;
  says: string;
  environment: string;
};

/**
 * Every setting in the order of the table.
 *
 * throws  setting-wrong, settings-file-wrong
 */
export async function listSettings(
  db: Db,
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<SettingInForce[]> {
  const values: Record<string, unknown> = await loadSettings(db, folder, environment);
  const rows = await db.selectFrom('setting').select('name').execute();
  const saved = new Set(rows.map(({ name }) => name));
  const file = readSettingsFile(folder);
  const from = (name: string): SettingInForce['from'] => {
    if (environment[environmentName(name)] !== undefined) return 'environment';
    if (Object.hasOwn(file, name)) return 'settings.json';
    return saved.has(name) ? 'saved' : 'standard';
  };
  return settingList.map(({ name, says, environment: variable }) => ({
    ...{ name, value: values[name], from: from(name), says, environment: variable },
    secret: findSetting(name)?.secret === true,
  }));
}

/** Goes back to the standard value, and tells. */
export async function forgetSetting(db: Db, name: string, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.deleteFrom('setting').where('name', '=', name).execute();
    await tell(tx, 'settings.changed', null, { names: [name] }, now);
  });
}

function readSettingsFile(folder: string): Record<string, unknown> {
  const path = join(folder, 'settings.json');
  if (!existsSync(path)) return {};
  try {
    const values: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof values === 'object' && values !== null && !Array.isArray(values))
      return values as Record<string, unknown>;
    throw new Error('it is not a JSON object.');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw fault(paperFaults, 'settings-file-wrong', { path, reason }, error);
  }
}

function readEnvironment(environment: NodeJS.ProcessEnv): Record<string, unknown> {
  const named = Object.keys(settingTable).map((name) => [name, environment[environmentName(name)]] as const);
  return Object.fromEntries(named.filter(([, value]) => value !== undefined));
}
