import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import type { AccountId } from '#kit/ids.js';
import type { Store } from '#store/store.io.js';
import { findConsent, saveConsent } from './consent.sql.ts';
import { exportMembers } from './member-export.sql.ts';
import { type MemberFileKind, readMemberFile } from './member-file.ts';
import { importMembers } from './member-import.sql.ts';
import { saveTier } from './tier.sql.ts';

const now = new Date('2026-03-10T12:00:00Z');

const ghost = `id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,deleted_at,labels,tiers
1,Ada@Post.example,Ada Finch,Met at the fair,true,true,,2024-02-01T09:00:00.000Z,,"Panel, Early",Gold
2,ben@post.example,"Marsh, Ben",,false,false,cus_123,2024-03-01T09:00:00.000Z,,,Gold
3,gone@post.example,,,true,false,,2024-03-01T09:00:00.000Z,2025-01-01T00:00:00.000Z,,
4,not an address,,,true,false,,,,,
5,ada@post.example,Ada Again,,true,false,,,,,
6,,Nobody,,true,false,,,,,
7,cara@post.example,Cara,,true,true,,yesterday,,,
8,dan@post.example,Dan,,true,true,,2024-03-01T09:00:00.000Z,,,Platinum
`;

onBothDatabases('the import of members', (open) => {
  test('a file of Ghost comes in silently, with consent and its date, and says of every line why it did not', async () => {
    const store = await open();
    await aTier(store);
    const done = await take(store, ghost);
    expect(done).toMatchObject({
      kind: 'ghost',
      lines: 8,
      added: 3,
      changed: 0,
      memberships: 1,
      consents: 3,
    });
    expect(done.refused.map(({ line }) => line)).toEqual([4, 5, 6, 7, 8]);
    expect(done.refused.map(({ why }) => why)[2]).toBe('ada@post.example stands on line 2 already.');
    expect(done.notes.map(({ line }) => line)).toEqual([3, 9]);
    const { account, made_at: joined } = await find(store, 'ada@post.example');
    expect(new Date(joined).toISOString()).toBe('2024-02-01T09:00:00.000Z');
    const consent = await findConsent(store.db, account, 'letters');
    expect(consent).toMatchObject({
      given: true,
      source: 'import:ghost',
      at: Date.parse('2024-02-01T09:00:00Z'),
    });
    expect(await store.db.selectFrom('letter').selectAll().execute()).toEqual([]);
  });

  test('a second run changes nothing, and what somebody said here since stays', async () => {
    const store = await open();
    await aTier(store);
    await take(store, ghost);
    const { account } = await find(store, 'ada@post.example');
    const no = { account, kind: 'letters', given: false, source: 'account', says: 'No letters.' } as const;
    await store.db.transaction().execute((tx) => saveConsent(tx, no, now));
    const again = await take(store, ghost);
    expect(again).toMatchObject({ added: 0, changed: 0, same: 3, memberships: 0, consents: 0 });
    expect(await findConsent(store.db, account, 'letters')).toMatchObject({
      given: false,
      source: 'account',
    });
  });

  test('a dry run says the same and writes nothing', async () => {
    const store = await open();
    await aTier(store);
    expect(await take(store, ghost, { isDry: true })).toMatchObject({
      isDry: true,
      added: 3,
      memberships: 1,
    });
    expect(await store.db.selectFrom('reader').selectAll().execute()).toEqual([]);
  });

  test('what was exported comes in elsewhere as it was, and names are no formulas in a spreadsheet', async () => {
    const store = await open();
    await aTier(store);
    await take(store, ghost);
    await store.db
      .updateTable('account')
      .set({ name: '=HYPERLINK("x")' })
      .where('email', '=', 'ben@post.example')
      .execute();
    let text = '';
    for await (const part of exportMembers(store.slow, {}, now)) text += part;
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
    const other = await open();
    await aTier(other);
    const done = await take(other, text, { kind: 'csv' });
    expect(done).toMatchObject({ added: 3, memberships: 1, consents: 3, refused: [] });
    const { account } = await find(other, 'ada@post.example');
    expect(await findConsent(other.db, account, 'letters')).toMatchObject({
      at: Date.parse('2024-02-01T09:00:00Z'),
    });
  });
});

test('columns in another order, with other signs between them, in an old encoding are read as they are', () => {
  const text =
    'Bemerkung;E-Mail;Name;angelegt\r\n"gr\xfc\xdft; gern";udo@post.example;J\xfcrgen;1.3.2024\r\n\r\n;;;\r\n';
  const read = readMemberFile(Buffer.from(text, 'latin1'), {});
  expect(read).toMatchObject({ ok: true, value: { kind: 'csv', refused: [] } });
  if (!read.ok) return;
  expect(read.value.rows).toMatchObject([
    { email: 'udo@post.example', name: 'Jürgen', remark: 'grüßt; gern', joinedAt: Date.UTC(2024, 2, 1) },
  ]);
});

test('a column that says nothing by its name is named, and one that is not there is refused', () => {
  const bytes = Buffer.from('Feld 1,Feld 2\nada@post.example,Ada\n');
  expect(readMemberFile(bytes, {})).toMatchObject({ ok: false, refusal: { code: 'no-email' } });
  const mapped = readMemberFile(bytes, { map: { email: 'feld 1', name: 'Feld 2' } });
  expect(mapped).toMatchObject({ ok: true, value: { rows: [{ email: 'ada@post.example', name: 'Ada' }] } });
  expect(readMemberFile(bytes, { map: { email: 'Feld 9' } })).toMatchObject({
    ok: false,
    refusal: { code: 'no-column' },
  });
  expect(readMemberFile(Buffer.from(''), {})).toMatchObject({ ok: false, refusal: { code: 'empty' } });
});

test('customers of Stripe come in with their number, and without consent that nobody gave', () => {
  const bytes = Buffer.from(
    'id,Description,Email,Name,Created (UTC),Delinquent,Plan,Status\ncus_9s6XKzkNRiz8i3,,ada@post.example,Ada,2023-05-06 10:11,false,price_1,active\n',
  );
  const read = readMemberFile(bytes, {});
  expect(read).toMatchObject({
    ok: true,
    value: {
      kind: 'stripe',
      rows: [
        { customer: 'cus_9s6XKzkNRiz8i3', letters: null, tiers: [], joinedAt: Date.UTC(2023, 4, 6, 10, 11) },
      ],
    },
  });
});

async function aTier({ db }: Store): Promise<void> {
  const wish = { slug: 'gold', name: 'Gold', says: '', benefits: [], position: 0, state: 'offered' } as const;
  await db.transaction().execute((tx) => saveTier(tx, wish, now));
}

async function take(store: Store, text: string, wish: { isDry?: boolean; kind?: MemberFileKind } = {}) {
  const read = readMemberFile(Buffer.from(text), { kind: wish.kind });
  if (!read.ok) throw new Error(read.refusal.code);
  return importMembers(store, read.value, { isDry: wish.isDry ?? false, staff: null }, () => now);
}

async function find({ db }: Store, email: string): Promise<{ account: AccountId; made_at: number }> {
  const row = await db
    .selectFrom('reader')
    .innerJoin('account', 'account.id', 'reader.account_id')
    .select(['account.id', 'reader.made_at'])
    .where('email', '=', email)
    .executeTakeFirstOrThrow();
  return { account: row.id as AccountId, made_at: row.made_at };
}
