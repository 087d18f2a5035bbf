import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { checkDatabase } from '#store/check.io.js';
import type { Finding } from '#store/finding.js';
import { checkStories } from './check-stories.sql.ts';
import { addTestStories } from './testing/new-story.ts';

const codes = (findings: readonly Finding[]) => findings.map(({ code }) => code);

onBothDatabases('a check of the stories', (open, dialect) => {
  async function aPaper() {
    const store = await open();
    const ids = await addTestStories(store, [
      { headline: 'Ferry returns', at: '2026-05-30T06:00:00Z', text: 'The ferry’s “old” engine runs again.' },
      {
        headline: 'Harbour accounts',
        at: '2026-05-30T06:00:00Z',
        text: 'The first words.\n[cut]\nThe premium words.',
        access: { to: 'members' },
      },
      { headline: '!!!', at: '2026-05-30T06:00:00Z', path: '/news/bang', text: '' },
      { headline: 'Later', at: '2099-05-30T06:00:00Z' },
      { headline: 'Draft', at: '2026-05-30T06:00:00Z', state: 'draft' },
      { headline: 'Withdrawn', at: '2026-05-30T06:00:00Z', state: 'withdrawn' },
      { headline: 'About us', at: '2026-05-30T06:00:00Z', kind: 'page', path: '/about' },
    ]);
    return { ...store, ids: ids as [number, number] };
  }

  test('a sound paper has nothing to tell', async () => {
    const store = await aPaper();
    expect(await checkDatabase(store)).toEqual([]);
    expect(await checkStories(store.db)).toEqual([]);
  });

  test('an empty paper has nothing to tell', async () => {
    const store = await open();
    expect(await checkDatabase(store)).toEqual([]);
    expect(await checkStories(store.db)).toEqual([]);
  });

  test('a story that search does not find is named', async () => {
    const { db, ids } = await aPaper();
    await db.deleteFrom('search_row').where('story_id', '=', ids[0]).execute();
    const findings = await checkStories(db);
    expect(findings[0]?.says).toBe(`Stories that search does not find: 1 (${ids[0]}).`);
    expect(codes(findings)).toEqual(
      dialect === 'sqlite' ? ['search-misses', 'search-torn'] : ['search-misses'],
    );
  });

  test('a story that search still finds though it is off is named', async () => {
    const { db, ids } = await aPaper();
    await db.updateTable('story').set({ state: 'withdrawn' }).where('id', '=', ids[0]).execute();
    expect(codes(await checkStories(db))).toEqual(['search-keeps']);
  });

  test('words that changed without search hearing of it are found', async () => {
    const { db, ids } = await aPaper();
    await db
      .updateTable('revision')
      .set({ content: sql`replace(content, 'premium', 'other')` })
      .where('story_id', '=', ids[1])
      .execute();
    const [finding, ...others] = await checkStories(db);
    expect(finding).toMatchObject({ level: 'wrong', code: 'search-stale' });
    expect(others).toEqual([]);
  });

  test('a story whose text or address is missing is named', async () => {
    const { db, ids } = await aPaper();
    await db.updateTable('story').set({ published_revision_id: 4711 }).where('id', '=', ids[1]).execute();
    await db.deleteFrom('address').where('story_id', '=', ids[0]).execute();
    expect(codes(await checkStories(db))).toEqual(['story-without-text', 'story-without-address']);
  });

  test('jobs that were put aside are told of', async () => {
    const store = await open();
    const job = {
      kind: 'sizes',
      payload: '{}',
      run_at: 0,
      state: 'failed',
      attempts: 8,
      made_at: 0,
    } as const;
    await store.db
      .insertInto('job')
      .values([{ ...job, unique_key: null, last_error: 'No disk.' }])
      .execute();
    expect(await checkDatabase(store)).toEqual([
      {
        level: 'note',
        code: 'jobs-put-aside',
        says: 'Jobs of the kind sizes were put aside after failing too often: 1. The last one says: No disk.',
      },
    ]);
  });

  test('a database of a newer version is told of', async () => {
    const store = await open();
    await store.db.insertInto('migration').values({ name: '0999-later', ran_at: 0 }).execute();
    expect(codes(await checkDatabase(store))).toEqual(['store-newer']);
  });
});
