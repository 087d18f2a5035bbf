import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from './tables.ts';

/** Rows read or written in one statement. */
const BATCH = 200;

/** First line of each table in a dump; its rows follow. `lastId` is the last number its ids were given, or null. */
export type TableLine = { table: string; rows: number; lastId: number | null };

type Lines = AsyncGenerator<string, void>;

/**
 * Every table of a Postgres database as it stood at one moment, line by line: a table's name and count, then each row as
 * JSON by the names of its columns. It holds nobody up, and no event back.
 */
export async function* dumpTables(db: Db): Lines {
  const tx = await db
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute();
  try {
    for (const table of await listTables(tx)) yield* dumpTable(tx, table);
  } finally {
    await tx.rollback().execute();
  }
}

async function* dumpTable(tx: Tx, table: string): Lines {
  const name = sql.id(table);
  const count = await one<{ rows: number }>(tx, sql`select count(*) as rows from ${name}`);
  const lastId = await findLastId(tx, table);
  yield JSON.stringify({ table, rows: count.rows, lastId } satisfies TableLine);
  await sql`declare dump no scroll cursor for select row_to_json(r)::text as line from ${name} r`.execute(tx);
  for (;;) {
    const { rows } = await sql<{ line: string }>`fetch ${sql.lit(BATCH)} from dump`.execute(tx);
    for (const { line } of rows) yield line;
    if (rows.length < BATCH) break;
  }
  await sql`close dump`.execute(tx);
}

/**
 * Fills the empty tables of a database from a dump, in the caller's transaction.
 *
 * throws  SyntaxError for a line that is no JSON, RangeError for a table with fewer or more rows than it says
 */
export async function loadTables(tx: Tx, lines: AsyncIterable<string>): Promise<void> {
  // References would hold against the order of the tables, and rows of one table refer to each other.
  const constraints = await dropReferences(tx);
  await sql`delete from migration`.execute(tx);
  let table: TableLine | undefined;
  let rows: string[] = [];
  let loaded = 0;
  const flush = async (): Promise<void> => {
    if (table && rows.length > 0) await insertRows(tx, table.table, rows);
    loaded += rows.length;
    rows = [];
  };
  const finish = async (): Promise<void> => {
    await flush();
    if (table && loaded !== table.rows)
      throw new RangeError(`${table.table} has ${loaded} of ${table.rows} rows.`);
    if (table?.lastId) await sql`select setval(${sequenceOf(table.table)}, ${table.lastId})`.execute(tx);
  };
  for await (const line of lines) {
    const begun = readTableLine(line);
    if (begun) {
      await finish();
      table = begun;
      loaded = 0;
    } else if (rows.push(line) >= BATCH) await flush();
  }
  await finish();
  for (const { statement } of constraints) await sql.raw(statement).execute(tx);
  await countTransactionsAnew(tx);
}

/** Names of the tables that hold rows; the list of steps does not count. */
export async function listFilled(db: Db): Promise<string[]> {
  const filled: string[] = [];
  for (const table of await listTables(db)) {
    const { rows } = await sql`select 1 from ${sql.id(table)} limit 1`.execute(db);
    if (rows.length > 0 && table !== 'migration') filled.push(table);
  }
  return filled;
}

export async function listTables(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' order by table_name`.execute(db);
  return rows.map((row) => row.name);
}

/** A row has the columns of its table and never one called so. */
function readTableLine(line: string): TableLine | undefined {
  if (!line.startsWith('{"table":')) return undefined;
  return JSON.parse(line) as TableLine;
}

async function insertRows(tx: Tx, table: string, rows: readonly string[]): Promise<void> {
  const name = sql.id(table);
  const json = `[${rows.join(',')}]`;
  await sql`insert into ${name} select * from json_populate_recordset(null::${name}, ${json}::json)`.execute(
    tx,
  );
}

async function findLastId(tx: Tx, table: string): Promise<number | null> {
  const hasId = await one<{ sequence: string | null }>(
    tx,
    sql`select (select pg_get_serial_sequence(quote_ident(table_name), column_name) from information_schema.columns
      where table_schema = current_schema() and table_name = ${table} and is_identity = 'YES') as sequence`,
  );
  if (hasId.sequence === null) return null;
  const last = await one<{ id: number | null }>(
    tx,
    sql`select case when is_called then last_value end as id from ${sql.raw(hasId.sequence)}`,
  );
  return last.id;
}

function sequenceOf(table: string): RawBuilder<string> {
  return sql<string>`pg_get_serial_sequence(quote_ident(${table}), 'id')`;
}

async function dropReferences(tx: Tx): Promise<{ statement: string }[]> {
  const { rows } = await sql<{ table: string; name: string; definition: string }>`
    select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace order by 1, 2`.execute(
    tx,
  );
  for (const { table, name } of rows)
    await sql.raw(`alter table ${table} drop constraint ${name}`).execute(tx);
  return rows.map(({ table, name, definition }) => ({
    statement: `alter table ${table} add constraint ${name} ${definition}`,
  }));
}

/**
 * Transactions of the server the events come from mean nothing to this one, and may lie in its future. They are counted
 * below zero instead, in the same order; each consumer goes on behind the last event it had read.
 */
async function countTransactionsAnew(tx: Tx): Promise<void> {
  await sql`create temporary table counted on commit drop as
    select id, xact, row_number() over (order by xact, id) - count(*) over () - 1 as place from event`.execute(
    tx,
  );
  await sql`update cursor set (xact, event_id) = (
    select coalesce(max(place), ${sql.lit(Number.MIN_SAFE_INTEGER)}), coalesce((array_agg(id order by place desc))[1], 0)
    from counted o where (o.xact, o.id) <= (cursor.xact, cursor.event_id))`.execute(tx);
  await sql`update event set xact = o.place from counted o where o.id = event.id`.execute(tx);
}

async function one<Row>(tx: Tx, query: RawBuilder<unknown>): Promise<Row> {
  const { rows } = await query.execute(tx);
  return rows[0] as Row;
}
