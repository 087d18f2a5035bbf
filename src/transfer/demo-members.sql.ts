import type { MediaId, PartnerId, PlaceId, TierId } from '#kit/ids.js';
import { addBenefit } from '#members/benefit.sql.js';
import { saveOffer } from '#members/offer.sql.js';
import { addPartner, addPlace } from '#members/partner.sql.js';
import { addCodes } from '#members/stock.sql.js';
import { addPrice, saveTier } from '#members/tier.sql.js';
import type { Tx } from '#store/tables.js';
import type { DemoBenefit, DemoMembers, DemoPartner } from './demo-folder.io.ts';

/** Gives the demonstration paper its tiers, offers and partners, so that a visitor finds all of them at once. */
export async function addDemoMembers(
  tx: Tx,
  members: DemoMembers,
  pictures: ReadonlyMap<string, { readonly id: MediaId }>,
  now: Date,
): Promise<void> {
  const tiers = new Map<string, TierId>();
  const currency = String(members.settings.currency);
  for (const [position, { prices, ...tier }] of members.tiers.entries()) {
    const { id } = await saveTier(tx, { ...tier, position, state: 'offered' }, now);
    tiers.set(tier.slug, id);
    for (const price of prices)
      await addPrice(tx, { ...price, tier: id, currency, taxBp: members.taxBp }, now);
  }
  for (const { tier, ...offer } of members.offers) {
    const times = { fromAt: null, untilAt: null, usesMost: null, state: 'running' as const };
    const of = tier === null ? null : (tiers.get(tier) ?? null);
    await saveOffer(tx, { ...offer, ...times, tier: of, currency: null }, now);
  }
  for (const partner of members.partners) await addDemoPartner(tx, partner, { currency, pictures }, now);
}

type Around = { currency: string; pictures: ReadonlyMap<string, { readonly id: MediaId }> };

async function addDemoPartner(tx: Tx, partner: DemoPartner, around: Around, now: Date): Promise<void> {
  const { name, about, email, places, benefits } = partner;
  const rest = { link: '', invoiceTo: '', taxBp: 2000, language: '', state: 'running' as const };
  const id = await addPartner(tx, { name, about, email, ...rest }, now);
  const made: PlaceId[] = [];
  for (const place of places) made.push(await addPlace(tx, id, { ...place, state: 'running' }, now));
  for (const benefit of benefits) await addDemoBenefit(tx, id, benefit, around, now);
}

async function addDemoBenefit(
  tx: Tx,
  partner: PartnerId,
  { picture, codes = 0, codeBegins = '', lowAt = 0, sharedCode = '', ...benefit }: DemoBenefit,
  { currency, pictures }: Around,
  now: Date,
): Promise<void> {
  const open = {
    validFrom: null,
    validUntil: null,
    places: [],
    perDay: null,
    perPlaceDay: null,
    inAll: null,
  };
  const id = await addBenefit(
    tx,
    {
      ...{ ...benefit, ...open, partner, currency, lowAt, link: '', state: 'offered' },
      sharedCode: sharedCode || null,
      media: pictures.get(picture)?.id ?? null,
    },
    now,
  );
  const pool = Array.from({ length: codes }, (_, at) => ({
    line: at + 1,
    code: `${codeBegins}-${String(at + 1).padStart(4, '0')}`,
  }));
  await addCodes(tx, id, pool, 'demo', now);
}
