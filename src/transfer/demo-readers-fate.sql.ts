import type { Result } from '#kit/result.js';
import { cancel, type Membership, pause, settle, withdraw } from '#members/membership.js';
import { getMembership, saveMembership } from '#members/membership.sql.js';
import { listPayments } from '#members/payment.sql.js';
import { addDays } from '#members/periods.js';
import { noteRefunded } from '#members/refund.io.js';
import { voidOpen } from '#members/void-open.sql.js';
import type { DemoHolding } from './demo-readers-file.io.ts';
import { timeOf } from './demo-readers-house.sql.ts';
import type { Bought } from './demo-readers-money.sql.ts';
import type { Step } from './demo-readers-play.ts';

/** What becomes of a holding in time: cancelled, stepped back from, paused, refunded. */
export function fateOf(bought: Bought, holding: DemoHolding): Step[] {
  const { house, pace } = bought;
  const { cancelled, withdrawn, paused, refunded } = holding;
  const on = (daysAgo: number | undefined, run: (now: Date) => Promise<readonly Step[]>): Step[] =>
    daysAgo === undefined ? [] : [{ at: timeOf(house, daysAgo, pace + 3), run }];
  return [
    ...on(cancelled, (now) => cancelIt(bought, now)),
    ...on(withdrawn, (now) => stepBack(bought, now)),
    ...on(paused?.daysAgo, (now) => pauseIt(bought, paused?.days ?? 0, now)),
    ...on(refunded?.daysAgo, (now) => giveBack(bought, refunded?.amountMinor, now)),
  ];
}

async function cancelIt(bought: Bought, now: Date): Promise<Step[]> {
  const one = await save(bought, 'membership.cancelled', (before) => cancel(before, now), now);
  await voidOpen(bought.house.tx, { membership: one.id, which: 'all' }, now);
  return one.accessUntil === null ? [] : [{ at: one.accessUntil, run: (then) => runOut(bought, then) }];
}

async function runOut({ house, id }: Bought, now: Date): Promise<Step[]> {
  const over = settle(await getMembership(house.tx, id), now);
  if (over) await saveMembership(house.tx, over, { act: 'membership.ended', details: { why: 'time' } }, now);
  return [];
}

async function stepBack(bought: Bought, now: Date): Promise<Step[]> {
  await giveBack(bought, undefined, now);
  const { rules, tx } = bought.house;
  const one = await save(bought, 'membership.withdrawn', (before) => withdraw(before, rules, now), now);
  await voidOpen(tx, { membership: one.id, which: 'all' }, now);
  return [];
}

async function pauseIt(bought: Bought, days: number, now: Date): Promise<Step[]> {
  const { rules } = bought.house;
  const until = addDays(rules.zone, now.getTime(), days);
  await save(bought, 'membership.paused', (before) => pause(before, until, rules, now), now);
  return [];
}

/** Gives the newest payment back, the whole where no sum is named. */
async function giveBack({ house, id }: Bought, amountMinor: number | undefined, now: Date): Promise<Step[]> {
  const { tx, settings, clerk } = house;
  const paid = (await listPayments(tx, { membership: id })).find(({ state }) => state === 'paid');
  if (!paid) throw new Error(`Nothing was paid for the membership ${id}.`);
  const wish = { payment: paid.id, total: amountMinor ?? paid.amountMinor, staff: clerk };
  await noteRefunded(tx, { settings: () => settings }, wish, now);
  return [];
}

async function save(
  { house, id }: Bought,
  act: string,
  decide: (before: Membership) => Result<Membership, { code: string }>,
  now: Date,
): Promise<Membership> {
  const decided = decide(await getMembership(house.tx, id));
  if (!decided.ok) throw new Error(`${act} came to nothing: ${decided.refusal.code}.`);
  await saveMembership(house.tx, decided.value, { act }, now);
  return decided.value;
}
