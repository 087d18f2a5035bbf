import type { MembershipId } from '#kit/ids.js';
import type { Tx } from '#store/tables.js';
import { findMembership, getMembershipToChange, saveMembership } from './membership.sql.ts';
import { end, fail, type Membership, withAccess } from './membership.ts';
import { rulesOf } from './money-house.ts';
import { type LetterHouse, postMoneyLetter } from './money-letter.sql.ts';
import { listPayments, savePayment, toPayment } from './payment.sql.ts';
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
    else await giveUp(tx, house, { payment, one }, now);
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
async function giveUp(tx: Tx, house: LetterHouse, { payment, one }: Late, now: Date): Promise<void> {
  const waits = one?.state === 'waiting';
  const state = waits ? 'void' : payment.state;
  await savePayment(tx, { ...payment, state, attempts: 2, nextTryAt: null }, now);
  if (!one) return;
  const before = await getMembershipToChange(tx, one.id as MembershipId);
  if (waits) {
    const line = { act: 'membership.ended', details: { why: 'never paid' } };
    await saveMembership(tx, end(before, now), line, now);
  } else if (isAhead(payment, before)) await takeBack(tx, house, { payment, one: before }, now);
}

/** Whether the time that was to be paid was given already, as with a change to a year of another tier. */
function isAhead({ periodFrom, periodTo }: Payment, { state, paidUntil }: Membership): boolean {
  return state !== 'ended' && periodFrom !== null && periodTo !== null && periodTo === paidUntil;
}

/** Nobody has what was never paid for: access ends with the time that was. Paid late, it is given again. */
async function takeBack(
  tx: Tx,
  house: LetterHouse,
  { payment, one }: { payment: Payment; one: Membership },
  now: Date,
): Promise<void> {
  const paid = (await listPayments(tx, { membership: one.id })).filter(({ state }) => state === 'paid');
  const paidUntil = Math.max(payment.periodFrom ?? 0, ...paid.map(({ periodTo }) => periodTo ?? 0));
  const after = withAccess({ ...one, paidUntil, anchor: paidUntil }, rulesOf(house.settings()));
  const line = { act: 'membership.payment-late', details: { payment: payment.id, until: paidUntil } };
  await saveMembership(tx, after, line, now);
}
