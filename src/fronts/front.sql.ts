import { fault } from '#kit/fault.js';
import type { AccountId, FrontId, SectionId } from '#kit/ids.js';
import { dialectOf } from '#store/store.io.js';
import type { Db, Tx } from '#store/tables.js';
import { frontFaults } from './faults.ts';
import { nothingUp, type Up } from './front.ts';
import type { Change } from './launch.ts';
import { readUp, readWish, upAt, type Waiting } from './up.ts';

/** A front: of the paper as a whole (section null), or of a section. */
export type Front = { readonly id: FrontId; readonly section: SectionId | null };

/** A version of what was up, without its cards. */
export type Version = {
  readonly number: number;
  readonly how: 'launch' | 'timed' | 'breaking' | 'restored' | 'imported';
  readonly at: number;
  readonly by: AccountId | null;
  readonly changes: readonly Change[];
};

/** Every front that was ever opened at the desk, the home front first. */
export async function listFronts(db: Db): Promise<Front[]> {
  const rows = await db.selectFrom('front').select(['id', 'section_id']).orderBy('id').execute();
  const fronts = rows.map(toFront);
  return [
    ...fronts.filter(({ section }) => section === null),
    ...fronts.filter(({ section }) => section !== null),
  ];
}

/** throws  front-not-found */
export async function getFront(db: Db, id: FrontId): Promise<Front> {
  const row = await db
    .selectFrom('front')
    .select(['id', 'section_id'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw fault(frontFaults, 'front-not-found', { id });
  return toFront(row);
}

export async function findFront(db: Db, section: SectionId | null): Promise<Front | undefined> {
  const row = await db
    .selectFrom('front')
    .select(['id', 'section_id'])
    .where('section_id', section === null ? 'is' : '=', section)
    .executeTakeFirst();
  return row && toFront(row);
}

/** The front of a section, or of the paper, made where there was none. It tells nobody: nothing is up yet. */
export async function openFront(tx: Tx, section: SectionId | null, now: Date): Promise<Front> {
  const made = { section_id: section, made_at: now.getTime() };
  await tx
    .insertInto('front')
    .values(made)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await findFront(tx, section)) as Front;
}

/**
 * What is up on a front at `now`, timed launches that are due included, whether or not they were announced.
 *
 * next  the next instant at which a launch waits, milliseconds, or null
 */
export async function findUp(db: Db, front: FrontId, now: Date): Promise<{ up: Up; next: number | null }> {
  const [saved, waiting] = await Promise.all([findSaved(db, front), listWaiting(db, front)]);
  const next = waiting.find(({ at }) => at > now.getTime());
  return { up: upAt(saved, waiting, now), next: next?.at ?? null };
}

/** What readers see on the front of a section, or of the paper; undefined where nothing was ever launched. */
export async function findUpOf(
  db: Db,
  section: SectionId | null,
  now: Date,
): Promise<{ up: Up | undefined; next: number | null }> {
  const front = await findFront(db, section);
  if (!front) return { up: undefined, next: null };
  const { up, next } = await findUp(db, front.id, now);
  return { up: up.version > 0 ? up : undefined, next };
}

/** The newest version that was saved: without launches that are due and not announced yet. */
export async function findSaved(db: Db, front: FrontId): Promise<Up> {
  const row = await db
    .selectFrom('front_version')
    .select(['number', 'content'])
    .where('front_id', '=', front)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? readUp(row.number, row.content) : nothingUp;
}

/**
 * One version of what was up.
 *
 * throws  front-version-not-found
 */
export async function getVersion(db: Db, front: FrontId, number: number): Promise<Up> {
  if (number === 0) return nothingUp;
  const row = await db
    .selectFrom('front_version')
    .select('content')
    .where('front_id', '=', front)
    .where('number', '=', number)
    .executeTakeFirst();
  if (!row) throw fault(frontFaults, 'front-version-not-found', { version: number });
  return readUp(number, row.content);
}

/** The bases of the draft that a version was launched from. */
export async function findBases(db: Db, front: FrontId, number: number): Promise<Record<string, number>> {
  const row = await db
    .selectFrom('front_version')
    .select('bases')
    .where('front_id', '=', front)
    .where('number', '=', number)
    .executeTakeFirst();
  return row ? (JSON.parse(row.bases) as Record<string, number>) : {};
}

/** What was up when, newest first; below version `before` where it is given. */
export async function listVersions(
  db: Db,
  front: FrontId,
  limit: number,
  before?: number,
): Promise<Version[]> {
  let query = db
    .selectFrom('front_version')
    .select(['number', 'how', 'launched_at', 'launched_by', 'changes'])
    .where('front_id', '=', front)
    .orderBy('number', 'desc')
    .limit(limit);
  if (before !== undefined) query = query.where('number', '<', before);
  const rows = await query.execute();
  return rows.map((row) => ({
    number: row.number,
    how: row.how,
    at: row.launched_at,
    by: row.launched_by as AccountId | null,
    changes: JSON.parse(row.changes) as Change[],
  }));
}

/** Launches of a front that wait for their time, in the order in which they are due. */
export async function listWaiting(db: Db, front: FrontId): Promise<Waiting[]> {
  const rows = await db
    .selectFrom('front_launch')
    .select(['id', 'launch_at', 'made_by', 'made_at', 'wish'])
    .where('front_id', '=', front)
    .where('state', '=', 'waiting')
    .orderBy('launch_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.launch_at,
    by: row.made_by as AccountId | null,
    madeAt: row.made_at,
    wish: readWish(row.wish),
  }));
}

/** Nobody else changes what is up until the transaction ends. On SQLite there is only one writer anyway. */
export async function lockFront(tx: Tx, front: FrontId): Promise<Front> {
  const query = tx.selectFrom('front').select(['id', 'section_id']).where('id', '=', front);
  const row = await (dialectOf(tx) === 'sqlite' ? query : query.forUpdate()).executeTakeFirst();
  if (!row) throw fault(frontFaults, 'front-not-found', { id: front });
  return toFront(row);
}

function toFront(row: { id: number; section_id: number | null }): Front {
  return { id: row.id as FrontId, section: row.section_id as SectionId | null };
}
