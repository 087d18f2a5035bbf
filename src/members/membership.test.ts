import { expect, test } from 'vitest';
import type { AccountId, MembershipId, TierId } from '#kit/ids.js';
import {
  begin,
  cancel,
  end,
  extendGrace,
  fail,
  hasAccess,
  type Membership,
  pause,
  type Rules,
  renew,
  resume,
  type Source,
  settle,
  standingOf,
  type Times,
  trust,
  undoCancel,
  wait,
  withdraw,
} from './membership.ts';

const rules: Rules = { zone: 'Europe/Berlin', graceDays: 14, withdrawalDays: 14 };
const day = (text: string) => new Date(`${text}T12:00:00Z`);
const at = (text: string) => day(text).getTime();
const iso = (time: number | null | undefined) => (time ? new Date(time).toISOString().slice(0, 16) : time);

test('a membership that is paid each month runs, and its access reaches over the days of grace', () => {
  const one = aMember('2026-01-10', '2026-02-10');
  expect(standingOf(one, day('2026-02-09'))).toBe('running');
  expect(standingOf(one, day('2026-02-10'))).toBe('grace');
  expect(iso(one.accessUntil)).toBe('2026-02-24T12:00');
  expect(hasAccess(one, day('2026-02-23'))).toBe(true);
  expect(standingOf(one, day('2026-02-24'))).toBe('ended');
  expect(hasAccess(one, day('2026-02-24'))).toBe(false);
});

test('what is given or comes with a code ends when it ends, without days of grace', () => {
  const one = aMember('2026-01-10', '2026-02-10', 'code');
  expect(iso(one.accessUntil)).toBe('2026-02-10T12:00');
  const forEver = { ...one, ...begin({ source: 'given', from: at('2026-01-10'), until: null }, rules) };
  expect(standingOf(forEver, day('2099-01-01'))).toBe('running');
});

test('a trial is called one, and runs on when the first payment comes', () => {
  const trialUntil = at('2026-01-24');
  const times = begin({ source: 'stripe', from: at('2026-01-10'), until: trialUntil, trialUntil }, rules);
  const one = { ...aMember('2026-01-10', '2026-01-24'), ...times };
  expect(standingOf(one, day('2026-01-23'))).toBe('trial');
  const paid = renew(one, { from: trialUntil, to: at('2026-02-24') }, rules);
  expect(standingOf(paid, day('2026-01-25'))).toBe('running');
});

test('news of payments may come twice and in the wrong order, and never shorten what is paid', () => {
  const one = aMember('2026-01-10', '2026-02-10');
  const march = renew(one, { from: at('2026-02-10'), to: at('2026-03-10') }, rules);
  const again = renew(march, { from: at('2026-01-10'), to: at('2026-02-10') }, rules);
  expect(again).toEqual(march);
  expect(renew(march, { from: at('2026-02-10'), to: at('2026-03-10') }, rules)).toEqual(march);
});

test('a failed payment keeps access for the days of grace, counted once', () => {
  const one = aMember('2026-01-10', '2026-02-10');
  const failed = fail(one, rules, day('2026-02-10'));
  expect(standingOf(failed, day('2026-02-12'))).toBe('grace');
  expect(iso(failed.graceUntil)).toBe('2026-02-24T12:00');
  expect(fail(failed, rules, day('2026-02-15'))).toEqual(failed);
  expect(standingOf(failed, day('2026-02-24'))).toBe('ended');
});

test('a failure that is heard of late still leaves all the days of grace', () => {
  const failed = fail(aMember('2026-01-10', '2026-02-10'), rules, day('2026-02-20'));
  expect(iso(failed.accessUntil)).toBe('2026-03-06T12:00');
});

test('a payment within the days of grace recovers the membership', () => {
  const failed = fail(aMember('2026-01-10', '2026-02-10'), rules, day('2026-02-10'));
  const paid = renew(failed, { from: at('2026-02-10'), to: at('2026-03-10') }, rules);
  expect(standingOf(paid, day('2026-02-16'))).toBe('running');
  expect(paid.graceUntil).toBeNull();
});

test('staff may give more time, and not a time that is over', () => {
  const failed = fail(aMember('2026-01-10', '2026-02-10'), rules, day('2026-02-10'));
  const more = extendGrace(failed, at('2026-03-20'), day('2026-02-12'));
  expect(more.ok && iso(more.value.accessUntil)).toBe('2026-03-20T12:00');
  expect(extendGrace(failed, at('2026-02-01'), day('2026-02-12'))).toEqual({
    ok: false,
    refusal: { code: 'membership-time-past' },
  });
});

test('who cancels reads to the end of what is paid, and may take it back until then', () => {
  const gone = must(cancel(aMember('2026-01-10', '2026-02-10'), day('2026-01-20')));
  expect(standingOf(gone, day('2026-01-21'))).toBe('ending');
  expect(iso(gone.accessUntil)).toBe('2026-02-10T12:00');
  const back = must(undoCancel(gone, rules, day('2026-02-01')));
  expect(standingOf(back, day('2026-02-01'))).toBe('running');
  expect(iso(back.accessUntil)).toBe('2026-02-24T12:00');
  expect(undoCancel(gone, rules, day('2026-02-10'))).toMatchObject({ refusal: { code: 'membership-over' } });
  expect(cancel(gone, day('2026-01-22'))).toMatchObject({
    refusal: { code: 'membership-cancelled-already' },
  });
});

