import { expect, test } from 'vitest';
import { difference, moved } from './text-binding.ts';

test('of equal letters the one at the caret is the new one', () => {
  expect(difference('aab', 'aaab', 1)).toEqual({ from: 0, gone: 0, come: 'a' });
  expect(difference('aab', 'aaab', 3)).toEqual({ from: 2, gone: 0, come: 'a' });
  expect(difference('One two', 'One 2', 5)).toEqual({ from: 4, gone: 3, come: '2' });
});

test('the halves of a sign are not parted', () => {
  const { from, gone, come } = difference('a😀b', 'a😁b', 3);
  expect('a😀b'.slice(0, from) + come + 'a😀b'.slice(from + gone)).toBe('a😁b');
  expect(come.isWellFormed()).toBe(true);
});

test('the caret stays with its words when somebody writes before it', () => {
  expect(moved(5, [{ retain: 2 }, { insert: 'xyz' }])).toBe(8);
  expect(moved(5, [{ retain: 5 }, { insert: 'xyz' }])).toBe(5);
  expect(moved(5, [{ retain: 1 }, { delete: 2 }])).toBe(3);
  expect(moved(5, [{ retain: 3 }, { delete: 9 }])).toBe(3);
});
