/** What members and staff do to a membership: the provider is told first, then it is kept, with its line of history. */
import type { AccountId, MembershipId } from '#kit/ids.js';
import { type Result, yes } from '#kit/result.js';
import type { Tx } from '#store/tables.js';
import { getMembership, getMembershipToChange, saveMembership } from './membership.sql.ts';
import {
  cancel,
  end,
  extendGrace,
  type LifeRefusal,
  type Membership,
  pause,
  type Rules,
  resume,
  undoCancel,
} from './membership.ts';
import { type MoneyHouse, rulesOf } from './money-house.ts';
import { postMoneyLetter } from './money-letter.sql.ts';
import { type PaymentProvider, providerOf } from './provider.ts';
import { voidOpen } from './void-open.sql.ts';

/** Which membership, and who does it: null for the member. */
export type Whose = { readonly id: MembershipId; readonly staff: AccountId | null };
export type Kept = Result<Membership, LifeRefusal>;

/**
 * One act.
 *
 * act     what stands in the history
 * decide  what becomes of it, or why not
 * tell    what the provider is told, with the membership as it will be
 * also    what else lands in the same transaction, such as a letter
 */
type Act = {
  readonly act: string;
  readonly decide: (one: Membership, rules: Rules, now: Date) => Kept;
  readonly tell?: (provider: PaymentProvider, after: Membership) => Promise<void>;
  readonly also?: (tx: Tx, after: Membership, now: Date) => Promise<void>;
  readonly details?: Readonly<Record<string, unknown>>;
};

export function cancelMembership(house: MoneyHouse, whose: Whose): Promise<Kept> {
  return keep(house, whose, {
    act: 'membership.cancelled',
    decide: (one, _rules, now) => cancel(one, now),
    tell: (provider, after) => (after.state === 'ended' ? provider.end(after) : provider.cancel(after)),
    also: async (tx, after, now) => {
      await voidOpen(tx, { membership: after.id, which: after.state === 'ended' ? 'all' : 'ahead' }, now);
      await postMoneyLetter(tx, house, { ...letterTo(after, after.accessUntil), kind: 'cancelled' }, now);
    },
  });
}

export function undoCancelMembership(house: MoneyHouse, whose: Whose): Promise<Kept> {
  return keep(house, whose, {
    act: 'membership.cancel-undone',
    decide: undoCancel,
    tell: (provider, after) => provider.undoCancel(after),
  });
}

/** Stops it until a day; what is paid is kept for after it. */
export function pauseMembership(house: MoneyHouse, whose: Whose & { readonly until: number }): Promise<Kept> {
  return keep(house, whose, {
    act: 'membership.paused',
    decide: (one, rules, now) => pause(one, whose.until, rules, now),
    tell: chargeLater,
    also: async (tx, after, now) => {
      await voidOpen(tx, { membership: after.id, which: 'ahead' }, now);
      await postMoneyLetter(tx, house, { ...letterTo(after, whose.until), kind: 'paused' }, now);
    },
    details: { until: whose.until },
  });
}

export function resumeMembership(house: MoneyHouse, whose: Whose): Promise<Kept> {
  return keep(house, whose, { act: 'membership.resumed', decide: resume, tell: chargeLater });
}

/** Staff give more time to pay. */
export function extendGraceOf(house: MoneyHouse, whose: Whose & { readonly until: number }): Promise<Kept> {
  return keep(house, whose, {
    act: 'membership.grace-extended',
    decide: (one, _rules, now) => extendGrace(one, whose.until, now),
    details: { until: whose.until },
  });
}

/** Ends it at once. Nothing is given back by this; see refund.io.ts. */
export function endMembershipNow(house: MoneyHouse, whose: Whose & { readonly why: string }): Promise<Kept> {
  return keep(house, whose, {
    act: 'membership.ended',
    decide: (one, _rules, now) => yes(end(one, now)),
    tell: (provider, after) => provider.end(after),
    also: async (tx, after, now) => {
      await voidOpen(tx, { membership: after.id, which: 'all' }, now);
      await postMoneyLetter(tx, house, { ...letterTo(after, now.getTime()), kind: 'ended' }, now);
    },
    details: { why: whose.why },
  });
}

/** Decides, tells the provider, and decides again on what stands then, since the telling took time. */
export async function keep(house: MoneyHouse, { id, staff }: Whose, act: Act): Promise<Kept> {
  const { store, clock, providers } = house;
  const rules = rulesOf(house.settings());
  const one = await getMembership(store.db, id);
  const first = act.decide(one, rules, clock());
  if (!first.ok) return first;
  const provider = providerOf(providers, one);
  if (provider && act.tell) await act.tell(provider, first.value);
  const now = clock();
  return store.db.transaction().execute(async (tx) => {
    const decided = act.decide(await getMembershipToChange(tx, id), rules, now);
    // Two presses at once: the other one did it.
    if (!decided.ok && provider?.name !== 'stripe') return decided;
    // The provider's own news of it may have come in between: then it stands as it was meant to.
    const after = decided.ok ? decided.value : first.value;
    const details = act.details ?? {};
    await saveMembership(tx, after, { act: act.act, staff, details }, now);
    await act.also?.(tx, after, now);
    return yes(after);
  });
}

async function chargeLater(provider: PaymentProvider, after: Membership): Promise<void> {
  if (after.paidUntil !== null) await provider.chargeFrom(after, after.paidUntil);
}

function letterTo({ account, tier }: Membership, until: number | null) {
  return { account, tier, until };
}
