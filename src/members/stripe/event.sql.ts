import type { Db } from '#store/tables.js';

/**
 * An event of Stripe as it is kept: what it was about, never who.
 *
 * outcome  taken · nothing (of no concern to us, or unknown) · left: WHY · failed: WHY (Stripe sends it again)
 */
export type StripeEventRow = {
  readonly id: string;
  readonly kind: string;
  readonly happenedAt: number;
  readonly takenAt: number;
  readonly outcome: string;
};

/** Whether it was acted on already. One that failed was not. */
export async function isTaken(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('provider_event')
    .select('outcome')
    .where('provider', '=', 'stripe')
    .where('event_id', '=', id)
    .executeTakeFirst();
  return row !== undefined && !row.outcome.startsWith('failed');
}

/** Keeps what became of it. What was taken once stays taken. */
export async function keepEvent(
  db: Db,
  { id, kind, happenedAt, takenAt, outcome }: StripeEventRow,
): Promise<void> {
  const came = { taken_at: takenAt, outcome };
  await db
    .insertInto('provider_event')
    .values({ provider: 'stripe', event_id: id, kind, happened_at: happenedAt, content: null, ...came })
    .onConflict((conflict) =>
      conflict
        .columns(['provider', 'event_id'])
        .doUpdateSet(came)
        .where('provider_event.outcome', 'like', 'failed%'),
    )
    .execute();
}
