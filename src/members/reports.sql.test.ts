import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import type { AccountId, TierId } from '#kit/ids.js';
import type { Store } from '#store/store.io.js';
import { beginMembership } from './membership.sql.ts';
import { addPayment } from './payment.sql.ts';
import { makeBuckets } from './report-buckets.ts';
import { reportMovement, reportRevenue, reportStories, reportVouchers } from './reports.sql.ts';
import { newReader } from './testing/new-reader.ts';
import { saveTier } from './tier.sql.ts';

const zone = 'Europe/Berlin';
const now = new Date('2026-04-20T12:00:00Z');
const day = (text: string) => new Date(`${text}:00+02:00`);

onBothDatabases('the reports', (open) => {
  test('a reader who registers a minute before midnight in Berlin counts on that day', async () => {
    const store = await open();
    await newReader(store, {}, day('2026-04-10T23:59'));
    await newReader(store, {}, day('2026-04-11T00:01'));
    const buckets = makeBuckets(zone, { from: '2026-04-10', to: '2026-04-11', unit: 'day' });
    const report = await reportMovement(store.slow, buckets, now);
    expect(report.registered).toEqual([1, 1]);
  });

  test('who changes the tier in time neither joins nor leaves; who lapses leaves, and joins again on coming back', async () => {
    const store = await open();
    const tier = await aTier(store);
    const { account: changes } = await newReader(store, {}, day('2026-01-01T10:00'));
    const { account: lapses } = await newReader(store, {}, day('2026-01-01T10:00'));
    await hold(store, { account: changes, tier, from: '2026-01-05T10:00', until: '2026-02-05T10:00' });
    await hold(store, { account: changes, tier, from: '2026-02-05T10:00', until: null });
    await hold(store, { account: lapses, tier, from: '2026-01-05T10:00', until: '2026-02-05T10:00' });
    await hold(store, { account: lapses, tier, from: '2026-04-01T10:00', until: '2027-04-01T10:00' });
    const buckets = makeBuckets(zone, { from: '2026-01-01', to: '2026-04-20', unit: 'month' });
    const report = await reportMovement(store.slow, buckets, now);
    expect(report.joined).toEqual([2, 0, 0, 1]);
    expect(report.left).toEqual([0, 1, 0, 0]);
    expect(report.members).toEqual([2, 1, 1, 2]);
    const later = makeBuckets(zone, { from: '2026-03-01', to: '2026-04-20', unit: 'month' });
    expect((await reportMovement(store.slow, later, now)).members).toEqual([1, 2]);
  });

  test('money is told by month, tier, provider and currency, and yen are not taken for cents', async () => {
    const store = await open();
    const tier = await aTier(store);
    const { account } = await newReader(store, {}, now);
    const membership = await hold(store, { account, tier, from: '2026-03-01T10:00', until: null });
    await store.db.transaction().execute(async (tx) => {
      const common = { account, membership, what: 'Gold', state: 'paid', taxBp: 1900 } as const;
      const euros = { ...common, amountMinor: 1190, currency: 'EUR', provider: 'stripe' } as const;
      await addPayment(tx, { ...euros, paidAt: day('2026-03-31T23:30').getTime() }, now);
      await addPayment(tx, { ...euros, paidAt: day('2026-04-01T00:30').getTime(), refundedMinor: 190 }, now);
      const yen = { ...common, amountMinor: 1000, currency: 'JPY', provider: 'offline' } as const;
      await addPayment(tx, { ...yen, paidAt: day('2026-04-02T00:30').getTime() }, now);
      await addPayment(tx, { ...euros, state: 'failed' }, now);
    });
    const buckets = makeBuckets(zone, { from: '2026-03-01', to: '2026-04-20', unit: 'month' });
    expect(await reportRevenue(store.slow, buckets)).toEqual([
      {
        tier: 'Gold',
        provider: 'stripe',
        currency: 'EUR',
        paid: [1190, 1190],
        tax: [190, 190],
        refunded: [0, 190],
      },
      {
        tier: 'Gold',
        provider: 'offline',
        currency: 'JPY',
        paid: [0, 1000],
        tax: [0, 160],
        refunded: [0, 0],
      },
    ]);
  });

  test('stories are told by whom they made join, and one that is not out has no headline', async () => {
    const store = await open();
    const tier = await aTier(store);
    const out = await aStory(store, { headline: 'The bridge', isOut: true });
    const draft = await aStory(store, { headline: 'Not out yet', isOut: false });
    const { account } = await newReader(store, {}, now);
    await store.db.transaction().execute(async (tx) => {
      await tx.updateTable('reader').set({ came_story_id: draft }).execute();
      const wish = { account, tier, source: 'given', from: now.getTime(), until: null } as const;
      await beginMembership(tx, { ...wish, story: out as never }, now);
    });
    const range = {
      from: day('2026-04-01T00:00').getTime(),
      to: day('2026-05-01T00:00').getTime(),
      limit: 20,
    };
    expect(await reportStories(store.slow, range, now)).toEqual([
      { story: out, headline: 'The bridge', path: '/out', registered: 0, joined: 1 },
      { story: draft, headline: null, path: null, registered: 1, joined: 0 },
    ]);
  });

  test('a paper without vouchers has an empty report', async () => {
    const store = await open();
    const range = { from: '2026-03-01', to: '2026-04-20', unit: 'month' as const };
    const buckets = makeBuckets(zone, range);
    expect(await reportVouchers(store.slow, zone, { ...range, buckets })).toEqual([]);
  });
});

test('weeks begin on Monday, and days of 23 and 25 hours are days', () => {
  const weeks = makeBuckets(zone, { from: '2026-03-25', to: '2026-04-01', unit: 'week' });
  expect(weeks.map(({ key }) => key)).toEqual(['2026-03-23', '2026-03-30']);
  const [spring] = makeBuckets(zone, { from: '2026-03-29', to: '2026-03-29', unit: 'day' });
  expect((spring?.to ?? 0) - (spring?.from ?? 0)).toBe(23 * 3_600_000);
});

async function aTier({ db }: Store): Promise<TierId> {
  const wish = { slug: 'gold', name: 'Gold', says: '', benefits: [], position: 0, state: 'offered' } as const;
  return (await db.transaction().execute((tx) => saveTier(tx, wish, now))).id;
}

function hold(
  { db }: Store,
  { account, tier, from, until }: { account: AccountId; tier: TierId; from: string; until: string | null },
) {
  const times = { from: day(from).getTime(), until: until === null ? null : day(until).getTime() };
  return db
    .transaction()
    .execute((tx) => beginMembership(tx, { account, tier, source: 'given', ...times }, now));
}

async function aStory(
  { db }: Store,
  { headline, isOut }: { headline: string; isOut: boolean },
): Promise<number> {
  const at = now.getTime() - 1000;
  const slug = isOut ? 'out' : 'draft';
  const { id } = await db
    .insertInto('story')
    .values({
      ...{ state: isOut ? 'live' : 'draft', path: `/${slug}`, slug, access: 'open', headline },
      ...{ made_at: at, changed_at: at, visible_from: isOut ? at : null },
    } as never)
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
