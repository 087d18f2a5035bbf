import type { MembershipId } from '#kit/ids.js';
import type { Tx } from '#store/tables.js';
import { findMembership, getMembershipToChange, saveMembership } from './membership.sql.ts';
import { end, fail, type Membership } from './membership.ts';
import { rulesOf } from './money-house.ts';
import { type LetterHouse, postMoneyLetter } from './money-letter.sql.ts';
import { savePayment, toPayment } from './payment.sql.ts';
import type { Payment } from './payment.ts';
import { addDays } from './periods.ts';
import { listReceipts } from './receipt.sql.ts';

/**
 * Looks after invoices that should have been paid: a reminder when they are due, and for an order that nobody paid the
 * end of it after the days of grace. `attempts` counts the reminders.
 */
export async function remindOfInvoices(
  tx: Tx,
  house: LetterHouse,
  limit: number,
  now: Date,
): Promise<number> {
  const rows = await tx
    .selectFrom('payment')
    .selectAll()
    .where('provider', '=', 'offline')
    .where('state', '=', 'open')
    .where('due_at', '<=', now.getTime())
    .where((of) => of.or([of('next_try_at', 'is', null), of('next_try_at', '<=', now.getTime())]))
    .where('attempts', '<', 2)
    .orderBy('id')
    .limit(limit)
    .execute();
  for (const payment of rows.map(toPayment)) {
    const one = payment.membership === null ? undefined : await findMembership(tx, payment.membership);
    if (payment.attempts === 0) await remind(tx, house, { payment, one }, now);
    else await giveUp(tx, { payment, one }, now);
  }
  return rows.length;
}

type Late = { readonly payment: Payment; readonly one: Membership | undefined };

async function remind(tx: Tx, house: LetterHouse, { payment, one }: Late, now: Date): Promise<void> {
  const rules = rulesOf(house.settings());
  const nextTryAt = addDays(rules.zone, now.getTime(), Math.max(1, rules.graceDays));
  await savePayment(tx, { ...payment, attempts: 1, nextTryAt }, now);
  if (!one) return;
  const late = one.paidUntil !== null && one.paidUntil <= now.getTime() && one.state === 'running';
  if (late) {
    // The days of grace are in its access already; nothing is added to them.
    const graced = { ...fail(one, rules, now), graceUntil: one.accessUntil, accessUntil: one.accessUntil };
    await saveMembership(
      tx,
      graced,
      { act: 'membership.payment-late', details: { payment: payment.id } },
      now,
    );
  }
  const number = (await listReceipts(tx, { payment: payment.id })).find(
    ({ kind }) => kind === 'invoice',
  )?.number;
  const until = one.state === 'waiting' ? undefined : one.accessUntil;
  const letter = { kind: 'invoice-late', account: one.account, tier: one.tier, sum: payment, until } as const;
  const page = number ? `/account/receipts/${number}` : undefined;
  await postMoneyLetter(tx, house, { ...letter, number, page }, now);
}

/** An order that was never paid is taken back; a membership that ran ends by its own access. */
async function giveUp(tx: Tx, { payment, one }: Late, now: Date): Promise<void> {
  const waits = one?.state === 'waiting';
  const state = waits ? 'void' : payment.state;
  await savePayment(tx, { ...payment, state, attempts: 2, nextTryAt: null }, now);
  if (!one || !waits) return;
  const before = await getMembershipToChange(tx, one.id as MembershipId);
  const line = { act: 'membership.ended', details: { why: 'never paid' } };
  await saveMembership(tx, end(before, now), line, now);
}
