import { expect, test } from 'vitest';
import type { MembershipId } from '#kit/ids.js';
import { type Code, type Holding, judgeCode, planCode } from './code-plan.ts';

const now = new Date('2026-03-10T09:00:00Z');
const day = (text: string) => new Date(`${text}T09:00:00Z`).getTime();
const when = { zone: 'Etc/UTC', now };

const aCode = (change: Partial<Code> = {}): Code => ({
  ...{ id: 1, code: 'X', kind: 'gift', tier: null, months: 3, offer: null, payment: null, boughtBy: null },
  ...{ forEmail: null, forName: '', words: '', sendAt: null, sentAt: null, usesMost: 1, uses: 0 },
  ...{ expiresAt: null, state: 'good', batch: '', madeBy: null, madeAt: 0 },
  ...change,
});
const held = (change: Partial<Holding> = {}): Holding => ({
  ...{ id: 7 as MembershipId, source: 'code', ended: false },
  ...{ until: day('2026-05-31'), renews: false },
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
  const plan = { is: 'begin', from: now.getTime(), until: day('2026-06-10') };
  expect(planCode(aCode(), [], when)).toEqual({ ok: true, value: plan });
});

test('a gift to somebody whose time is given already begins when that ends', () => {
  const plan = { is: 'begin', from: day('2026-05-31'), until: day('2026-08-31') };
  expect(planCode(aCode(), [held()], when)).toEqual({ ok: true, value: plan });
});

test('an extension carries on what its holder has, also where an invoice would', () => {
  const plan = { is: 'extend', membership: 7, from: day('2026-05-31'), until: day('2026-08-31') };
  const extension = aCode({ kind: 'extension' });
  expect(planCode(extension, [held()], when)).toEqual({ ok: true, value: plan });
  expect(planCode(extension, [held({ source: 'offline', renews: true })], when)).toEqual({
    ok: true,
    value: plan,
  });
  const after = planCode(extension, [held({ until: day('2026-01-01') })], when);
  expect(after).toMatchObject({ value: { is: 'begin', from: now.getTime() } });
});

test('a code does not run beside a subscription that pays itself, nor beside a membership without end', () => {
  const renewing = { source: 'stripe', renews: true } as const;
  const refusal = { code: 'renews', until: day('2026-05-31') };
  expect(planCode(aCode(), [held(renewing)], when)).toEqual({ ok: false, refusal });
  expect(planCode(aCode({ kind: 'extension' }), [held(renewing)], when)).toEqual({ ok: false, refusal });
  expect(planCode(aCode(), [held({ until: null })], when)).toEqual({
    ok: false,
    refusal: { code: 'endless' },
  });
});
