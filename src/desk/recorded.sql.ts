import { type AuditWish, note } from '#accounts/audit.sql.js';
import type { Staff } from '#accounts/staff.js';
import type { Tx } from '#store/tables.js';
import type { Desk } from './desk.ts';

/** What was made, and the line of the record that tells of it. */
export type Recorded<Made> = { made: Made } & Pick<AuditWish, 'act' | 'about' | 'subject' | 'details'>;

/** Makes a change and writes down who made it, both or neither. */
export async function recorded<Made>(
  { store, clock }: Pick<Desk, 'store' | 'clock'>,
  by: Staff,
  work: (tx: Tx, now: Date) => Promise<Recorded<Made>>,
): Promise<Made> {
  const now = clock();
  return store.db.transaction().execute(async (tx) => {
    const { made, ...line } = await work(tx, now);
    await note(tx, { ...line, by: by.id, at: now });
    return made;
  });
}
