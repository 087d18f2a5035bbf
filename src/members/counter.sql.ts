import { timingSafeEqual } from 'node:crypto';
import type { Selectable } from 'kysely';
import { hashCode, hashWord } from '#accounts/hash.js';
import { newWord } from '#accounts/random.io.js';
import { fault } from '#kit/fault.js';
import type { PartnerId, PlaceId } from '#kit/ids.js';
import { no, type Result, yes } from '#kit/result.js';
import { tell } from '#store/outbox.sql.js';
import { dialectOf } from '#store/store.io.js';
import type { Db, Tables, Tx } from '#store/tables.js';
import { memberFaults } from './faults.ts';
import { MOST_WRONG_PINS } from './lockout.ts';
import { getPlace, toDevice, toPlace } from './partner.sql.ts';
import type { Device, Partner, Place } from './partner.ts';
import { newPin } from './voucher-words.io.ts';

/** A counter: a device that may redeem, where it stands, and for whom. */
export type Counter = {
  readonly device: Device;
  readonly place: Place;
  readonly partner: Pick<Partner, 'id' | 'name' | 'language'>;
};

export type LetIn = { readonly token: string; readonly device: number };
/** `left`: how often the PIN may still be wrong before the code is void. */
export type LetInRefusal =
  | { readonly code: 'code-over' }
  | { readonly code: 'pin-wrong'; readonly left: number };

/**
 * Makes a code that lets devices in at a place until then; an earlier one lets nobody in any more.
 *
 * returns  the word for its address, told this once
 * throws   place-unknown, place-closed
 */
export async function makeLetIn(tx: Tx, id: PlaceId, until: Date, now: Date): Promise<string> {
  const place = await getPlace(tx, id);
  if (place.state === 'closed') throw fault(memberFaults, 'place-closed', { place: id });
  const word = newWord().slice(0, 22);
  const row = { let_in_hash: hashWord(word), let_in_until: until.getTime(), wrong_pins: 0 };
  await tx.updateTable('place').set(row).where('id', '=', id).execute();
  await tell(tx, 'partner.changed', place.partner, {}, now);
  return word;
}

/** The let-in code lets nobody in any more; devices that are in stay. */
export async function endLetIn(tx: Tx, id: PlaceId, now: Date): Promise<void> {
  const { partner } = await getPlace(tx, id);
  await tx.updateTable('place').set({ let_in_hash: null, let_in_until: null }).where('id', '=', id).execute();
  await tell(tx, 'partner.changed', partner, {}, now);
}

/**
 * Gives a place a new PIN; devices that are in stay in.
 *
 * returns  the PIN, told this once
 */
export async function makePin(tx: Tx, id: PlaceId, secret: string, now: Date): Promise<string> {
  const { partner } = await getPlace(tx, id);
  const pin = newPin();
  const row = { pin_hash: hashPin(pin, id, secret), wrong_pins: 0 };
  await tx.updateTable('place').set(row).where('id', '=', id).execute();
  await tell(tx, 'partner.changed', partner, {}, now);
  return pin;
}

/** The place whose let-in code this is, while it lets devices in. */
export async function findByLetIn(
  db: Db,
  word: string,
  now: Date,
): Promise<{ place: Place; partner: Counter['partner'] } | undefined> {
  const row = await db
    .selectFrom('place')
    .selectAll()
    .where('let_in_hash', '=', hashWord(word))
    .where('let_in_until', '>', now.getTime())
    .where('state', '=', 'running')
    .executeTakeFirst();
  if (!row || row.pin_hash === null) return undefined;
  return { place: toPlace(row), partner: await partnerOf(db, row.partner_id) };
}

