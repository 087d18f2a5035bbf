import { expect, test } from 'vitest';
import { changedParts, compareContents, isSame } from './compare.ts';
import { comparePieces, wordsOf } from './compare-words.ts';
import { changed, contentOf } from './testing/changed.fixture.ts';
import { crosshead, doc, em, p, withId } from './testing/doc.fixture.ts';
import { randomFrom } from './testing/random-body.fixture.ts';

const joined = (pieces: ReturnType<typeof comparePieces>, without: 'in' | 'out') =>
  pieces
    .filter(({ is }) => is !== without)
    .map(({ text }) => text)
    .join('');

test('a changed word is shown as the word that went and the word that came', () => {
  expect(comparePieces('The bridge will close on Monday.', 'The bridge will open on Monday.')).toEqual([
    { is: 'same', text: 'The bridge will ' },
    { is: 'out', text: 'close' },
    { is: 'in', text: 'open' },
    { is: 'same', text: ' on Monday.' },
  ]);
});

test('three changed words in a row read as one change', () => {
  const pieces = comparePieces('the mayor said so', 'a minister denied so');
  expect(pieces.map(({ is, text }) => `${is} ${text}`)).toEqual([
    'out the mayor said',
    'in a minister denied',
    'same  so',
  ]);
});

test('words that stayed and went are the old text, words that stayed and came the new one, for any two texts', () => {
  const random = randomFrom(11);
  const some = (): string =>
    Array.from({ length: Math.floor(random() * 40) }, () => 'abcd efg\n橋.'[Math.floor(random() * 11)]).join(
      '',
    );
  for (let round = 0; round < 400; round += 1) {
    const [before, after] = [some(), some()];
    const pieces = comparePieces(before, after);
    expect(joined(pieces, 'in')).toBe(before);
    expect(joined(pieces, 'out')).toBe(after);
    expect(wordsOf(before).join('')).toBe(before);
  }
});

test('two long texts that share nothing are compared in one piece', () => {
  const one = Array.from({ length: 6000 }, (_, at) => `a${at}`).join(' ');
  const other = Array.from({ length: 6000 }, (_, at) => `b${at}`).join(' ');
  const pieces = comparePieces(one, other);
  expect(joined(pieces, 'in')).toBe(one);
  expect(joined(pieces, 'out')).toBe(other);
});

test('a paragraph is found again by its id: added, removed, moved and changed ones are told apart', () => {
  const first = withId('aaaaaaa1', p('The bridge closed.'));
  const second = withId('aaaaaaa2', p('Trains stopped.'));
  const third = withId('aaaaaaa3', p('Buses ran.'));
  const gone = withId('aaaaaaa4', crosshead('Costs'));
  const fresh = withId('aaaaaaa5', p('A ferry helps.'));
  const before = contentOf({ body: doc(first, second, gone, third) });
  const rewritten = withId('aaaaaaa1', p('The bridge stays closed.'));
  const after = contentOf({ body: doc(third, rewritten, second, fresh) });
  const { blocks } = compareContents(before, after);
  expect(blocks.map(({ id, is }) => `${id} ${is}`)).toEqual([
    'aaaaaaa3 moved',
    'aaaaaaa1 changed',
    'aaaaaaa2 same',
    'aaaaaaa4 removed',
    'aaaaaaa5 added',
  ]);
});

test('words set in italics are a change of form, not of words', () => {
  const before = contentOf({ body: doc(withId('aaaaaaa1', p('The Courier wrote'))) });
  const after = contentOf({ body: doc(withId('aaaaaaa1', p('The ', em('Courier'), ' wrote'))) });
  const [change] = compareContents(before, after).blocks;
  expect(change).toMatchObject({ is: 'changed', form: ['marks'] });
});

test('fields that differ are named, those nobody set are not', () => {
  const before = contentOf({ headline: 'Bridge closed', topics: [4] as never });
  const after = contentOf({ headline: 'Bridge open', topics: [4] as never, access: { to: 'members' } });
  expect(compareContents(before, after).fields.map(({ part }) => part)).toEqual([
    'headline',
    'fields.access',
  ]);
  expect(compareContents(null, after).fields.map(({ part }) => part)).toEqual([
    'headline',
    'fields.topics',
    'fields.access',
  ]);
});

test('a version is the same as itself, and every change of it is found, for any story', () => {
  const random = randomFrom(5);
  for (let round = 0; round < 150; round += 1) {
    const before = contentOf({}, random);
    const after = changed(before, random);
    expect(isSame(compareContents(before, before))).toBe(true);
    const equal = JSON.stringify(before) === JSON.stringify(after);
    expect(changedParts(compareContents(before, after)).length === 0).toBe(equal);
  }
});
