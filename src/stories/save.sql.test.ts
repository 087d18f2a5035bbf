import { expect, test, vi } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import type { StoryId } from '#kit/ids.js';
import type { Store } from '#store/store.io.js';
import { toldEvents } from '#store/testing/told.js';
import { listNewest } from './cards.sql.ts';
import { readStory } from './readable.sql.ts';
import { addRevision, placeHold, savePublished, saveTakenOff } from './save.sql.ts';
import { findLatestRevision, getContent, getStory } from './story.sql.ts';
import type { Content, Published } from './story.ts';
import { addTestStories, paragraphs } from './testing/new-story.ts';
import { kill, publish, withdraw } from './workflow.ts';

const now = new Date('2026-06-01T12:00:00Z');
const later = new Date('2026-06-01T15:00:00Z');

async function aStory(store: Store, wish: object = {}): Promise<StoryId> {
  const [id] = await addTestStories(
    store,
    [{ headline: 'Ferry returns', at: '2026-06-01T06:00:00Z', text: 'The ferry returns.', ...wish }],
    now,
  );
  return id as StoryId;
}

/** Writes a new revision and publishes it, as the desk does. */
async function republish(
  store: Store,
  id: StoryId,
  change: Partial<Content>,
  timing: object = {},
  at = later,
) {
  return store.db.transaction().execute(async (tx) => {
    const before = await findLatestRevision(tx, id);
    const content = { ...(before?.content as Content), ...change };
    const revision = await addRevision(tx, id, { content, by: 'Ada Finch', reason: '', at });
    const wish = {
      revision,
      publishedAt: at.getTime(),
      unpublishAt: null,
      embargo: { is: 'none' as const },
      readersAreTold: true,
      ...timing,
    };
    const outcome = publish(await getStory(tx, id), wish, at);
    if (!outcome.ok) return outcome.refusal.code;
    await savePublished(tx, outcome.value, { content, bylineText: 'Ada Finch' }, at);
    return 'published';
  });
}

async function takeOff(store: Store, id: StoryId, how: 'withdraw' | 'kill', at = later): Promise<void> {
  await store.db.transaction().execute(async (tx) => {
    const story = await getStory(tx, id);
    await saveTakenOff(tx, how === 'kill' ? kill(story) : withdraw(story as Published), at);
  });
}

/** Names of the events, once all can be read. */
async function events(store: Store, count: number): Promise<string[]> {
  return vi.waitFor(async () => {
    const found = await toldEvents(store.db);
    expect(found.length).toBe(count);
    return found.map((event) => event.name);
  });
}

async function indexed(store: Store): Promise<number[]> {
  const rows = await store.db.selectFrom('search_row').select('story_id').execute();
  return rows.map((row) => row.story_id);
}

