import { expect, test } from 'vitest';
import type { MembershipId } from '#kit/ids.js';
import { addMonths, type Code, type Holding, judgeCode, planCode } from './code-plan.ts';

const now = new Date('2026-03-10T09:00:00Z');
const day = (text: string) => new Date(`${text}T09:00:00Z`);

const aCode = (change: Partial<Code> = {}): Code => ({
  ...{ id: 1, code: 'X', kind: 'gift', tier: null, months: 3, offer: null, payment: null, boughtBy: null },
  ...{ forEmail: null, forName: '', words: '', sendAt: null, sentAt: null, usesMost: 1, uses: 0 },
  ...{ expiresAt: null, state: 'good', batch: '', madeBy: null, madeAt: 0 },
  ...change,
});
const held = (change: Partial<Holding> = {}): Holding => ({
  ...{ id: 7 as MembershipId, source: 'offline', state: 'running' },
  ...{ until: day('2026-05-31').getTime(), renews: false },
  ...change,
});

test('a code may be used once, until it expires, and not when it was made void', () => {
  expect(judgeCode(aCode(), false, now).ok).toBe(true);
  expect(judgeCode(aCode({ uses: 1 }), false, now)).toEqual({ ok: false, refusal: { code: 'used' } });
  expect(judgeCode(aCode({ uses: 1 }), true, now)).toEqual({ ok: false, refusal: { code: 'used-by-you' } });
  expect(judgeCode(aCode({ state: 'void' }), false, now)).toEqual({ ok: false, refusal: { code: 'void' } });
  expect(judgeCode(aCode({ state: 'waiting' }), false, now)).toEqual({
    ok: false,
    refusal: { code: 'not-paid' },
  });
  expect(judgeCode(aCode({ expiresAt: now.getTime() }), false, now)).toMatchObject({
    refusal: { code: 'expired' },
  });
  expect(judgeCode(aCode({ expiresAt: now.getTime() + 1 }), false, now).ok).toBe(true);
});

test('a gift to somebody without a membership begins at once', () => {
  expect(planCode(aCode(), [], now)).toEqual({
    ok: true,
    value: { is: 'begin', from: now, until: day('2026-06-10') },
  });
});

test('a gift to somebody whose time is paid begins when that ends', () => {
  const plan = planCode(aCode(), [held()], now);
  expect(plan).toEqual({
    ok: true,
    value: { is: 'begin', from: day('2026-05-31'), until: day('2026-08-31') },
  });
});

test('an extension carries on what its holder has', () => {
  const plan = planCode(aCode({ kind: 'extension' }), [held()], now);
  expect(plan).toEqual({
    ok: true,
    value: { is: 'extend', membership: 7, from: day('2026-05-31'), until: day('2026-08-31') },
  });
  const after = planCode(aCode({ kind: 'extension' }), [held({ until: day('2026-01-01').getTime() })], now);
  expect(after).toMatchObject({ value: { is: 'begin', from: now } });
});

test('a code does not run beside a subscription that pays itself, nor beside a membership without end', () => {
  const until = day('2026-05-31').getTime();
  expect(planCode(aCode(), [held({ renews: true })], now)).toEqual({
    ok: false,
    refusal: { code: 'renews', until },
  });
  expect(planCode(aCode(), [held({ until: null })], now)).toEqual({
    ok: false,
    refusal: { code: 'endless' },
  });
});

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2026-11-30', 3, '2027-02-28'],
  ['2026-03-10', 12, '2027-03-10'],
])('%s and %i months are %s', (from, months, until) => {
  expect(addMonths(day(from), months)).toEqual(day(until));
});
