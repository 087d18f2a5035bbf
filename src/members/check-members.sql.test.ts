import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import type { Tx } from '#store/tables.js';
import { addTestStories } from '#stories/testing/new-story.js';
import { checkMembers } from './check-members.sql.ts';
import { newReader } from './testing/new-reader.ts';

const NOW = new Date('2026-05-01T09:00:00Z');
const at = NOW.getTime();

async function addVouchers(tx: Tx, account: number, codes: readonly string[]): Promise<void> {
  const times = { made_at: at, changed_at: at };
  const { id: partner } = await tx
    .insertInto('partner')
    .values({ name: 'Kiosk', ...times })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id } = await tx
    .insertInto('benefit')
    .values({
      partner_id: partner,
      slug: 'tea',
      title: 'Tea',
      kind: 'pool',
      claimed: codes.length,
      ...times,
    } as never)
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const [place, code] of codes.entries())
    await tx
      .insertInto('voucher')
      .values({ benefit_id: id, account_id: account, ordinal: place + 1, code, claimed_at: at } as never)
      .execute();
}

async function addReceipts(tx: Tx, account: number, numbers: readonly string[], next: number): Promise<void> {
  const money = { amount_minor: 500, tax_minor: 0, currency: 'EUR' };
  const { id } = await tx
    .insertInto('payment')
    .values({
      account_id: account,
      what: 'Gold',
      state: 'paid',
      provider: 'offline',
      tax_bp: 0,
      ...money,
      made_at: at,
      changed_at: at,
    } as never)
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const number of numbers)
    await tx
      .insertInto('receipt')
      .values({
        number,
        kind: 'receipt',
        payment_id: id,
        account_id: account,
        ...money,
        content: '{}',
        made_at: at,
      })
      .execute();
  await tx.insertInto('number_series').values({ name: 'receipts-2026', next }).execute();
}

onBothDatabases('what is known of members', (open) => {
  test('is in order where nothing is wrong', async () => {
    const store = await open();
    const { account } = await newReader(store, { tiers: ['gold'] }, NOW);
    await addTestStories(store, [
      { headline: 'Tides', at: '2026-01-01T08:00:00Z', access: { to: 'tiers', tiers: ['gold'] } },
    ]);
    await store.db.transaction().execute(async (tx) => {
      await addVouchers(tx, account, ['A', 'B']);
      await addReceipts(tx, account, ['2026-000001', '2026-000002'], 3);
    });
    expect(await checkMembers(store.db)).toEqual([]);
  });

  test('is told of where a code was given twice, a receipt is missing, or a tier is nobody’s', async () => {
    const store = await open();
    const { account } = await newReader(store, {}, NOW);
    await addTestStories(store, [
      { headline: 'Tides', at: '2026-01-01T08:00:00Z', access: { to: 'tiers', tiers: ['gold'] } },
    ]);
    await store.db.transaction().execute(async (tx) => {
      await addVouchers(tx, account, ['A', 'A']);
      await addReceipts(tx, account, ['2026-000001', '2026-000003'], 5);
    });
    expect(await checkMembers(store.db)).toEqual([
      {
        level: 'wrong',
        code: 'voucher-code-twice',
        says: 'Voucher codes that more than one member was given: A.',
      },
      {
        ...{ level: 'wrong', code: 'receipt-missing' },
        says: 'Numbers of receipts that are not there: receipts-2026 2, receipts-2026 4.',
      },
      {
        level: 'note',
        code: 'tier-unknown-in-stories',
        says: 'Tiers that stories ask for and nobody can hold: gold.',
      },
    ]);
  });
});
