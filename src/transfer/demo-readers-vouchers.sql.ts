import { randomUUID } from 'node:crypto';
import { findBenefitBySlug } from '#members/benefit.sql.js';
import { type Counter, endLetIn, findCounter, letIn, makeLetIn, makePin } from '#members/counter.sql.js';
import { listPartners, listPlaces } from '#members/partner.sql.js';
import { addDays } from '#members/periods.js';
import { redeem } from '#members/redemption.sql.js';
import { isSettled, monthOf } from '#members/statement.js';
import { listPartnersOf, makeStatement } from '#members/statement.sql.js';
import type { Voucher } from '#members/voucher.js';
import { claimIn } from '#members/voucher.sql.js';
import { findOrdinal, listToRemind, noteReminded } from '#members/wallet.sql.js';
import type { DemoReadership, DemoVoucher } from './demo-readers-file.io.ts';
import { accountOf, type ReadersHouse, timeOf } from './demo-readers-house.sql.ts';
import type { Step } from './demo-readers-play.ts';

const MONTHS_BACK = 3;

/** Lets a device in at each counter. Whatever let it in is forgotten: nobody can say the PIN, or be that device. */
export async function openCounters(
  { tx }: ReadersHouse,
  wishes: DemoReadership['counters'],
  now: Date,
): Promise<Map<string, Counter>> {
  const counters = new Map<string, Counter>();
  const partners = await listPartners(tx);
  for (const { partner: name, place: at, device } of wishes) {
    const partner = partners.find((one) => one.name === name);
    const place = partner && (await listPlaces(tx, partner.id)).find((one) => one.name === at);
    if (!place) throw new Error(`There is no ${at} of ${name}.`);
    const secret = randomUUID();
    const word = await makeLetIn(tx, place.id, new Date(now.getTime() + 60_000), now);
    const pin = await makePin(tx, place.id, secret, now);
    const entered = await letIn(tx, { word, pin, name: device, secret }, now);
    await endLetIn(tx, place.id, now);
    const counter = entered.ok ? await findCounter(tx, entered.value.token) : undefined;
    if (counter) counters.set(at, counter);
  }
  return counters;
}

export function voucherSteps(
  house: ReadersHouse,
  vouchers: readonly DemoVoucher[],
  counters: ReadonlyMap<string, Counter>,
): Step[] {
  return vouchers.map((wish, nth) => ({
    at: timeOf(house, wish.claimed, nth),
    run: (now) => claimOne(house, { wish, nth, counters }, now),
  }));
}

type Claiming = { wish: DemoVoucher; nth: number; counters: ReadonlyMap<string, Counter> };

async function claimOne(house: ReadersHouse, { wish, nth, counters }: Claiming, now: Date): Promise<Step[]> {
  const { tx, rules, calendar } = house;
  const account = await accountOf(house, wish.reader);
  const benefit = await findBenefitBySlug(tx, wish.benefit);
  if (!benefit) throw new Error(`There is no benefit ${wish.benefit}.`);
  const ordinal = (await findOrdinal(tx, account, benefit.id)) + 1;
  const { language } = calendar;
  const claim = { account, benefit: benefit.id, ordinal, zone: rules.zone, language };
  const claimed = await claimIn(tx, claim, now);
  if (!claimed.ok) throw new Error(`${wish.reader} may not have ${wish.benefit}: ${claimed.refusal.code}.`);
  const counter = counters.get(wish.place ?? '');
  if (wish.used === undefined || !counter) return [];
  const at = timeOf(house, wish.used, nth + 2);
  return [{ at, run: (then) => useOne(house, counter, claimed.value, then) }];
}

async function useOne(
  { tx, rules, settings }: ReadersHouse,
  counter: Counter,
  { id, token }: Voucher,
  now: Date,
): Promise<Step[]> {
  const entry = { at: now, late: false, once: `demo-${id}` };
  const house = { rules: { zone: rules.zone, atEnd: settings.vouchersAtEnd }, now };
  const used = await redeem(tx, counter, { token: token ?? '' }, entry, house);
  if (!used.ok) throw new Error(`The voucher ${id} was not taken: ${used.refusal.is}.`);
  return [];
}

/** What the clock would send letters for is done already: statements of past months, reminders of last days. */
export async function settleVouchers({ tx, settings, calendar }: ReadersHouse): Promise<void> {
  const { timeZone: zone, voucherReminderDays, vouchersAtEnd: atEnd } = settings;
  const now = calendar.today;
  const before = new Date(addDays(zone, now.getTime(), voucherReminderDays + 2));
  for (const { voucher } of await listToRemind(tx, { now, before, atEnd, limit: 200 }))
    await noteReminded(tx, voucher, now);
  for (let back = MONTHS_BACK; back >= 1; back -= 1) {
    const month = monthOf(zone, now, back);
    if (!isSettled(zone, month, now)) continue;
    for (const partner of await listPartnersOf(tx, month, zone))
      await makeStatement(tx, { partner, month }, settings, now);
  }
}
