import { nextMidnight, startOfDay } from '#kit/zone.js';
import type { Benefit } from '#members/benefit.js';
import type { BenefitRow, PartnerRow } from '../../shapes/benefits.ts';
import { minorOf, plainSum } from '../members/money.ts';
import { t } from './messages.ts';

/** A benefit as it is typed: numbers, sums and days as texts. */
export type TypedBenefit = {
  partner: number;
  title: string;
  slug: string;
  says: string;
  terms: string;
  media: number | null;
  picture: string | null;
  kind: Benefit['kind'];
  sharedCode: string;
  link: string;
  worth: string;
  settle: string;
  currency: string;
  tiers: readonly string[];
  places: readonly number[];
  perMember: string;
  perMemberDays: string;
  perDay: string;
  perPlaceDay: string;
  inAll: string;
  useWithin: string;
  from: string;
  until: string;
  lowAt: string;
  state: Benefit['state'];
};

const text = (value: number | null): string => (value === null ? '' : String(value));

export function typedFrom(
  benefit: BenefitRow | null,
  { partners, currency, zone }: { partners: readonly PartnerRow[]; currency: string; zone: string },
): TypedBenefit {
  if (!benefit) {
    const numbers = {
      perMember: '1',
      perMemberDays: '',
      perDay: '',
      perPlaceDay: '',
      inAll: '',
      useWithin: '',
    };
    return {
      ...{
        partner: partners[0]?.id ?? 0,
        title: '',
        slug: '',
        says: '',
        terms: '',
        media: null,
        picture: null,
      },
      ...{ kind: 'own', sharedCode: '', link: '', worth: '', settle: '', currency, tiers: [], places: [] },
      ...{ ...numbers, from: '', until: '', lowAt: '0', state: 'draft' },
    };
  }
  const { worthMinor, settleMinor, validFrom, validUntil } = benefit;
  return {
    ...benefit,
    sharedCode: benefit.sharedCode ?? '',
    worth: worthMinor === null ? '' : plainSum(worthMinor, benefit.currency),
    settle: settleMinor === 0 ? '' : plainSum(settleMinor, benefit.currency),
    ...{ perMember: text(benefit.perMember), perMemberDays: text(benefit.perMemberDays) },
    ...{ perDay: text(benefit.perDay), perPlaceDay: text(benefit.perPlaceDay), inAll: text(benefit.inAll) },
    ...{ useWithin: text(benefit.useWithinDays), lowAt: text(benefit.lowAt) },
    from: validFrom === null ? '' : dayOf(validFrom, zone),
    // The end is the midnight after its last day.
    until: validUntil === null ? '' : dayOf(validUntil - 1, zone),
  };
}

export type Mistakes = Partial<Record<keyof TypedBenefit, string>>;

/** What is wrong with what was typed, field by field. */
export function mistakesIn(typed: TypedBenefit): Mistakes {
  const mistakes: Mistakes = {};
  const numbers = [
    'perMember',
    'perMemberDays',
    'perDay',
    'perPlaceDay',
    'inAll',
    'useWithin',
    'lowAt',
  ] as const;
  for (const name of numbers) if (!/^\d{0,7}$/.test(typed[name].trim())) mistakes[name] = t('wrongNumber');
  for (const name of ['worth', 'settle'] as const)
    if (typed[name].trim() !== '' && minorOf(typed[name], typed.currency) === undefined)
      mistakes[name] = t('wrongSum');
  return mistakes;
}

/** As the server takes it. */
export function fieldsFrom(typed: TypedBenefit, zone: string) {
  const number = (value: string): number | null => (value.trim() === '' ? null : Number(value));
  const { picture: _picture, worth, settle, useWithin, from, until, slug, ...plain } = typed;
  return {
    ...wanted(plain),
    ...(slug.trim() !== '' && { slug: slug.trim() }),
    worthMinor: worth.trim() === '' ? null : (minorOf(worth, typed.currency) ?? null),
    settleMinor: minorOf(settle, typed.currency) ?? 0,
    ...{ perMember: number(typed.perMember) ?? 1, perMemberDays: number(typed.perMemberDays) },
    ...{ perDay: number(typed.perDay), perPlaceDay: number(typed.perPlaceDay), inAll: number(typed.inAll) },
    ...{ useWithinDays: number(useWithin), lowAt: number(typed.lowAt) ?? 0 },
    ...{
      validFrom: from === '' ? null : startOf(from, zone),
      validUntil: until === '' ? null : endOf(until, zone),
    },
  };
}

/** The fields that are sent as they stand; a row of the list knows more than may be sent. */
function wanted(
  typed: Pick<
    TypedBenefit,
    | 'partner'
    | 'title'
    | 'says'
    | 'terms'
    | 'media'
    | 'kind'
    | 'link'
    | 'sharedCode'
    | 'currency'
    | 'tiers'
    | 'places'
    | 'state'
  >,
) {
  const { partner, title, says, terms, media, kind, link, sharedCode, currency, tiers, places, state } =
    typed;
  const shared = kind === 'shared' ? sharedCode.trim() : null;
  return {
    partner,
    title: title.trim(),
    says,
    terms,
    media,
    kind,
    link: link.trim(),
    sharedCode: shared,
    currency,
    tiers,
    places,
    state,
  };
}

function dayOf(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at);
}

function startOf(day: string, zone: string): number {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return startOfDay(zone, year, month, date).getTime();
}

function endOf(day: string, zone: string): number {
  return nextMidnight(zone, new Date(startOf(day, zone))).getTime();
}
