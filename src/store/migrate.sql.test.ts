import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import { isFault } from '#kit/fault.js';
import { listPending, listRan, migrate } from './migrate.sql.ts';
import { migrations } from './migrations/all.ts';
import type { Migration } from './migrations/dialect.ts';

const now = new Date('2026-03-01T12:00:00Z');

const failing: Migration = {
  name: '0002-failing',
  statements: () => [
    'create table half_done (id integer primary key)',
    "insert into section (slug, name) values ('sport', 'Sport')",
    'create table section (id integer primary key)',
  ],
};

onBothDatabases('the steps of the schema', (open) => {
  test('an empty database gets every step, and a second run does nothing', async () => {
    const { db, dialect } = await open({ migrated: false });
    expect(await listPending(db)).toEqual(migrations.map((step) => step.name));
    expect(await migrate(db, dialect, now)).toEqual(migrations.map((step) => step.name));
    expect(await listRan(db)).toEqual(migrations.map((step) => step.name));
    expect(await migrate(db, dialect, now)).toEqual([]);
    expect(await db.selectFrom('migration').select('ran_at').execute()).toEqual(
      migrations.map(() => expect.objectContaining({ ran_at: now.getTime() })),
    );
  });

  test('two processes that begin at once run every step once', async () => {
    const store = await open({ migrated: false });
    const other = await store.openAgain();
    const runs = [store, other].map(({ db, dialect }) => migrate(db, dialect, now));
    await Promise.all(runs);
    expect(await listRan(store.db)).toEqual(migrations.map((step) => step.name));
  });

  test('a database that a newer version wrote is refused in plain words and left alone', async () => {
    const { db, dialect } = await open();
    await db.insertInto('migration').values({ name: '0999-later', ran_at: 0 }).execute();
    const refused = await migrate(db, dialect, now).catch((error: unknown) => error);
    expect(isFault(refused, 'store-newer')).toBe(true);
    expect((refused as Error).message).toMatch(/newer Standfirst: it has the step "0999-later"/);
  });

  test('a step that fails leaves nothing of itself, and names itself', async () => {
    const { db, dialect } = await open();
    const failed = await migrate(db, dialect, now, [...migrations, failing]).catch((error: unknown) => error);
    expect(isFault(failed, 'store-step-failed')).toBe(true);
    expect((failed as Error).message).toMatch(/^The database step "0002-failing" failed/);
    expect(await db.selectFrom('section').select('id').execute()).toEqual([]);
    await expect(sql`select * from half_done`.execute(db)).rejects.toThrow(/half_done/);
    expect(await listPending(db)).toEqual([]);
  });
});
