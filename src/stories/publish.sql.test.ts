import { expect, test } from 'vitest';
import { onBothDatabases, type TestStore } from '#harness/both-databases.js';
import type { AccountId, SectionId, StoryId } from '#kit/ids.js';
import { saveSection } from '#paper/section.sql.js';
import type { Tx } from '#store/tables.js';
import { compareContents } from './compare.ts';
import { listNotes } from './note.sql.ts';
import { type PublishWish, publishStory } from './publish.sql.ts';
import { type CorrectWish, correctPublished } from './publish-correct.sql.ts';
import { findRevision, loadPublishFacts } from './publish-facts.sql.ts';
import { stateOf } from './publish-state.ts';
import { listTasks } from './publish-tasks.sql.ts';
import { cancelTime, changeEmbargo, changeTimes, returnStory, withdrawStory } from './publish-times.sql.ts';
import { findWaitingUpdate } from './publish-waiting.sql.ts';
import { readStory } from './readable.sql.ts';
import { listRevisions } from './revisions.sql.ts';
import { addRevision, placeHold } from './save.sql.ts';
import type { Content } from './story.ts';
import { paragraphs } from './testing/new-story.ts';
import { announceDue, findNextTurn } from './turns.sql.ts';
import { createStory } from './work-story.sql.ts';

const at = (time: string) => new Date(`2026-06-01T${time}Z`);
const noon = at('12:00:00');
const [ada, tom] = [1 as AccountId, 2 as AccountId];
const body = (text: string): Content['body'] => ({ type: 'doc', content: paragraphs(text) });

