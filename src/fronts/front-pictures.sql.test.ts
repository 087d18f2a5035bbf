import { expect, test } from 'vitest';
import { onBothDatabases } from '#harness/both-databases.js';
import type { MediaId } from '#kit/ids.js';
import { listFrontPictures } from './front-pictures.sql.ts';

const [bridge, harbour, old] = [3, 4, 5] as MediaId[];

onBothDatabases('pictures on fronts', (open) => {
  test('a card’s own picture is found on what is up and on what waits, and no more on what was up', async () => {
    const { db } = await open();
    await db.insertInto('front').values({ id: 1, section_id: null, made_at: 1 }).execute();
    const version = { front_id: 1, how: 'launch' as const, launched_at: 1, bases: '{}', changes: '[]' };
    const cards = (picture: number | undefined) => JSON.stringify({ cards: [{ picture: picture ?? null }] });
    await db
      .insertInto('front_version')
      .values([
        { ...version, number: 1, content: cards(old) },
        { ...version, number: 2, content: cards(bridge) },
      ])
      .execute();
    const launch = { front_id: 1, launch_at: 9, made_at: 1, state: 'waiting' as const };
    await db
      .insertInto('front_launch')
      .values({ ...launch, wish: cards(harbour) })
      .execute();
    expect(await listFrontPictures(db, [bridge, harbour, old] as MediaId[])).toEqual([
      { media: bridge, front: 1, section: null, up: true },
      { media: harbour, front: 1, section: null, up: false },
    ]);
    expect(await listFrontPictures(db, [])).toEqual([]);
  });
});
