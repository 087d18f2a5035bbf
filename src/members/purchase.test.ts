import { expect, test } from 'vitest';
import type { AccountId, MembershipId, OfferId, PriceId, TierId } from '#kit/ids.js';
import { begin, type Membership } from './membership.ts';
import { admit, amountUnder, type Offer } from './offer.ts';
import { noticedFrom, quote, quoteChange } from './purchase.ts';
import type { Price } from './tier.ts';

const zone = 'Europe/Berlin';
const rules = { zone, graceDays: 14 };
const day = (text: string) => new Date(`${text}T12:00:00Z`);
const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString().slice(0, 10));

test('without trial or offer the first period is charged at once, and the next when it ends', () => {
  const asked = quote(
    { price: aPrice({ taxBp: 1_900 }), offer: null, newcomer: true },
    zone,
    day('2026-01-31'),
  );
  expect(asked).toMatchObject({ trialUntil: null, firstMinor: 900, firstTaxMinor: 144, reduced: null });
  expect(iso(asked.renewsAt)).toBe('2026-02-28');
});

test('a trial is given to newcomers, and free months follow it', () => {
  const price = aPrice({ trialDays: 14 });
  const trial = quote({ price, offer: null, newcomer: true }, zone, day('2026-01-01'));
  expect([iso(trial.trialUntil), iso(trial.firstAt), iso(trial.renewsAt)]).toEqual([
    ...['2026-01-15', '2026-01-15', '2026-02-15'],
  ]);
  const offer = anOffer({ kind: 'free-months', amount: 2 });
  const free = quote({ price, offer, newcomer: true }, zone, day('2026-01-01'));
  expect([iso(free.trialUntil), free.firstMinor]).toEqual(['2026-03-15', 900]);
  expect(quote({ price, offer: null, newcomer: false }, zone, day('2026-01-01')).trialUntil).toBeNull();
});

test('an offer takes a share or a sum off, for as many periods as it says, and never goes below nothing', () => {
  const half = anOffer({ kind: 'percent', amount: 50, periods: 2 });
  expect([0, 1, 2].map((ordinal) => amountUnder(aPrice({ amountMinor: 999 }), half, ordinal))).toEqual([
    ...[500, 500, 999],
  ]);
  const sum = anOffer({ kind: 'amount', amount: 1_500, currency: 'EUR' });
  expect(amountUnder(aPrice(), sum, 40)).toBe(0);
  const yen = anOffer({ kind: 'percent', amount: 33 });
  expect(amountUnder(aPrice({ amountMinor: 980, currency: 'JPY' }), yen, 0)).toBe(657);
});

test('an offer holds from its first second to its last, for its tier, period and currency, and for newcomers', () => {
  const [fromAt, untilAt] = [day('2026-03-01').getTime(), day('2026-04-01').getTime()];
  const offer = anOffer({ fromAt, untilAt, newcomers: true, period: 'month' });
  const ask = (at: Date, wish: { price?: Price; newcomer?: boolean } = {}) => {
    const result = admit(offer, { price: aPrice(), newcomer: true, ...wish }, at);
    return result.ok ? 'yes' : result.refusal.code;
  };
  expect(ask(new Date(fromAt - 1))).toBe('offer-not-yet');
  expect(ask(new Date(fromAt))).toBe('yes');
  expect(ask(new Date(untilAt - 1))).toBe('yes');
  expect(ask(new Date(untilAt))).toBe('offer-over');
  const within = day('2026-03-10');
  expect(ask(within, { newcomer: false })).toBe('offer-newcomers-only');
  expect(ask(within, { price: aPrice({ period: 'year' }) })).toBe('offer-other-period');
  const used = admit(anOffer({ usesMost: 3, uses: 3 }), { price: aPrice(), newcomer: true }, within);
  expect(used).toMatchObject({ refusal: { code: 'offer-used-up' } });
  const kronor = anOffer({ kind: 'amount', amount: 100, currency: 'SEK' });
  expect(admit(kronor, { price: aPrice(), newcomer: true }, within)).toMatchObject({
    refusal: { code: 'offer-other-currency' },
  });
});

