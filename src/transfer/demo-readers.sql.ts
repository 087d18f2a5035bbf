import type { AccountId, StoryId } from '#kit/ids.js';
import { saveConsent } from '#members/consent.sql.js';
import { consentWords } from '#members/consent-words.js';
import { saveNotes } from '#members/member-changes.sql.js';
import { getMembership } from '#members/membership.sql.js';
import { rulesOf } from '#members/money-house.js';
import { addMonths } from '#members/periods.js';
import { addTask } from '#members/reader-task.sql.js';
import { addReader, ensureAccount, noteSeen } from '#members/readers.sql.js';
import { loadSettings } from '#paper/settings.io.js';
import type { Store } from '#store/store.io.js';
import type { Tx } from '#store/tables.js';
import type { DemoCalendar } from './demo-dates.ts';
import { fateOf } from './demo-readers-fate.sql.ts';
import {
  type DemoHolding,
  type DemoReader,
  type DemoReadership,
  readDemoReaders,
} from './demo-readers-file.io.ts';
import { accountOf, type ReadersHouse, timeOf } from './demo-readers-house.sql.ts';
import { askNext, order } from './demo-readers-money.sql.ts';
import { play, type Step } from './demo-readers-play.ts';
import { giftSteps, groupSteps } from './demo-readers-shared.sql.ts';
import { openCounters, settleVouchers, voucherSteps } from './demo-readers-vouchers.sql.ts';

const DAY_MS = 86_400_000;
/** The counters were there before the first voucher of the demonstration. */
const COUNTERS_DAYS_AGO = 95;

type Paper = {
  readonly store: Pick<Store, 'folder'>;
  readonly calendar: DemoCalendar;
  readonly stories: ReadonlyMap<string, { readonly id: StoryId }>;
};

/**
 * Gives the demonstration paper readers who came, paid, left and used vouchers over the past months. Nobody is written
 * to, and none of them can sign in: their addresses take no letters.
 */
export async function addDemoReaders(tx: Tx, folder: string, paper: Paper): Promise<void> {
  const readership = readDemoReaders(folder);
  const settings = await loadSettings(tx, paper.store.folder, {});
  const { calendar, stories } = paper;
  const opened = new Date(timeDaysAgo(calendar, COUNTERS_DAYS_AGO));
  const clerk = await ensureAccount(tx, readership.clerk, opened);
  const house = { tx, calendar, settings, rules: rulesOf(settings), stories, clerk };
  const counters = await openCounters(house, readership.counters, opened);
  const steps = [
    ...readership.readers.flatMap((reader, nth) => readerSteps(house, reader, nth)),
    ...giftSteps(house, readership.gift),
    ...groupSteps(house, readership.group),
    ...voucherSteps(house, readership.vouchers, counters),
  ];
  await play(steps, calendar.today.getTime());
  await settleVouchers(house);
  await addOpenTask(house, readership.task);
}

function readerSteps(house: ReadersHouse, reader: DemoReader, nth: number): Step[] {
  const { daysAgo, holds } = reader;
  const came = timeOf(house, daysAgo, nth);
  const seen = timeOf(house, Math.min(daysAgo, (nth * 7) % 19), nth + 5);
  return [{ at: came, run: (now) => comeIn(house, { reader, nth, holds, seen }, now) }];
}

type Coming = { reader: DemoReader; nth: number; holds: DemoHolding | undefined; seen: number };

async function comeIn(house: ReadersHouse, coming: Coming, now: Date): Promise<Step[]> {
  const { tx, stories, settings } = house;
  const { reader, nth, holds, seen } = coming;
  const account = await ensureAccount(tx, reader, now);
  const story = stories.get(reader.story ?? '')?.id ?? null;
  await addReader(tx, { account, cameBy: 'joined', story }, now);
  const says = consentWords(settings);
  if (reader.letters)
    await saveConsent(tx, { account, kind: 'letters', given: true, source: 'join', says }, now);
  await note(house, account, reader, now);
  await noteSeen(tx, account, new Date(Math.max(seen, now.getTime())));
  return holds ? buy(house, { account, holds, story, nth }, now) : [];
}

async function note(house: ReadersHouse, account: AccountId, reader: DemoReader, now: Date): Promise<void> {
  const { labels = [], remark = '' } = reader;
  if (labels.length === 0 && remark === '') return;
  await saveNotes(house.tx, { account, staff: house.clerk, labels, remark }, now);
}

type Buying = { account: AccountId; holds: DemoHolding; story: StoryId | null; nth: number };

async function buy(house: ReadersHouse, buying: Buying, now: Date): Promise<Step[]> {
  const { account, holds, story, nth } = buying;
  const { tier, period, failed } = holds;
  const bought = await order(house, { account, tier, period, story }, { pace: 1 + (nth % 3), failed }, now);
  return [...askNext(bought, await getMembership(house.tx, bought.id), now), ...fateOf(bought, holds)];
}

/** A letter that wants an answer by a day. */
async function addOpenTask(house: ReadersHouse, wish: DemoReadership['task']): Promise<void> {
  const { tx, calendar, rules, clerk } = house;
  const { reader, about, dueIn } = wish;
  const now = calendar.today;
  const account = await accountOf(house, reader);
  const cameAt = new Date(addMonths(rules.zone, now.getTime() + dueIn * DAY_MS, -1));
  await addTask(tx, { kind: 'export', account, about, cameAt, staff: clerk }, cameAt);
}

function timeDaysAgo({ today }: DemoCalendar, days: number): number {
  return today.getTime() - days * DAY_MS;
}
