import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type OpenStore, onBothDatabases, type TestStore } from '#harness/both-databases.js';
import { checkMembers } from '#members/check-members.sql.js';
import { findConsent } from '#members/consent.sql.js';
import { listPaymentLines } from '#members/payment-lines.sql.js';
import { monthOf } from '#members/statement.js';
import { listStatements } from '#members/statement.sql.js';
import { saveSettings } from '#paper/settings.io.js';
import { beginning, listEvents } from '#store/outbox.sql.js';
import { readDemoMembers } from './demo-folder.io.ts';
import { addDemoMembers } from './demo-members.sql.ts';
import { addDemoReaders } from './demo-readers.sql.ts';
import { readDemoReaders } from './demo-readers-file.io.ts';
import { play, type Step } from './demo-readers-play.ts';

const DEMO = join(import.meta.dirname, '../../demo');
const ZONE = 'Europe/London';
const NOON = new Date('2026-11-24T12:00:00Z');

/** The readership alone, without the stories that it reads. */
async function readershipOn(open: OpenStore, today: Date): Promise<TestStore> {
  const store = await open();
  const members = readDemoMembers(DEMO);
  await saveSettings(store.db, { timeZone: ZONE, language: 'en-GB', ...members.settings }, today);
  await store.db.transaction().execute(async (tx) => {
    await addDemoMembers(tx, members, new Map(), today);
    const calendar = { zone: ZONE, language: 'en-GB', today };
    await addDemoReaders(tx, DEMO, { store, calendar, stories: new Map() });
  });
  return store;
}

onBothDatabases('the readership of the demonstration paper', (open) => {
  test('has somebody in every state that the commercial screens know, and nothing is wrong with it', async () => {
    const { db } = await readershipOn(open, NOON);
    expect(await checkMembers(db)).toEqual([]);
    const readers = await db.selectFrom('reader').select('account_id').execute();
    expect(readers.length).toBeGreaterThanOrEqual(60);
    const held = await db.selectFrom('membership').select(['state', 'source']).execute();
    for (const state of ['waiting', 'running', 'grace', 'paused', 'ended'])
      expect(held.map((one) => one.state)).toContain(state);
    for (const source of ['offline', 'gift', 'group'])
      expect(held.map((one) => one.source)).toContain(source);
    const failed = await listPaymentLines(db, { states: ['failed'], limit: 10 });
    expect(failed.map(({ membershipState }) => membershipState)).toEqual(['grace', 'grace']);
    for (const { reason } of failed) expect(reason?.length).toBeGreaterThan(20);
  });

  test('has receipts in the order of time without a gap, and its partners a statement of last month', async () => {
    const { db } = await readershipOn(open, NOON);
    const receipts = await db.selectFrom('receipt').select(['number', 'made_at']).orderBy('number').execute();
    const times = receipts.map(({ made_at: at }) => at);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    const last = receipts.filter(({ number }) => number.startsWith('2026-'));
    expect(last.at(-1)?.number).toBe(`2026-${String(last.length).padStart(6, '0')}`);
    const statements = (await listStatements(db)).filter(
      ({ content }) => content.month === monthOf(ZONE, NOON, 1),
    );
    expect(statements.length).toBe(2);
    for (const { content } of statements) expect(content.lines.length).toBeGreaterThan(0);
  });

  test('came silently: no letter waits, nothing is to be done, and nobody has a way in', async () => {
    const { db } = await readershipOn(open, NOON);
    for (const table of ['letter', 'job', 'session', 'staff'] as const)
      expect(await db.selectFrom(table).selectAll().execute(), table).toEqual([]);
    const places = await db.selectFrom('place').select('let_in_hash').execute();
    expect(places.filter(({ let_in_hash: word }) => word !== null)).toEqual([]);
    // A webhook hears of nothing that lies before it was made.
    for (const { at } of await listEvents(db, beginning, 2_000))
      expect(at).toBeLessThanOrEqual(NOON.getTime());
  });

  test('agreed to letters where the file says so, and nowhere else', async () => {
    const { db } = await readershipOn(open, NOON);
    for (const { email, letters = false } of readDemoReaders(DEMO).readers) {
      const { id } = await db
        .selectFrom('account')
        .select('id')
        .where('email', '=', email)
        .executeTakeFirstOrThrow();
      expect((await findConsent(db, id as never, 'letters'))?.given ?? false, email).toBe(letters);
    }
  });
});

onBothDatabases('the readership', (open, dialect) => {
  const days = ['01-01', '02-28', '03-01', '03-29', '03-31', '05-31', '07-15', '10-25', '10-31', '12-31'];
  const tried = dialect === 'sqlite' ? [...days.map((day) => `2026-${day}`), '2028-02-29'] : ['2028-02-29'];
  test.each(tried)('made on %s is whole', async (day) => {
    const { db } = await readershipOn(open, new Date(`${day}T06:30:00Z`));
    expect(await checkMembers(db)).toEqual([]);
    expect(await listPaymentLines(db, { states: ['failed'], limit: 10 })).toHaveLength(2);
  });
});

test('every address of the readership is one that takes no letters, and given once', () => {
  const { clerk, readers, gift, group } = readDemoReaders(DEMO);
  const people = [clerk, ...readers, gift.to, group.owner, ...group.invited];
  for (const { email } of people) expect(email).toMatch(/^[a-z.0-9-]+@[a-z.-]+\.example$/);
  expect(new Set(people.map(({ email }) => email)).size).toBe(people.length);
});

test('what happens leads to what comes later in its place, and what lies ahead waits', async () => {
  const seen: number[] = [];
  const step = (at: number, ...later: Step[]): Step => ({
    at,
    run: async () => {
      seen.push(at);
      return later;
    },
  });
  await play([step(5), step(1, step(3, step(4)), step(9)), step(7)], 6);
  expect(seen).toEqual([1, 3, 4, 5]);
});