test('going up in the middle of a month costs the difference for the days that are left', () => {
  const one = aMember('2026-06-01', '2026-07-01');
  const to = aPrice({ id: 2, amountMinor: 1_800 });
  const asked = quoteChange({ one, from: aPrice(), to, paidMinor: 900 }, zone, day('2026-06-16'));
  expect(asked).toMatchObject({ when: 'now', creditMinor: 450, dueMinor: 450 });
  expect(iso(asked?.until ?? null)).toBe('2026-07-01');
});

test('going up to a year begins a year today, with the rest of the month set against it', () => {
  const one = aMember('2026-06-01', '2026-07-01');
  const to = aPrice({ id: 2, period: 'year', amountMinor: 12_000 });
  const asked = quoteChange({ one, from: aPrice(), to, paidMinor: 900 }, zone, day('2026-06-16'));
  expect(asked).toMatchObject({ when: 'now', creditMinor: 450, dueMinor: 11_550 });
  expect(iso(asked?.until ?? null)).toBe('2027-06-16');
});

test('going down waits for the end of what is paid and costs nothing now', () => {
  const one = aMember('2026-06-01', '2026-07-01');
  const to = aPrice({ id: 2, amountMinor: 500 });
  const asked = quoteChange({ one, from: aPrice(), to, paidMinor: 900 }, zone, day('2026-06-16'));
  expect(asked).toMatchObject({ when: 'period-end', dueMinor: 0 });
  expect(iso(asked?.at ?? null)).toBe('2026-07-01');
});

test('what was paid with an offer is what is set against the change, and another currency cannot be reckoned', () => {
  const one = aMember('2026-06-01', '2026-07-01');
  const to = aPrice({ id: 2, amountMinor: 1_800 });
  const asked = quoteChange({ one, from: aPrice(), to, paidMinor: 450 }, zone, day('2026-06-16'));
  expect(asked).toMatchObject({ creditMinor: 225, dueMinor: 675 });
  const yen = aPrice({ id: 3, currency: 'JPY' });
  expect(
    quoteChange({ one, from: aPrice(), to: yen, paidMinor: 900 }, zone, day('2026-06-16')),
  ).toBeUndefined();
});

test('a dearer price waits for its notice and then for the next period; a lower one for the next period alone', () => {
  const wish = {
    paidUntil: day('2026-02-28').getTime(),
    anchor: day('2026-01-31').getTime(),
    price: aPrice(),
  };
  const notice = { zone, noticeDays: 30, now: day('2026-02-10') };
  expect(iso(noticedFrom({ ...wish, dearer: true }, notice))).toBe('2026-03-31');
  expect(iso(noticedFrom({ ...wish, dearer: false }, notice))).toBe('2026-02-28');
  const soon = { ...notice, noticeDays: 18 };
  expect(iso(noticedFrom({ ...wish, dearer: true }, soon))).toBe('2026-02-28');
});

function aPrice(wish: Partial<Omit<Price, 'id'>> & { id?: number } = {}): Price {
  const { id = 1, ...rest } = wish;
  const standard = { period: 'month', currency: 'EUR', amountMinor: 900, taxBp: 0, trialDays: 0 } as const;
  return { ...standard, tier: 1 as TierId, state: 'offered', ref: null, ...rest, id: id as PriceId };
}

function anOffer(wish: Partial<Offer>): Offer {
  return {
    ...{ id: 1 as OfferId, name: 'Spring', code: 'SPRING', tier: null, period: null, kind: 'percent' },
    ...{ amount: 50, currency: null, periods: null, newcomers: false, usesMost: null, uses: 0 },
    ...{ fromAt: null, untilAt: null, state: 'running', ref: null },
    ...wish,
  };
}

function aMember(from: string, until: string): Membership {
  const [start, end] = [day(from).getTime(), day(until).getTime()];
  return {
    ...begin({ source: 'offline', from: start, until: end }, rules),
    ...{ id: 1 as MembershipId, account: 1 as AccountId, tier: 1 as TierId, source: 'offline' },
    ...{
      price: 1 as PriceId,
      offer: null,
      story: null,
      group: null,
      provider: null,
      ref: null,
      customer: null,
    },
    ...{ remark: '', madeAt: start, changedAt: start },
  };
}
