import { expect, test } from 'vitest';
import { changedParts, compareContents, isEqual } from './compare.ts';
import { checkBody } from './document.ts';
import { holdBack } from './hold-back.ts';
import { changed, contentOf } from './testing/changed.fixture.ts';
import { doc, p, premiumCut, withId } from './testing/doc.fixture.ts';
import { randomFrom } from './testing/random-body.fixture.ts';

const block = (id: string, words: string) => withId(`aaaaaaa${id}`, p(words));
const texts = (content: { body: { content: readonly unknown[] } }) =>
  content.body.content.map((one) => JSON.stringify(one).match(/"text":"([^"]*)"/)?.[1]);

test('a colleague’s half sentence stays behind, and what was published in its place stays out there', () => {
  const published = contentOf({ body: doc(block('1', 'Closed.'), block('2', 'Old costs.')) });
  const working = contentOf({ body: doc(block('1', 'Still closed.'), block('2', 'The costs, which')) });
  expect(texts(holdBack(published, working, new Set(['aaaaaaa2'])))).toEqual(['Still closed.', 'Old costs.']);
});

test('a new paragraph that is held stays out, a removed one stays in at its place', () => {
  const published = contentOf({ body: doc(block('1', 'One'), block('2', 'Two'), block('3', 'Three')) });
  const working = contentOf({ body: doc(block('4', 'New'), block('1', 'One'), block('3', 'Three')) });
  expect(texts(holdBack(published, working, new Set(['aaaaaaa4', 'aaaaaaa2'])))).toEqual([
    'One',
    'Two',
    'Three',
  ]);
});

test('a held headline keeps its published words, on a first publication it is empty', () => {
  const published = contentOf({ headline: 'Bridge closed' });
  const working = contentOf({ headline: 'Bridge op' });
  expect(holdBack(published, working, new Set(['headline'])).headline).toBe('Bridge closed');
  expect(holdBack(null, working, new Set(['headline'])).headline).toBe('');
});

test('access that is held back on a first publication opens nothing', () => {
  const working = contentOf({ access: { to: 'open' } });
  expect(holdBack(null, working, new Set(['fields.access'])).access).toEqual({ to: 'members' });
});

test('a premium cut that is held stays where it was, and the moved one does not stand beside it', () => {
  const [before, later] = [withId('cutaaaa1', premiumCut()), withId('cutaaaa2', premiumCut())];
  const published = contentOf({ body: doc(block('1', 'One'), before, block('2', 'Two')) });
  const working = contentOf({ body: doc(block('1', 'One'), block('2', 'Two'), later) });
  const out = holdBack(published, working, new Set(['cutaaaa1']));
  expect(out.body.content.map(({ attrs }) => attrs.id)).toEqual(['aaaaaaa1', 'cutaaaa1', 'aaaaaaa2']);
});

test('nothing held is the working document, everything held is what is published, for any story', () => {
  const random = randomFrom(23);
  for (let round = 0; round < 200; round += 1) {
    const published = contentOf({}, random);
    const working = changed(published, random);
    const all = new Set(changedParts(compareContents(published, working)));
    expect(holdBack(published, working, new Set())).toEqual(working);
    expect(isEqual(holdBack(published, working, all), published)).toBe(true);
  }
});

test('whatever is held, a body of the schema goes out in which no held part differs from what is published', () => {
  const random = randomFrom(29);
  for (let round = 0; round < 200; round += 1) {
    const published = contentOf({}, random);
    const working = changed(changed(published, random), random);
    const parts = changedParts(compareContents(published, working));
    const held = new Set(parts.filter(() => random() < 0.5));
    const out = holdBack(published, working, held);
    expect(() => checkBody(out.body)).not.toThrow();
    const still = compareContents(published, out).blocks.filter(
      ({ id, is }) => held.has(id) && is === 'changed',
    );
    expect(still).toEqual([]);
  }
});
