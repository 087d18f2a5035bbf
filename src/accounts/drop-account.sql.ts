import type { AccountId } from '#kit/ids.js';
import type { Tx } from '#store/tables.js';
import { endSessions } from './session.sql.ts';

/** Ends an account for good, with every way into it. Whoever calls has let go of all else that names it. */
export async function dropAccount(tx: Tx, id: AccountId, now: Date): Promise<void> {
  await endSessions(tx, id, 'all', now);
  for (const table of ['passkey', 'credential', 'second_step', 'recovery_code', 'way_in'] as const)
    await tx.deleteFrom(table).where('account_id', '=', id).execute();
  await tx.deleteFrom('account').where('id', '=', id).execute();
}
