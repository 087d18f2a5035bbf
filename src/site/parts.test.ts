import { expect, test } from 'vitest';
import type { Dependency } from './page.ts';
import { Parts } from './parts.ts';

function counting(dependsOn: Dependency[] = [], turnsAt: number | null = null) {
  let made = 0;
  return async () => ({ part: ++made, dependsOn, turnsAt });
}

const now = new Date(1_000);

test('a part is made once, and again when what it was made of changes', async () => {
  const parts = new Parts();
  const make = counting(['section:3']);
  expect([await parts.find('more', now, make), await parts.find('more', now, make)]).toEqual([1, 1]);
  parts.drop(new Set(['section:4']));
  expect(await parts.find('more', now, make)).toBe(1);
  parts.drop(new Set(['section:3']));
  expect(await parts.find('more', now, make)).toBe(2);
});

test('a part is not used past the instant at which time changes it', async () => {
  const parts = new Parts();
  const make = counting([], 2_000);
  await parts.find('more', now, make);
  expect(await parts.find('more', new Date(1_999), make)).toBe(1);
  expect(await parts.find('more', new Date(2_000), make)).toBe(2);
});

test('a part begun before a change and finished after it is not kept', async () => {
  const parts = new Parts();
  const make = counting(['section:3']);
  const slow = async () => {
    const made = await make();
    parts.drop(new Set(['section:3']));
    return made;
  };
  expect(await parts.find('more', now, slow)).toBe(1);
  expect(await parts.find('more', now, make)).toBe(2);
});

test('of things with ids, only those not known yet are looked for', async () => {
  const parts = new Parts();
  const asked: number[][] = [];
  const find = async (ids: number[]) => {
    asked.push(ids);
    return new Map(ids.filter((id) => id !== 9).map((id) => [id, `topic ${id}`]));
  };
  expect(await parts.findMany('topic', [1, 2], find)).toEqual(
    new Map([
      [1, 'topic 1'],
      [2, 'topic 2'],
    ]),
  );
  expect(await parts.findMany('topic', [2, 3, 9], find)).toEqual(
    new Map([
      [2, 'topic 2'],
      [3, 'topic 3'],
    ]),
  );
  expect(asked).toEqual([
    [1, 2],
    [3, 9],
  ]);
  parts.dropAll();
  await parts.findMany('topic', [1], find);
  expect(asked.at(-1)).toEqual([1]);
});
