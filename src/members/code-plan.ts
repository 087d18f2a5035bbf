/** What a code does for one reader, decided before anything is done: the page shows it, and the act does the same. */
import type { AccountId, MembershipId, OfferId, PaymentId, TierId } from '#kit/ids.js';
import { no, type Result, yes } from '#kit/result.js';
import type { Source } from './membership.ts';
import { addMonths } from './periods.ts';

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

/**
 * What a reader holds or held of the code's tier.
 *
 * until   when what is paid or given ends; null for no end
 * renews  it is paid again when that time is over, by itself or by an invoice
 */
export type Holding = {
  readonly id: MembershipId;
  readonly source: Source;
  readonly ended: boolean;
  readonly until: number | null;
  readonly renews: boolean;
};

/**
 * begin   a membership of its own, from now, or from the end of what is held already
 * extend  what is held goes on
 */
export type CodePlan =
  | { readonly is: 'begin'; readonly from: number; readonly until: number }
  | {
      readonly is: 'extend';
      readonly membership: MembershipId;
      readonly from: number;
      readonly until: number;
    };

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
export function planCode(
  code: Pick<Code, 'kind' | 'months'>,
  holdings: readonly Holding[],
  { zone, now }: { zone: string; now: Date },
): Result<CodePlan, CodeRefusal> {
  if (!code.months) return no({ code: 'no-months' });
  const at = now.getTime();
  const open = holdings.filter(({ ended, until }) => !ended && (until === null || until > at));
  const last = open.toSorted((one, other) => (other.until ?? 0) - (one.until ?? 0))[0];
  const carriesOn = code.kind === 'extension' && last !== undefined && extendable.has(last.source);
  const renewing = open.find(({ renews }) => renews);
  if (renewing && !carriesOn) return no({ code: 'renews', until: renewing.until });
  if (open.some(({ until }) => until === null)) return no({ code: 'endless' });
  const from = Math.max(at, last?.until ?? 0);
  const until = addMonths(zone, from, code.months);
  return yes(carriesOn ? { is: 'extend', membership: last.id, from, until } : { is: 'begin', from, until });
}

/** What a code can make last longer. Others' time is not ours to extend: Stripe's, a group's, a circulation system's. */
const extendable: ReadonlySet<Source> = new Set(['offline', 'given', 'gift', 'code', 'imported']);
