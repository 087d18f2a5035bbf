import { expect, test } from 'vitest';
import { Doc } from 'yjs';
import { signIn } from '#accounts/testing/sign-in.js';
import { type OpenStore, onBothDatabases } from '#harness/both-databases.js';
import type { Tx } from '#store/tables.js';
import { createStory } from './work-story.sql.ts';
import { changeWorking, readWorkingContent, saveTouches } from './working.sql.ts';
import { fieldsOf, textOf } from './working-document.ts';
import { noteWorking } from './working-note.sql.ts';
import { keepPause } from './working-pause.sql.ts';
import { watchTouches } from './working-touches.ts';

const now = new Date('2026-06-01T12:00:00Z');

async function aStory(open: OpenStore) {
  const store = await open();
  const wish = { name: 'Ada', email: 'ada@paper.example', role: 'contributor' } as const;
  const by = (await signIn(store, wish, now)).staff.id;
  const inTx = <Made>(work: (tx: Tx) => Promise<Made>) => store.db.transaction().execute(work);
  const begun = { by, byName: 'Ada', headline: 'Ferry', section: null };
  return { store, by, inTx, id: await inTx((tx) => createStory(tx, begun, now)) };
}

onBothDatabases('a working document that a forger wrote in', (open) => {
  test('names of things that are nowhere hinder neither the lists nor the history', async () => {
    const { store, by, inTx, id } = await aStory(open);
    const forge = (doc: Doc) => {
      const fields = fieldsOf(doc);
      fields.set('section', 99_999);
      fields.set('topics', [99_999]);
      fields.set('credits', [{ byline: 99_999, role: '' }]);
      fields.set('lead', { media: 99_999, alt: '', caption: '', credit: '' });
      textOf(doc, 'headline').insert(0, 'a\u0000b\ud800');
    };
    await inTx((tx) => changeWorking(tx, id, { by, at: now }, forge));
    const content = await readWorkingContent(store.db, id);
    await inTx((tx) => noteWorking(tx, id, content, { by, at: now }));
    expect(await inTx((tx) => keepPause(tx, id, content, now))).toBeDefined();
  });

  test('what no program of ours would call a part is nobody’s touch, and keeps nobody’s words from being saved', async () => {
    const { by, inTx, id } = await aStory(open);
    const doc = new Doc();
    const heard: string[] = [];
    watchTouches(doc, (parts) => heard.push(...parts));
    for (const name of ['a\u0000b', 'x'.repeat(100_000), 'access']) fieldsOf(doc).set(name, 'members');
    const touches = heard.map((part) => ({ part, staff: by, at: 1 }));
    await inTx((tx) => saveTouches(tx, id, touches));
    expect(heard).toEqual(['fields.access']);
  });
});
