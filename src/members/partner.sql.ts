import type { Selectable } from 'kysely';
import { fault } from '#kit/fault.js';
import type { PartnerId, PlaceId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tables, Tx } from '#store/tables.js';
import { memberFaults } from './faults.ts';
import type { Device, Partner, Place } from './partner.ts';

export type PartnerWish = Omit<Partner, 'id'>;
export type PlaceWish = Pick<Place, 'name' | 'address' | 'state'>;

/** By name. A paper has few enough for one list. */
export async function listPartners(db: Db): Promise<Partner[]> {
  const rows = await db.selectFrom('partner').selectAll().orderBy('name').orderBy('id').limit(5000).execute();
  return rows.map(toPartner);
}

export async function findPartner(db: Db, id: PartnerId): Promise<Partner | undefined> {
  const row = await db.selectFrom('partner').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toPartner(row);
}

/** throws  partner-unknown */
export async function getPartner(db: Db, id: PartnerId): Promise<Partner> {
  const partner = await findPartner(db, id);
  if (!partner) throw fault(memberFaults, 'partner-unknown', { partner: id });
  return partner;
}

export async function addPartner(tx: Tx, wish: PartnerWish, now: Date): Promise<PartnerId> {
  const at = now.getTime();
  const { id } = await tx
    .insertInto('partner')
    .values({ ...toPartnerRow(wish), made_at: at, changed_at: at })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tell(tx, 'partner.changed', id, {}, now);
  return id as PartnerId;
}

/** throws  partner-unknown */
export async function changePartner(
  tx: Tx,
  id: PartnerId,
  change: Partial<PartnerWish>,
  now: Date,
): Promise<void> {
  const wish = { ...(await getPartner(tx, id)), ...change };
  await tx
    .updateTable('partner')
    .set({ ...toPartnerRow(wish), changed_at: now.getTime() })
    .where('id', '=', id)
    .execute();
  await tell(tx, 'partner.changed', id, {}, now);
}

/** Places of one partner, or of all of them, in the order they were made. */
export async function listPlaces(db: Db, partner?: PartnerId): Promise<Place[]> {
  let query = db.selectFrom('place').selectAll().orderBy('partner_id').orderBy('id').limit(20_000);
  if (partner !== undefined) query = query.where('partner_id', '=', partner);
  return (await query.execute()).map(toPlace);
}

export async function findPlace(db: Db, id: PlaceId): Promise<Place | undefined> {
  const row = await db.selectFrom('place').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toPlace(row);
}

/** throws  place-unknown */
export async function getPlace(db: Db, id: PlaceId): Promise<Place> {
  const place = await findPlace(db, id);
  if (!place) throw fault(memberFaults, 'place-unknown', { place: id });
  return place;
}

/** throws  partner-unknown */
export async function addPlace(tx: Tx, partner: PartnerId, wish: PlaceWish, now: Date): Promise<PlaceId> {
  await getPartner(tx, partner);
  const { id } = await tx
    .insertInto('place')
    .values({
      ...{ partner_id: partner, name: wish.name, address: wish.address, state: wish.state },
      ...{ pin_hash: null, let_in_hash: null, let_in_until: null, wrong_since: null, locked_until: null },
      made_at: now.getTime(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tell(tx, 'partner.changed', partner, {}, now);
  return id as PlaceId;
}

/** A place that closes lets no device in any more, and redeems nothing. throws  place-unknown */
export async function changePlace(tx: Tx, id: PlaceId, change: Partial<PlaceWish>, now: Date): Promise<void> {
  const before = await getPlace(tx, id);
  const { name, address, state } = { ...before, ...change };
  const closing = state === 'closed' ? { let_in_hash: null, let_in_until: null } : {};
  await tx
    .updateTable('place')
    .set({ name, address, state, ...closing })
    .where('id', '=', id)
    .execute();
  await tell(tx, 'partner.changed', before.partner, {}, now);
}

/** Devices of these places, those shut out last. */
export async function listDevices(db: Db, places: readonly PlaceId[]): Promise<Device[]> {
  if (places.length === 0) return [];
  const rows = await db
    .selectFrom('device')
    .select(['id', 'place_id', 'name', 'let_in_at', 'seen_at', 'locked_until', 'shut_out_at'])
    .where('place_id', 'in', places)
    .orderBy('shut_out_at', (order) => order.asc().nullsFirst())
    .orderBy('id', 'desc')
    .limit(1000)
    .execute();
  return rows.map(toDevice);
}

type DeviceRow = Pick<
  Selectable<Tables['device']>,
  'id' | 'place_id' | 'name' | 'let_in_at' | 'seen_at' | 'locked_until' | 'shut_out_at'
>;

export function toDevice(row: DeviceRow): Device {
  return {
    ...{ id: row.id, place: row.place_id as PlaceId, name: row.name, letInAt: row.let_in_at },
    ...{ seenAt: row.seen_at, lockedUntil: row.locked_until, shutOutAt: row.shut_out_at },
  };
}

function toPartner(row: Selectable<Tables['partner']>): Partner {
  return {
    ...{ id: row.id as PartnerId, name: row.name, about: row.about, link: row.link, email: row.email },
    ...{ invoiceTo: row.invoice_to, taxBp: row.tax_bp, language: row.language, state: row.state },
  };
}

function toPartnerRow(wish: PartnerWish) {
  return {
    ...{ name: wish.name, about: wish.about, link: wish.link, email: wish.email },
    ...{ invoice_to: wish.invoiceTo, tax_bp: wish.taxBp, language: wish.language, state: wish.state },
  };
}

export function toPlace(row: Selectable<Tables['place']>): Place {
  return {
    ...{ id: row.id as PlaceId, partner: row.partner_id as PartnerId, name: row.name, address: row.address },
    ...{ hasPin: row.pin_hash !== null, letInUntil: row.let_in_until, lockedUntil: row.locked_until },
    state: row.state,
  };
}
