import { expect, test } from 'vitest';
import type { BenefitId, PartnerId } from '#kit/ids.js';
import { no, yes } from '#kit/result.js';
import { type Benefit, countsFrom, expiryOf, mayClaim } from './benefit.ts';
import { standOf } from './voucher.ts';

const zone = 'Europe/Berlin';
const noon = new Date('2026-03-01T11:00:00Z');
const plain: Benefit = {
  ...{
    id: 1 as BenefitId,
    partner: 1 as PartnerId,
    slug: 'espresso',
    title: 'An espresso',
    says: '',
    terms: '',
  },
  ...{ media: null, worthMinor: 280, currency: 'EUR', kind: 'own', sharedCode: null, link: '' },
  ...{ validFrom: null, validUntil: null, useWithinDays: null, tiers: [], places: [] },
  ...{ perMember: 1, perMemberDays: null, perDay: null, perPlaceDay: null, inAll: null, claimed: 0 },
  ...{ settleMinor: 150, lowAt: 0, position: 0, state: 'offered' },
};
const facts = { tiers: new Set(['gold']), own: 0, today: 0, free: true };

test('a member claims what is offered to every tier', () => {
  expect(mayClaim(plain, facts, noon)).toEqual(yes(true));
});

test('who holds no tier, or another one, is told which of the two', () => {
  expect(mayClaim(plain, { ...facts, tiers: new Set() }, noon)).toEqual(no({ code: 'no-tier' }));
  expect(mayClaim({ ...plain, tiers: ['silver'] }, facts, noon)).toEqual(no({ code: 'other-tier' }));
});

test('a benefit is claimed from its first second to the last, and never in draft', () => {
  const until = noon.getTime();
  expect(mayClaim({ ...plain, validUntil: until }, facts, noon)).toEqual(no({ code: 'over' }));
  expect(mayClaim({ ...plain, validUntil: until + 1 }, facts, noon).ok).toBe(true);
  expect(mayClaim({ ...plain, validFrom: until }, facts, noon).ok).toBe(true);
  expect(mayClaim({ ...plain, validFrom: until + 1 }, facts, noon)).toEqual(
    no({ code: 'not-yet', from: until + 1 }),
  );
  expect(mayClaim({ ...plain, state: 'draft' }, facts, noon)).toEqual(no({ code: 'not-offered' }));
});

test('limits hold: for the member, for the day, in all, and in the pool', () => {
  expect(mayClaim(plain, { ...facts, own: 1 }, noon)).toEqual(no({ code: 'had', days: null }));
  expect(mayClaim({ ...plain, perDay: 5 }, { ...facts, today: 5 }, noon)).toEqual(no({ code: 'day-full' }));
  expect(mayClaim({ ...plain, inAll: 9, claimed: 9 }, facts, noon)).toEqual(no({ code: 'sold-out' }));
  expect(mayClaim({ ...plain, kind: 'pool' }, { ...facts, free: false }, noon)).toEqual(
    no({ code: 'sold-out' }),
  );
});

test('days are counted in the time zone of the paper, also when the clocks change', () => {
  const beforeMidnight = new Date('2026-03-28T22:59:59Z');
  expect(countsFrom({ ...plain, perMemberDays: 1 }, zone, beforeMidnight)).toBe(
    Date.parse('2026-03-27T23:00:00Z'),
  );
  expect(countsFrom({ ...plain, perMemberDays: 7 }, zone, beforeMidnight)).toBe(
    Date.parse('2026-03-21T23:00:00Z'),
  );
  expect(expiryOf({ ...plain, useWithinDays: 1 }, zone, beforeMidnight)).toBe(
    Date.parse('2026-03-29T22:00:00Z'),
  );
});

test('a voucher expires with its days or its benefit, whichever is first', () => {
  const soon = Date.parse('2026-03-02T00:00:00Z');
  expect(expiryOf({ ...plain, useWithinDays: 30, validUntil: soon }, zone, noon)).toBe(soon);
  expect(expiryOf({ ...plain, validUntil: soon }, zone, noon)).toBe(soon);
  expect(expiryOf(plain, zone, noon)).toBeNull();
});

test('how a voucher stands is asked of the time itself', () => {
  const claimed = { state: 'claimed', expiresAt: noon.getTime() } as const;
  expect(standOf(claimed, new Date(noon.getTime() - 1))).toBe('ready');
  expect(standOf(claimed, noon)).toBe('expired');
  expect(standOf({ state: 'used', expiresAt: 0 }, noon)).toBe('used');
  expect(standOf({ state: 'claimed', expiresAt: null }, noon, false)).toBe('ended');
  expect(standOf({ state: 'claimed', expiresAt: null }, noon, true)).toBe('ready');
});
