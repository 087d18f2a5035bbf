import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { listSections, type Section, saveSection } from './section.sql.ts';

const now = new Date('2026-06-01T12:00:00Z');
const aSection = (slug: string, change: Partial<Section> = {}): Omit<Section, 'id'> => ({
  slug,
  name: slug,
  description: '',
  parent: null,
  position: 0,
  access: 'open',
  ...change,
});

onBothDatabases('sections', (open) => {
  test('sections stand in the newsroom’s order, below their parents, and change under their number', async () => {
    const { db } = await open();
    const save = (section: Omit<Section, 'id'>) =>
      db.transaction().execute((tx) => saveSection(tx, section, now));
    const sport = await save(aSection('sport', { position: 2 }));
    const news = await save(aSection('news', { position: 1 }));
    const rowing = await save(aSection('rowing', { parent: sport, position: 2 }));
    expect(await save(aSection('news', { name: 'News', position: 3, access: 'members' }))).toBe(news);
    expect(await listSections(db)).toEqual([
      { ...aSection('sport', { position: 2 }), id: sport },
      { ...aSection('rowing', { parent: sport, position: 2 }), id: rowing },
      { ...aSection('news', { name: 'News', position: 3, access: 'members' }), id: news },
    ]);
  });
});
