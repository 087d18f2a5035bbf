import type { BenefitId, PartnerId, PlaceId } from '#kit/ids.js';
import type { Store } from '#store/store.io.js';
import { addBenefit, type BenefitWish } from '../benefit.sql.ts';
import { type Counter, findCounter, letIn, makeLetIn, makePin } from '../counter.sql.ts';
import { addPartner, addPlace } from '../partner.sql.ts';
import { addCodes } from '../stock.sql.ts';

const HOUR_MS = 3_600_000;
const SECRET = 'a secret of tests';

/** What a benefit is where a test says nothing of it. */
export const plainBenefit: Omit<BenefitWish, 'partner'> = {
  ...{ slug: 'espresso', title: 'An espresso', says: '', terms: '', media: null, worthMinor: 280 },
  ...{ currency: 'EUR', kind: 'own', sharedCode: null, link: '', validFrom: null, validUntil: null },
  ...{ useWithinDays: null, tiers: [], places: [], perMember: 1, perMemberDays: null, perDay: null },
  ...{ perPlaceDay: null, inAll: null, settleMinor: 150, lowAt: 0, state: 'offered' },
};

export type MadeBenefit = { partner: PartnerId; benefit: BenefitId; places: readonly PlaceId[] };

/** A partner with places, who offers one benefit; `codes` fill its pool. */
export async function newBenefit(
  { db }: Pick<Store, 'db'>,
  wish: Partial<BenefitWish> & {
    codes?: readonly string[];
    placeNames?: readonly string[];
    name?: string;
  } = {},
  now: Date = new Date(),
): Promise<MadeBenefit> {
  const { codes = [], placeNames = ['Harbour Street'], name = 'Anchor Café', ...fields } = wish;
  return db.transaction().execute(async (tx) => {
    const about = { about: '', link: '', email: '', invoiceTo: '', taxBp: 1900, language: '' };
    const partner = await addPartner(tx, { name, ...about, state: 'running' }, now);
    const places: PlaceId[] = [];
    for (const place of placeNames)
      places.push(await addPlace(tx, partner, { name: place, address: '', state: 'running' }, now));
    const benefit = await addBenefit(tx, { ...plainBenefit, ...fields, partner }, now);
    await addCodes(
      tx,
      benefit,
      codes.map((code, at) => ({ line: at + 1, code })),
      'test',
      now,
    );
    return { partner, benefit, places };
  });
}

/** A device let in at a place. returns  its counter, and the word its cookie holds */
export async function newCounter(
  { db }: Pick<Store, 'db'>,
  place: PlaceId,
  now: Date = new Date(),
  secret: string = SECRET,
): Promise<{ counter: Counter; token: string }> {
  const token = await db.transaction().execute(async (tx) => {
    const word = await makeLetIn(tx, place, new Date(now.getTime() + HOUR_MS), now);
    const pin = await makePin(tx, place, secret, now);
    const outcome = await letIn(tx, { word, pin, name: 'Till', secret }, now);
    if (!outcome.ok) throw new Error(`The device was not let in: ${outcome.refusal.code}`);
    return outcome.value.token;
  });
  const counter = await findCounter(db, token);
  if (!counter) throw new Error('The device that was let in is not found.');
  return { counter, token };
}
