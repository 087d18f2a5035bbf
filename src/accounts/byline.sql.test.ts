import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import type { BylineId } from '#kit/ids.js';
import { type Byline, findByline, findBylines, listBylines, saveByline } from './byline.sql.ts';

const now = new Date('2026-06-01T12:00:00Z');
const aByline = (slug: string, change: Partial<Byline> = {}): Omit<Byline, 'id'> => ({
  slug,
  name: slug,
  kind: 'person',
  role: '',
  about: '',
  portrait: null,
  ...change,
});

onBothDatabases('bylines', (open) => {
  test('a byline is found again by its slug, and keeps its number when it changes', async () => {
    const { db } = await open();
    const save = (byline: Omit<Byline, 'id'>) =>
      db.transaction().execute((tx) => saveByline(tx, byline, now));
    const id = await save(aByline('ada-finch'));
    const reporter = aByline('ada-finch', {
      name: 'Ada Finch',
      role: 'Court reporter',
      about: 'Writes from court.',
    });
    expect(await save(reporter)).toBe(id);
    expect(await findByline(db, 'ada-finch')).toEqual({ ...reporter, id });
    expect(await findByline(db, 'nobody')).toBeUndefined();
    const agency = await save(aByline('tidewater', { kind: 'agency' }));
    expect((await findBylines(db, [agency, id, 4711 as BylineId])).size).toBe(2);
    expect(await findBylines(db, [])).toEqual(new Map());
  });

  test('bylines are listed page by page', async () => {
    const { db } = await open();
    for (const slug of ['zora', 'ada', 'milo'])
      await db.transaction().execute((tx) => saveByline(tx, aByline(slug), now));
    expect((await listBylines(db, 2)).map((byline) => byline.slug)).toEqual(['ada', 'milo']);
    expect((await listBylines(db, 2, 'milo')).map((byline) => byline.slug)).toEqual(['zora']);
  });
});
