import { type ColumnMetadata, sql } from 'kysely';
import { type KeptTable, keptTableNames, keptTables, leftTables } from '#members/kept-tables.js';
import { dialectOf, type Store } from '#store/store.io.js';
import type { Tx } from '#store/tables.js';

const NOW = Date.UTC(2026, 2, 1, 12);

/** Gives the newsroom of `fillWithDesk` a reader, and two rows of everything that is known of members, whatever they mean. */
export async function fillWithMembers({ db }: Store): Promise<void> {
  const tables = new Map((await db.introspection.getTables()).map(({ name, columns }) => [name, columns]));
  await db.transaction().execute(async (tx) => {
    const readers = [
      await addAccount(tx, 'rosa@reader.example'),
      await addAccount(tx, 'karl@reader.example'),
    ];
    for (const table of [...keptTableNames, ...leftTables])
      for (const [at, account] of readers.entries())
        await addRow(tx, table, { columns: tables.get(table) ?? [], account, at: at + 1 });
  });
}

async function addAccount(tx: Tx, email: string): Promise<number> {
  const times = { made_at: NOW, changed_at: NOW };
  const { id } = await tx
    .insertInto('account')
    .values({ email, name: email.split('@')[0] ?? '', image: null, email_verified: 1, ...times })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

type Made = { columns: readonly ColumnMetadata[]; account: number; at: number };

/** `at` 1 or 2: the number of the row, and of those that it points at. */
async function addRow(tx: Tx, table: string, { columns, account, at }: Made): Promise<void> {
  const accounts = keptTables[table as KeptTable]?.accounts ?? ['account_id'];
  const values = columns.map(({ name, dataType }) => {
    if ((accounts as readonly string[]).includes(name)) return account;
    return /int/i.test(dataType) ? at : `${table} ${name} ${at}`;
  });
  const names = sql.join(columns.map(({ name }) => sql.ref(name)));
  await sql`insert into ${sql.table(table)} (${names}) values (${sql.join(values)})`.execute(tx);
  const hasId = columns.some(({ name }) => name === 'id');
  if (hasId && dialectOf(tx) === 'postgres')
    await sql`select setval(pg_get_serial_sequence(${table}, 'id'), ${at})`.execute(tx);
}
