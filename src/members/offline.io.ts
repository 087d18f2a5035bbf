import { sql } from 'kysely';
import { fault } from '#kit/fault.js';
import type { AccountId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import { dialectOf } from '#store/store.io.js';
import type { Tx } from '#store/tables.js';
import { memberFaults } from './faults.ts';
import { markPaid, writeInvoice } from './invoice.sql.ts';
import { beginMembership, getMembershipToChange } from './membership.sql.ts';
import { begin, type Times, trust, wait } from './membership.ts';
import { type MoneyHouse, rulesOf } from './money-house.ts';
import { postMoneyLetter } from './money-letter.sql.ts';
import { takeOffer } from './offer.sql.ts';
import { amountUnder } from './offer.ts';
import { addDays, addPeriods } from './periods.ts';
import type { CheckoutWish, PaymentProvider } from './provider.ts';

type OfflineHouse = Pick<MoneyHouse, 'store' | 'settings' | 'address'>;

/**
 * Money that comes by transfer or is handed over: an order makes an invoice, and staff mark it paid. There is nobody to
 * tell of the other acts, since nothing is charged by itself; money that goes back is sent by the publisher.
 */
export function offlineProvider(house: OfflineHouse): PaymentProvider {
  const nothing = async () => undefined;
  return {
    name: 'offline',
    sells: () => house.settings().invoices,
    checkout: (wish, now) =>
      house.store.db.transaction().execute(async (tx) => ({ to: await order(tx, house, wish, now) })),
    cancel: nothing,
    undoCancel: nothing,
    end: nothing,
    chargeFrom: nothing,
    changePrice: nothing,
    refund: nothing,
    portal: nothing,
  };
}

/** returns  where the buyer goes on: to the invoice, or to what they have where the first time is free */
async function order(tx: Tx, house: OfflineHouse, wish: CheckoutWish, now: Date): Promise<string> {
  const { payer, tier, price, offer, trialUntil, story } = wish;
  await demandNotHeld(tx, wish);
  if (offer && !(await takeOffer(tx, offer.id))) throw fault(memberFaults, 'offer-used-up');
  const common = { account: payer.account, tier: tier.id, price: price.id, offer: offer?.id ?? null, story };
  const isTrusted = house.settings().invoiceTrust && !(await leftUnpaid(tx, payer.account));
  const times = timesOf(house, { trialUntil, isTrusted }, now);
  const holding = {
    ...common,
    source: 'offline',
    provider: 'offline',
    from: now.getTime(),
    until: null,
  } as const;
  const id = await beginMembership(tx, { ...holding, times }, now);
  await tell(tx, 'membership.ordered', payer.account, { membership: id }, now);
  if (trialUntil !== null) {
    const letter = { kind: 'welcome', account: payer.account, tier: tier.id, until: trialUntil } as const;
    await postMoneyLetter(tx, house, { ...letter, sum: price }, now);
    return wish.back.done;
  }
  const one = await getMembershipToChange(tx, id);
  const to = addPeriods(house.settings().timeZone, now.getTime(), price.period, 1);
  const amountMinor = amountUnder(price, offer, 0);
  const orderNumber = wish.orderNumber ?? null;
  const invoice = {
    one,
    tier,
    price,
    orderNumber,
    from: now.getTime(),
    to,
    kind: 'ordered',
    amountMinor,
  } as const;
  const { payment, receipt } = await writeInvoice(tx, house, invoice, now);
  if (amountMinor === 0) await markPaid(tx, house, { payment: payment.id, at: now, staff: null }, now);
  return `${house.address()}/account/receipts/${receipt.number}?new=1`;
}

/**
 * Two orders sent at the same instant make one.
 *
 * throws  membership-held-already
 */
async function demandNotHeld(tx: Tx, { payer, tier }: CheckoutWish): Promise<void> {
  if (dialectOf(tx) === 'postgres') {
    await tx.selectFrom('account').select('id').where('id', '=', payer.account).forUpdate().execute();
  }
  const row = await tx
    .selectFrom('membership')
    .select('id')
    .where('account_id', '=', payer.account)
    .where('tier_id', '=', tier.id)
    .where('source', 'in', ['offline', 'stripe'])
    .where('state', '!=', 'ended')
    .where('ends_at_period', '=', 0)
    .executeTakeFirst();
  if (row) throw fault(memberFaults, 'membership-held-already', { tier: tier.name });
}

/** A trial opens at once; an order opens when it is paid, or on trust until then. */
function timesOf(
  { settings }: OfflineHouse,
  { trialUntil, isTrusted }: { trialUntil: number | null; isTrusted: boolean },
  now: Date,
): Times {
  const { invoiceDays, timeZone, ...rest } = settings();
  if (trialUntil !== null) {
    const wish = { source: 'offline', from: now.getTime(), until: trialUntil, trialUntil } as const;
    return begin(wish, rulesOf({ timeZone, ...rest }));
  }
  if (!isTrusted) return wait(now);
  return trust(addDays(timeZone, now.getTime(), invoiceDays + rest.graceDays), now);
}

/** Whether an order of theirs came to its end without any money: nobody is trusted again and again. */
async function leftUnpaid(tx: Tx, account: AccountId): Promise<boolean> {
  const row = await tx
    .selectFrom('membership')
    .innerJoin('payment', 'payment.membership_id', 'membership.id')
    .select('membership.id')
    .where('membership.account_id', '=', account)
    .where('membership.source', '=', 'offline')
    .where('membership.state', '=', 'ended')
    .groupBy('membership.id')
    .having(sql<number>`sum(case when payment.state in ('paid', 'refunded') then 1 else 0 end)`, '=', 0)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
