import { expect, test } from 'vitest';
import type { MediaId, SectionId, TopicId } from '#kit/ids.js';
import { type ChecklistContext, checkStory } from './checklist.ts';
import { listTwoSpellings } from './checklist-names.ts';
import { contentOf } from './testing/changed.fixture.ts';
import { doc, gallery, p, picture, quotation, withId } from './testing/doc.fixture.ts';

const noon = Date.parse('2026-03-01T12:00:00Z');
const calm: ChecklistContext = {
  goesOutAt: noon,
  embargo: { is: 'none' },
  holds: [],
  pictures: new Map(),
  shownBefore: new Set(),
};
const clean = contentOf({
  headline: 'Bridge closed',
  standfirst: 'Trains stop until Monday.',
  section: 1 as SectionId,
  topics: [1 as TopicId],
  body: doc(p('The bridge over the Aller is closed.')),
});
const fine = { rightsKind: 'ours', rightsUntil: null, alt: 'A bridge' } as const;
const withPicture = (media: number) => ({
  ...clean,
  body: doc(p('Text.'), withId('pictaaaa', picture({ media: media as MediaId }))),
});
const codes = (found: readonly { code: string }[]) => found.map(({ code }) => code);

test('a story in order has neither blocks nor warnings', () => {
  expect(checkStory(clean, calm)).toEqual({ blocks: [], warnings: [] });
});

test('an embargo blocks until the very second it lifts', () => {
  const embargo = { is: 'until', at: noon } as const;
  const before = checkStory(clean, { ...calm, embargo, goesOutAt: noon - 1 });
  expect(before.blocks).toEqual([{ code: 'embargo', part: 'embargo', until: noon }]);
  expect(checkStory(clean, { ...calm, embargo, goesOutAt: noon }).blocks).toEqual([]);
  expect(codes(checkStory(clean, { ...calm, embargo: { is: 'until-lifted' } }).blocks)).toEqual(['embargo']);
});

test('a withdrawn wire item and a hold by law block, and say who placed them and why', () => {
  const holds = [
    { wire: true, reason: 'Agency withdrew the item', by: 'Tidewater Press', at: noon },
    { wire: false, reason: 'Injunction', by: 'Ada Finch', at: noon },
  ];
  expect(checkStory(clean, { ...calm, holds }).blocks).toEqual([
    { code: 'wire-kill', part: '', reason: 'Agency withdrew the item', by: 'Tidewater Press', at: noon },
    { code: 'legal-hold', part: '', reason: 'Injunction', by: 'Ada Finch', at: noon },
  ]);
});

test('a picture whose rights ended blocks new use; where readers see it already the desk is told', () => {
  const pictures = new Map([[7, { ...fine, rightsUntil: noon }]]);
  expect(codes(checkStory(withPicture(7), { ...calm, pictures }).blocks)).toEqual(['picture-expired']);
  const shown = checkStory(withPicture(7), { ...calm, pictures, shownBefore: new Set([7]) });
  expect([shown.blocks, codes(shown.warnings)]).toEqual([[], ['picture-expired']]);
});

test('a barred picture blocks wherever it stands, in a gallery too', () => {
  const pictures = new Map([[7, { ...fine, rightsKind: 'barred' as const }]]);
  const content = { ...clean, body: doc(withId('gallaaaa', gallery(picture({ media: 7 as MediaId })))) };
  const { blocks } = checkStory(content, { ...calm, pictures, shownBefore: new Set([7]) });
  expect(blocks).toEqual([{ code: 'picture-barred', part: 'gallaaaa', picture: 7, until: null }]);
});

test('what is missing is warned of at its place', () => {
  const content = contentOf({
    headline: 'x'.repeat(91),
    body: doc(withId('quotaaaa', quotation(null, null, p('So.')))),
  });
  expect(checkStory(content, calm).warnings.map(({ code, part }) => `${code} ${part}`)).toEqual([
    'headline-long headline',
    'no-standfirst standfirst',
    'no-section fields.section',
    'no-topic fields.topics',
    'quotation-without-speaker quotaaaa',
  ]);
});

test('a picture without words for those who do not see it is warned of, unless the library has them', () => {
  const silent = new Map([[7, { ...fine, alt: '' }]]);
  expect(codes(checkStory(withPicture(7), { ...calm, pictures: silent }).warnings)).toEqual([
    'no-alternative-text',
  ]);
  expect(checkStory(withPicture(7), { ...calm, pictures: new Map([[7, fine]]) }).warnings).toEqual([]);
});

test('an empty story says that its text is missing', () => {
  expect(codes(checkStory({ ...clean, body: doc(p('')) }, calm).warnings)).toEqual(['empty-body']);
});

test('a name spelt two ways is found, the rarer spelling first', () => {
  const text = 'Then Petersen spoke. The mayor, Petersen, said so. Later Peterson denied it.';
  expect(listTwoSpellings(text)).toEqual([{ rare: 'Peterson', usual: 'Petersen' }]);
});

test('endings, plain words at the beginning of a sentence and different names are no slips', () => {
  const text =
    'In Russia the Russian team won. Their coach left. There the Germans met Germany. She saw there their flag. ' +
    'Now Miller and Muller’s aunt, and Tom Reed with Tim Reed.';
  expect(listTwoSpellings(text)).toEqual([{ rare: 'Miller', usual: 'Muller' }]);
});