/** Lets a device in that scanned the code and knows the PIN. Too many wrong PINs make the code void, and staff hear of it. */
export async function letIn(
  tx: Tx,
  wish: { word: string; pin: string; name: string; secret: string },
  now: Date,
): Promise<Result<LetIn, LetInRefusal>> {
  const row = await lockByLetIn(tx, wish.word, now);
  if (!row || row.pin_hash === null) return no({ code: 'code-over' });
  if (!isSame(row.pin_hash, hashPin(wish.pin, row.id, wish.secret))) return wrongPin(tx, row, now);
  const token = newWord();
  const { id } = await tx
    .insertInto('device')
    .values({
      ...{ place_id: row.id, token_hash: hashWord(token), name: wish.name.trim().slice(0, 80) },
      ...{ let_in_at: now.getTime(), seen_at: now.getTime(), wrong_since: null },
      ...{ locked_until: null, shut_out_at: null },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx.updateTable('place').set({ wrong_pins: 0 }).where('id', '=', row.id).execute();
  await tell(tx, 'counter.let-in', row.id, { device: id, partner: row.partner_id }, now);
  return yes({ token, device: id });
}

/** The counter behind a device's word; undefined once it is shut out or its place closed. */
export async function findCounter(db: Db, token: string): Promise<Counter | undefined> {
  const row = await db
    .selectFrom('device')
    .select(['id', 'place_id', 'name', 'let_in_at', 'seen_at', 'locked_until', 'shut_out_at'])
    .where('token_hash', '=', hashWord(token))
    .executeTakeFirst();
  if (!row || row.shut_out_at !== null) return undefined;
  const place = await db.selectFrom('place').selectAll().where('id', '=', row.place_id).executeTakeFirst();
  if (place?.state !== 'running') return undefined;
  return { device: toDevice(row), place: toPlace(place), partner: await partnerOf(db, place.partner_id) };
}

/** Shuts a device out at once. throws  device-unknown */
export async function shutOut(tx: Tx, device: number, now: Date): Promise<PlaceId> {
  const row = await tx
    .updateTable('device')
    .set({ shut_out_at: now.getTime() })
    .where('id', '=', device)
    .returning('place_id')
    .executeTakeFirst();
  if (!row) throw fault(memberFaults, 'device-unknown', { device });
  await tell(tx, 'counter.shut-out', row.place_id, { device }, now);
  return row.place_id as PlaceId;
}

/** Lets a place and its devices type codes again before their lock is over. */
export async function unlockPlace(tx: Tx, id: PlaceId, now: Date): Promise<void> {
  const { partner } = await getPlace(tx, id);
  const free = { wrong: 0, wrong_since: null, locked_until: null };
  await tx.updateTable('place').set(free).where('id', '=', id).execute();
  await tx.updateTable('device').set(free).where('place_id', '=', id).execute();
  await tell(tx, 'partner.changed', partner, {}, now);
}

async function lockByLetIn(
  tx: Tx,
  word: string,
  now: Date,
): Promise<Selectable<Tables['place']> | undefined> {
  const query = tx
    .selectFrom('place')
    .selectAll()
    .where('let_in_hash', '=', hashWord(word))
    .where('let_in_until', '>', now.getTime())
    .where('state', '=', 'running');
  return (dialectOf(tx) === 'postgres' ? query.forUpdate() : query).executeTakeFirst();
}

async function wrongPin(
  tx: Tx,
  place: Selectable<Tables['place']>,
  now: Date,
): Promise<Result<LetIn, LetInRefusal>> {
  const wrong = place.wrong_pins + 1;
  const isOver = wrong >= MOST_WRONG_PINS;
  const over = isOver ? { let_in_hash: null, let_in_until: null } : {};
  await tx
    .updateTable('place')
    .set({ wrong_pins: wrong, ...over })
    .where('id', '=', place.id)
    .execute();
  if (isOver) await tell(tx, 'counter.locked', place.id, { why: 'pins', wrong }, now);
  return no(isOver ? { code: 'code-over' } : { code: 'pin-wrong', left: MOST_WRONG_PINS - wrong });
}

async function partnerOf(db: Db, id: number): Promise<Counter['partner']> {
  const row = await db
    .selectFrom('partner')
    .select(['id', 'name', 'language'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { ...row, id: row.id as PartnerId };
}

/** A PIN is short: without the house secret a copy of the table gives none away. */
function hashPin(pin: string, place: number, secret: string): string {
  return hashCode(`${place} ${pin.replace(/\D/g, '')}`, `counter ${secret}`);
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
