import { holds } from '#accounts/rights.js';
import { listStaff } from '#accounts/staff.sql.js';
import { fault } from '#kit/fault.js';
import type { AccountId, TierId } from '#kit/ids.js';
import { post } from '#store/letters.sql.js';
import { tell } from '#store/outbox.sql.js';
import type { Store } from '#store/store.io.js';
import type { Db, Tx } from '#store/tables.js';
import { memberFaults } from './faults.ts';
import { type Changes, compareOutside, isActive, type Kept, shrinks } from './outside/changes.ts';
import { writeHeldLetter } from './outside/held-letter.ts';
import { addRun, decideRun, dropHeld, loadSubscribers } from './outside.sql.ts';
import { isFeedName, type OutsideRun, type OutsideSubscriber } from './outside.ts';
import { type FileRefusal, readOutsideFile } from './outside-file.ts';
import { followOutside } from './outside-follow.sql.ts';
import { readProducts } from './outside-products.ts';
import { listTiers } from './tier.sql.ts';

/** What taking in files of circulation systems works with. */
export type OutsideHouse = {
  readonly store: Pick<Store, 'db'>;
  readonly settings: () => {
    readonly name: string;
    readonly language: string;
    readonly timeZone: string;
    readonly outsideProducts: readonly string[];
  };
  readonly address: () => string;
};

const IN_ONE_TRANSACTION = 250;

/**
 * Takes in what a circulation system says of its subscribers. The same file may come again and again.
 *
 * source  where it came from: the name of a file, the name of a key
 * throws  outside-feed-wrong, outside-file-wrong
 */
export async function takeOutside(
  house: OutsideHouse,
  { feed, source, bytes }: { feed: string; source: string; bytes: Uint8Array },
  now: Date,
): Promise<OutsideRun> {
  if (!isFeedName(feed)) throw fault(memberFaults, 'outside-feed-wrong', { feed });
  const file = readOutsideFile(bytes);
  if (!file.ok) throw fault(memberFaults, 'outside-file-wrong', { reason: wordRefusal(file.refusal) });
  const { refused } = file.value;
  const known = await loadSubscribers(house.store.db, feed);
  const changes = compareOutside(known, file.value, { zone: house.settings().timeZone, now });
  const { added, changed } = changes;
  const ended = countEnded(changes, known, now);
  const line = { feed, source, rows: file.value.rows.length, added, changed, ended, refused };
  if (shrinks(changes)) return hold(house, { ...line, state: 'held', file: file.value }, changes, now);
  await apply(house, { feed, changes, known }, now);
  return house.store.db.transaction().execute(async (tx) => {
    await dropHeld(tx, feed, now);
    const run = await addRun(tx, { ...line, state: 'done' }, now);
    await tell(tx, 'outside.taken', run.id, { feed }, now);
    return run;
  });
}

/**
 * Takes in a file that was held, or leaves it out.
 *
 * throws  outside-run-unknown, outside-run-decided
 */
export async function decideOutside(
  house: OutsideHouse,
  { id, take, by }: { id: number; take: boolean; by: AccountId },
  now: Date,
): Promise<OutsideRun> {
  const { run, file } = await house.store.db.transaction().execute(async (tx) => {
    const decided = await decideRun(tx, { id, state: take ? 'done' : 'refused', by }, now);
    await tell(tx, 'outside.taken', id, { feed: decided.run.feed }, now);
    return decided;
  });
  if (!take) return run;
  const known = await loadSubscribers(house.store.db, run.feed);
  const changes = compareOutside(known, file, { zone: house.settings().timeZone, now });
  await apply(house, { feed: run.feed, changes, known }, now);
  return run;
}

async function hold(
  house: OutsideHouse,
  run: Parameters<typeof addRun>[1],
  changes: Changes,
  now: Date,
): Promise<OutsideRun> {
  return house.store.db.transaction().execute(async (tx) => {
    await dropHeld(tx, run.feed, now);
    const held = await addRun(tx, run, now);
    await tell(tx, 'outside.held', held.id, { feed: run.feed }, now);
    const { name: paper, language } = house.settings();
    const href = `${house.address()}/desk/members/printed`;
    const { activeBefore: before, activeAfter: after } = changes;
    const letter = writeHeldLetter({ paper, language, feed: run.feed, before, after, href });
    const staff = (await listStaff(tx)).filter((one) => one.active && holds(one, 'members'));
    for (const { email } of staff) await post(tx, { kind: 'outside-held', to: email, ...letter }, now);
    return held;
  });
}

