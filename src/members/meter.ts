import { partsIn, startOfDay } from '#kit/zone.js';
import type { Settings } from '#paper/settings.js';
import type { Access } from '#stories/access.js';

/** The settings that the meter goes by. */
export type MeterSettings = Pick<
  Settings,
  'meterPeriod' | 'meterAnonymous' | 'meterRegistered' | 'meterTiers' | 'timeZone'
>;

/** Who reads without holding a tier. */
export type MeteredReader = 'anonymous' | 'registered';

/**
 * The stretch of time an allowance is for.
 *
 * name    'm2026-11', or 'w2026-11-23' by its Monday
 * endsAt  milliseconds since 1970; the next one begins then
 */
export type Period = { readonly name: string; readonly endsAt: number };

/** The period that `now` falls into, by the paper's calendar and clocks; undefined while the meter is off. */
export function periodAt(settings: MeterSettings, now: Date): Period | undefined {
  const { meterPeriod, timeZone } = settings;
  if (meterPeriod === 'off') return undefined;
  const { year, month, day } = partsIn(timeZone, now);
  if (meterPeriod === 'month') {
    const name = `m${year}-${String(month).padStart(2, '0')}`;
    return { name, endsAt: startOfDay(timeZone, year, month + 1, 1).getTime() };
  }
  const monday = new Date(Date.UTC(year, month - 1, day));
  monday.setUTCDate(monday.getUTCDate() - ((monday.getUTCDay() + 6) % 7));
  const [y, m, d] = [monday.getUTCFullYear(), monday.getUTCMonth() + 1, monday.getUTCDate()];
  const name = `w${monday.toISOString().slice(0, 10)}`;
  return { name, endsAt: startOfDay(timeZone, y, m, d + 7).getTime() };
}

/** How many stories of this access somebody may read in a period; 0 where the meter does not open them. */
export function allowance(settings: MeterSettings, reader: MeteredReader, access: Access): number {
  if (settings.meterPeriod === 'off' || access.to === 'open') return 0;
  if (access.to === 'tiers' && !settings.meterTiers) return 0;
  return reader === 'anonymous' ? settings.meterAnonymous : settings.meterRegistered;
}

/** What becomes of the wish to read one story on the meter. */
export type Spending =
  | { readonly is: 'had' }
  | { readonly is: 'spend'; readonly period: Period; readonly left: number }
  | { readonly is: 'used-up'; readonly renewsAt: number; readonly most: number }
  | { readonly is: 'not-metered' };

/**
 * Whether a story may be read on the meter.
 *
 * spent  stories spent in this period
 * had    whether this one is among them, which costs nothing
 */
export function spend(
  wish: { settings: MeterSettings; reader: MeteredReader; access: Access; spent: number; had: boolean },
  now: Date,
): Spending {
  const { settings, reader, access, spent, had } = wish;
  if (had) return { is: 'had' };
  const period = periodAt(settings, now);
  const most = allowance(settings, reader, access);
  if (!period || most === 0) return { is: 'not-metered' };
  if (spent >= most) return { is: 'used-up', renewsAt: period.endsAt, most };
  return { is: 'spend', period, left: most - spent - 1 };
}

/** One line of the table that the settings screen shows: what each kind of reader gets of stories with this access. */
export type DecisionRow = {
  readonly access: 'open' | 'registered' | 'members' | 'tiers' | 'exempt';
  readonly anonymous: DecisionCell;
  readonly registered: DecisionCell;
  readonly otherTier: DecisionCell;
  readonly member: DecisionCell;
};

/** The whole story, its opening alone, or the opening with so many stories to spend in a period. */
export type DecisionCell =
  | { readonly is: 'whole' }
  | { readonly is: 'opening' }
  | { readonly is: 'meter'; readonly most: number; readonly period: 'week' | 'month' };

const whole: DecisionCell = { is: 'whole' };

/** Everything the gate decides by, under these settings. */
export function decisionTable(settings: MeterSettings): DecisionRow[] {
  const metered = (reader: MeteredReader, access: Access): DecisionCell => {
    const most = allowance(settings, reader, access);
    const { meterPeriod: period } = settings;
    return most === 0 || period === 'off' ? { is: 'opening' } : { is: 'meter', most, period };
  };
  const tiers: Access = { to: 'tiers', tiers: ['one'] };
  const members: Access = { to: 'members' };
  const everyone = { anonymous: whole, registered: whole, otherTier: whole, member: whole };
  return [
    { access: 'open', ...everyone },
    { ...everyone, access: 'registered', anonymous: metered('anonymous', { to: 'registered' }) },
    {
      ...everyone,
      access: 'members',
      anonymous: metered('anonymous', members),
      registered: metered('registered', members),
    },
    {
      access: 'tiers',
      anonymous: metered('anonymous', tiers),
      registered: metered('registered', tiers),
      otherTier: metered('registered', tiers),
      member: whole,
    },
    ...(settings.meterPeriod === 'off' ? [] : [{ access: 'exempt' as const, ...everyone }]),
  ];
}
