import type { Benefit } from './benefit.ts';
import { wordAmount } from './price-words.ts';

/** What of a benefit is said in words; amounts and days as their language writes them. */
export type Wording = {
  readonly language: string;
  readonly zone: string;
  /** Names of the tiers it is for, in their order; empty for every tier. */
  readonly tierNames: readonly string[];
  /** Names of the places it is for; empty for all of the partner's. */
  readonly placeNames: readonly string[];
};

type Limits = Pick<
  Benefit,
  | 'perMember'
  | 'perMemberDays'
  | 'perDay'
  | 'perPlaceDay'
  | 'inAll'
  | 'useWithinDays'
  | 'validFrom'
  | 'validUntil'
>;

const en = {
  once: 'Once for each member',
  times: (count: number) => `${count} for each member`,
  aDay: ' a day',
  inDays: (days: number) => ` in ${days} days`,
  perDay: (count: number) => `${count} a day for all members together`,
  perPlace: (count: number) => `${count} a day at each place`,
  inAll: (count: string) => `${count} in all`,
  within: (days: number) =>
    days === 0 ? 'to be used on the same day' : `to be used within ${days} ${days === 1 ? 'day' : 'days'}`,
  from: (day: string) => `from ${day}`,
  until: (day: string) => `until ${day}`,
  tiers: (names: string) => `for ${names}`,
  places: (names: string) => `at ${names}`,
};

const de: typeof en = {
  once: 'Einmal für jedes Mitglied',
  times: (count) => `${count} für jedes Mitglied`,
  aDay: ' am Tag',
  inDays: (days) => ` in ${days} Tagen`,
  perDay: (count) => `${count} am Tag für alle Mitglieder zusammen`,
  perPlace: (count) => `${count} am Tag je Ort`,
  inAll: (count) => `${count} insgesamt`,
  within: (days) =>
    days === 0
      ? 'am selben Tag einzulösen'
      : `innerhalb von ${days} ${days === 1 ? 'Tag' : 'Tagen'} einzulösen`,
  from: (day) => `ab ${day}`,
  until: (day) => `bis ${day}`,
  tiers: (names) => `für ${names}`,
  places: (names) => `bei ${names}`,
};

function wordsIn(language: string): typeof en {
  return /^de\b/i.test(language) ? de : en;
}

/** Everything that limits a benefit, in one sentence: 'Once for each member, 200 in all, until 31 December 2026.' */
export function wordLimits(benefit: Limits, wording: Wording): string {
  const words = wordsIn(wording.language);
  const { perMember, perMemberDays, perDay, perPlaceDay, inAll, useWithinDays } = benefit;
  const days = perMemberDays === null ? '' : perMemberDays === 1 ? words.aDay : words.inDays(perMemberDays);
  const number = new Intl.NumberFormat(wording.language);
  const list = new Intl.ListFormat(wording.language, { type: 'conjunction' });
  const parts = [
    (perMember === 1 ? words.once : words.times(perMember)) + days,
    wording.tierNames.length > 0 && words.tiers(list.format(wording.tierNames)),
    wording.placeNames.length > 0 && words.places(list.format(wording.placeNames)),
    perDay !== null && words.perDay(perDay),
    perPlaceDay !== null && words.perPlace(perPlaceDay),
    inAll !== null && words.inAll(number.format(inAll)),
    useWithinDays !== null && words.within(useWithinDays),
    benefit.validFrom !== null && words.from(wordDay(benefit.validFrom, wording)),
    benefit.validUntil !== null && words.until(wordLastDay(benefit.validUntil, wording)),
  ];
  return `${parts.filter(Boolean).join(', ')}.`;
}

/** A day as people read it: '31 December 2026'. */
export function wordDay(at: number, { language, zone }: Pick<Wording, 'language' | 'zone'>): string {
  return new Intl.DateTimeFormat(language, { timeZone: zone, dateStyle: 'long' }).format(at);
}

/** The last day on which something holds that ends at an instant: an end at midnight is the day before. */
export function wordLastDay(end: number, wording: Pick<Wording, 'language' | 'zone'>): string {
  return wordDay(end - 1, wording);
}

/** A time of a day, as '14:05', with its day where that is another one than `now`'s. */
export function wordMoment(at: number, now: number, wording: Pick<Wording, 'language' | 'zone'>): string {
  const time = new Intl.DateTimeFormat(wording.language, {
    timeZone: wording.zone,
    timeStyle: 'short',
  }).format(at);
  const day = wordDay(at, wording);
  return day === wordDay(now, wording) ? time : `${day}, ${time}`;
}

/** '€2.80'; empty where a benefit's worth cannot be said. */
export function wordWorth(
  { worthMinor, currency }: Pick<Benefit, 'worthMinor' | 'currency'>,
  language: string,
): string {
  return worthMinor === null ? '' : wordAmount(worthMinor, currency, language);
}
