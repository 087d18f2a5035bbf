/** Changes of tier, of period and of price. */
import { fault } from '#kit/fault.js';
import type { AccountId, MembershipId, PriceId } from '#kit/ids.js';
import { no, type Result, yes } from '#kit/result.js';
import type { Db, Tx } from '#store/tables.js';
import { memberFaults } from './faults.ts';
import { writeInvoice } from './invoice.sql.ts';
import { type Kept, keep, type Whose } from './keep-membership.io.ts';
import { getMembership, getMembershipToChange, saveMembership, toMembership } from './membership.sql.ts';
import { type Membership, renews, standingOf, withAccess } from './membership.ts';
import { type MoneyHouse, rulesOf } from './money-house.ts';
import { postMoneyLetter } from './money-letter.sql.ts';
import { listPayments } from './payment.sql.ts';
import { type ChangeQuote, noticedFrom, quoteChange } from './purchase.ts';
import { getPrice, getTier } from './tier.sql.ts';
import type { Price } from './tier.ts';

export type ChangeRefusal = { code: 'change-not-possible' } | { code: 'change-same' };

/** What changing to another price would mean right now, for the page that asks before it is done. */
export async function previewChange(
  { store, settings, clock }: MoneyHouse,
  id: MembershipId,
  to: PriceId,
): Promise<Result<ChangeQuote & { readonly price: Price }, ChangeRefusal>> {
  const one = await getMembership(store.db, id);
  const now = clock();
  const standing = standingOf(one, now);
  if (one.price === null || !renews(one)) return no({ code: 'change-not-possible' });
  if (standing !== 'running' && standing !== 'trial') return no({ code: 'change-not-possible' });
  const [from, price] = [await getPrice(store.db, one.price), await getPrice(store.db, to)];
  if (from.id === price.id || price.state !== 'offered') return no({ code: 'change-same' });
  const paidMinor = await paidFor(store.db, one);
  const found = quoteChange({ one, from, to: price, paidMinor }, settings().timeZone, now);
  return found ? yes({ ...found, price }) : no({ code: 'change-not-possible' });
}

/** Goes over to another tier or period: up at once with what is left set against it, down when the period ends. */
export async function changeMembership(
  house: MoneyHouse,
  whose: Whose & { readonly to: PriceId },
): Promise<Kept | Result<never, ChangeRefusal>> {
  const preview = await previewChange(house, whose.id, whose.to);
  if (!preview.ok) return preview;
  const { price, when, dueMinor, until, at } = preview.value;
  const atOnce = (one: Membership): Membership =>
    withAccess(
      {
        ...one,
        ...{ tier: price.tier, price: price.id, paidUntil: until, next: null },
        anchor: until === one.paidUntil ? one.anchor : at,
      },
      rulesOf(house.settings()),
    );
  return keep(house, whose, {
    act: when === 'now' ? 'membership.changed' : 'membership.change-planned',
    decide: (one) =>
      yes(when === 'now' ? atOnce(one) : { ...one, next: { tier: price.tier, price: price.id, at } }),
    tell: (provider, after) => provider.changePrice(after, { price, when, dueMinor }),
    also: (tx, after, now) =>
      when === 'now' && dueMinor > 0 && after.source === 'offline'
        ? askDifference(tx, house, { after, price, dueMinor, until }, now)
        : Promise.resolve(),
    details: { price: price.id, tier: price.tier, when, dueMinor },
  });
}

/** Takes back a change that was planned for the end of the period. */
export async function dropChange(house: MoneyHouse, whose: Whose): Promise<Kept> {
  const one = await getMembership(house.store.db, whose.id);
  const price = one.price === null ? undefined : await getPrice(house.store.db, one.price);
  return keep(house, whose, {
    act: 'membership.change-dropped',
    decide: (before) => yes({ ...before, next: null }),
    ...(price && {
      tell: (provider) => provider.changePrice(one, { price, when: 'period-end', dueMinor: 0 }),
    }),
  });
}

/**
 * Moves all who have a price to another one: those who pay more when their notice has run out and a period begins,
 * with a letter; those who pay less with their next period. Whoever has planned a change keeps their plan.
 *
 * returns  how many were told
 */
export async function announcePrice(
  house: MoneyHouse,
  wish: { readonly from: PriceId; readonly to: PriceId; readonly staff: AccountId },
): Promise<number> {
  const { db } = house.store;
  const [from, to] = [await getPrice(db, wish.from), await getPrice(db, wish.to)];
  if (from.tier !== to.tier || from.period !== to.period || from.currency !== to.currency) {
    throw fault(memberFaults, 'price-not-alike');
  }
  let told = 0;
  for (;;) {
    const count = await db
      .transaction()
      .execute((tx) => announceSome(tx, house, { from, to, staff: wish.staff }));
    told += count;
    if (count === 0) return told;
  }
}

const AT_ONCE = 200;

async function announceSome(
  tx: Tx,
  house: MoneyHouse,
  { from, to, staff }: { from: Price; to: Price; staff: AccountId },
): Promise<number> {
  const now = house.clock();
  const { timeZone: zone, priceNoticeDays: noticeDays } = house.settings();
  const rows = await tx
    .selectFrom('membership')
    .selectAll()
    .where('price_id', '=', from.id)
    .where('change_at', 'is', null)
    .where('state', '!=', 'ended')
    .where('ends_at_period', '=', 0)
    .where('paid_until', 'is not', null)
    .orderBy('id')
    .limit(AT_ONCE)
    .execute();
  const dearer = to.amountMinor > from.amountMinor;
  for (const one of rows.map(toMembership)) {
    const paidUntil = one.paidUntil ?? now.getTime();
    const period = { paidUntil, anchor: one.anchor ?? paidUntil, price: from, dearer };
    const at = noticedFrom(period, { zone, noticeDays, now });
    const planned = { ...one, next: { tier: null, price: to.id, at } };
    await saveMembership(
      tx,
      planned,
      { act: 'membership.price-announced', staff, details: { price: to.id, at } },
      now,
    );
    const letter = {
      kind: 'price-change',
      account: one.account,
      tier: one.tier,
      sum: to,
      until: at,
    } as const;
    await postMoneyLetter(tx, house, letter, now);
  }
  return rows.length;
}

/** What was paid for the period that runs. */
async function paidFor(db: Db, one: Membership): Promise<number> {
  const paid = (await listPayments(db, { membership: one.id })).find(
    ({ state, periodTo }) => state === 'paid' && periodTo === one.paidUntil,
  );
  return paid ? paid.amountMinor - paid.refundedMinor : 0;
}

async function askDifference(
  tx: Tx,
  house: MoneyHouse,
  { after, price, dueMinor, until }: { after: Membership; price: Price; dueMinor: number; until: number },
  now: Date,
): Promise<void> {
  const tier = await getTier(tx, price.tier);
  const one = await getMembershipToChange(tx, after.id);
  const period = { from: now.getTime(), to: until };
  await writeInvoice(tx, house, { one, tier, price, ...period, kind: 'invoice', amountMinor: dueMinor }, now);
}
