import { expect, test } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { addReply, addThread, listThreads, setResolved } from './threads.ts';

const note = { id: 'n1', by: 7, at: 1000, text: 'Who says so?', passage: 'the mayor', mentions: [8] };

test('a note is asked, answered, resolved and opened again', () => {
  const doc = new Doc();
  addThread(doc, note);
  addReply(doc, 'n1', { by: 8, at: 2000, text: 'The clerk.' });
  setResolved(doc, 'n1', { by: 8, at: 3000 });
  expect(listThreads(doc)).toEqual([
    { ...note, resolved: { by: 8, at: 3000 }, replies: [{ by: 8, at: 2000, text: 'The clerk.' }] },
  ]);
  setResolved(doc, 'n1', null);
  expect(listThreads(doc)[0]?.resolved).toBeNull();
});

test('two replies given at once both stay', () => {
  const one = new Doc();
  addThread(one, note);
  const other = new Doc();
  applyUpdate(other, encodeStateAsUpdate(one));
  addReply(one, 'n1', { by: 7, at: 2000, text: 'A' });
  addReply(other, 'n1', { by: 8, at: 2000, text: 'B' });
  applyUpdate(one, encodeStateAsUpdate(other));
  applyUpdate(other, encodeStateAsUpdate(one));
  expect(listThreads(one)[0]?.replies).toHaveLength(2);
  expect(listThreads(one)).toEqual(listThreads(other));
});
