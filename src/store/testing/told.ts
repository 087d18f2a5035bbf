import type { OutboxEvent } from '../outbox.sql.ts';
import type { Db } from '../tables.ts';

/**
 * Every event of a database, oldest first. Unlike `listEvents` it waits for nobody: on Postgres a transaction of another
 * database, such as another test's, can hold events back for a moment.
 */
export async function toldEvents(db: Db): Promise<OutboxEvent[]> {
  const rows = await db.selectFrom('event').selectAll().orderBy('xact').orderBy('id').execute();
  return rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) as unknown }));
}
