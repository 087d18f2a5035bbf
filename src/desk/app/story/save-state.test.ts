import { expect, test } from 'vitest';
import { SaveState } from './save-state.ts';

function aDesk() {
  const sent: string[] = [];
  const state = new SaveState(
    (payload) => sent.push(payload),
    () => {},
  );
  const saved = (mark: number, at = 1000) => state.heard(JSON.stringify({ saved: mark, at }));
  return { state, sent, saved };
}

test('nothing is called saved before the server said so', () => {
  const { state, sent, saved } = aDesk();
  expect(state.shown).toEqual({ is: 'offline', changes: 0 });
  state.opened();
  expect(state.shown).toEqual({ is: 'saving', changes: 0 });
  expect(sent).toEqual(['{"mark":0}']);
  saved(0);
  expect(state.shown).toEqual({ is: 'saved', at: 1000 });
  state.changed();
  expect(state.shown).toEqual({ is: 'saving', changes: 1 });
  saved(1, 2000);
  expect(state.shown).toEqual({ is: 'saved', at: 2000 });
});

test('what is typed while the server is asked is asked about next', () => {
  const { state, sent, saved } = aDesk();
  state.opened();
  saved(0);
  state.changed();
  state.changed();
  state.changed();
  expect(sent).toEqual(['{"mark":0}', '{"mark":1}']);
  saved(1);
  expect(state.shown).toEqual({ is: 'saving', changes: 2 });
  expect(sent.at(-1)).toBe('{"mark":3}');
  saved(3);
  expect(state.shown.is).toBe('saved');
});

test('without a line the changes are counted, and asked about when it is back', () => {
  const { state, sent, saved } = aDesk();
  state.opened();
  saved(0);
  state.changed();
  state.closed();
  state.changed();
  expect(state.shown).toEqual({ is: 'offline', changes: 2 });
  saved(1);
  expect(state.shown).toEqual({ is: 'offline', changes: 2 });
  state.opened();
  expect(sent.at(-1)).toBe('{"mark":2}');
  saved(2);
  expect(state.shown.is).toBe('saved');
});

test('a full disk is told, and forgotten once the server could save', () => {
  const { state, saved } = aDesk();
  state.opened();
  state.changed();
  expect(state.heard('{"failing":"store-full","says":"…"}')).toBe(true);
  expect(state.shown).toEqual({ is: 'failing', changes: 1, code: 'store-full' });
  saved(0);
  saved(1);
  expect(state.shown.is).toBe('saved');
  expect(state.heard('no news')).toBe(false);
});
