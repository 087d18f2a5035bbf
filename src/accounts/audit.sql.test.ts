import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { listAudit, note } from './audit.sql.ts';
import { signIn } from './testing/sign-in.ts';

const noon = new Date('2026-06-01T12:00:00Z');

onBothDatabases('the record of who did what', (open) => {
  test('is read newest first, page by page, by person and by what it is about', async () => {
    const store = await open();
    const { staff } = await signIn(store, { name: 'Ada', email: 'ada@paper.example', role: 'chief' }, noon);
    await store.db.transaction().execute(async (tx) => {
      for (const subject of [1, 2, 3]) {
        const common = { act: 'story.published', about: 'story', details: { number: subject }, at: noon };
        await note(tx, { ...common, by: subject === 2 ? null : staff.id, subject });
      }
    });
    const first = await listAudit(store.db, { limit: 2, about: 'story' });
    expect(first.map(({ subject }) => subject)).toEqual([3, 2]);
    const rest = await listAudit(store.db, { limit: 2, about: 'story', before: first[1]?.id });
    expect(rest).toMatchObject([{ subject: 1, by: staff.id, details: { number: 1 }, at: noon.getTime() }]);
    expect(await listAudit(store.db, { limit: 9, by: staff.id, act: 'story.published' })).toHaveLength(2);
    expect(await listAudit(store.db, { limit: 9, about: 'story', subject: 2 })).toHaveLength(1);
  });
});
