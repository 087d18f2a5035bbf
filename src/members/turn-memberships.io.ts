/** What comes to memberships with time. Access does not wait for it: this writes down, asks for money, and tells. */
import type { MembershipId } from '#kit/ids.js';
import type { Tx } from '#store/tables.js';
import { noteAct } from './acts.sql.ts';
import {
  listChanging,
  listEndingSoon,
  listOver,
  listPriceToTell,
  listToInvoice,
} from './due-memberships.sql.ts';
import { markPaid, writeNextInvoice } from './invoice.sql.ts';
import { getMembership, getMembershipToChange, saveMembership } from './membership.sql.ts';
import { applyNext, type Membership, settle } from './membership.ts';
import type { MoneyHouse } from './money-house.ts';
import { postMoneyLetter } from './money-letter.sql.ts';
import { remindOfInvoices } from './remind.sql.ts';
import { getPrice } from './tier.sql.ts';

/** No more in one go, so that nobody waits for it. */
const AT_ONCE = 100;
const DAY_MS = 86_400_000;
/** Days before the end at which somebody is told of it. */
const TOLD_BEFORE_MS = 3 * DAY_MS;
/** Those who brought nothing of their own are not written to: their group, or the house they came from, is. */
const SILENT: ReadonlySet<string> = new Set(['imported', 'group', 'external']);

/** Does what is due. returns  how much it was; more may be due when it is not nothing */
export async function turnMemberships(house: MoneyHouse): Promise<number> {
  const now = house.clock();
  const done = [
    await endOver(house, now),
    await applyChanges(house, now),
    await tellPrices(house, now),
    await sendInvoices(house, now),
    await house.store.db.transaction().execute((tx) => remindOfInvoices(tx, house, AT_ONCE, now)),
    await warn(house, now),
  ];
  return done.reduce((sum, count) => sum + count, 0);
}

/** Writes down what time has ended, and pauses that are over. */
async function endOver(house: MoneyHouse, now: Date): Promise<number> {
  const ids = await listOver(house.store.db, now, AT_ONCE);
  return each(house, ids, async (tx, one) => {
    const settled = settle(one, now);
    if (!settled) return;
    const ended = settled.state === 'ended';
    const act = ended ? 'membership.ended' : 'membership.resumed';
    await saveMembership(tx, settled, { act, details: { why: 'time' } }, now);
    if (!ended || SILENT.has(one.source)) return;
    const letter = { kind: 'ended', account: one.account, tier: one.tier, until: one.accessUntil } as const;
    await postMoneyLetter(tx, house, { ...letter, page: '/account' }, now);
  });
}

/** Tiers that change when a period ends. */
async function applyChanges(house: MoneyHouse, now: Date): Promise<number> {
  const ids = await listChanging(house.store.db, now, AT_ONCE);
  return each(house, ids, async (tx, one) => {
    const changed = applyNext(one, now.getTime());
    const details = { tier: changed.tier, price: changed.price };
    await saveMembership(tx, changed, { act: 'membership.changed', details }, now);
  });
}

/** A provider that charges by itself hears of a changed price shortly before the period for which it holds. */
async function tellPrices(house: MoneyHouse, now: Date): Promise<number> {
  const { stripe } = house.providers;
  if (!stripe) return 0;
  const ids = await listPriceToTell(house.store.db, new Date(now.getTime() + DAY_MS), AT_ONCE);
  for (const id of ids) {
    const one = await getMembership(house.store.db, id);
    if (one.next?.price === null || one.next === null) continue;
    try {
      const price = await getPrice(house.store.db, one.next.price);
      await stripe.changePrice(one, { price, when: 'period-end', dueMinor: 0 });
      await house.store.db
        .transaction()
        .execute((tx) =>
          noteAct(tx, { account: one.account, membership: id, act: 'membership.price-told' }, now),
        );
    } catch (error) {
      house.log.error({ err: error, membership: id }, 'A changed price could not be told to the provider.');
    }
  }
  return 0;
}

/** Asks for the money of the next period. A period that costs nothing is paid with that. */
async function sendInvoices(house: MoneyHouse, now: Date): Promise<number> {
  const { invoiceBeforeDays, invoices } = house.settings();
  if (!invoices) return 0;
  const by = new Date(now.getTime() + invoiceBeforeDays * DAY_MS);
  const ids = await listToInvoice(house.store.db, by, now, AT_ONCE);
  return each(house, ids, async (tx, one) => {
    const payment = await writeNextInvoice(tx, house, one, now);
    if (payment?.amountMinor === 0)
      await markPaid(tx, house, { payment: payment.id, at: now, staff: null }, now);
  });
}

/** Tells those whose payment is missing that their access is about to end, once. */
async function warn(house: MoneyHouse, now: Date): Promise<number> {
  const ids = await listEndingSoon(house.store.db, now, new Date(now.getTime() + TOLD_BEFORE_MS), AT_ONCE);
  return each(house, ids, async (tx, one) => {
    await noteAct(tx, { account: one.account, membership: one.id, act: 'membership.end-told' }, now);
    const letter = {
      kind: 'grace-ends',
      account: one.account,
      tier: one.tier,
      until: one.accessUntil,
    } as const;
    await postMoneyLetter(tx, house, letter, now);
  });
}

/** One transaction each: what goes wrong with one does not hold up the others. returns  how many went well */
async function each(
  { store, log }: MoneyHouse,
  ids: readonly MembershipId[],
  work: (tx: Tx, one: Membership) => Promise<void>,
): Promise<number> {
  let done = 0;
  for (const id of ids) {
    try {
      await store.db.transaction().execute(async (tx) => work(tx, await getMembershipToChange(tx, id)));
      done += 1;
    } catch (error) {
      log.error({ err: error, membership: id }, 'A membership could not be looked at; it is tried again.');
    }
  }
  return done;
}
