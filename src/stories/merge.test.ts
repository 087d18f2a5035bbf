import { expect, test } from 'vitest';
import { isEqual } from './compare.ts';
import { checkBody, plainText } from './document.ts';
import { mergeContent } from './merge.ts';
import { changed, contentOf } from './testing/changed.fixture.ts';
import { doc, p, strong, withId } from './testing/doc.fixture.ts';
import { randomFrom } from './testing/random-body.fixture.ts';

const block = (id: string, words: string) => withId(`aaaaaaa${id}`, p(words));
const textOf = (content: ReturnType<typeof contentOf>) => plainText(content.body.content);

test('a corrected figure comes into the paragraph that somebody is rewriting', () => {
  const base = contentOf({ body: doc(block('1', 'The bridge cost 3 million and closed on Monday.')) });
  const mine = contentOf({
    body: doc(block('1', 'The old bridge cost 3 million and closed on Monday night.')),
  });
  const theirs = contentOf({ body: doc(block('1', 'The bridge cost 4 million and closed on Monday.')) });
  const { content, conflicts } = mergeContent(base, mine, theirs);
  expect(textOf(content)).toBe('The old bridge cost 4 million and closed on Monday night.');
  expect(conflicts).toEqual([]);
});

test('where both changed the same word the working one stays, and the desk is told of the other', () => {
  const base = contentOf({ body: doc(block('1', 'It cost 3 million.')), headline: 'Bridge closed' });
  const mine = contentOf({ body: doc(block('1', 'It cost 5 million.')), headline: 'Bridge open' });
  const theirs = contentOf({ body: doc(block('1', 'It cost 4 million.')), headline: 'Bridge shut' });
  const { content, conflicts } = mergeContent(base, mine, theirs);
  expect(textOf(content)).toBe('It cost 5 million.');
  expect(content.headline).toBe('Bridge open');
  expect(conflicts).toEqual([
    { part: 'headline', mine: 'Bridge open', theirs: 'Bridge shut' },
    { part: 'aaaaaaa1', mine: 'It cost 5 million.', theirs: 'It cost 4 million.' },
  ]);
});

test('a paragraph corrected there and taken out here stays out, and the desk is told', () => {
  const base = contentOf({ body: doc(block('1', 'One'), block('2', 'Two')) });
  const mine = contentOf({ body: doc(block('1', 'One')) });
  const theirs = contentOf({ body: doc(block('1', 'One'), block('2', 'Two, corrected')) });
  const { content, conflicts } = mergeContent(base, mine, theirs);
  expect(textOf(content)).toBe('One');
  expect(conflicts).toEqual([{ part: 'aaaaaaa2', mine: '', theirs: 'Two, corrected' }]);
});

test('a paragraph added by the correction lands behind the one it stands behind', () => {
  const base = contentOf({ body: doc(block('1', 'One'), block('2', 'Two')) });
  const mine = contentOf({ body: doc(block('2', 'Two'), block('1', 'One'), block('3', 'Three')) });
  const theirs = contentOf({ body: doc(block('1', 'One'), block('4', 'New'), block('2', 'Two')) });
  expect(textOf(mergeContent(base, mine, theirs).content)).toBe('Two\nOne\nNew\nThree');
});

test('words set bold there keep their setting beside words changed here', () => {
  const base = contentOf({ body: doc(block('1', 'a b c d')) });
  const mine = contentOf({ body: doc(block('1', 'a b c x')) });
  const theirs = contentOf({ body: doc(withId('aaaaaaa1', p(strong('a'), ' b c d'))) });
  const { content } = mergeContent(base, mine, theirs);
  expect(content.body).toEqual(doc(withId('aaaaaaa1', p(strong('a'), ' b c x'))));
});

test('what only one side changed is taken whole, for any story', () => {
  const random = randomFrom(31);
  for (let round = 0; round < 200; round += 1) {
    const base = contentOf({}, random);
    const other = changed(base, random);
    expect(mergeContent(base, other, base)).toEqual({ content: other, conflicts: [] });
    expect(mergeContent(base, other, other)).toEqual({ content: other, conflicts: [] });
    const { content, conflicts } = mergeContent(base, base, other);
    expect(conflicts).toEqual([]);
    expect(isEqual(content, other)).toBe(true);
  }
});

test('whatever both sides did, a body of the schema comes out that keeps every untouched paragraph', () => {
  const random = randomFrom(37);
  for (let round = 0; round < 200; round += 1) {
    const base = contentOf({}, random);
    const [mine, theirs] = [changed(base, random), changed(base, random)];
    const { content } = mergeContent(base, mine, theirs);
    expect(() => checkBody(content.body)).not.toThrow();
    const ids = new Set(content.body.content.map(({ attrs }) => attrs.id));
    const inBoth = mine.body.content.filter(
      ({ attrs, type }) =>
        type !== 'premiumCut' && theirs.body.content.some((one) => one.attrs.id === attrs.id),
    );
    for (const { attrs } of inBoth) expect(ids.has(attrs.id)).toBe(true);
  }
});
