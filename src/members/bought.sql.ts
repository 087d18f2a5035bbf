import type { MembershipId, PaymentId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { noteAct } from './acts.sql.ts';
import { toCode, voidCodes } from './code.sql.ts';
import { postToBuyer } from './gift.sql.ts';
import { endMembership } from './membership.sql.ts';
import type { LetterHouse } from './money-letter.sql.ts';

const AT_ONCE = 100;

/**
 * Payments whose codes and groups do not show yet what became of them: money came, or went back. Whoever reads a code asks
 * first, so nothing waits for a clock.
 */
export async function listUnsettled(db: Db, only?: PaymentId): Promise<PaymentId[]> {
  let codes = db
    .selectFrom('code')
    .innerJoin('payment', 'payment.id', 'code.payment_id')
    .select('payment.id')
    .distinct()
    .where(({ eb, or, and }) =>
      or([
        and([eb('code.state', '=', 'waiting'), eb('payment.state', 'in', ['paid', 'refunded', 'void'])]),
        and([eb('code.state', '=', 'good'), eb('payment.state', 'in', ['refunded', 'void'])]),
      ]),
    )
    .limit(AT_ONCE);
  if (only !== undefined) codes = codes.where('payment.id', '=', only);
  let groups = db
    .selectFrom('member_group')
    .innerJoin('payment', 'payment.id', 'member_group.payment_id')
    .select('payment.id')
    .distinct()
    .where('member_group.state', '=', 'waiting')
    .where('payment.state', '=', 'paid')
    .limit(AT_ONCE);
  if (only !== undefined) groups = groups.where('payment.id', '=', only);
  const rows = [...(await codes.execute()), ...(await groups.execute())];
  return [...new Set(rows.map(({ id }) => id as PaymentId))];
}

/** Settles one payment, if there is anything to settle. */
export async function settlePaidCode(
  house: LetterHouse & { readonly store: { readonly db: Db } },
  id: PaymentId,
  now: Date,
): Promise<void> {
  const { db } = house.store;
  if ((await listUnsettled(db, id)).length === 0) return;
  await db.transaction().execute((tx) => settleBought(tx, house, id, now));
}

/** Makes codes good and groups run that were paid, and codes void whose money went back. May be done again. */
export async function settleBought(tx: Tx, house: LetterHouse, id: PaymentId, now: Date): Promise<void> {
  const payment = await tx
    .selectFrom('payment')
    .select(['state', 'amount_minor', 'currency', 'due_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (payment?.state === 'paid') {
    const { amount_minor: amountMinor, currency, due_at: dueAt } = payment;
    await openCodes(tx, house, { id, payment: { amountMinor, currency, dueAt } }, now);
    await openGroups(tx, id, now);
  }
  if (payment?.state === 'refunded' || payment?.state === 'void') await closeCodes(tx, id, now);
}

type Paid = { id: PaymentId; payment: { amountMinor: number; currency: string; dueAt: number | null } };

async function openCodes(tx: Tx, house: LetterHouse, { id, payment }: Paid, now: Date): Promise<void> {
  const rows = await tx
    .updateTable('code')
    .set({ state: 'good' })
    .where('payment_id', '=', id)
    .where('state', '=', 'waiting')
    .returningAll()
    .execute();
  for (const row of rows) {
    const code = toCode(row);
    await postToBuyer(tx, house, { kind: 'paid', code, payment, number: '' }, now);
    await noteAct(tx, { account: code.boughtBy, act: 'gift.paid', details: { code: code.id } }, now);
    await tell(tx, 'codes.changed', code.id, {}, now);
  }
}

async function openGroups(tx: Tx, id: PaymentId, now: Date): Promise<void> {
  const rows = await tx
    .updateTable('member_group')
    .set({ state: 'running', changed_at: now.getTime() })
    .where('payment_id', '=', id)
    .where('state', '=', 'waiting')
    .returning('id')
    .execute();
  for (const row of rows) await tell(tx, 'group.changed', row.id, {}, now);
}

/** What a gift had begun ends with it. */
async function closeCodes(tx: Tx, id: PaymentId, now: Date): Promise<void> {
  for (const code of await voidCodes(tx, { payment: id }, now)) {
    const uses = await tx
      .selectFrom('code_use')
      .select('membership_id')
      .where('code_id', '=', code.id)
      .where('membership_id', 'is not', null)
      .execute();
    for (const { membership_id: membership } of uses)
      await endMembership(tx, membership as MembershipId, { at: now, why: 'gift-refunded' }, now);
    await noteAct(tx, { account: code.boughtBy, act: 'gift.void', details: { code: code.id } }, now);
  }
}
