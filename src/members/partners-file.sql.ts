import type { Db, Tx } from '#store/tables.js';
import { addPartner, addPlace, changePartner, changePlace, listPartners, listPlaces } from './partner.sql.ts';
import type { Partner, Place } from './partner.ts';
import { type PartnerLine, partnerColumns, writeTable } from './partners-file.ts';

export type PartnersTaken = { readonly added: number; readonly changed: number; readonly places: number };

/** Partners are known by their name, places by theirs among the partner's, in letters of any size. */
export async function takePartners(tx: Tx, rows: readonly PartnerLine[], now: Date): Promise<PartnersTaken> {
  const partners = new Map((await listPartners(tx)).map((partner) => [keyOf(partner.name), partner.id]));
  const places = new Map((await listPlaces(tx)).map((place) => [placeKey(place.partner, place.name), place]));
  const touched = new Set<number>();
  let added = 0;
  let made = 0;
  for (const { partner: name, fields, place, address } of rows) {
    let id = partners.get(keyOf(name));
    if (id === undefined) {
      id = await addPartner(tx, { ...plain, ...fields, name }, now);
      partners.set(keyOf(name), id);
      added += 1;
    } else if (!touched.has(id)) await changePartner(tx, id, fields, now);
    touched.add(id);
    if (place === '') continue;
    const known = places.get(placeKey(id, place));
    if (!known) made += 1;
    if (!known) await addPlace(tx, id, { name: place, address: address ?? '', state: 'running' }, now);
    else if (address !== undefined && address !== known.address)
      await changePlace(tx, known.id, { address }, now);
  }
  return { added, changed: touched.size - added, places: made };
}

/** Everything as a table that can be taken in again: one line a place, and one for a partner without any. */
export async function writePartners(db: Db): Promise<string> {
  const places = await listPlaces(db);
  const lines = (await listPartners(db)).flatMap((partner) => {
    const own = places.filter((place) => place.partner === partner.id && place.state === 'running');
    return own.length === 0 ? [lineOf(partner)] : own.map((place) => lineOf(partner, place));
  });
  return writeTable([Object.keys(partnerColumns), ...lines]);
}

function lineOf({ name, about, link, email, invoiceTo, taxBp, language }: Partner, place?: Place): string[] {
  return [
    name,
    about,
    link,
    email,
    invoiceTo,
    String(taxBp / 100),
    language,
    place?.name ?? '',
    place?.address ?? '',
  ];
}

const plain = {
  about: '',
  link: '',
  email: '',
  invoiceTo: '',
  taxBp: 0,
  language: '',
  state: 'running' as const,
};

function keyOf(name: string): string {
  return name.trim().toLowerCase().replace(/\s+/g, ' ');
}

function placeKey(partner: number, name: string): string {
  return `${partner} ${keyOf(name)}`;
}
