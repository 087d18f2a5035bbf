import { expect, test } from 'vitest';
import { readQuestion } from './search-question.ts';
import { snippetOf } from './search-snippet.ts';

const show = (text: string, words: string): string =>
  snippetOf(text, readQuestion(words, 'en'))
    .map((part) => (part.hit ? `[${part.text}]` : part.text))
    .join('');

const filler = (words: number): string => 'The tide came and went without a word. '.repeat(words / 8).trim();

test('what was searched for is marked, in whatever case and form it stands', () => {
  expect(show('Élections were held. An ELECTION is held.', 'election')).toBe(
    '[Élections] were held. An [ELECTION] is held.',
  );
  expect(show('The harbour council met the council of harbour pilots.', '"harbour council"')).toBe(
    'The [harbour council] met the council of harbour pilots.',
  );
  expect(show('東京で選挙', '選挙')).toBe('東京で[選挙]');
});

test('the piece shown is where most of what was asked for stands together', () => {
  const text = `The ferry left. ${filler(80)}\nThe pilot of the ferry was late. ${filler(80)}`;
  const shown = show(text, 'ferry pilot');
  expect(shown).toMatch(/^… The \[pilot\] of the \[ferry\] was late\. The tide/);
  expect(shown).toMatch(/ …$/);
  expect(shown.length).toBeLessThan(260);
});

test('a text in which nothing is found is shown from its beginning', () => {
  expect(show('Short and plain.', 'zebra')).toBe('Short and plain.');
  expect(show('', 'zebra')).toBe('');
  expect(show(filler(80), '-zebra')).toMatch(/^The tide .* …$/);
});

test('a text without spaces is cut, and not inside a sign', () => {
  const parts = snippetOf(`a${'🚢'.repeat(200)}`, readQuestion('zebra', 'en'));
  expect(parts.map(({ text }) => text).join('')).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
});
