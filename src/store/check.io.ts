import { sql } from 'kysely';
import { isFault } from '#kit/fault.js';
import { listTables } from './dump.sql.ts';
import { type Finding, someOf } from './finding.ts';
import { listPending } from './migrate.sql.ts';
import type { Store } from './store.io.ts';

/** Complaints of the database that are told one by one. */
const MOST = 20;

/** Whether the database itself is sound: its pages, its references, its steps, and what was put aside. */
export async function checkDatabase(store: Store): Promise<Finding[]> {
  const sound = store.dialect === 'sqlite' ? await checkSqlite(store) : await checkPostgres(store);
  // Questions to a broken database have no answers worth telling.
  if (sound.length > 0) return sound;
  return [...(await checkSteps(store)), ...(await checkJobs(store))];
}

async function checkSqlite({ slow }: Store): Promise<Finding[]> {
  const pages = await asked(() =>
    sql<Record<string, string>>`pragma integrity_check(${sql.lit(MOST)})`.execute(slow),
  );
  if ('level' in pages) return [pages];
  const complaints = pages.rows.flatMap((row) => Object.values(row)).filter((line) => line !== 'ok');
  if (complaints.length > 0) return complaints.map(damage);
  const references = await sql<{ table: string; parent: string }>`pragma foreign_key_check`.execute(slow);
  const pairs = Map.groupBy(references.rows, ({ table, parent }) => `${table} ${parent}`);
  return [...pairs.values()].map((rows) => ({
    level: 'wrong',
    code: 'reference-dangling',
    says: `Rows of the table ${rows[0]?.table} name rows of ${rows[0]?.parent} that are not there: ${rows.length}.`,
  }));
}

/** Postgres checks references by itself; reading every row makes it look at every page. */
async function checkPostgres({ slow }: Store): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const table of await listTables(slow)) {
    const read = await asked(() => sql`select sum(length(r::text)) from ${sql.id(table)} r`.execute(slow));
    if ('level' in read) findings.push(read);
  }
  return findings;
}

async function checkSteps({ db }: Store): Promise<Finding[]> {
  try {
    const pending = await listPending(db);
    if (pending.length === 0) return [];
    const says = `The database is of an older version and will be brought up to date by "serve": ${someOf(pending)}.`;
    return [{ level: 'note', code: 'database-older', says }];
  } catch (error) {
    if (isFault(error)) return [{ level: 'wrong', code: error.code, says: error.message }];
    throw error;
  }
}

async function checkJobs({ db }: Store): Promise<Finding[]> {
  const rows = await db
    .selectFrom('job')
    .select(({ fn }) => ['kind', fn.countAll<number>().as('jobs'), fn.max('last_error').as('error')])
    .where('state', '=', 'failed')
    .groupBy('kind')
    .orderBy('kind')
    .execute();
  return rows.map(({ kind, jobs, error }) => ({
    level: 'note',
    code: 'jobs-put-aside',
    says: `Jobs of the kind ${kind} were put aside after failing too often: ${jobs}. The last one says: ${error}`,
  }));
}

function damage(line: string): Finding {
  return { level: 'wrong', code: 'database-damaged', says: `The database is damaged: ${line}` };
}

/** What the database answers, or its complaint as a finding. */
async function asked<Answer extends object>(question: () => Promise<Answer>): Promise<Answer | Finding> {
  try {
    return await question();
  } catch (error) {
    return damage(error instanceof Error ? error.message : String(error));
  }
}
