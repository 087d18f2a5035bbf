import type { AccountId, MembershipId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';

/**
 * What happened to a reader's account or to a membership.
 *
 * staff    who at the desk did it; left out for the reader, for a provider and for time
 * act      in the past tense: 'joined', 'email-changed', 'membership.begun'
 * details  named facts; never what somebody read, never a secret
 */
export type ActWish = {
  readonly account: AccountId | null;
  readonly membership?: MembershipId | null;
  readonly staff?: AccountId | null;
  readonly act: string;
  readonly details?: Readonly<Record<string, unknown>>;
};

export type ActEntry = {
  readonly id: number;
  readonly at: number;
  readonly membership: MembershipId | null;
  readonly staff: AccountId | null;
  readonly act: string;
  readonly details: Readonly<Record<string, unknown>>;
};

/** Writes down what happened, in the transaction in which it did. */
export async function noteAct(tx: Tx, wish: ActWish, now: Date): Promise<void> {
  await tx
    .insertInto('member_act')
    .values({
      at: now.getTime(),
      account_id: wish.account,
      membership_id: wish.membership ?? null,
      staff_id: wish.staff ?? null,
      act: wish.act,
      details: JSON.stringify(wish.details ?? {}),
    })
    .execute();
}

/**
 * What happened to one reader, the newest first.
 *
 * before  the id a page starts below
 */
export async function listActs(
  db: Db,
  question: { account: AccountId; before?: number | undefined; limit: number },
): Promise<ActEntry[]> {
  let query = db
    .selectFrom('member_act')
    .select(['id', 'at', 'membership_id', 'staff_id', 'act', 'details'])
    .where('account_id', '=', question.account)
    .orderBy('id', 'desc')
    .limit(question.limit);
  if (question.before !== undefined) query = query.where('id', '<', question.before);
  const rows = await query.execute();
  return rows.map(({ id, at, act, details, ...row }) => ({
    ...{ id, at, act, details: JSON.parse(details) as Record<string, unknown> },
    ...{ membership: row.membership_id as MembershipId | null, staff: row.staff_id as AccountId | null },
  }));
}
