/** What one pays and others read by: a gift, and the seats of a school. */
import type { AccountId } from '#kit/ids.js';
import { noteAct } from '#members/acts.sql.js';
import { addCodes, setCodeUse, takeCodeUse } from '#members/code.sql.js';
import { newCodeText, newInvitationText } from '#members/code-random.io.js';
import { addGroup, saveGroup } from '#members/group.sql.js';
import { inviteToGroup, takeOwnSeat, takeSeat } from '#members/group-seats.sql.js';
import { beginMembership } from '#members/membership.sql.js';
import type { Payment } from '#members/payment.js';
import { addPayment, savePayment } from '#members/payment.sql.js';
import { addMonths } from '#members/periods.js';
import { addReader, ensureAccount } from '#members/readers.sql.js';
import { writeReceipt } from '#members/receipt.sql.js';
import type { Tier } from '#members/tier.js';
import { findTierBySlug } from '#members/tier.sql.js';
import type { DemoGift, DemoGroup } from './demo-readers-file.io.ts';
import { accountOf, type ReadersHouse, timeOf } from './demo-readers-house.sql.ts';
import type { Step } from './demo-readers-play.ts';

const DAY_MS = 86_400_000;
const TAX_BP = 2000;

export function giftSteps(house: ReadersHouse, gift: DemoGift): Step[] {
  return [{ at: timeOf(house, gift.boughtDaysAgo, 4), run: (now) => buyGift(house, gift, now) }];
}

async function buyGift(house: ReadersHouse, gift: DemoGift, now: Date): Promise<Step[]> {
  const { tx } = house;
  const { months, amountMinor, what, words, to } = gift;
  const buyer = await accountOf(house, gift.from);
  const tier = await tierOf(house, gift.tier);
  const payment = await takeMoney(house, { account: buyer, what, amountMinor, periods: 0 }, now);
  const wish = { code: newCodeText(), kind: 'gift', tier: tier.id, months, payment: payment.id } as const;
  const person = { boughtBy: buyer, forEmail: null, forName: to.name, words, state: 'good' } as const;
  const [code] = await addCodes(tx, [{ ...wish, ...person }], now);
  if (!code) return [];
  await noteAct(tx, { account: buyer, act: 'gift.ordered', details: { code: code.id, months } }, now);
  const at = timeOf(house, gift.redeemedDaysAgo, 7);
  return [{ at, run: (then) => redeemGift(house, gift, { code: code.id, tier }, then) }];
}

async function redeemGift(
  house: ReadersHouse,
  { to, months }: DemoGift,
  { code, tier }: { code: number; tier: Tier },
  now: Date,
): Promise<Step[]> {
  const { tx, rules } = house;
  const account = await ensureAccount(tx, to, now);
  await addReader(tx, { account, cameBy: 'gift' }, now);
  await takeCodeUse(tx, code, account, now);
  const from = now.getTime();
  const until = addMonths(rules.zone, from, months);
  const membership = await beginMembership(tx, { account, tier: tier.id, source: 'gift', from, until }, now);
  await setCodeUse(tx, { code, account, membership });
  return [];
}

export function groupSteps(house: ReadersHouse, wish: DemoGroup): Step[] {
  return [{ at: timeOf(house, wish.daysAgo, 1), run: (now) => makeGroup(house, wish, now) }];
}

async function makeGroup(house: ReadersHouse, wish: DemoGroup, now: Date): Promise<Step[]> {
  const { tx, rules } = house;
  const { name, seats, orderNumber, invoiceTo, amountMinor } = wish;
  const owner = await ensureAccount(tx, wish.owner, now);
  await addReader(tx, { account: owner, cameBy: 'group' }, now);
  const { id: tier } = await tierOf(house, wish.tier);
  const from = now.getTime();
  const until = addMonths(rules.zone, from, 12);
  const basis = { name, tier, seats, owner, orderNumber, invoiceTo, domain: null, networks: [] };
  const group = await addGroup(tx, { ...basis, from, until, state: 'running' }, now);
  const what = `${name}, ${seats} seats (${invoiceTo.replaceAll('\n', ', ')})`;
  const sum = { account: owner, what, amountMinor, periods: 12, orderNumber };
  const payment = await takeMoney(house, sum, now);
  await saveGroup(tx, { ...group, payment: payment.id }, now);
  const seat = { group: group.id, account: owner, email: wish.owner.email, zone: rules.zone };
  await takeOwnSeat(tx, seat, now);
  return wish.invited.map((one, nth) => ({
    at: timeOf(house, one.invited, nth),
    run: (then) => invite(house, group.id, one, then),
  }));
}

async function invite(
  house: ReadersHouse,
  group: Parameters<typeof inviteToGroup>[1]['group'],
  { name, email, taken }: DemoGroup['invited'][number],
  now: Date,
): Promise<Step[]> {
  const { tx, rules } = house;
  const token = newInvitationText();
  await inviteToGroup(tx, { group, invitations: [{ email, token }] }, now);
  if (taken === null) return [];
  const take = async (then: Date) => {
    const account = await ensureAccount(tx, { name, email }, then);
    await takeSeat(tx, { token, account, zone: rules.zone }, then);
    return [];
  };
  return [{ at: timeOf(house, taken, 9), run: take }];
}

type Sum = { account: AccountId; what: string; amountMinor: number; periods: number; orderNumber?: string };

/** An invoice that is paid at once, over the counter. `periods`: months it pays for. */
async function takeMoney(
  { tx, settings, rules }: ReadersHouse,
  { periods, ...sum }: Sum,
  now: Date,
): Promise<Payment> {
  const { currency } = settings;
  const at = now.getTime();
  const span = periods > 0 ? { periodFrom: at, periodTo: addMonths(rules.zone, at, periods) } : {};
  const money = { taxBp: TAX_BP, currency, state: 'open', provider: 'offline' } as const;
  const open = await addPayment(tx, { ...sum, ...span, ...money, dueAt: at + 14 * DAY_MS }, now);
  await writeReceipt(tx, { kind: 'invoice', payment: open }, settings, now);
  const paid: Payment = { ...open, state: 'paid', paidAt: at };
  await savePayment(tx, paid, now);
  await writeReceipt(tx, { kind: 'receipt', payment: paid }, settings, now);
  return paid;
}

async function tierOf({ tx }: ReadersHouse, slug: string): Promise<Tier> {
  const tier = await findTierBySlug(tx, slug);
  if (!tier) throw new Error(`There is no tier ${slug}.`);
  return tier;
}
