import { note } from '#accounts/audit.sql.js';
import { fault } from '#kit/fault.js';
import type { AccountId, FrontId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { followDraft } from './draft.sql.ts';
import { frontFaults } from './faults.ts';
import { type Front, findSaved, getVersion, listWaiting, lockFront, type Version } from './front.sql.ts';
import type { Up } from './front.ts';
import { applyLaunch, digest, isEmpty, type Left, type Plan, planLaunch, type Wish } from './launch.ts';
import { type Waiting, wishFor, writeUp } from './up.ts';

/** What a launch did: what was up before it and after it, and what it carried and left. */
export type Launched = { readonly before: Up; readonly after: Up; readonly plan: Plan };

/** Timed launches handled in one go of the clock. */
const BATCH = 50;

/**
 * Launches at once.
 *
 * shown   what the launch would do as its owner was shown it; where that no longer holds, nothing is launched
 * throws  front-not-found, front-nothing-to-launch, front-changed-meanwhile
 */
export async function launchNow(
  tx: Tx,
  id: FrontId,
  wish: Wish,
  made: { by: AccountId | null; how: Version['how']; shown?: string },
  now: Date,
): Promise<Launched> {
  const front = await lockFront(tx, id);
  const before = await settleFront(tx, front, now);
  const { up: after, plan } = applyLaunch(before, wish, null);
  if (made.shown !== undefined && made.shown !== digest(before, wish)) {
    throw fault(frontFaults, 'front-changed-meanwhile');
  }
  if (isEmpty(plan)) throw fault(frontFaults, 'front-nothing-to-launch', { left: plan.left });
  await saveVersion(
    tx,
    front,
    { before, after },
    { ...made, wish, plan, launch: null, at: now.getTime() },
    now,
  );
  return { before, after, plan };
}

/**
 * Launches at a time. It carries what differs now, and nothing that is arranged later.
 *
 * throws  front-not-found, front-launch-in-the-past, front-nothing-to-launch
 */
export async function launchAt(
  tx: Tx,
  id: FrontId,
  wish: Omit<Wish, 'after'>,
  made: { by: AccountId | null; at: number },
  now: Date,
): Promise<number> {
  if (made.at <= now.getTime()) throw fault(frontFaults, 'front-launch-in-the-past');
  const front = await lockFront(tx, id);
  const up = await settleFront(tx, front, now);
  const earlier = (await listWaiting(tx, id)).filter(({ at }) => at <= made.at);
  const whole = { ...wish, after: earlier.map((launch) => launch.id) };
  const plan = planLaunch(up, whole);
  if (isEmpty(plan)) throw fault(frontFaults, 'front-nothing-to-launch', { left: plan.left });
  const carries = [...plan.changes.map((change) => change.id), ...(plan.moved ? ['order'] : [])];
  const row = await tx
    .insertInto('front_launch')
    .values({
      front_id: id,
      launch_at: made.at,
      wish: JSON.stringify({ ...whole, carries }),
      made_by: made.by,
      made_at: now.getTime(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tell(tx, 'front.scheduled', id, { section: front.section, launch: row.id, at: made.at }, now);
  await note(tx, { ...audited(made.by, id, now), act: 'front.scheduled', details: { at: made.at } });
  return row.id;
}

/** throws  front-launch-not-waiting */
export async function cancelLaunch(
  tx: Tx,
  id: FrontId,
  launch: number,
  by: AccountId,
  now: Date,
): Promise<void> {
  const front = await lockFront(tx, id);
  await settleFront(tx, front, now);
  const row = await tx
    .updateTable('front_launch')
    .set({ state: 'cancelled' })
    .where('id', '=', launch)
    .where('front_id', '=', id)
    .where('state', '=', 'waiting')
    .returning('id')
    .executeTakeFirst();
  if (!row) throw fault(frontFaults, 'front-launch-not-waiting');
  await tell(tx, 'front.cancelled', id, { section: front.section, launch }, now);
  await note(tx, { ...audited(by, id, now), act: 'front.launch-cancelled', details: { launch } });
}

/** Puts up again what was up in an earlier version, as a version of its own. */
export async function restoreVersion(
  tx: Tx,
  id: FrontId,
  version: number,
  by: AccountId,
  now: Date,
): Promise<Launched> {
  const front = await lockFront(tx, id);
  const up = await settleFront(tx, front, now);
  const { containers } = await getVersion(tx, id, version);
  return launchNow(tx, id, wishFor(up, containers), { by, how: 'restored' }, now);
}

/** Launches that are done, waiting for their owner to hear what they left as it was. */
export async function listUntold(
  db: Db,
  front: FrontId,
  owner: AccountId,
): Promise<{ id: number; at: number; left: readonly Left[] }[]> {
  const rows = await db
    .selectFrom('front_launch')
    .select(['id', 'launch_at', 'left_alone'])
    .where('front_id', '=', front)
    .where('made_by', '=', owner)
    .where('state', '=', 'done')
    .where('told_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
  return rows
    .map((row) => ({ id: row.id, at: row.launch_at, left: JSON.parse(row.left_alone ?? '[]') as Left[] }))
    .filter(({ left }) => left.length > 0);
}

/** What a launch that is done left as it was, and for when it was set. */
export async function findLeftBy(
  db: Db,
  launch: number,
): Promise<{ at: number; left: readonly Left[] } | undefined> {
  const row = await db
    .selectFrom('front_launch')
    .select(['launch_at', 'left_alone'])
    .where('id', '=', launch)
    .where('state', '=', 'done')
    .executeTakeFirst();
  return row && { at: row.launch_at, left: JSON.parse(row.left_alone ?? '[]') as Left[] };
}

/** Its owner has read what a launch left. */
export async function noteTold(tx: Tx, launch: number, owner: AccountId, now: Date): Promise<void> {
  await tx
    .updateTable('front_launch')
    .set({ told_at: now.getTime() })
    .where('id', '=', launch)
    .where('made_by', '=', owner)
    .execute();
}

/**
 * Saves the launches whose time has come and tells of each, once. Readers do not wait for it: what is up is worked out
 * whenever it is read.
 *
 * returns  how many launches were settled; a full batch means there may be more
 */
export async function settleDueLaunches(db: Db, now: Date): Promise<number> {
  const due = await db
    .selectFrom('front_launch')
    .select('front_id')
    .where('state', '=', 'waiting')
    .where('launch_at', '<=', now.getTime())
    .orderBy('launch_at')
    .orderBy('id')
    .limit(BATCH)
    .execute();
  for (const front of new Set(due.map((row) => row.front_id as FrontId))) {
    await db.transaction().execute(async (tx) => settleFront(tx, await lockFront(tx, front), now));
  }
  return due.length;
}

/** The next instant after `now` at which a launch is due, milliseconds, or null. */
export async function findNextLaunch(db: Db, now: Date): Promise<number | null> {
  const row = await db
    .selectFrom('front_launch')
    .select('launch_at')
    .where('state', '=', 'waiting')
    .where('launch_at', '>', now.getTime())
    .orderBy('launch_at')
    .limit(1)
    .executeTakeFirst();
  return row?.launch_at ?? null;
}

/** Saves what is due on a locked front; gives what is up then. Every act on what is up begins with it. */
export async function settleFront(tx: Tx, front: Front, now: Date): Promise<Up> {
  let up = await findSaved(tx, front.id);
  const due = (await listWaiting(tx, front.id)).filter(({ at }) => at <= now.getTime());
  for (const launch of due) up = await settle(tx, front, up, launch, now);
  return up;
}

async function settle(tx: Tx, front: Front, before: Up, launch: Waiting, now: Date): Promise<Up> {
  const { wish, by, at } = launch;
  const { up, plan } = applyLaunch(before, wish, launch.id);
  const isNew = up.version > before.version;
  if (isNew)
    await saveVersion(
      tx,
      front,
      { before, after: up },
      { by, how: 'timed', wish, plan, launch: launch.id, at },
      now,
    );
  await tx
    .updateTable('front_launch')
    .set({ state: 'done', version: isNew ? up.version : null, left_alone: JSON.stringify(plan.left) })
    .where('id', '=', launch.id)
    .execute();
  if (plan.left.length > 0) {
    const payload = {
      section: front.section,
      launch: launch.id,
      owner: by,
      left: plan.left.map(({ id }) => id),
    };
    await tell(tx, 'front.left', front.id, payload, now);
  }
  return up;
}

async function saveVersion(
  tx: Tx,
  front: Front,
  { before, after: up }: { before: Up; after: Up },
  made: {
    by: AccountId | null;
    how: Version['how'];
    wish: Wish;
    plan: Plan;
    launch: number | null;
    at: number;
  },
  now: Date,
): Promise<void> {
  await tx
    .insertInto('front_version')
    .values({
      front_id: front.id,
      number: up.version,
      content: writeUp(up),
      how: made.how,
      launched_at: made.at,
      launched_by: made.by,
      launch_id: made.launch,
      bases: JSON.stringify(made.wish.bases),
      changes: JSON.stringify(made.plan.changes),
    })
    .execute();
  // A breaking story or an earlier version did not come from the draft.
  const bases = made.how === 'launch' || made.how === 'timed' ? made.wish.bases : undefined;
  await followDraft(tx, front.id, { before, after: up, bases }, { by: null, at: now });
  await tell(
    tx,
    'front.launched',
    front.id,
    { section: front.section, version: up.version, how: made.how },
    now,
  );
  const details = { version: up.version, how: made.how, containers: made.plan.changes.length };
  await note(tx, { ...audited(made.by, front.id, now), act: 'front.launched', details });
}

function audited(by: AccountId | null, front: FrontId, at: Date) {
  return { by, about: 'front', subject: front, at };
}
