import { expect, test } from 'vitest';
import { listPasskeys } from '#accounts/passkeys.sql.js';
import { signIn } from '#accounts/testing/sign-in.js';
import { onBothDatabases } from '#harness/both-databases.js';
import type { AccountId } from '#kit/ids.js';
import type { Store } from '#store/store.io.js';
import { findFeedKey, renewFeedKey } from './feed-key.sql.ts';
import { readHistory } from './history.sql.ts';
import { correctReader, saveNotes } from './member-changes.sql.ts';
import { beginMembership } from './membership.sql.ts';
import { mergeReaders } from './merge.sql.ts';
import { addPayment } from './payment.sql.ts';
import { searchMembers } from './search.sql.ts';
import { newReader } from './testing/new-reader.ts';
import { saveTier } from './tier.sql.ts';

const now = new Date('2026-03-10T12:00:00Z');
const earlier = new Date('2025-03-10T12:00:00Z');

onBothDatabases('what staff do to a reader', (open) => {
  test('two accounts of one person become one with all of both, one address, and a line that says so', async () => {
    const store = await open();
    const staff = await aManager(store);
    const keep = await newReader(
      store,
      { name: 'Ada Finch', email: 'ada@new.example', tiers: ['gold'] },
      now,
    );
    const gone = await newReader(
      store,
      { name: 'A. Finch', email: 'ada@old.example', tiers: ['gold'] },
      earlier,
    );
    await write(store, async (tx) => {
      await saveNotes(tx, { account: gone.account, staff, remark: 'Likes chess.', labels: ['Panel'] }, now);
      const sum = { what: 'Gold', amountMinor: 500, taxBp: 0, currency: 'EUR' } as const;
      await addPayment(tx, { ...sum, account: gone.account, state: 'paid', provider: 'offline' }, now);
      await addVouchers(tx, [keep.account, gone.account]);
      await mergeReaders(tx, { keep: keep.account, gone: gone.account, staff }, now);
    });
    const sheet = await readHistory(store.db, keep.account, now);
    expect(sheet.reader).toMatchObject({
      email: 'ada@new.example',
      remark: 'Likes chess.',
      labels: ['Panel'],
    });
    expect(sheet.reader.madeAt).toBe(earlier.getTime());
    expect([sheet.memberships.length, sheet.payments.length, sheet.vouchers.length]).toEqual([2, 1, 2]);
    expect(sheet.acts[0]).toMatchObject({ act: 'merged', details: { email: 'ada@old.example' } });
    await expect(readHistory(store.db, gone.account, now)).rejects.toMatchObject({ code: 'reader-unknown' });
    expect((await searchMembers(store.slow, { words: 'finch', limit: 9 }, now)).count).toBe(1);
  });

  test('two accounts that both pay at Stripe are not merged, and nothing has moved', async () => {
    const store = await open();
    const staff = await aManager(store);
    const tier = await aTier(store);
    const people = [await newReader(store, {}, now), await newReader(store, {}, now)] as const;
    for (const { account } of people) {
      const paid = { account, tier, source: 'stripe', provider: 'stripe', ref: `sub_${account}` } as const;
      await write(store, (tx) => beginMembership(tx, { ...paid, from: now.getTime(), until: null }, now));
    }
    const [keep, gone] = people.map(({ account }) => account) as [AccountId, AccountId];
    await expect(write(store, (tx) => mergeReaders(tx, { keep, gone, staff }, now))).rejects.toMatchObject({
      code: 'merge-two-subscriptions',
    });
    expect((await readHistory(store.db, gone, now)).memberships).toHaveLength(1);
    await expect(
      write(store, (tx) => mergeReaders(tx, { keep, gone: keep, staff }, now)),
    ).rejects.toMatchObject({
      code: 'merge-same',
    });
  });

  test('a corrected address is found at once, ends every session, and is never one that somebody has', async () => {
    const store = await open();
    const staff = await aManager(store);
    const { account } = await newReader(store, { name: 'Ada', email: 'ada@typo.example' }, now);
    await newReader(store, { email: 'taken@post.example' }, now);
    const correct = (email: string) =>
      write(store, (tx) => correctReader(tx, { account, staff, name: 'Ada', email }, now));
    await expect(correct('Taken@post.example')).rejects.toMatchObject({ code: 'reader-address-taken' });
    await expect(correct('no address')).rejects.toMatchObject({ code: 'email-wrong' });
    await correct(' Ada@Post.example ');
    const { found } = await searchMembers(store.slow, { words: 'ada@post', limit: 9 }, now);
    expect(found.map(({ id }) => id)).toEqual([account]);
    expect((await readHistory(store.db, account, now)).sessions).toBe(0);
  });

  test('with a corrected address nothing of the old one leads in, no passkey and no feed', async () => {
    const store = await open();
    const staff = await aManager(store);
    const { account } = await newReader(store, { name: 'Ada', email: 'ada@stolen.example' }, now);
    await write(store, async (tx) => {
      await renewFeedKey(tx, account, 'secret', now);
      await tx
        .insertInto('passkey')
        .values({
          ...{ account_id: account, credential_id: 'theirs', public_key: 'key', counter: 0 },
          ...{ device_type: 'singleDevice', backed_up: 0 },
        })
        .execute();
      await correctReader(tx, { account, staff, name: 'Ada', email: 'ada@own.example' }, now);
    });
    expect(await listPasskeys(store.db, account)).toEqual([]);
    expect(await findFeedKey(store.db, account, 'secret')).toBeUndefined();
  });

  test('a history tells no story that somebody read, not even the one that made them join', async () => {
    const store = await open();
    const { account } = await newReader(store, {}, now);
    await write(store, async (tx) => {
      await tx.updateTable('reader').set({ came_story_id: 4711 }).execute();
      await tx.updateTable('member_act').set({ details: '{"by":"joined","story":4711}' }).execute();
    });
    expect(JSON.stringify(await readHistory(store.db, account, now))).not.toContain('4711');
  });
});

type Write = Parameters<Parameters<ReturnType<Store['db']['transaction']>['execute']>[0]>[0];

function write<Made>({ db }: Store, work: (tx: Write) => Promise<Made>): Promise<Made> {
  return db.transaction().execute(work);
}

async function aManager(store: Store): Promise<AccountId> {
  return (await signIn(store, { email: 'mo@desk.example', name: 'Mo', role: 'commercial' }, now)).staff.id;
}

async function aTier(store: Store) {
  const wish = {
    slug: 'paper',
    name: 'Paper',
    says: '',
    benefits: [],
    position: 0,
    state: 'offered',
  } as const;
  return (await write(store, (tx) => saveTier(tx, wish, now))).id;
}

async function addVouchers(tx: Write, accounts: readonly AccountId[]): Promise<void> {
  const times = { made_at: now.getTime(), changed_at: now.getTime() };
  const { id: partner } = await tx
    .insertInto('partner')
    .values({ name: 'Cinema', ...times })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id: benefit } = await tx
    .insertInto('benefit')
    .values({ partner_id: partner, slug: 'film', title: 'A film', kind: 'own', ...times })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const account of accounts)
    await tx
      .insertInto('voucher')
      .values({
        benefit_id: benefit,
        account_id: account,
        ordinal: 1,
        code: 'A',
        claimed_at: now.getTime(),
      } as never)
      .execute();
}
