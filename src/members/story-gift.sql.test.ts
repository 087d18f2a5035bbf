import { beforeAll, expect, test } from 'vitest';
import { onBothDatabases, type TestStore } from '#harness/both-databases.js';
import type { AccountId, StoryId } from '#kit/ids.js';
import { readSettings } from '#paper/settings.js';
import { countGiftsLeft, findGift, giveStory, openGift, pruneGifts } from './story-gift.sql.ts';
import { giftState } from './story-gift.ts';
import { newReader } from './testing/new-reader.ts';

const secret = 'a secret of the house';
const now = new Date('2026-11-24T12:00:00Z');
const december = new Date('2026-12-01T00:00:00Z');
const settings = readSettings([
  { from: 'the test', values: { storyGifts: 2, storyGiftDays: 3, storyGiftOpens: 2 } },
]);
const ferry = 7 as StoryId;

onBothDatabases('stories given', (open) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await open();
  });

  const aMember = async () => (await newReader(store, { tiers: ['gold'] }, now)).account;
  const give = (account: AccountId, story: StoryId, at = now) =>
    store.db.transaction().execute((tx) => giveStory(tx, { account, story, settings, secret }, at));
  const tokenOf = async (account: AccountId, story: StoryId) => {
    const given = await give(account, story);
    return given.ok ? given.value.token : '';
  };
  const openOne = (token: string, at = now) =>
    store.db.transaction().execute((tx) => openGift(tx, token, settings, at));

  test('a member gives as many stories a month as the paper says, and the next month anew', async () => {
    const account = await aMember();
    expect(await give(account, ferry)).toMatchObject({ ok: true, value: { left: 1 } });
    expect(await give(account, 8 as StoryId)).toMatchObject({ ok: true, value: { left: 0 } });
    expect(await give(account, 9 as StoryId)).toEqual({
      ok: false,
      refusal: { code: 'none-left', renewsAt: december.getTime() },
    });
    expect(await countGiftsLeft(store.db, account, settings, now)).toBe(0);
    expect(await give(account, 9 as StoryId, december)).toMatchObject({ ok: true, value: { left: 1 } });
  });

  test('the same story given twice is one gift with one link', async () => {
    const account = await aMember();
    const [one, again] = [await tokenOf(account, ferry), await tokenOf(account, ferry)];
    expect(again).toBe(one);
    expect(await countGiftsLeft(store.db, account, settings, now)).toBe(1);
    expect(await tokenOf(await aMember(), ferry)).not.toBe(one);
  });

  test('a gift opens for so many and no more, however many come at once', async () => {
    const token = await tokenOf(await aMember(), ferry);
    const opened = await Promise.all(Array.from({ length: 5 }, () => openOne(token)));
    expect(opened.filter(Boolean)).toHaveLength(2);
    const gift = await findGift(store.db, token);
    expect(gift && giftState(gift, settings, now)).toBe('used-up');
  });

  test('a gift ends on time, and its link still says so for a while', async () => {
    const token = await tokenOf(await aMember(), ferry);
    const end = new Date(now.getTime() + 3 * 86_400_000);
    expect(await openOne(token, new Date(end.getTime() - 1))).toMatchObject({ story: ferry });
    expect(await openOne(token, end)).toBeUndefined();
    await pruneGifts(store.db, end);
    const gift = await findGift(store.db, token);
    expect(gift && giftState(gift, settings, end)).toBe('over');
  });

  test('a link that nobody gave opens nothing', async () => {
    expect(await openOne('made-up')).toBeUndefined();
    expect(await findGift(store.db, '')).toBeUndefined();
  });
});
