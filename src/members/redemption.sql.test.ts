import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import type { Store } from '#store/store.io.js';
import type { Counter } from './counter.sql.ts';
import { findCounter, letIn, makeLetIn, makePin, shutOut } from './counter.sql.ts';
import {
  type Asked,
  type CounterRules,
  findEntered,
  look,
  lookTyped,
  redeem,
  undo,
} from './redemption.sql.ts';
import { newBenefit, newCounter } from './testing/new-benefit.ts';
import { newReader } from './testing/new-reader.ts';
import { claim } from './voucher.sql.ts';
import type { Voucher } from './voucher.ts';

const now = new Date('2026-03-01T11:00:00Z');
const rules: CounterRules = { zone: 'Europe/Berlin', atEnd: 'keep' };
const MINUTE_MS = 60_000;
const after = (minutes: number) => new Date(now.getTime() + minutes * MINUTE_MS);

type Wish = Parameters<typeof newBenefit>[1];

/** A benefit with two places, a counter at each, and one member's voucher. */
async function setOut(store: Store, wish: Wish = {}, until?: Date) {
  const placeNames = ['Harbour Street', 'Market Square'];
  const made = await newBenefit(store, { placeNames, ...wish }, now);
  const [first, second] = made.places;
  if (!first || !second) throw new Error('Two places were asked for.');
  const { counter: here } = await newCounter(store, first, now);
  const { counter: there } = await newCounter(store, second, now);
  const reader = await newReader(store, { tiers: ['gold'], ...(until && { until }) }, now);
  return { ...made, here, there, reader, voucher: await claimed(store, made.benefit, reader.account) };
}

async function claimed(
  store: Store,
  benefit: Voucher['benefit'],
  account: NonNullable<Voucher['account']>,
): Promise<Voucher> {
  const wish = { account, benefit, ordinal: 1, zone: rules.zone, language: 'en' };
  const outcome = await claim(store, wish, now);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value;
}

let forms = 0;
/** Enters a voucher, from a form of its own unless one is named. */
function enter(
  store: Store,
  counter: Counter,
  asked: Asked,
  given: { at?: Date; late?: boolean; clock?: Date; once?: string; atEnd?: 'keep' | 'end' } = {},
) {
  const { at = now, late = false, once = `form ${++forms}`, atEnd = 'keep' } = given;
  const { clock = at } = given;
  const entry = { at, late, once };
  return store.db
    .transaction()
    .execute((tx) => redeem(tx, counter, asked, entry, { rules: { ...rules, atEnd }, now: clock }));
}

const says = (outcome: Awaited<ReturnType<typeof enter>>) => {
  if (!outcome.ok) return outcome.refusal.is;
  return outcome.value.first === null ? 'redeemed' : 'second';
};

const token = (voucher: Voucher): Asked => ({ token: voucher.token ?? '' });
const words = (voucher: Voucher): Asked => ({ words: voucher.wordCode ?? '' });

