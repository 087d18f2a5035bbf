import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findBarriers } from '#harness/axe.js';
import { openDesk } from '#harness/desk.js';
import { newFolder } from '#harness/folder.js';
import { beginMembership } from '#members/membership.sql.js';
import { addPayment } from '#members/payment.sql.js';
import { newReader } from '#members/testing/new-reader.js';
import { addPrice, saveTier } from '#members/tier.sql.js';
import type { Store } from '#store/store.io.js';
import { addTestStories } from '#stories/testing/new-story.js';

const DAY_MS = 86_400_000;

async function aTier({ db }: Store) {
  return db.transaction().execute(async (tx) => {
    const wish = {
      slug: 'gold',
      name: 'Gold',
      says: '',
      benefits: [],
      position: 0,
      state: 'offered',
    } as const;
    const tier = await saveTier(tx, wish, new Date());
    const money = { period: 'month', currency: 'EUR', amountMinor: 990, taxBp: 700, trialDays: 0 } as const;
    return { ...tier, price: await addPrice(tx, { ...money, tier: tier.id }, new Date()) };
  });
}

test('a commercial manager finds a member, gives access, corrects the address, and takes the access back', async () => {
  const desk = await openDesk();
  const { store } = desk.house;
  await aTier(store);
  await newReader(store, { name: 'Ada Finch', email: 'ada@typo.example' });
  await newReader(store, { name: 'Ben Marsh', email: 'ben@post.example' });
  const { page } = await desk.open('commercial', '/members');
  await page.getByText('2 readers', { exact: true }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('finch');
  await page.getByText('1 reader fits').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('link', { name: 'Ada Finch' }).click();
  await page.getByText('Nothing now.').waitFor();
  await page.getByRole('button', { name: 'Give access' }).click();
  await page.getByLabel('Why').fill('Won the quiz');
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Give', exact: true }).click();
  await page.getByText('Gold is given.').waitFor();
  await page.getByText('Won the quiz').first().waitFor();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Correct name or address' }).click();
  await page.getByLabel('E-mail address').fill('ben@post.example');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/Another account has the address ben@post\.example/).waitFor();
  await page.getByLabel('E-mail address').fill('ada@post.example');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Corrected.').waitFor();
  await page.getByText('Signed in nowhere').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Take back' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await page.getByText('Nothing now.').waitFor();
});

test('two accounts of one person become one after the desk has said what that does', async () => {
  const desk = await openDesk();
  const { store } = desk.house;
  const keep = await newReader(store, { name: 'Ada Finch', email: 'ada@new.example' });
  await newReader(store, { name: 'Ada Finch', email: 'ada@old.example', tiers: ['silver'] });
  const { page } = await desk.open('commercial', `/members/person/${keep.account}`);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: /^Merge with another account/ }).click();
  await page.getByRole('button', { name: /ada@old\.example/ }).click();
  await page.getByText(/All that ada@old\.example holds/).waitFor();
  await page.getByRole('button', { name: 'Merge', exact: true }).click();
  await page.getByText('The two are one now.').waitFor();
  await page.getByText('silver').waitFor();
  await page.getByText('Another account was merged into this one').waitFor();
});

test('failed payments stand with their reason, and those that are ticked get more time', async () => {
  const desk = await openDesk();
  const { store } = desk.house;
  const tier = await aTier(store);
  const { account } = await newReader(store, { name: 'Ada Finch' });
  const now = Date.now();
  const membership = await store.db.transaction().execute(async (tx) => {
    const paid = { source: 'stripe', provider: 'stripe', ref: 'sub_1', price: tier.price.id } as const;
    const span = { from: now - 40 * DAY_MS, until: now + 2 * DAY_MS };
    const id = await beginMembership(tx, { account, tier: tier.id, ...paid, ...span }, new Date());
    const grace = { state: 'grace', paid_until: now - DAY_MS, grace_until: now + 2 * DAY_MS } as const;
    await tx.updateTable('membership').set(grace).where('id', '=', id).execute();
    const sum = { what: 'Gold, one month', amountMinor: 990, taxBp: 700, currency: 'EUR' } as const;
    const failed = { reason: 'The card has no money.', attempts: 2, nextTryAt: now + DAY_MS } as const;
    await addPayment(
      tx,
      { account, membership: id, ...sum, ...failed, state: 'failed', provider: 'stripe' },
      new Date(),
    );
    return id;
  });
  const { page } = await desk.open('commercial', '/members/failed');
  await page.getByText('The card has no money.').waitFor();
  await page.getByText('2 attempts').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.locator('tbody .checkbox', { hasText: 'Tick Ada Finch' }).locator('.box').click();
  await page.getByText('1 ticked').waitFor();
  await page.getByRole('button', { name: 'Extend grace' }).click();
  await page.getByText('Grace is extended for 1 membership.').waitFor();
  const row = await store.db
    .selectFrom('membership')
    .select('access_until')
    .where('id', '=', membership)
    .executeTakeFirstOrThrow();
  expect(row.access_until).toBeGreaterThan(now + 6 * DAY_MS);
});

