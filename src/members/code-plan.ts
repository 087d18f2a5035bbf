/** What a code does for one reader, decided before anything is done: the page shows it, and the act does the same. */
import type { AccountId, MembershipId, OfferId, PaymentId, TierId } from '#kit/ids.js';
import { no, type Result, yes } from '#kit/result.js';

/**
 * gift        bought for somebody · membership: given by the paper, alone or in a batch
 * extension   carries on what its holder has · offer: a price for a campaign, to be used once
 */
export type CodeKind = 'gift' | 'membership' | 'extension' | 'offer';

/** A code as it is kept. Times are milliseconds since 1970. */
export type Code = {
  readonly id: number;
  readonly code: string;
  readonly kind: CodeKind;
  readonly tier: TierId | null;
  readonly months: number | null;
  readonly offer: OfferId | null;
  readonly payment: PaymentId | null;
  readonly boughtBy: AccountId | null;
  readonly forEmail: string | null;
  readonly forName: string;
  readonly words: string;
  readonly sendAt: number | null;
  readonly sentAt: number | null;
  readonly usesMost: number;
  readonly uses: number;
  readonly expiresAt: number | null;
  readonly state: 'waiting' | 'good' | 'void';
  readonly batch: string;
  readonly madeBy: AccountId | null;
  readonly madeAt: number;
};

/** What a reader holds or held of the code's tier. `renews`: it is paid again by itself when its time is over. */
export type Holding = {
  readonly id: MembershipId;
  readonly source: string;
  readonly state: string;
  readonly until: number | null;
  readonly renews: boolean;
};

/**
 * begin   a membership of its own, from now, or from the end of what is held already
 * extend  what is held goes on
 */
export type CodePlan =
  | { readonly is: 'begin'; readonly from: Date; readonly until: Date }
  | { readonly is: 'extend'; readonly membership: MembershipId; readonly from: Date; readonly until: Date };

export type CodeRefusal =
  | { readonly code: 'void' | 'not-paid' | 'used' | 'used-by-you' | 'endless' | 'no-months' }
  | { readonly code: 'expired'; readonly at: number }
  | { readonly code: 'renews'; readonly until: number | null };

/** Whether a code may be used at all by somebody who did or did not use it before. */
export function judgeCode(code: Code, usedByReader: boolean, now: Date): Result<Code, CodeRefusal> {
  if (usedByReader) return no({ code: 'used-by-you' });
  if (code.state === 'void') return no({ code: 'void' });
  if (code.state === 'waiting') return no({ code: 'not-paid' });
  if (code.expiresAt !== null && code.expiresAt <= now.getTime())
    return no({ code: 'expired', at: code.expiresAt });
  if (code.uses >= code.usesMost) return no({ code: 'used' });
  return yes(code);
}

/**
 * What a code of months does for a reader with these holdings of its tier.
 *
 * A code never runs beside time that is paid already: it begins when that ends. Where that pays itself again and again,
 * the code waits until its holder has ended that.
 */
export function planCode(code: Code, holdings: readonly Holding[], now: Date): Result<CodePlan, CodeRefusal> {
  if (!code.months) return no({ code: 'no-months' });
  const at = now.getTime();
  const open = holdings.filter(({ state, until }) => state !== 'ended' && (until === null || until > at));
  const renewing = open.find(({ renews }) => renews);
  if (renewing) return no({ code: 'renews', until: renewing.until });
  if (open.some(({ until }) => until === null)) return no({ code: 'endless' });
  const last = open.toSorted((one, other) => (other.until ?? 0) - (one.until ?? 0))[0];
  const from = new Date(Math.max(at, last?.until ?? 0));
  const until = addMonths(from, code.months);
  if (code.kind === 'extension' && last && last.source !== 'group' && last.source !== 'external')
    return yes({ is: 'extend', membership: last.id, from, until });
  return yes({ is: 'begin', from, until });
}

/** The same day and time so many months later; the last day of the month where it has no such day. */
export function addMonths(from: Date, months: number): Date {
  const later = new Date(from);
  later.setUTCDate(1);
  later.setUTCMonth(later.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(later.getUTCFullYear(), later.getUTCMonth() + 1, 0)).getUTCDate();
  later.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return later;
}