test('cancelling in the days of grace ends it at once: nothing is paid for any more', () => {
  const failed = fail(aMember('2026-01-10', '2026-02-10'), rules, day('2026-02-10'));
  const gone = must(cancel(failed, day('2026-02-12')));
  expect(gone.state).toBe('ended');
  expect(hasAccess(gone, day('2026-02-12'))).toBe(false);
});

test('cancelling in the trial leaves the trial', () => {
  const trialUntil = at('2026-01-24');
  const times = begin({ source: 'offline', from: at('2026-01-10'), until: trialUntil, trialUntil }, rules);
  const gone = must(cancel({ ...aMember('2026-01-10', '2026-01-24'), ...times }, day('2026-01-12')));
  expect(iso(gone.accessUntil)).toBe('2026-01-24T12:00');
});

test('a pause keeps the days that were paid for, and ends by itself', () => {
  const paused = must(pause(aMember('2026-01-10', '2026-02-10'), at('2026-03-20'), rules, day('2026-01-20')));
  expect(standingOf(paused, day('2026-01-21'))).toBe('paused');
  expect(hasAccess(paused, day('2026-01-21'))).toBe(false);
  // Nobody has looked in between: the time itself opens it.
  expect(hasAccess(paused, day('2026-03-20'))).toBe(true);
  expect(standingOf(paused, day('2026-03-21'))).toBe('running');
  expect(iso(paused.paidUntil)).toBe('2026-04-10T12:00');
  expect(settle(paused, day('2026-03-21'))).toMatchObject({ state: 'running', pausedUntil: null });
});

test('a pause that is ended early gives back the same days', () => {
  const paused = must(pause(aMember('2026-01-10', '2026-02-10'), at('2026-03-20'), rules, day('2026-01-20')));
  const back = must(resume(paused, rules, day('2026-01-25')));
  expect(iso(back.paidUntil)).toBe('2026-02-15T12:00');
  expect(hasAccess(back, day('2026-01-25'))).toBe(true);
  expect(resume(back, rules, day('2026-01-26'))).toMatchObject({
    refusal: { code: 'membership-not-paused' },
  });
});

test('what is not paid for or is cancelled cannot be paused', () => {
  const failed = fail(aMember('2026-01-10', '2026-02-10'), rules, day('2026-02-10'));
  expect(pause(failed, at('2026-05-01'), rules, day('2026-02-12'))).toMatchObject({
    refusal: { code: 'membership-unpaid' },
  });
  const gone = must(cancel(aMember('2026-01-10', '2026-02-10'), day('2026-01-20')));
  expect(pause(gone, at('2026-05-01'), rules, day('2026-01-21')).ok).toBe(false);
});

test('within fourteen days, to the end of the last, one may step back; not a second later', () => {
  const one = aMember('2026-01-10', '2026-02-10');
  const last = new Date('2026-01-24T22:59:59Z');
  const over = new Date('2026-01-24T23:00:00Z');
  expect(must(withdraw(one, rules, last)).state).toBe('ended');
  expect(withdraw(one, rules, over)).toEqual({
    ok: false,
    refusal: { code: 'withdrawal-too-late', until: over.getTime() },
  });
  expect(withdraw(aMember('2026-01-10', null, 'given'), rules, day('2026-01-11'))).toMatchObject({
    refusal: { code: 'membership-not-paid-for' },
  });
});

test('an order that waits for its payment opens nothing, and opens when it is paid', () => {
  const ordered = { ...aMember('2026-01-10', null), ...wait(day('2026-01-10')) };
  expect(hasAccess(ordered, day('2026-01-10'))).toBe(false);
  expect(standingOf(ordered, day('2026-01-20'))).toBe('waiting');
  const paid = renew(ordered, { from: at('2026-01-20'), to: at('2026-02-20') }, rules);
  expect(standingOf(paid, day('2026-01-20'))).toBe('running');
  expect(hasAccess(paid, day('2026-01-20'))).toBe(true);
});

test('an order on trust opens until it should have been paid', () => {
  const ordered = { ...aMember('2026-01-10', null), ...trust(at('2026-01-24'), day('2026-01-10')) };
  expect(standingOf(ordered, day('2026-01-20'))).toBe('grace');
  expect(standingOf(ordered, day('2026-01-24'))).toBe('ended');
});

test('a payment that comes after the end begins it anew', () => {
  const over = end(aMember('2026-01-10', '2026-02-10'), day('2026-02-24'));
  const back = renew(over, { from: at('2026-03-01'), to: at('2026-04-01') }, rules);
  expect(back).toMatchObject({ state: 'running', endedAt: null, accessFrom: at('2026-03-01') });
});

test('ending one that ended by itself does not make it longer', () => {
  const one = aMember('2026-01-10', '2026-02-10', 'code');
  expect(iso(end(one, day('2026-03-01')).accessUntil)).toBe('2026-02-10T12:00');
  expect(settle(one, day('2026-02-09'))).toBeUndefined();
  expect(settle(one, day('2026-02-10'))).toMatchObject({ state: 'ended', endedAt: at('2026-02-10') });
});

function must<Value>(result: { ok: true; value: Value } | { ok: false }): Value {
  if (!result.ok) throw new Error('It was refused.');
  return result.value;
}

function aMember(from: string, until: string | null, source: Source = 'offline'): Membership {
  const times: Times = begin({ source, from: at(from), until: until === null ? null : at(until) }, rules);
  return {
    ...times,
    id: 1 as MembershipId,
    account: 1 as AccountId,
    tier: 1 as TierId,
    source,
    price: null,
    offer: null,
    story: null,
    group: null,
    provider: null,
    ref: null,
    customer: null,
    remark: '',
    madeAt: at(from),
    changedAt: at(from),
  };
}