test('a file with faults says of each line why it is not taken, and comes in only when one says so', async () => {
  const desk = await openDesk();
  await aTier(desk.house.store);
  const file = join(await newFolder('members'), 'members.csv');
  const lines = [
    'email,name,subscribed_to_emails,complimentary_plan,created_at,tiers',
    'ada@post.example,Ada Finch,true,true,2024-02-01T09:00:00.000Z,Gold',
    'no address,Ben,true,false,,',
    'ada@post.example,Ada again,true,false,,',
    'cara@post.example,Cara,false,false,,Platinum',
  ];
  await writeFile(file, lines.join('\n'));
  const { page } = await desk.open('commercial', '/members/files');
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByText('What this file would do: 4 lines').waitFor();
  await page.getByText('“no address” is no e-mail address.').waitFor();
  await page.getByText('ada@post.example stands on line 2 already.').waitFor();
  await page.getByText(/There is no tier “Platinum”/).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Bring in 2 people' }).click();
  await page.getByText('What this file did: 4 lines').waitFor();
  await page.getByRole('link', { name: 'Members', exact: true }).last().click();
  await page.getByRole('link', { name: 'Ada Finch' }).waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  expect((await download).suggestedFilename()).toBe('members.csv');
});

test('reports show who came by which story; a draft is named nowhere, and what somebody read is not to be had', async () => {
  const desk = await openDesk();
  const { store } = desk.house;
  await addTestStories(store, [{ headline: 'The bridge opens', at: '2026-05-01T10:00:00Z' }]);
  const [out] = await store.db.selectFrom('story').select('id').execute();
  const chief = await desk.person('chief');
  const draft = (await chief.ask('POST', '/stories', { headline: 'Secret of the harbour' })).json as {
    id: number;
  };
  const one = await newReader(store, { name: 'Ada Finch', tiers: ['gold'] });
  const two = await newReader(store, { name: 'Ben Marsh' });
  await store.db
    .updateTable('reader')
    .set({ came_story_id: out?.id ?? 0 })
    .where('account_id', '=', one.account)
    .execute();
  await store.db
    .updateTable('reader')
    .set({ came_story_id: draft.id })
    .where('account_id', '=', two.account)
    .execute();
  const { page, ask } = await desk.open('commercial', '/members/reports');
  await page.getByRole('link', { name: 'The bridge opens' }).waitFor();
  await page.getByText(`A story that readers do not see now (number ${draft.id})`).waitFor();
  await page.getByRole('img', { name: 'Bars: 1 joined and 0 left in this time.' }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  expect(await page.content()).not.toContain('Secret of the harbour');
  const seen = await Promise.all(
    [
      `/members/${two.account}`,
      '/members',
      '/reports/stories',
      '/find?kind=story&q=secret',
      '/lists/archive',
    ].map((path) => ask('GET', path)),
  );
  expect(JSON.stringify(seen)).not.toContain('Secret of the harbour');
  expect(JSON.stringify((await ask('GET', `/members/${one.account}`)).json)).not.toContain('story');
  const reporter = await desk.person('reporter');
  for (const path of [
    '/members',
    `/members/${one.account}`,
    '/reports/movement',
    '/payments',
    '/differences',
  ])
    expect((await reporter.ask('GET', path)).status).toBe(403);
});

test('a tier gets a price and an offer with a code, and what is wrong is said in the dialogue', async () => {
  const desk = await openDesk();
  const { page } = await desk.open('commercial', '/members/tiers');
  await page.getByRole('button', { name: 'Add a tier' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Friends of the paper');
  expect(await page.getByLabel('Short name').inputValue()).toBe('friends-of-the-paper');
  await page.getByLabel('What it brings').fill('All stories\nEvenings with the newsroom');
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'New price' }).click();
  await page.getByLabel('Price, tax included').fill('9,90');
  await page.getByLabel('Tax within (%)').fill('7');
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Offer this price' }).click();
  await page.getByText('€9.90').waitFor();
  await page.getByRole('button', { name: 'Add an offer' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Summer');
  await page.getByLabel('Code', { exact: true }).fill('summer26');
  await page.getByLabel('Per cent').fill('50');
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('SUMMER26').waitFor();
  await page.getByText('50 % off for good').waitFor();
});
