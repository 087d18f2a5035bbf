import type { MembershipId } from '#kit/ids.js';
import type { Tx } from '#store/tables.js';

/**
 * Takes back invoices that nobody has to pay any more. Their numbers stay.
 *
 * which  `ahead`: only for time that has not begun. What was begun already, as another tier was, is owed for all that.
 */
export async function voidOpen(
  tx: Tx,
  { membership, which }: { membership: MembershipId; which: 'all' | 'ahead' },
  now: Date,
): Promise<void> {
  let open = tx
    .updateTable('payment')
    .set({ state: 'void', changed_at: now.getTime() })
    .where('membership_id', '=', membership)
    .where('provider', '=', 'offline')
    .where('state', 'in', ['open', 'failed']);
  if (which === 'ahead') open = open.where('period_from', '>', now.getTime());
  await open.execute();
}
