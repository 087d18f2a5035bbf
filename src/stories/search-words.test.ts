import { expect, test } from 'vitest';
import { listWordPlaces, searchWords } from './search-words.ts';
import { wordForms } from './word-forms.ts';

test('words are found without regard to case, marks and punctuation', () => {
  expect(searchWords('The “Élysée” – said: Łódź, Straße & smørbrød!')).toBe(
    'the elysee said lodz strasse smorbrod',
  );
  expect(searchWords('COVID-19 cost £1,000')).toBe('covid 19 cost 1 000');
  expect(searchWords('')).toBe('');
});

test('the s of a possessive is no word, whichever apostrophe was typed', () => {
  expect(searchWords("the minister's office")).toBe('the minister office');
  expect(searchWords('the minister’s office at King’s Cross – élan’s')).toBe(
    'the minister office at king cross elan',
  );
  expect(searchWords("O'Brien's l'État")).toBe('o brien l etat');
});

test('scripts without spaces are taken sign by sign', () => {
  expect(searchWords('東京での選挙 2026')).toBe('東 京 で の 選 挙 2026');
  expect(searchWords('Ελλάς Москва')).toBe('ελλασ москва');
  expect(searchWords('서울 시장')).toBe('서울 시장');
});

test('places in a text name the words that the index holds for them', () => {
  const text = 'Zoë’s “covid‑19” test: 選挙 ½ İzmir';
  const places = listWordPlaces(text);
  expect(places.map(({ start, end }) => text.slice(start, end))).toEqual([
    'Zoë',
    'covid',
    '19',
    'test',
    '選',
    '挙',
    '½',
    'İzmir',
  ]);
  expect(places.flatMap(({ words }) => words).join(' ')).toBe(searchWords(text));
});

test('in English a word is looked for in its singular and plural', () => {
  expect(wordForms('election', 'en-GB')).toEqual(['election', 'elections']);
  expect(wordForms('elections', 'en-GB')).toEqual(['elections', 'election']);
  expect(wordForms('parties', 'en')).toContain('party');
  expect(wordForms('city', 'en')).toEqual(['city', 'cities']);
  expect(wordForms('churches', 'en')).toContain('church');
  expect(wordForms('crisis', 'en')).toEqual(['crisis', 'crises']);
  expect(wordForms('crises', 'en')).toContain('crisis');
  expect(wordForms('women', 'en')).toEqual(['women', 'woman']);
  expect(wordForms('children', 'en')).toEqual(['children', 'child']);
});

test('news is not the plural of new, and other languages keep their words as they stand', () => {
  expect(wordForms('news', 'en')).toEqual(['news']);
  expect(wordForms('new', 'en')).not.toContain('news');
  expect(wordForms('haus', 'de')).toEqual(['haus']);
  expect(wordForms('2026', 'en')).toEqual(['2026']);
});
