import { expect, test, vi } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import type { Store } from '#store/store.io.js';
import { toldEvents } from '#store/testing/told.js';
import { readStory } from './readable.sql.ts';
import { addTestStories } from './testing/new-story.ts';
import { announceDue, findNextTurn } from './turns.sql.ts';

const now = new Date('2026-06-01T12:00:00Z');
const six = new Date('2026-06-02T06:00:00Z');
const eight = new Date('2026-06-02T08:00:00Z');

async function events(store: Store, count: number): Promise<[string, number | null][]> {
  return vi.waitFor(async () => {
    const found = await toldEvents(store.db);
    expect(found.length).toBe(count);
    return found.map((event) => [event.name, event.subject]);
  });
}

onBothDatabases('the clock of stories', (open) => {
  test('it tells once of a story whose time has come, and withdraws it when its time is over', async () => {
    const store = await open();
    const [id] = await addTestStories(
      store,
      [{ headline: 'Morning', at: six.toISOString(), timing: { unpublishAt: eight.getTime() } }],
      now,
    );
    expect(await findNextTurn(store.db, now)).toBe(six.getTime());
    expect(await announceDue(store.db, new Date(six.getTime() - 1))).toBe(0);
    expect(await announceDue(store.db, six)).toBe(1);
    expect(await announceDue(store.db, six)).toBe(0);
    expect(await findNextTurn(store.db, six)).toBe(eight.getTime());
    expect(await announceDue(store.db, eight)).toBe(1);
    expect(await announceDue(store.db, eight)).toBe(0);
    expect(await events(store, 2)).toEqual([
      ['story.published', id],
      ['story.withdrawn', id],
    ]);
    expect(await readStory(store.db, id as never, eight)).toMatchObject({ is: 'gone', state: 'withdrawn' });
    expect(await findNextTurn(store.db, eight)).toBeNull();
  });

  test('a story that came and went while nobody looked is withdrawn without having been told of', async () => {
    const store = await open();
    const timing = { unpublishAt: eight.getTime() };
    const [id] = await addTestStories(store, [{ headline: 'Morning', at: six.toISOString(), timing }], now);
    await announceDue(store.db, new Date('2026-06-03T06:00:00Z'));
    expect(await events(store, 1)).toEqual([['story.withdrawn', id]]);
  });

  test('two processes that look at once tell of each story once', async () => {
    const store = await open();
    const other = await store.openAgain();
    const wishes = Array.from({ length: 30 }, (_, at) => ({
      headline: `Story ${at}`,
      at: six.toISOString(),
    }));
    const ids = await addTestStories(store, wishes, now);
    await Promise.all([announceDue(store.db, six), announceDue(other.db, six)]);
    const told = await events(store, 30);
    expect(told.map(([, subject]) => subject).toSorted((one, two) => Number(one) - Number(two))).toEqual(ids);
  });

  test('drafts, stories under an open embargo and those of the past give the clock nothing to do', async () => {
    const store = await open();
    await addTestStories(
      store,
      [
        { headline: 'Draft', at: six.toISOString(), state: 'draft' },
        { headline: 'Embargo', at: six.toISOString(), timing: { embargo: { is: 'until-lifted' } } },
        { headline: 'Withdrawn', at: six.toISOString(), state: 'withdrawn' },
        { headline: 'Archive', at: '2019-03-01T06:00:00Z' },
      ],
      now,
    );
    expect(await findNextTurn(store.db, now)).toBeNull();
    expect(await announceDue(store.db, eight)).toBe(0);
  });
});