onBothDatabases('redeeming vouchers', (open) => {
  test('a voucher is valid, then redeemed, then used, with the time and the place of the first', async () => {
    const store = await open();
    const { here, there, voucher } = await setOut(store);
    expect((await look(store.db, here, token(voucher), rules, now)).is).toBe('valid');
    expect(says(await enter(store, here, words(voucher)))).toBe('redeemed');
    expect(await look(store.db, there, token(voucher), rules, after(5))).toMatchObject({
      is: 'used',
      first: { at: now.getTime(), place: { name: 'Harbour Street' } },
    });
    expect(says(await enter(store, there, words(voucher), { at: after(5) }))).toBe('used');
  });

  test('twenty devices that redeem the same voucher at the same instant redeem it once', async () => {
    const store = await open();
    const { here, there, voucher } = await setOut(store);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        enter(store, at % 2 ? here : there, at % 3 ? token(voucher) : words(voucher)),
      ),
    );
    const told = outcomes.map(says);
    expect(told.filter((one) => one === 'redeemed').length).toBe(1);
    expect(told.filter((one) => one === 'used').length).toBe(19);
  });

  test('the same form sent twice redeems once and says the same', async () => {
    const store = await open();
    const { here, voucher } = await setOut(store);
    const sent = await Promise.all(
      [1, 2].map(() => enter(store, here, token(voucher), { once: 'one form' })),
    );
    expect(sent.map(says)).toEqual(['redeemed', 'redeemed']);
    expect(new Set(sent.map((one) => one.ok && one.value.redemption.id)).size).toBe(1);
  });

  test('an entry is undone within ten minutes by its own place, and not a second later', async () => {
    const store = await open();
    const { here, there, voucher } = await setOut(store);
    const first = await enter(store, here, token(voucher));
    const id = first.ok ? first.value.redemption.id : 0;
    const back = (counter: Counter, at: Date) =>
      store.db.transaction().execute((tx) => undo(tx, counter, id, rules.zone, at));
    expect(await back(there, after(1))).toBe(false);
    expect(await back(here, after(10))).toBe(false);
    expect(await back(here, new Date(after(10).getTime() - 1))).toBe(true);
    expect(await back(here, after(9))).toBe(false);
    expect((await look(store.db, there, token(voucher), rules, after(11))).is).toBe('valid');
    expect(says(await enter(store, there, token(voucher), { at: after(11) }))).toBe('redeemed');
  });

  test('with the line down: the first entry counts, the second is kept and shows the first', async () => {
    const store = await open();
    const { here, there, voucher } = await setOut(store);
    const late = (counter: Counter, at: Date, clock: Date) =>
      enter(store, counter, words(voucher), { at, late: true, clock });
    expect(says(await late(there, after(30), after(90)))).toBe('redeemed');
    // Given out earlier, entered later: the first entry counts all the same.
    const second = await late(here, after(10), after(120));
    expect(says(second)).toBe('second');
    expect(second).toMatchObject({
      value: {
        redemption: { counts: false },
        first: { at: after(30).getTime(), place: { name: 'Market Square' } },
      },
    });
    const shown = second.ok ? await findEntered(store.db, here, second.value.redemption.id) : undefined;
    expect(shown?.first?.place.name).toBe('Market Square');
  });

  test('when the first entry is undone, the second one counts', async () => {
    const store = await open();
    const { here, there, voucher } = await setOut(store);
    const first = await enter(store, here, token(voucher));
    await enter(store, there, words(voucher), { at: after(2), late: true, clock: after(3) });
    const id = first.ok ? first.value.redemption.id : 0;
    await store.db.transaction().execute((tx) => undo(tx, here, id, rules.zone, after(5)));
    expect(await look(store.db, here, token(voucher), rules, after(6))).toMatchObject({
      is: 'used',
      first: { at: after(2).getTime(), place: { name: 'Market Square' } },
    });
  });

  test('a time that cannot be right is refused: in the future, before the claim, too long ago', async () => {
    const store = await open();
    const { here, voucher } = await setOut(store);
    const late = (at: Date, clock: Date) => enter(store, here, words(voucher), { at, late: true, clock });
    expect(says(await late(after(60), after(30)))).toBe('bad-time');
    expect(says(await late(after(-60), after(30)))).toBe('bad-time');
    expect(says(await late(after(1), after(8 * 1440)))).toBe('bad-time');
  });

  test('expired is asked of the time it was given out, not of the time it was typed in', async () => {
    const store = await open();
    const { here, voucher, reader } = await setOut(store, { validUntil: after(60).getTime() });
    expect(says(await enter(store, here, words(voucher), { at: after(60) }))).toBe('expired');
    expect(
      says(await enter(store, here, words(voucher), { at: after(59), late: true, clock: after(90) })),
    ).toBe('redeemed');
    expect(reader.account).toBeGreaterThan(0);
  });

  test('a voucher is redeemed at its own places only', async () => {
    const store = await open();
    const { here, benefit, places, voucher } = await setOut(store);
    const other = await newBenefit(store, { slug: 'other', name: 'Cinema', placeNames: ['Hall'] }, now);
    const { counter: cinema } = await newCounter(store, other.places[0] ?? (0 as never), now);
    expect((await look(store.db, cinema, token(voucher), rules, now)).is).toBe('elsewhere');
    await store.db
      .updateTable('benefit')
      .set({ places: JSON.stringify([places[1]]) })
      .where('id', '=', benefit)
      .execute();
    expect(says(await enter(store, here, token(voucher)))).toBe('elsewhere');
  });

  test('a place redeems as many a day as were agreed, exactly, also from two devices at once', async () => {
    const store = await open();
    const { here, there, benefit } = await setOut(store, { perPlaceDay: 3 });
    const { counter: besides } = await newCounter(store, here.place.id, now);
    const vouchers: Voucher[] = [];
    for (let at = 0; at < 8; at += 1)
      vouchers.push(
        await claimed(store, benefit, (await newReader(store, { tiers: ['gold'] }, now)).account),
      );
    const outcomes = await Promise.all(
      vouchers.map((voucher, at) => enter(store, at % 2 ? here : besides, token(voucher))),
    );
    const told = outcomes.map(says).toSorted();
    expect(told.filter((one) => one === 'redeemed').length).toBe(3);
    expect(told.filter((one) => one === 'place-full').length).toBe(5);
    const left = vouchers[outcomes.findIndex((one) => !one.ok)];
    expect(left && (await look(store.db, there, token(left), rules, now)).is).toBe('valid');
  });

  test('when a membership ends, its vouchers stay or end, as the paper set it', async () => {
    const store = await open();
    const { here, voucher } = await setOut(store, {}, after(60));
    expect((await look(store.db, here, token(voucher), { ...rules, atEnd: 'end' }, after(59))).is).toBe(
      'valid',
    );
    expect(says(await enter(store, here, token(voucher), { at: after(61), atEnd: 'end' }))).toBe('ended');
    expect(says(await enter(store, here, token(voucher), { at: after(61) }))).toBe('redeemed');
  });

  test('wrong word codes lock the device, staff hear of it, and the right one helps no more until it is over', async () => {
    const store = await open();
    const { here, there, voucher } = await setOut(store);
    const typed = (counter: Counter, text: string, at = now) =>
      store.db.transaction().execute((tx) => lookTyped(tx, counter, text, { ...rules, at }, at));
    for (let at = 0; at < 8; at += 1) expect((await typed(here, 'harbour lantern 100')).is).toBe('unknown');
    expect(await typed(here, voucher.wordCode ?? '')).toEqual({ is: 'locked', until: after(15).getTime() });
    expect(says(await enter(store, here, words(voucher), { at: after(1) }))).toBe('locked');
    expect((await typed(there, voucher.wordCode ?? '')).is).toBe('valid');
    expect((await typed(here, voucher.wordCode ?? '', after(15))).is).toBe('valid');
    const told = await store.db
      .selectFrom('event')
      .select('subject')
      .where('name', '=', 'counter.locked')
      .execute();
    expect(told).toEqual([{ subject: here.place.id }]);
  });
});