onBothDatabases('publishing', (open) => {
  async function newsroom() {
    const store = await open();
    const run = <Value>(work: (tx: Tx) => Promise<Value>) => store.db.transaction().execute(work);
    const section = await run((tx) =>
      saveSection(
        tx,
        { slug: 'city', name: 'City', description: '', parent: null, position: 0, access: 'open' },
        noon,
      ),
    );
    return { store, run, section };
  }

  async function draft(
    { run, section }: { run: <V>(work: (tx: Tx) => Promise<V>) => Promise<V>; section: SectionId },
    wish: { headline: string; text: string; asksSecond?: boolean },
  ): Promise<StoryId> {
    const { headline, text, asksSecond = false } = wish;
    const begun = { by: ada, byName: 'Ada Finch', headline, section, plan: { asksSecond } };
    return run((tx) => createStory(tx, { ...begun, draft: { body: body(text) } }, at('11:00:00')));
  }

  /** Somebody goes on writing: without a shared document the latest revision is what the desk has. */
  async function write(store: TestStore, id: StoryId, change: Partial<Content>, when = noon): Promise<void> {
    const { working } = await loadPublishFacts(store.db, id);
    const content = { ...working, ...change };
    await store.db
      .transaction()
      .execute((tx) => addRevision(tx, id, { content, by: 'Ada Finch', reason: 'pause', at: when }));
  }

  async function seenNow(store: TestStore, id: StoryId) {
    const { published, working } = await loadPublishFacts(store.db, id);
    const seen = stateOf(compareContents(published?.content ?? null, working), working);
    return { base: published?.revision ?? null, seen };
  }

  async function publishNow(store: TestStore, id: StoryId, wish: Partial<PublishWish> = {}, when = noon) {
    const full: PublishWish = {
      by: tom,
      byName: 'Tom Reed',
      held: new Set(),
      at: null,
      unpublishAt: null,
      updateNote: '',
      readersAreTold: true,
      waive: null,
      ...(await seenNow(store, id)),
      ...wish,
    };
    return store.db.transaction().execute((tx) => publishStory(tx, id, full, when));
  }

  async function outAt(store: TestStore, id: StoryId, when: Date) {
    const found = await readStory(store.db, id, when);
    return found.is === 'out' ? found.story : found.is;
  }

  const headlineAt = async (store: TestStore, id: StoryId, when: Date) => {
    const story = await outAt(store, id, when);
    return typeof story === 'string' ? story : story.content.headline;
  };

  test('a first publication gives the story its address in its section', async () => {
    const room = await newsroom();
    const id = await draft(room, { headline: 'Bridge closed', text: 'One\nTwo' });
    expect((await publishNow(room.store, id)).ok).toBe(true);
    expect(await outAt(room.store, id, noon)).toMatchObject({
      path: '/city/bridge-closed',
      publishedAt: +noon,
    });
  });

  test('a paragraph that is held back stays for the next update, and the desk is told that readers see less', async () => {
    const room = await newsroom();
    const id = await draft(room, { headline: 'Bridge closed', text: 'One\nTwo' });
    await publishNow(room.store, id);
    await write(room.store, id, { headline: 'Bridge open', body: body('One, rewritten\nTwo, half a sen') });
    const outcome = await publishNow(room.store, id, {
      held: new Set(['p0000001']),
      updateNote: 'More on costs.',
    });
    expect(outcome).toMatchObject({ ok: true, value: { behind: true } });
    const story = await outAt(room.store, id, noon);
    expect(story).toMatchObject({ content: { headline: 'Bridge open', body: body('One, rewritten\nTwo') } });
    const { working } = await loadPublishFacts(room.store.db, id);
    expect(working.body).toEqual(body('One, rewritten\nTwo, half a sen'));
    const notes = await listNotes(room.store.db, id);
    expect(notes.map(({ kind, text }) => `${kind}: ${text}`)).toEqual(['change: More on costs.']);
  });

  test('of two chiefs the second is told who published and when, and nothing is written', async () => {
    const room = await newsroom();
    const id = await draft(room, { headline: 'Bridge closed', text: 'One' });
    const both = await seenNow(room.store, id);
    const first = await publishNow(room.store, id, both);
    const second = await publishNow(room.store, id, { ...both, by: ada, byName: 'Ada Finch' });
    expect(first.ok).toBe(true);
    expect(second).toMatchObject({
      ok: false,
      refusal: { code: 'published-meanwhile', by: 'Tom Reed', at: +noon },
    });
    expect(await listRevisions(room.store.db, id, { before: null, limit: 10 })).toHaveLength(2);
  });

  test('nobody publishes what a colleague typed after they looked, unless that part is held back', async () => {
    const room = await newsroom();
    const id = await draft(room, { headline: 'Bridge closed', text: 'One\nTwo' });
    await publishNow(room.store, id);
    await write(room.store, id, { headline: 'Bridge open' });
    const looked = await seenNow(room.store, id);
    await write(room.store, id, { body: body('One\nTwo and a half sen') });
    expect(await publishNow(room.store, id, looked)).toEqual({
      ok: false,
      refusal: { code: 'changed-meanwhile', parts: ['p0000001'] },
    });
    const held = await publishNow(room.store, id, { ...looked, held: new Set(['p0000001']) });
    expect(held.ok).toBe(true);
    expect(await outAt(room.store, id, noon)).toMatchObject({
      content: { headline: 'Bridge open', body: body('One\nTwo') },
    });
  });

  test('a story that asks for a second pair of eyes is not published by its last writer alone', async () => {
    const room = await newsroom();
    const id = await draft(room, { headline: 'Bridge closed', text: 'One', asksSecond: true });
    const own = { by: ada, byName: 'Ada Finch' };
    expect(await publishNow(room.store, id, own)).toEqual({
      ok: false,
      refusal: { code: 'second-pair-missing' },
    });
    expect((await publishNow(room.store, id, { ...own, waive: 'Nobody else is in' })).ok).toBe(true);
    const other = await draft(room, { headline: 'Second bridge', text: 'One', asksSecond: true });
    expect((await publishNow(room.store, other)).ok).toBe(true);
  });

  test('a held story is refused with who holds it and why', async () => {
    const room = await newsroom();
    const id = await draft(room, { headline: 'Bridge closed', text: 'One' });
    await room.run((tx) => placeHold(tx, id, { reason: 'Injunction', by: 'Ada Finch' }, noon));
    expect(await publishNow(room.store, id)).toMatchObject({
      ok: false,
      refusal: { code: 'publish-blocked', blocks: [{ code: 'legal-hold', reason: 'Injunction' }] },
    });
  });

  test('an embargo is refused until the second it lifts, and a time after it is taken', async () => {
    const room = await newsroom();
    const id = await draft(room, { headline: 'Bridge closed', text: 'One' });
    await room.run((tx) => changeEmbargo(tx, id, { is: 'until', at: +at('13:00:00') }, noon));
    const early = await publishNow(room.store, id, {}, at('12:59:59'));
    expect(early).toMatchObject({
      ok: false,
      refusal: { code: 'publish-blocked', blocks: [{ code: 'embargo' }] },
    });
    expect((await publishNow(room.store, id, { at: +at('13:00:00') }, noon)).ok).toBe(true);
    expect(await outAt(room.store, id, at('12:59:59'))).toBe('absent');
    expect(await headlineAt(room.store, id, at('13:00:00'))).toBe('Bridge closed');
  });

  test('a scheduled story is there at its second though no clock fired; cancelled, it is a draft again', async () => {
    const room = await newsroom();
    const id = await draft(room, { headline: 'Bridge closed', text: 'One' });
    await publishNow(room.store, id, { at: +at('18:00:00') });
    expect(await outAt(room.store, id, at('17:59:59'))).toBe('absent');
    expect(await headlineAt(room.store, id, at('18:00:00'))).toBe('Bridge closed');
    await room.run((tx) => changeTimes(tx, id, { at: +at('19:00:00'), unpublishAt: +at('20:00:00') }, noon));
    expect(await outAt(room.store, id, at('18:30:00'))).toBe('absent');
    expect(await outAt(room.store, id, at('20:00:00'))).toBe('gone');
    expect((await room.run((tx) => cancelTime(tx, id, noon))).ok).toBe(true);
    expect(await outAt(room.store, id, at('19:00:00'))).toBe('absent');
    const again = await publishNow(room.store, id);
    expect(again).toMatchObject({ ok: true, value: { story: { path: '/city/bridge-closed' } } });
  });

  test('an update of a published story waits for its time and goes out at it, with its note', async () => {
    const room = await newsroom();
    const id = await draft(room, { headline: 'Bridge closed', text: 'One' });
    await publishNow(room.store, id);
    await write(room.store, id, { headline: 'Bridge open' });
    await publishNow(room.store, id, { at: +at('15:00:00'), updateNote: 'It is open.' });
    expect(await headlineAt(room.store, id, at('14:59:00'))).toBe('Bridge closed');
    expect(await findNextTurn(room.store.db, at('14:00:00'))).toBe(+at('15:00:00'));
    expect(await announceDue(room.store.db, at('15:00:00'))).toBe(1);
    expect(await headlineAt(room.store, id, at('15:00:00'))).toBe('Bridge open');
    expect(await listNotes(room.store.db, id)).toMatchObject([
      { text: 'It is open.', dated: +at('15:00:00') },
    ]);
    expect(await announceDue(room.store.db, at('15:00:01'))).toBe(0);
  });

  test('an update that waits on a story that was withdrawn or held is left to the desk, not lost in silence', async () => {
    const room = await newsroom();
    const id = await draft(room, { headline: 'Bridge closed', text: 'One' });
    await publishNow(room.store, id);
    await write(room.store, id, { headline: 'Bridge open' });
    await publishNow(room.store, id, { at: +at('15:00:00') });
    await room.run((tx) => placeHold(tx, id, { reason: 'Injunction', by: 'Ada Finch' }, noon));
    await announceDue(room.store.db, at('15:00:00'));
    expect(await listTasks(room.store.db, id)).toMatchObject([{ code: 'update-did-not-go-out' }]);
    expect(await findWaitingUpdate(room.store.db, id)).toBeUndefined();
  });

  test('a correction changes the published text alone, and reaches an update that waits', async () => {
    const room = await newsroom();
    const id = await draft(room, { headline: 'Bridge closed', text: 'It cost 3 million.' });
    await publishNow(room.store, id);
    await write(room.store, id, { body: body('The old bridge cost 3 million.') });
    await publishNow(room.store, id, { at: +at('15:00:00') });
    const { published } = await loadPublishFacts(room.store.db, id);
    const wish: CorrectWish = {
      by: tom,
      byName: 'Tom Reed',
      base: published?.revision as never,
      content: { ...(published?.content as Content), body: body('It cost 4 million.') },
      readersAreTold: true,
      waive: null,
    };
    expect((await room.run((tx) => correctPublished(tx, id, wish, noon))).ok).toBe(true);
    expect(await outAt(room.store, id, noon)).toMatchObject({
      content: { body: body('It cost 4 million.') },
    });
    const waiting = await findWaitingUpdate(room.store.db, id);
    const kept = await findRevision(room.store.db, waiting?.revision as never);
    expect(kept?.content.body).toEqual(body('The old bridge cost 4 million.'));
    expect(await room.run((tx) => correctPublished(tx, id, wish, noon))).toMatchObject({
      ok: false,
      refusal: { code: 'published-meanwhile' },
    });
  });

  test('a withdrawn story answers with a neutral line and returns with the date it had', async () => {
    const room = await newsroom();
    const id = await draft(room, { headline: 'Bridge closed', text: 'One' });
    await publishNow(room.store, id);
    await room.run((tx) => withdrawStory(tx, id, at('13:00:00')));
    expect(await outAt(room.store, id, at('13:00:00'))).toBe('gone');
    await room.run((tx) => returnStory(tx, id, at('14:00:00')));
    expect(await outAt(room.store, id, at('14:00:00'))).toMatchObject({ publishedAt: +noon });
  });

  test('revisions are listed newest first, page by page', async () => {
    const room = await newsroom();
    const id = await draft(room, { headline: 'Bridge closed', text: 'One two three' });
    await publishNow(room.store, id);
    await write(room.store, id, { headline: 'Bridge open' });
    const first = await listRevisions(room.store.db, id, { before: null, limit: 2 });
    expect(first).toMatchObject([
      { number: 3, by: 'Ada Finch', reason: 'pause', published: false, words: 3 },
      { number: 2, by: 'Tom Reed', reason: 'publish', published: true },
    ]);
    expect(await listRevisions(room.store.db, id, { before: 2, limit: 2 })).toMatchObject([{ number: 1 }]);
  });
});
