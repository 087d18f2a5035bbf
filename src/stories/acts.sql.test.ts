import { expect, test } from 'vitest';
import { onBothDatabases, type TestStore } from '#harness/both-databases.js';
import type { AccountId, StoryId } from '#kit/ids.js';
import type { Tx } from '#store/tables.js';
import {
  changeSlug,
  hideFromEngines,
  holdStory,
  killStory,
  liftHolds,
  listTouched,
  showToEngines,
} from './acts.sql.ts';
import { findAddress } from './addresses.sql.ts';
import { noRights } from './gate.ts';
import { findKillNote, listActs } from './legal-act.sql.ts';
import { addNote, listPublicNotes } from './note.sql.ts';
import { addTasks, listTasks } from './publish-tasks.sql.ts';
import { readStory } from './readable.sql.ts';
import { redactStory } from './redact.sql.ts';
import { BAR } from './redact.ts';
import { addRevision, savePublished } from './save.sql.ts';
import { searchStories } from './search.sql.ts';
import { getContent, getStory } from './story.sql.ts';
import { addTestStories } from './testing/new-story.ts';

const noon = new Date('2026-06-01T12:00:00Z');
const later = new Date('2026-06-01T13:00:00Z');
const wish = { by: 1 as AccountId, byName: 'Ada Finch', reason: 'Letter from the court of 28 May' };