type Applying = { feed: string; changes: Changes; known: ReadonlyMap<string, OutsideSubscriber> };

/** In pieces, so that readers are served between them. Each may be done again. */
async function apply(house: OutsideHouse, { feed, changes, known }: Applying, now: Date): Promise<void> {
  const { db } = house.store;
  const tierOf = await readTiers(db, house.settings().outsideProducts);
  const gone = changes.gone.flatMap((number) => {
    const one = known.get(number);
    return one ? [{ ...one, goneAt: now.getTime() }] : [];
  });
  // Whoever is connected is looked at too where nothing changed: another tier may stand for their product by now.
  const put = new Set(changes.put.map(({ number }) => number));
  const left = new Set(changes.gone);
  const connected = [...known.values()].filter(
    ({ number, account }) => account !== null && !put.has(number) && !left.has(number),
  );
  const all: readonly Kept[] = [...changes.put, ...gone, ...connected];
  for (let at = 0; at < all.length; at += IN_ONE_TRANSACTION) {
    const piece = all.slice(at, at + IN_ONE_TRANSACTION);
    await db.transaction().execute((tx) => putAndFollow(tx, { feed, piece, tierOf }, now));
    await new Promise((done) => setImmediate(done));
  }
}

type Piece = { feed: string; piece: readonly Kept[]; tierOf: (product: string) => TierId | undefined };

async function putAndFollow(tx: Tx, { feed, piece, tierOf }: Piece, now: Date): Promise<void> {
  const rows = piece.map((one) => ({
    ...{ feed, number: one.number, name: one.name, postcode: one.postcode, product: one.product },
    ...{ from_at: one.from, until_at: one.until, gone_at: one.goneAt },
  }));
  const kept = await tx
    .insertInto('outside_subscriber')
    .values(rows.map((row) => ({ ...row, account_id: null, membership_id: null, connected_at: null })))
    .onConflict((conflict) =>
      conflict.columns(['feed', 'number']).doUpdateSet(({ ref }) => ({
        ...{
          name: ref('excluded.name'),
          postcode: ref('excluded.postcode'),
          product: ref('excluded.product'),
        },
        ...{ from_at: ref('excluded.from_at'), until_at: ref('excluded.until_at') },
        gone_at: ref('excluded.gone_at'),
      })),
    )
    .returning(['number', 'account_id', 'membership_id', 'connected_at'])
    .execute();
  const byNumber = new Map(piece.map((one) => [one.number, one]));
  for (const row of kept) {
    const one = byNumber.get(row.number);
    if (!one || row.membership_id === null) continue;
    const connected = { account: row.account_id as AccountId | null, connectedAt: row.connected_at };
    const subscriber = {
      ...one,
      feed,
      ...connected,
      membership: row.membership_id as OutsideSubscriber['membership'],
    };
    await followOutside(tx, { subscriber, tier: tierOf(one.product) }, now);
  }
}

/** The tier that a product brings, as its id. */
export async function readTiers(
  db: Db,
  products: readonly string[],
): Promise<(product: string) => TierId | undefined> {
  const slugOf = readProducts(products);
  const ids = new Map((await listTiers(db)).map(({ slug, id }) => [slug, id]));
  return (product) => {
    const slug = slugOf(product);
    return slug === undefined ? undefined : ids.get(slug);
  };
}

/** How many had the paper and do not have it any more. */
function countEnded({ put, gone }: Changes, known: ReadonlyMap<string, Kept>, now: Date): number {
  const wasActive = (number: string) => {
    const one = known.get(number);
    return one !== undefined && isActive(one, now);
  };
  const over = put.filter((one) => !isActive(one, now) && wasActive(one.number));
  return over.length + gone.filter(wasActive).length;
}

function wordRefusal(refusal: FileRefusal): string {
  if (refusal.code === 'empty') return 'it is empty.';
  return `its first line names no column for ${refusal.missing.join(', ')}.`;
}