onBothDatabases('letting devices in', (open) => {
  const secret = 'a secret of this test';
  const prepare = async (store: Store) => {
    const { places } = await newBenefit(store, {}, now);
    const [place] = places;
    if (!place) throw new Error('A place was asked for.');
    const made = await store.db.transaction().execute(async (tx) => ({
      word: await makeLetIn(tx, place, after(60), now),
      pin: await makePin(tx, place, secret, now),
    }));
    const come = (pin: string, at = now) =>
      store.db.transaction().execute((tx) => letIn(tx, { word: made.word, pin, name: 'Till', secret }, at));
    return { place, come, ...made };
  };

  test('a device comes in with the code and the PIN, until it is shut out', async () => {
    const store = await open();
    const { come, pin } = await prepare(store);
    const outcome = await come(pin);
    const device = outcome.ok ? outcome.value : { token: '', device: 0 };
    expect((await findCounter(store.db, device.token))?.place.name).toBe('Harbour Street');
    await store.db.transaction().execute((tx) => shutOut(tx, device.device, after(1)));
    expect(await findCounter(store.db, device.token)).toBeUndefined();
  });

  test('a let-in code ends with its hour', async () => {
    const store = await open();
    const { come, pin } = await prepare(store);
    expect(await come(pin, after(60))).toEqual({ ok: false, refusal: { code: 'code-over' } });
  });

  test('after six wrong PINs the code is void, also for the right one, and staff hear of it', async () => {
    const store = await open();
    const { come, pin } = await prepare(store);
    const wrong = pin === '000000' ? '000001' : '000000';
    const lefts: (number | string)[] = [];
    for (let at = 0; at < 6; at += 1) {
      const outcome = await come(wrong);
      if (!outcome.ok)
        lefts.push(outcome.refusal.code === 'pin-wrong' ? outcome.refusal.left : outcome.refusal.code);
    }
    expect(lefts).toEqual([5, 4, 3, 2, 1, 'code-over']);
    expect((await come(pin)).ok).toBe(false);
    const told = await store.db
      .selectFrom('event')
      .select('name')
      .where('name', '=', 'counter.locked')
      .execute();
    expect(told.length).toBe(1);
  });

  test('a hundred guesses at once are counted one after another', async () => {
    const store = await open();
    const { come, pin } = await prepare(store);
    const guesses = Array.from({ length: 100 }, (_, at) => String(at).padStart(6, '0')).filter(
      (one) => one !== pin,
    );
    const outcomes = await Promise.all(guesses.map((guess) => come(guess)));
    const counted = outcomes.filter((outcome) => !outcome.ok && outcome.refusal.code === 'pin-wrong');
    expect(counted.length).toBe(5);
  });
});
