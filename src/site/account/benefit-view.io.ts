import { findPicture } from '#media/picture.sql.js';
import type { Benefit } from '#members/benefit.js';
import { isSoldOut } from '#members/benefit.js';
import { wordDay, wordLimits, wordWorth } from '#members/benefit-words.js';
import { findPartner, listPlaces } from '#members/partner.sql.js';
import { countLeft } from '#members/stock.sql.js';
import { listTiers } from '#members/tier.sql.js';
import type { Db } from '#store/tables.js';
import { pictureView } from '../picture-view.ts';
import type { PictureView } from '../view.ts';

/** A benefit as everybody sees it: whatever a code could be guessed from is not in it. */
export type BenefitView = {
  readonly href: string;
  readonly title: string;
  readonly says: string;
  readonly terms: readonly string[];
  readonly kind: Benefit['kind'];
  readonly worth: string;
  readonly picture: PictureView | null;
  readonly partner: { readonly name: string; readonly about: string; readonly link: string };
  readonly limits: string;
  readonly tierNames: readonly string[];
  readonly places: readonly { readonly name: string; readonly address: string }[];
  /** Said only where few are left; 0 where all are taken. */
  readonly left: number | null;
  /** The first day, where it has not begun. */
  readonly from: string | null;
};

/** Fewer than this are told as a number. */
const FEW = 10;

export type ViewHouse = { readonly db: Db; readonly language: string; readonly zone: string };

/** Benefits as the page lists them. */
export async function viewBenefits(
  house: ViewHouse,
  benefits: readonly Benefit[],
  now: Date,
): Promise<BenefitView[]> {
  const tiers = await listTiers(house.db);
  const named = new Map(tiers.map(({ slug, name }) => [slug, name]));
  const views: BenefitView[] = [];
  for (const benefit of benefits) {
    const view = await viewBenefit(house, benefit, named, now);
    if (view) views.push(view);
  }
  return views;
}

async function viewBenefit(
  { db, language, zone }: ViewHouse,
  benefit: Benefit,
  named: ReadonlyMap<string, string>,
  now: Date,
): Promise<BenefitView | undefined> {
  const partner = await findPartner(db, benefit.partner);
  if (!partner) return undefined;
  const original = benefit.media === null ? undefined : await findPicture(db, benefit.media);
  const all = (await listPlaces(db, partner.id)).filter(({ state }) => state === 'running');
  const places = benefit.places.length === 0 ? all : all.filter(({ id }) => benefit.places.includes(id));
  const tierNames = benefit.tiers.map((slug) => named.get(slug) ?? slug);
  const { title, says, kind, slug } = benefit;
  const left = isSoldOut(benefit) ? 0 : await countLeft(db, benefit, FEW);
  const wording = { language, zone, tierNames, placeNames: [] };
  const begins = benefit.validFrom !== null && benefit.validFrom > now.getTime() ? benefit.validFrom : null;
  return {
    ...{ href: `/benefits/${slug}`, title, says, kind, tierNames, partner },
    terms: benefit.terms.split(/\n+/).filter((line) => line.trim() !== ''),
    worth: wordWorth(benefit, language),
    picture: original ? pictureView(original) : null,
    limits: wordLimits(benefit, wording),
    places: places.map(({ name, address }) => ({ name, address })),
    left: left !== null && left < FEW ? left : null,
    from: begins === null ? null : wordDay(begins, wording),
  };
}
