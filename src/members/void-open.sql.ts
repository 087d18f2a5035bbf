import type { MembershipId } from '#kit/ids.js';
import type { Tx } from '#store/tables.js';

/** Takes back invoices that nobody has to pay any more. Their numbers stay. */
export async function voidOpen(tx: Tx, membership: MembershipId, now: Date): Promise<void> {
  await tx
    .updateTable('payment')
    .set({ state: 'void', changed_at: now.getTime() })
    .where('membership_id', '=', membership)
    .where('provider', '=', 'offline')
    .where('state', 'in', ['open', 'failed'])
    .execute();
}
