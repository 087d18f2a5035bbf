import { type SqlBool, sql } from 'kysely';
import { type KeptTable, keptTableNames, keptTables } from '#members/kept-tables.js';
import { dialectOf } from '#store/store.io.js';
import type { Db } from '#store/tables.js';
import { behind, byId } from './by-key.ts';
import type { MemberLine } from './desk-form.ts';

const PAGE = 1_000;
/** Keys that are words are ordered as bytes on both databases. */
const WORDS: ReadonlySet<string> = new Set([
  'number',
  'name',
  'provider',
  'event_id',
  'feed',
  'day',
  'month',
]);

type Row = Readonly<Record<string, unknown>>;

/** Everything that is known of members: accounts that are no staff's first, then table by table what is pointed at before what points. */
export async function* listMemberLines(db: Db): AsyncGenerator<MemberLine> {
  for await (const row of byId((after) => readAccounts(db, after))) yield { of: 'account', row };
  for (const table of keptTableNames)
    for await (const row of behind<Row>((last) => readRows(db, table, last)))
      yield { of: table, row: inOrder(row) };
}

/** Without what somebody signs in with, which no export holds. */
async function readAccounts(db: Db, after: number) {
  return db
    .selectFrom('account')
    .leftJoin('staff', 'staff.account_id', 'account.id')
    .select(['account.id', 'email', 'name', 'email_verified', 'account.made_at'])
    .where('staff.account_id', 'is', null)
    .where('account.id', '>', after)
    .orderBy('account.id')
    .limit(PAGE)
    .execute();
}

async function readRows(db: Db, table: KeptTable, last: Row | undefined): Promise<Row[]> {
  const isPostgres = dialectOf(db) === 'postgres';
  const keys = keptTables[table].by.map((name) =>
    isPostgres && WORDS.has(name) ? sql`${sql.ref(name)} collate "C"` : sql`${sql.ref(name)}`,
  );
  const key = sql.join(keys);
  const known = last && sql.join(keptTables[table].by.map((name) => last[name]));
  const where = known ? sql<SqlBool>`where (${key}) > (${known})` : sql``;
  const { rows } =
    await sql<Row>`select * from ${sql.table(table)} ${where} order by ${key} limit ${PAGE}`.execute(db);
  return rows;
}

function inOrder(row: Row): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1)));
}