onBothDatabases('legal acts', (open) => {
  async function newsroom() {
    const store = await open();
    const [id, other] = (await addTestStories(store, [
      {
        headline: 'Jane Doe resigns',
        at: '2026-05-30T10:00:00Z',
        text: 'Jane Doe left.\nNobody knows why.',
        path: '/city/jane-doe-resigns',
      },
      { headline: 'Council meets', at: '2026-05-31T10:00:00Z', text: 'It met.' },
    ])) as [StoryId, StoryId];
    const run = <Value>(work: (tx: Tx) => Promise<Value>) => store.db.transaction().execute(work);
    return { store, run, id, other };
  }
  const found = async (store: TestStore, words: string) =>
    (
      await searchStories(
        store.slow,
        { words, language: 'en', order: 'newest', rights: noRights, limit: 10 },
        noon,
      )
    ).hits.length;

  test('a story hidden from search engines is read as before, and stays hidden when a later version says nothing of it', async () => {
    const { store, run, id } = await newsroom();
    await run((tx) => hideFromEngines(tx, id, wish, noon));
    const out = await readStory(store.db, id, noon);
    expect(out).toMatchObject({
      is: 'out',
      story: { content: { noindex: true, headline: 'Jane Doe resigns' } },
    });
    await run(async (tx) => {
      const story = await getStory(tx, id);
      if (story.state !== 'published') throw new Error('not out');
      const content = { ...(await getContent(tx, story.revision)), noindex: false };
      const revision = await addRevision(tx, id, { content, by: 'Tom Reed', reason: 'publish', at: later });
      await savePublished(tx, { ...story, revision }, { content, bylineText: '' }, later);
    });
    expect(await readStory(store.db, id, later)).toMatchObject({ story: { content: { noindex: true } } });
    await run((tx) => showToEngines(tx, id, later));
    const acts = await listActs(store.db, id);
    expect(acts).toMatchObject([{ kind: 'hide', byName: 'Ada Finch', undoneAt: later.getTime() }]);
  });

  test('a held story is nowhere, an import that writes it again does not bring it back, and lifting does', async () => {
    const { store, run, id } = await newsroom();
    await run((tx) => holdStory(tx, id, wish, noon));
    expect(await readStory(store.db, id, noon)).toEqual({ is: 'absent' });
    await run(async (tx) => {
      const story = await getStory(tx, id);
      if (story.state !== 'published') throw new Error('not out');
      const content = await getContent(tx, story.revision);
      const timing = { ...story.timing, held: false };
      await savePublished(tx, { ...story, timing }, { content, bylineText: '', silent: true }, noon);
    });
    expect(await readStory(store.db, id, noon)).toEqual({ is: 'absent' });
    await run((tx) => liftHolds(tx, id, later));
    expect(await readStory(store.db, id, later)).toMatchObject({ is: 'out' });
    expect(await listActs(store.db, id)).toMatchObject([{ kind: 'hold', undoneAt: later.getTime() }]);
  });

  test('a killed story leaves the note the newsroom chose, and cannot be killed, held or published again', async () => {
    const { store, run, id } = await newsroom();
    await run((tx) => killStory(tx, id, { ...wish, publicNote: 'Taken off by a court order.' }, noon));
    expect(await readStory(store.db, id, noon)).toMatchObject({ is: 'gone', state: 'killed' });
    expect(await findKillNote(store.db, id)).toBe('Taken off by a court order.');
    await expect(run((tx) => killStory(tx, id, wish, noon))).rejects.toMatchObject({ code: 'story-killed' });
    await expect(run((tx) => holdStory(tx, id, wish, noon))).rejects.toMatchObject({ code: 'story-killed' });
  });

  test('words that are redacted leave every revision, the notes, the card, the search and the address', async () => {
    const { store, run, id } = await newsroom();
    const note = {
      kind: 'correction' as const,
      text: 'We misspelt Jane Doe.',
      block: null,
      dated: noon.getTime(),
    };
    await run((tx) => addNote(tx, id, note, noon));
    expect(await found(store, 'jane')).toBe(1);
    const task = { code: 'correction-met-other-words', part: 'abcdefgh', details: { here: 'Jane Doe left' } };
    await run((tx) => addTasks(tx, id, [task], noon));
    const done = await run((tx) => redactStory(tx, id, ['Jane Doe'], wish, noon));
    expect(done).toMatchObject({ revisions: 1, notes: 1, passages: 4 });
    expect(JSON.stringify(await listTasks(store.db, id))).not.toMatch(/jane/i);
    const out = await readStory(store.db, id, noon);
    expect(JSON.stringify(out)).not.toMatch(/jane|doe/i);
    expect(out).toMatchObject({
      story: { content: { headline: `${BAR} resigns` }, path: expect.stringContaining('/city/resigns') },
    });
    expect(await found(store, 'jane')).toBe(0);
    expect(await findAddress(store.db, '/city/jane-doe-resigns')).toEqual({ is: 'story', id });
    const rows = await store.db.selectFrom('revision').select('content').where('story_id', '=', id).execute();
    expect(rows.map(({ content }) => content).join()).not.toMatch(/jane/i);
    // The ledger itself does not know the words.
    expect(JSON.stringify(await listActs(store.db, id))).not.toMatch(/jane/i);
    expect(done.original).toContain('Jane Doe');
  });

  test('what was redacted does not come back with an older version, a stale browser or an import', async () => {
    const { store, run, id } = await newsroom();
    const before = await run(async (tx) => {
      const story = await getStory(tx, id);
      return story.state === 'published' ? getContent(tx, story.revision) : undefined;
    });
    await run((tx) => redactStory(tx, id, ['Jane Doe'], wish, noon));
    if (!before) throw new Error('not out');
    const revision = await run((tx) =>
      addRevision(tx, id, { content: before, by: 'Import', reason: 'import', at: later }),
    );
    expect(JSON.stringify(await getContent(store.db, revision))).not.toMatch(/jane/i);
  });

  test('a redaction of words that stand nowhere is refused, and nothing is entered', async () => {
    const { store, run, id } = await newsroom();
    await expect(run((tx) => redactStory(tx, id, ['John Smith'], wish, noon))).rejects.toMatchObject({
      code: 'redaction-without-find',
    });
    expect(await listActs(store.db, id)).toEqual([]);
  });

  test('a new slug leaves a redirect, and one that is taken is refused', async () => {
    const { store, run, id, other } = await newsroom();
    await run((tx) => changeSlug(tx, id, 'mayor-resigns', noon));
    expect(await getStory(store.db, id)).toMatchObject({ path: '/city/mayor-resigns' });
    expect(await findAddress(store.db, '/city/jane-doe-resigns')).toEqual({ is: 'story', id });
    const taken = (await getStory(store.db, other)).path.split('/').at(-1) ?? '';
    await run((tx) => changeSlug(tx, other, taken, noon));
    await expect(run((tx) => changeSlug(tx, other, taken, noon))).resolves.toBeUndefined();
  });

  test('before an act one sees what it touches', async () => {
    const { store, id } = await newsroom();
    expect(await listTouched(store.db, id)).toEqual({
      addresses: ['/city/jane-doe-resigns'],
      linkedBy: [],
      pictures: [],
      revisions: 1,
      notes: 0,
      comments: 0,
    });
  });

  test('the record of corrections lists notes of stories that are out, and no change notes', async () => {
    const { store, run, id, other } = await newsroom();
    const note = { text: 'The year was 1998.', block: null };
    await run((tx) => addNote(tx, id, { ...note, kind: 'correction', dated: 1_000 }, noon));
    await run((tx) => addNote(tx, other, { ...note, kind: 'reply', dated: 2_000 }, noon));
    await run((tx) => addNote(tx, other, { ...note, kind: 'change', dated: 3_000 }, noon));
    const listed = await listPublicNotes(store.db, noon, { limit: 10 });
    expect(listed.map(({ kind, dated }) => [kind, dated])).toEqual([
      ['reply', 2_000],
      ['correction', 1_000],
    ]);
    await run((tx) => holdStory(tx, id, wish, noon));
    expect(await listPublicNotes(store.db, noon, { limit: 10 })).toHaveLength(1);
  });
});