onBothDatabases('saving stories', (open) => {
  test('what readers read is the published revision, whatever is written after it', async () => {
    const store = await open();
    const id = await aStory(store);
    const newer = { ...(await findLatestRevision(store.db, id))?.content, headline: 'Ferry does not return' };
    const revision = await store.db
      .transaction()
      .execute((tx) =>
        addRevision(tx, id, { content: newer as Content, by: 'Ada Finch', reason: '', at: later }),
      );
    expect((await findLatestRevision(store.db, id))?.number).toBe(2);
    expect((await getContent(store.db, revision)).headline).toBe('Ferry does not return');
    const readable = await readStory(store.db, id, later);
    expect(readable.is === 'out' && readable.story.content.headline).toBe('Ferry returns');
  });

  test('an update shows its new headline, time and topics everywhere, and tells once', async () => {
    const store = await open();
    const id = await aStory(store);
    expect(await republish(store, id, { headline: 'Ferry back in service' })).toBe('published');
    const [card] = await listNewest(store.db, later, { limit: 10 });
    expect(card).toMatchObject({
      headline: 'Ferry back in service',
      bylineText: 'Ada Finch',
      publishedAt: Date.parse('2026-06-01T06:00:00Z'),
      updatedAt: later.getTime(),
    });
    expect(await events(store, 1)).toEqual(['story.published']);
    expect(await indexed(store)).toEqual([id]);
  });

  test('a draft that is published comes out at its time', async () => {
    const store = await open();
    const id = await aStory(store, { state: 'draft' });
    expect((await readStory(store.db, id, now)).is).toBe('absent');
    await republish(store, id, {}, { publishedAt: Date.parse('2026-06-02T06:00:00Z') }, now);
    expect((await readStory(store.db, id, new Date('2026-06-02T05:59:59Z'))).is).toBe('absent');
    expect((await readStory(store.db, id, new Date('2026-06-02T06:00:00Z'))).is).toBe('out');
    expect(await events(store, 1)).toEqual(['story.scheduled']);
  });

  test('a story that an update puts under embargo goes from every page at once', async () => {
    const store = await open();
    const id = await aStory(store);
    await republish(store, id, {}, { embargo: { is: 'until-lifted' } });
    expect((await readStory(store.db, id, later)).is).toBe('absent');
    expect(await listNewest(store.db, later, { limit: 10 })).toEqual([]);
    expect(await indexed(store)).toEqual([]);
    expect(await events(store, 1)).toEqual(['story.embargoed']);
  });

  test('a withdrawn story is gone from lists and search, answers gone, and may return', async () => {
    const store = await open();
    const id = await aStory(store);
    await takeOff(store, id, 'withdraw');
    expect(await readStory(store.db, id, later)).toEqual({
      is: 'gone',
      state: 'withdrawn',
      path: '/news/ferry-returns',
    });
    expect(await listNewest(store.db, later, { limit: 10 })).toEqual([]);
    expect(await indexed(store)).toEqual([]);
    expect(await republish(store, id, {})).toBe('published');
    expect((await readStory(store.db, id, later)).is).toBe('out');
    expect(await events(store, 2)).toEqual(['story.withdrawn', 'story.published']);
  });

  test('a killed story is gone for good, and nobody publishes it again', async () => {
    const store = await open();
    const id = await aStory(store);
    await takeOff(store, id, 'kill');
    expect(await readStory(store.db, id, later)).toMatchObject({ is: 'gone', state: 'killed' });
    expect(await republish(store, id, {})).toBe('story-killed');
    expect(await indexed(store)).toEqual([]);
  });

  test('a hold takes the story away from readers at once and keeps it unpublished', async () => {
    const store = await open();
    const id = await aStory(store);
    await store.db
      .transaction()
      .execute((tx) => placeHold(tx, id, { reason: 'Court order', by: 'The agency' }, later));
    expect((await readStory(store.db, id, later)).is).toBe('absent');
    expect(await republish(store, id, {})).toBe('story-held');
    expect(await events(store, 1)).toEqual(['story.held']);
  });

  test('a story that names another which is not here is published all the same', async () => {
    const store = await open();
    const other = await aStory(store, { headline: 'Ferry docked' });
    const alsoRead = { type: 'alsoRead', attrs: { id: 'a0000001', stories: [other, 4711] } } as never;
    const id = await aStory(store, { text: [...paragraphs('The ferry returns.'), alsoRead] });
    const links = await store.db.selectFrom('story_link').selectAll().execute();
    expect(links).toEqual([{ story_id: id, to_story_id: other, kind: 'also-read' }]);
  });

  test('five editors who save at once make five revisions', async () => {
    const store = await open();
    const id = await aStory(store);
    const names = ['one', 'two', 'three', 'four', 'five'];
    await Promise.all(names.map((headline) => republish(store, id, { headline })));
    const rows = await store.db.selectFrom('revision').select('number').orderBy('number').execute();
    expect(rows.map((row) => row.number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await indexed(store)).toEqual([id]);
    const row = await store.db.selectFrom('story').select('published_revision_id').executeTakeFirstOrThrow();
    expect(row.published_revision_id).toBe((await findLatestRevision(store.db, id))?.id);
  });

  test('a kill that comes between is not undone by who was publishing', async () => {
    const store = await open();
    const id = await aStory(store);
    const outcomes = await Promise.all([
      takeOff(store, id, 'kill'),
      republish(store, id, { headline: 'Late' }),
    ]);
    expect(['published', 'story-killed']).toContain(outcomes[1]);
    expect((await readStory(store.db, id, later)).is).toBe('gone');
  });

  test('a hundred stories are made in one go, each with its own text', async () => {
    const store = await open();
    const wishes = Array.from({ length: 100 }, (_, at) => ({
      headline: `Story ${at}`,
      at: '2026-06-01T06:00:00Z',
      text: `This is number ${at}.`,
    }));
    const ids = await addTestStories(store, wishes, now);
    for (const at of [0, 57, 99]) {
      const readable = await readStory(store.db, ids[at] as StoryId, now);
      expect(readable.is === 'out' && readable.story.content.headline).toBe(`Story ${at}`);
      expect(JSON.stringify(readable)).toContain(`This is number ${at}.`);
    }
  });

  test('a story that is not there is told by its code', async () => {
    const store = await open();
    await expect(getStory(store.db, 4711 as StoryId)).rejects.toMatchObject({ code: 'story-not-found' });
    await expect(getContent(store.db, 4711 as never)).rejects.toMatchObject({ code: 'revision-not-found' });
    expect(await readStory(store.db, 4711 as StoryId, now)).toEqual({ is: 'absent' });
  });
});
