import { type ExpressionBuilder, sql } from 'kysely';
import type { MembershipId } from '#kit/ids.js';
import type { Db, Tables } from '#store/tables.js';

/** Memberships that time has ended, and pauses that are over, without anybody having written it down. */
export async function listOver(db: Db, now: Date, limit: number): Promise<MembershipId[]> {
  const at = now.getTime();
  const rows = await db
    .selectFrom('membership')
    .select('id')
    .where('state', 'in', ['running', 'grace', 'paused'])
    .where((of) =>
      of.or([
        of('access_until', '<=', at),
        of.and([of('state', '=', 'paused'), of('paused_until', '<=', at)]),
      ]),
    )
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id as MembershipId);
}

/** Memberships whose planned change has come. */
export async function listChanging(db: Db, now: Date, limit: number): Promise<MembershipId[]> {
  const rows = await db
    .selectFrom('membership')
    .select('id')
    .where('change_at', '<=', now.getTime())
    .where('state', '!=', 'ended')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id as MembershipId);
}

/** Memberships paid through Stripe whose announced price holds from before `by` on, and of which Stripe knows nothing yet. */
export async function listPriceToTell(db: Db, by: Date, limit: number): Promise<MembershipId[]> {
  const rows = await db
    .selectFrom('membership')
    .select('id')
    .where('source', '=', 'stripe')
    .where('change_at', '<=', by.getTime())
    .where('next_tier_id', 'is', null)
    .where('next_price_id', 'is not', null)
    .where('state', '!=', 'ended')
    .where((of) => of.not(of.exists(told(of, 'membership.price-told', 'membership.change_at', -40))))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id as MembershipId);
}

/** Memberships by invoice whose next period begins before `by` and is not asked for yet. */
export async function listToInvoice(db: Db, by: Date, now: Date, limit: number): Promise<MembershipId[]> {
  const rows = await db
    .selectFrom('membership')
    .select('id')
    .where('source', '=', 'offline')
    .where('state', 'in', ['running', 'grace'])
    .where('ends_at_period', '=', 0)
    .where('price_id', 'is not', null)
    .where('paid_until', '<=', by.getTime())
    .where('access_until', '>', now.getTime())
    .where((of) =>
      of.not(
        of.exists(
          of
            .selectFrom('payment')
            .select('payment.id')
            .whereRef('payment.membership_id', '=', 'membership.id')
            .whereRef('payment.period_to', '>', 'membership.paid_until')
            .where('payment.state', 'in', ['open', 'pending', 'failed']),
        ),
      ),
    )
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id as MembershipId);
}

/** Memberships with a payment missing that end before `by`, and whose holders were not told since it was due. */
export async function listEndingSoon(db: Db, now: Date, by: Date, limit: number): Promise<MembershipId[]> {
  const rows = await db
    .selectFrom('membership')
    .select('id')
    .where('source', 'in', ['stripe', 'offline'])
    .where('state', 'in', ['running', 'grace'])
    .where('ends_at_period', '=', 0)
    .where('paid_until', '<=', now.getTime())
    .where('access_until', '>', now.getTime())
    .where('access_until', '<=', by.getTime())
    .where((of) => of.not(of.exists(told(of, 'membership.end-told', 'membership.paid_until', 0))))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id as MembershipId);
}

type Builder = ExpressionBuilder<Tables, 'membership'>;

/** Whether such an act was noted since a time of the membership, moved by so many days. */
function told(
  of: Builder,
  act: string,
  since: 'membership.paid_until' | 'membership.change_at',
  days: number,
) {
  return of
    .selectFrom('member_act')
    .select('member_act.id')
    .where('member_act.act', '=', act)
    .whereRef('member_act.account_id', '=', 'membership.account_id')
    .whereRef('member_act.membership_id', '=', 'membership.id')
    .where('member_act.at', '>=', sql<number>`${sql.ref(since)} + ${days * 86_400_000}`);
}
