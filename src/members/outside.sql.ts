import type { Selectable } from 'kysely';
import { fault } from '#kit/fault.js';
import type { AccountId, MembershipId } from '#kit/ids.js';
import type { Db, Tables, Tx } from '#store/tables.js';
import { memberFaults } from './faults.ts';
import { beginningWith, containing } from './like.sql.ts';
import type { OutsideRun, OutsideRunState, OutsideSubscriber } from './outside.ts';
import type { OutsideFile, RefusedLine } from './outside-file.ts';
import { numberKey } from './outside-file.ts';

/** Lines of a run that are kept by name. */
const REFUSED_KEPT = 500;

/** Every subscriber of a feed, those that are gone too, by number. */
export async function loadSubscribers(db: Db, feed: string): Promise<Map<string, OutsideSubscriber>> {
  const rows = await db.selectFrom('outside_subscriber').selectAll().where('feed', '=', feed).execute();
  return new Map(rows.map((row) => [row.number, toSubscriber(row)]));
}

/** Whoever has this number, in whatever feed. */
export async function findByNumber(db: Db, number: string): Promise<OutsideSubscriber[]> {
  const rows = await db
    .selectFrom('outside_subscriber')
    .selectAll()
    .where('number', '=', numberKey(number))
    .orderBy('feed')
    .execute();
  return rows.map(toSubscriber);
}

/** throws  outside-subscriber-unknown */
export async function getSubscriber(db: Db, feed: string, number: string): Promise<OutsideSubscriber> {
  const row = await db
    .selectFrom('outside_subscriber')
    .selectAll()
    .where('feed', '=', feed)
    .where('number', '=', number)
    .executeTakeFirst();
  if (!row) throw fault(memberFaults, 'outside-subscriber-unknown', { number });
  return toSubscriber(row);
}

/** What an account is connected with. */
export async function listConnected(db: Db, account: AccountId): Promise<OutsideSubscriber[]> {
  const rows = await db
    .selectFrom('outside_subscriber')
    .selectAll()
    .where('account_id', '=', account)
    .orderBy('feed')
    .orderBy('number')
    .execute();
  return rows.map(toSubscriber);
}

export type SubscriberQuestion = {
  readonly q: string;
  readonly feed?: string | undefined;
  readonly connected?: boolean | undefined;
  readonly limit: number;
};

/** Subscribers by the beginning of their number or postcode, or words of their name. */
export async function searchSubscribers(db: Db, question: SubscriberQuestion): Promise<OutsideSubscriber[]> {
  const { q, feed, connected, limit } = question;
  let query = db.selectFrom('outside_subscriber').selectAll().orderBy('feed').orderBy('number').limit(limit);
  if (feed !== undefined) query = query.where('feed', '=', feed);
  if (connected !== undefined) query = query.where('account_id', connected ? 'is not' : 'is', null);
  const words = q.trim().toLowerCase();
  const number = numberKey(words);
  if (words !== '') {
    query = query.where(({ eb, fn, ref }) =>
      eb.or([
        ...(number === '' ? [] : [eb('number', 'like', `${number}%`)]),
        eb(fn<string>('lower', [ref('name')]), 'like', containing(words)),
        eb(fn<string>('lower', [ref('postcode')]), 'like', beginningWith(words)),
      ]),
    );
  }
  return (await query.execute()).map(toSubscriber);
}

export type RunWish = Pick<
  OutsideRun,
  'feed' | 'source' | 'state' | 'rows' | 'added' | 'changed' | 'ended'
> & {
  readonly refused: readonly RefusedLine[];
  readonly file?: OutsideFile;
};

