import { expect, test } from 'vitest';
import { BoundedMap } from './bounded-map.ts';

test('what was put in first is forgotten first, and nothing grows for ever', () => {
  const map = new BoundedMap<string, number>(2);
  map.set('one', 1);
  map.set('two', 2);
  map.set('two', 22);
  expect([map.get('one'), map.get('two')]).toEqual([1, 22]);
  map.set('three', 3);
  expect([map.get('one'), map.get('two'), map.get('three')]).toEqual([undefined, 22, 3]);
});
