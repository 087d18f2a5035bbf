import { expect, test } from 'vitest';
import { noSaves, SaveCount } from './saves.ts';

function counting() {
  const sent: string[] = [];
  let saves = noSaves;
  const count = new SaveCount(
    (payload) => sent.push(payload),
    (told) => {
      saves = told;
    },
  );
  return { sent, count, told: () => saves };
}

test('a change is waiting until the server says that its mark is saved', () => {
  const { sent, count, told } = counting();
  count.made();
  count.made();
  expect(told().waiting).toBe(2);
  count.ask();
  expect(sent).toEqual(['{"mark":1}']);
  count.made();
  count.hear('{"saved":1,"at":5000}');
  expect(told()).toEqual({ at: 5000, waiting: 1, failing: null });
  count.stop();
});

test('after the line was down it is asked again, and nothing is asked when all is saved', () => {
  const { sent, count, told } = counting();
  count.made();
  count.ask();
  count.ask();
  count.hear('{"saved":2,"at":6000}');
  expect(told().waiting).toBe(0);
  count.ask();
  expect(sent).toHaveLength(2);
  count.stop();
});

test('what keeps the server from saving is told until it saves again', () => {
  const { count, told } = counting();
  count.hear('{"failing":"disk-full","says":"The disk is full."}');
  expect(told().failing).toBe('The disk is full.');
  count.hear('{"saved":0,"at":7000}');
  expect(told().failing).toBeNull();
});
