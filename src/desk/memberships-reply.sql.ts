import { findAccount } from '#accounts/account.sql.js';
import type { MembershipId } from '#kit/ids.js';
import {
  cancel,
  type Membership,
  type Rules,
  renews,
  resume,
  standingOf,
  undoCancel,
  withdraw,
  withdrawalUntil,
} from '#members/membership.js';
import { getMembership } from '#members/membership.sql.js';
import { rulesOf } from '#members/money-house.js';
import { listPayments } from '#members/payment.sql.js';
import { listReceipts } from '#members/receipt.sql.js';
import { findPrice, getTier } from '#members/tier.sql.js';
import type { Desk } from './desk.ts';
import type { MembershipAct, MembershipView } from './shapes/memberships.ts';

/** One membership as the desk sees it. */
export async function readMembership(desk: Desk, id: MembershipId): Promise<MembershipView> {
  const { db } = desk.store;
  const now = desk.clock();
  const rules = rulesOf(desk.settings());
  const one = await getMembership(db, id);
  const [tier, person] = [await getTier(db, one.tier), await findAccount(db, one.account)];
  const payments = await listPayments(db, { membership: id });
  const mine = new Set(payments.map((payment) => payment.id));
  const receipts = (await listReceipts(db, { account: one.account })).filter(({ payment }) =>
    mine.has(payment),
  );
  return {
    ...one,
    standing: standingOf(one, now),
    tierName: tier.name,
    person: { id: one.account, name: person?.name ?? '', email: person?.email ?? '' },
    priceNow: one.price === null ? null : ((await findPrice(db, one.price)) ?? null),
    withdrawUntil: withdrawalUntil(one, rules),
    payments,
    receipts: receipts.map(({ number, kind, payment, madeAt }) => ({ number, kind, payment, madeAt })),
    can: actsOf(one, rules, now),
  };
}

/** What would be accepted now. */
function actsOf(one: Membership, rules: Rules, now: Date): MembershipAct[] {
  const standing = standingOf(one, now);
  const runs = standing === 'running' || standing === 'trial';
  const asked: [MembershipAct, boolean][] = [
    ['cancel', cancel(one, now).ok],
    ['undo-cancel', undoCancel(one, rules, now).ok],
    ['pause', runs && one.paidUntil !== null],
    ['resume', resume(one, rules, now).ok],
    ['change', runs && renews(one) && one.price !== null],
    ['extend-grace', one.paidUntil !== null && (standing === 'grace' || standing === 'ended')],
    ['extend', standing !== 'waiting'],
    ['withdraw', withdraw(one, rules, now).ok],
    ['end', standing !== 'ended'],
  ];
  return asked.filter(([, allowed]) => allowed).map(([act]) => act);
}
