import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { findAccount } from '#accounts/account.sql.js';
import { saveStaff } from '#accounts/staff.sql.js';
import { onBothDatabases } from '#harness/both-databases.js';
import { post } from '#store/letters.sql.js';
import type { Tx } from '#store/tables.js';
import { saveConsent } from './consent.sql.ts';
import { listMemberships } from './membership.sql.ts';
import { forgetReader, gatherOwnData, lookAtLeaving, tablesOfReaders } from './own-data.sql.ts';
import { addTask, dueOf, listTasks, settleTask } from './reader-task.sql.ts';
import { findReaderRow } from './readers.sql.ts';
import { newReader } from './testing/new-reader.ts';

const noon = new Date('2026-06-01T12:00:00Z');

/** Columns that say who somebody is. What staff did names staff by others. */
const NAMING = /^(?:account_id|owner_id|bought_by|email|for_email|recipient)$/;
/** Tables with such a column that hold nothing of readers. */
const OF_OTHERS = new Set([
  ...[
    'staff',
    'audit',
    'partner',
    'verification',
    'shared_update',
    'story_touch',
    'story_team',
    'story_closed',
  ],
]);

onBothDatabases('what is kept of a reader', (open, dialect) => {
  test('no table that names a reader is left out', async () => {
    const { db } = await open();
    const columns =
      dialect === 'sqlite'
        ? sql<{ table: string; column: string }>`select m.name as "table", c.name as "column"
            from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table'`
        : sql<{ table: string; column: string }>`select table_name as "table", column_name as "column"
            from information_schema.columns where table_schema = 'public'`;
    const { rows } = await columns.execute(db);
    const naming = new Set(rows.filter(({ column }) => NAMING.test(column)).map(({ table }) => table));
    expect([...naming].filter((table) => !tablesOfReaders.includes(table) && !OF_OTHERS.has(table))).toEqual(
      [],
    );
  });

  test('all of it comes in one file, and nothing in it says what was read', async () => {
    const store = await open();
    const { db } = store;
    const { account, email } = await newReader(store, { tiers: ['gold'], name: 'Rosa' }, noon);
    await db.transaction().execute(async (tx) => {
      await saveConsent(tx, { account, kind: 'letters', given: true, source: 'join', says: 'Yes.' }, noon);
      await readSomething(tx, account);
      await post(tx, { kind: 'sign-in', to: email, subject: 'Code', text: 'SECRETCODE', html: '' }, noon);
    });
    const data = await gatherOwnData(db, account, noon);
    expect(data).toMatchObject({
      account: { email, name: 'Rosa', devices: [{ device: 'Test' }] },
      reader: { consents: [{ given: true, says: 'Yes.' }] },
      memberships: [{ tier: 'gold', source: 'given' }],
      lettersSent: [{ kind: 'sign-in', state: 'waiting' }],
      payments: { payments: [], receipts: [] },
    });
    const text = JSON.stringify(data);
    for (const word of ['HASHOFSTORY', '4711', 'SECRETCODE', 'FEEDKEY']) expect(text).not.toContain(word);
  });

  test('a deletion leaves what the law keeps, and nobody’s name on the rest', async () => {
    const store = await open();
    const { db } = store;
    const { account, email } = await newReader(store, { tiers: ['gold'], name: 'Rosa Reader' }, noon);
    const number = (await findReaderRow(db, account))?.number;
    await db.transaction().execute(async (tx) => {
      await readSomething(tx, account);
      await pay(tx, account, email);
    });
    expect(await lookAtLeaving(db, account, noon)).toMatchObject({
      memberships: [{ tier: 'gold', until: null, isPaid: false }],
      receipts: 1,
      openInvoices: 0,
    });
    const later = new Date(noon.getTime() + 1000);
    await db.transaction().execute((tx) => forgetReader(tx, { account }, later));
    expect(await findReaderRow(db, account)).toBeUndefined();
    expect(await findAccount(db, account)).toMatchObject({
      name: '',
      email: `deleted-${account}@deleted.invalid`,
    });
    expect((await listMemberships(db, account)).map(({ state }) => state)).toEqual(['ended']);
    const receipt = await db
      .selectFrom('receipt')
      .select(['account_id', 'content'])
      .executeTakeFirstOrThrow();
    expect(receipt).toMatchObject({ account_id: account, content: expect.stringContaining('Rosa Reader') });
    expect(await whereTold(db, email)).toEqual(['receipt']);
    // The address is free, and whoever comes with it is somebody new.
    const next = await newReader(store, { email }, later);
    expect(next.account).not.toBe(account);
    expect((await findReaderRow(db, next.account))?.number).not.toBe(number);
  });

  test('who works at the desk is not deleted by the readers’ door', async () => {
    const store = await open();
    const { account, email } = await newReader(store, {}, noon);
    await store.db.transaction().execute((tx) => saveStaff(tx, { email, name: 'Ada', role: 'editor' }, noon));
    const forgetting = store.db.transaction().execute((tx) => forgetReader(tx, { account }, noon));
    await expect(forgetting).rejects.toMatchObject({ code: 'reader-at-desk' });
    expect(await findReaderRow(store.db, account)).toBeDefined();
  });

  test('a request by letter is due in a month, and is settled once', async () => {
    const store = await open();
    const { account } = await newReader(store, {}, noon);
    const staff = (
      await store.db
        .transaction()
        .execute((tx) => saveStaff(tx, { email: 'ada@paper.example', name: 'Ada', role: 'commercial' }, noon))
    ).id;
    const wish = { kind: 'export', account, about: 'A letter from Rosa', staff } as const;
    const task = await store.db
      .transaction()
      .execute((tx) => addTask(tx, { ...wish, cameAt: new Date('2026-05-31T09:00:00Z') }, noon));
    expect(new Date(task.dueAt).toISOString()).toBe('2026-06-30T09:00:00.000Z');
    expect((await listTasks(store.db, { done: false, limit: 9 })).map(({ id }) => id)).toEqual([task.id]);
    const settle = { id: task.id, remark: 'Sent by post', staff };
    await store.db.transaction().execute((tx) => settleTask(tx, settle, noon));
    const again = store.db.transaction().execute((tx) => settleTask(tx, settle, noon));
    await expect(again).rejects.toMatchObject({ code: 'reader-task-done' });
    expect(await listTasks(store.db, { done: false, limit: 9 })).toEqual([]);
    expect(await listTasks(store.db, { done: true, limit: 9 })).toMatchObject([{ remark: 'Sent by post' }]);
  });
});

