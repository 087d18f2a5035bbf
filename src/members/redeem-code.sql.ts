import type { AccountId, MembershipId, TierId } from '#kit/ids.js';
import { no, type Result, yes } from '#kit/result.js';
import type { Db, Tx } from '#store/tables.js';
import { noteAct } from './acts.sql.ts';
import { findCodeById, hasUsedCode, setCodeUse, takeCodeUse } from './code.sql.ts';
import {
  type Code,
  type CodePlan,
  type CodeRefusal,
  type Holding,
  judgeCode,
  planCode,
} from './code-plan.ts';
import { beginMembership, extendMembership, listMemberships } from './membership.sql.ts';
import { hasAccess, type Membership, type Rules, renews } from './membership.ts';
import { lockAccount } from './meter.sql.ts';
import { addReader } from './readers.sql.ts';

export type Redeemed = { readonly plan: CodePlan; readonly tier: TierId; readonly membership: MembershipId };

/** What a code of months would do for this reader now. Nothing is changed. */
export async function planForReader(
  db: Db,
  { code, account, zone }: { code: Code; account: AccountId; zone: string },
  now: Date,
): Promise<Result<CodePlan, CodeRefusal>> {
  const good = judgeCode(code, await hasUsedCode(db, code.id, account), now);
  if (!good.ok) return good;
  const held = (await listMemberships(db, account)).filter(({ tier }) => tier === code.tier);
  return planCode(
    code,
    held.map((one) => holdingOf(one, now)),
    { zone, now },
  );
}

/** Uses a code: the membership begins, or what is held goes on. All of it happens, or none. */
export async function redeemCode(
  tx: Tx,
  { code: id, account, rules }: { code: number; account: AccountId; rules: Rules },
  now: Date,
): Promise<Result<Redeemed, CodeRefusal>> {
  // Two codes of one reader at the same instant follow each other, as two on two days would.
  await lockAccount(tx, account);
  const code = await findCodeById(tx, id);
  if (!code || code.tier === null) return no({ code: 'void' });
  const { tier } = code;
  const planned = await planForReader(tx, { code, account, zone: rules.zone }, now);
  if (!planned.ok) return planned;
  if (!(await takeCodeUse(tx, id, account, now))) return no({ code: 'used' });
  await addReader(tx, { account, cameBy: code.kind === 'gift' ? 'gift' : 'joined' }, now);
  const membership = await doPlan(tx, { code, tier, account, plan: planned.value, rules }, now);
  await setCodeUse(tx, { code: id, account, membership });
  const details = { kind: code.kind, months: code.months, batch: code.batch, until: planned.value.until };
  await noteAct(tx, { account, membership, act: 'code.redeemed', details }, now);
  return yes({ plan: planned.value, tier, membership });
}

type Doing = { code: Code; tier: TierId; account: AccountId; plan: CodePlan; rules: Rules };

async function doPlan(tx: Tx, { code, tier, account, plan, rules }: Doing, now: Date): Promise<MembershipId> {
  const { from, until } = plan;
  if (plan.is === 'extend') {
    await extendMembership(tx, plan.membership, { until, rules, why: 'code' }, now);
    return plan.membership;
  }
  const source = code.kind === 'gift' ? 'gift' : 'code';
  return beginMembership(tx, { account, tier, source, from, until }, now);
}

/** What somebody has in a membership, as codes see it. */
function holdingOf(one: Membership, now: Date): Holding {
  const again = renews(one);
  const ended = one.state === 'ended' || one.state === 'waiting' || (isPast(one, now) && !again);
  const until = again ? (one.paidUntil ?? one.accessUntil) : one.accessUntil;
  return { id: one.id, source: one.source, ended, until, renews: again && hasAccess(one, now) };
}

function isPast({ accessUntil }: Membership, now: Date): boolean {
  return accessUntil !== null && accessUntil <= now.getTime();
}
