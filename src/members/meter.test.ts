import { expect, test } from 'vitest';
import { readSettings } from '#paper/settings.js';
import { allowance, decisionTable, periodAt, spend } from './meter.ts';

const settingsWith = (values: Readonly<Record<string, unknown>>) =>
  readSettings([
    { from: 'the test', values: { timeZone: 'Europe/Berlin', meterPeriod: 'month', ...values } },
  ]);
const at = (iso: string) => new Date(iso);
const members = { to: 'members' } as const;
const gold = { to: 'tiers', tiers: ['gold'] } as const;

test('the meter is off until somebody turns it on, and then nothing is metered', () => {
  const settings = readSettings([]);
  expect(periodAt(settings, at('2026-11-24T12:00:00Z'))).toBeUndefined();
  expect(allowance(settings, 'anonymous', members)).toBe(0);
  const wish = { settings, reader: 'anonymous', access: members, spent: 0, had: false } as const;
  expect(spend(wish, at('2026-11-24T12:00:00Z'))).toEqual({ is: 'not-metered' });
});

test("a month ends at the paper's midnight, not at that of UTC", () => {
  const settings = settingsWith({});
  expect(periodAt(settings, at('2026-11-30T22:59:59Z'))?.name).toBe('m2026-11');
  expect(periodAt(settings, at('2026-11-30T23:00:00Z'))).toEqual({
    name: 'm2026-12',
    endsAt: Date.parse('2026-12-31T23:00:00Z'),
  });
});

test('December ends with the year', () => {
  expect(periodAt(settingsWith({ timeZone: 'Etc/UTC' }), at('2026-12-31T23:59:59Z'))).toEqual({
    name: 'm2026-12',
    endsAt: Date.parse('2027-01-01T00:00:00Z'),
  });
});

test('a week begins on Monday and keeps its end when the clocks change within it', () => {
  const settings = settingsWith({ meterPeriod: 'week' });
  // Summer time ends on Sunday 25 October 2026 in Berlin: that week has an hour more.
  const week = { name: 'w2026-10-19', endsAt: Date.parse('2026-10-25T23:00:00Z') };
  for (const moment of ['2026-10-18T22:00:00Z', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'])
    expect(periodAt(settings, at(moment))).toEqual(week);
  expect(periodAt(settings, at('2026-10-25T22:59:59Z'))).toEqual(week);
  expect(periodAt(settings, at('2026-10-25T23:00:00Z'))?.name).toBe('w2026-10-26');
});

test('a week may lie across two years', () => {
  const settings = settingsWith({ meterPeriod: 'week', timeZone: 'America/New_York' });
  expect(periodAt(settings, at('2027-01-01T12:00:00Z'))).toEqual({
    name: 'w2026-12-28',
    endsAt: Date.parse('2027-01-04T05:00:00Z'),
  });
});

test('on the far side of the date line it is another day, and so another month', () => {
  const settings = settingsWith({ timeZone: 'Pacific/Kiritimati' });
  expect(periodAt(settings, at('2026-11-30T09:59:59Z'))?.name).toBe('m2026-11');
  expect(periodAt(settings, at('2026-11-30T10:00:00Z'))?.name).toBe('m2026-12');
});

test('the last free story is spent, the next one refused, and one that was read is read again', () => {
  const settings = settingsWith({ meterAnonymous: 2 });
  const now = at('2026-11-24T12:00:00Z');
  const ask = (spent: number, had = false) =>
    spend({ settings, reader: 'anonymous', access: members, spent, had }, now);
  expect(ask(0)).toMatchObject({ is: 'spend', left: 1 });
  expect(ask(1)).toMatchObject({ is: 'spend', left: 0 });
  expect(ask(2)).toEqual({ is: 'used-up', renewsAt: Date.parse('2026-11-30T23:00:00Z'), most: 2 });
  expect(ask(2, true)).toEqual({ is: 'had' });
});

test('stories for named tiers are metered only where the paper says so', () => {
  expect(allowance(settingsWith({ meterRegistered: 3 }), 'registered', gold)).toBe(0);
  expect(allowance(settingsWith({ meterRegistered: 3, meterTiers: true }), 'registered', gold)).toBe(3);
});

test('the table of the settings screen says what each reader gets', () => {
  const table = decisionTable(settingsWith({ meterAnonymous: 2, meterRegistered: 5 }));
  const row = (access: string) => table.find((one) => one.access === access);
  expect(row('open')?.anonymous).toEqual({ is: 'whole' });
  expect(row('registered')).toMatchObject({
    anonymous: { is: 'meter', most: 2, period: 'month' },
    registered: { is: 'whole' },
  });
  expect(row('members')).toMatchObject({
    anonymous: { is: 'meter', most: 2 },
    registered: { is: 'meter', most: 5 },
    member: { is: 'whole' },
  });
  expect(row('tiers')).toMatchObject({ anonymous: { is: 'opening' }, otherTier: { is: 'opening' } });
  expect(row('exempt')?.anonymous).toEqual({ is: 'whole' });
  expect(decisionTable(readSettings([])).some(({ access }) => access === 'exempt')).toBe(false);
});