/** Writes down that a file came in; one that is held is kept with it. */
export async function addRun(tx: Tx, wish: RunWish, now: Date): Promise<OutsideRun> {
  const { feed, source, state, rows, added, changed, ended } = wish;
  const refused = { count: wish.refused.length, lines: wish.refused.slice(0, REFUSED_KEPT) };
  const row = await tx
    .insertInto('outside_run')
    .values({
      ...{ feed, source: source.slice(0, 300), state, rows, added, changed, ended },
      ...{ refused: JSON.stringify(refused), content: wish.file ? JSON.stringify(wish.file) : null },
      ...{ made_at: now.getTime(), decided_at: null, decided_by: null },
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toRun(row);
}

/** Closes runs of a feed that still wait: a newer file took their place. */
export async function dropHeld(tx: Tx, feed: string, now: Date): Promise<void> {
  await tx
    .updateTable('outside_run')
    .set({ state: 'dropped', content: null, decided_at: now.getTime() })
    .where('feed', '=', feed)
    .where('state', '=', 'held')
    .execute();
}

/**
 * Takes a run that waits, so that two people do not decide it twice.
 *
 * returns  the file it waited with
 * throws   outside-run-unknown, outside-run-decided
 */
export async function decideRun(
  tx: Tx,
  { id, state, by }: { id: number; state: OutsideRunState; by: AccountId | null },
  now: Date,
): Promise<{ run: OutsideRun; file: OutsideFile }> {
  const before = await tx.selectFrom('outside_run').select('content').where('id', '=', id).executeTakeFirst();
  if (!before) throw fault(memberFaults, 'outside-run-unknown', { run: id });
  const row = await tx
    .updateTable('outside_run')
    .set({ state, content: null, decided_at: now.getTime(), decided_by: by })
    .where('id', '=', id)
    .where('state', '=', 'held')
    .returningAll()
    .executeTakeFirst();
  if (!row || before.content === null) throw fault(memberFaults, 'outside-run-decided', { run: id });
  return { run: toRun(row), file: JSON.parse(before.content) as OutsideFile };
}

export async function listRuns(
  db: Db,
  { feed, before, limit }: { feed?: string | undefined; before?: number | undefined; limit: number },
): Promise<OutsideRun[]> {
  let query = db.selectFrom('outside_run').selectAll().orderBy('id', 'desc').limit(limit);
  if (feed !== undefined) query = query.where('feed', '=', feed);
  if (before !== undefined) query = query.where('id', '<', before);
  return (await query.execute()).map(toRun);
}

/** What is known of each feed: how many subscribers, and how many of them are connected. */
export async function listFeeds(
  db: Db,
  now: Date,
): Promise<{ feed: string; product: string; subscribers: number; connected: number }[]> {
  const rows = await db
    .selectFrom('outside_subscriber')
    .select(({ fn }) => ['feed', 'product', fn.countAll<number>().as('subscribers')])
    .select(({ fn }) => fn.count<number>('account_id').as('connected'))
    .where('gone_at', 'is', null)
    .where(({ eb, or }) => or([eb('until_at', 'is', null), eb('until_at', '>', now.getTime())]))
    .groupBy(['feed', 'product'])
    .orderBy('feed')
    .orderBy('product')
    .execute();
  return rows.map((row) => ({
    ...row,
    subscribers: Number(row.subscribers),
    connected: Number(row.connected),
  }));
}

/** throws  outside-run-unknown */
export async function getRun(db: Db, id: number): Promise<OutsideRun> {
  const row = await db.selectFrom('outside_run').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw fault(memberFaults, 'outside-run-unknown', { run: id });
  return toRun(row);
}

function toRun(row: Selectable<Tables['outside_run']>): OutsideRun {
  const refused = JSON.parse(row.refused) as { count: number; lines: RefusedLine[] };
  return {
    ...{ id: row.id, feed: row.feed, source: row.source, state: row.state, rows: row.rows, added: row.added },
    ...{ changed: row.changed, ended: row.ended, refused: refused.lines, refusedCount: refused.count },
    ...{ madeAt: row.made_at, decidedAt: row.decided_at, decidedBy: row.decided_by as AccountId | null },
  };
}

export function toSubscriber(row: Selectable<Tables['outside_subscriber']>): OutsideSubscriber {
  return {
    ...{ feed: row.feed, number: row.number, name: row.name, postcode: row.postcode, product: row.product },
    ...{ from: row.from_at, until: row.until_at, account: row.account_id as AccountId | null },
    ...{ membership: row.membership_id as MembershipId | null, connectedAt: row.connected_at },
    goneAt: row.gone_at,
  };
}