test('a month is a month, also at its end', () => {
  expect(dueOf(new Date('2026-01-31T12:00:00Z')).toISOString()).toBe('2026-02-28T12:00:00.000Z');
  expect(dueOf(new Date('2026-12-15T12:00:00Z')).toISOString()).toBe('2027-01-15T12:00:00.000Z');
});

async function readSomething(tx: Tx, account: number): Promise<void> {
  const spent = {
    account_id: account,
    period: '2026-06',
    story_hash: 'HASHOFSTORY',
    until_at: noon.getTime(),
  };
  await tx.insertInto('meter_spent').values(spent).execute();
  await tx.insertInto('feed_key').values({ account_id: account, key_hash: 'FEEDKEY', made_at: 1 }).execute();
  const gift = {
    token_hash: 'x',
    story_id: 4711,
    account_id: account,
    month: '2026-06',
    made_at: 1,
    expires_at: 2,
  };
  await tx.insertInto('story_gift').values(gift).execute();
}

async function pay(tx: Tx, account: number, email: string): Promise<void> {
  const times = { made_at: noon.getTime(), changed_at: noon.getTime() };
  const sums = { amount_minor: 500, tax_minor: 33, currency: 'EUR' };
  const payment = await tx
    .insertInto('payment')
    .values({
      account_id: account,
      what: 'Gold',
      state: 'paid',
      ...sums,
      tax_bp: 700,
      provider: 'offline',
      ...times,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const content = JSON.stringify({ to: { name: 'Rosa Reader', email } });
  const receipt = { number: '2026-1', kind: 'receipt' as const, payment_id: payment.id, account_id: account };
  await tx
    .insertInto('receipt')
    .values({ ...receipt, ...sums, content, made_at: noon.getTime() })
    .execute();
}

/** Tables in which an address still stands. */
async function whereTold(db: Parameters<typeof findAccount>[0], word: string): Promise<string[]> {
  const found: string[] = [];
  for (const table of [...tablesOfReaders, 'event', 'audit', 'job'] as const) {
    const { rows } = await sql<object>`select * from ${sql.table(table)}`.execute(db);
    if (JSON.stringify(rows).includes(word)) found.push(table);
  }
  return found;
}
