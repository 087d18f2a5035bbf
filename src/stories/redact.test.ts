import { expect, test } from 'vitest';
import { BAR, isSpelt, type Mask, makeMask, maskContent, maskText } from './redact.ts';
import { newStory } from './testing/new-story.ts';

const masksOf = (...phrases: string[]) => phrases.flatMap((phrase) => makeMask(phrase) ?? []) as Mask[];

test('a name goes wherever it stands, whatever its letters and the space between them', () => {
  expect(maskText('Jane Doe said so. JANE\u00a0DOE, again; Jane Doeson did not.', masksOf('Jane Doe'))).toBe(
    `${BAR} said so. ${BAR}, again; Jane Doeson did not.`,
  );
});

test('what does not hold the words is left as it is', () => {
  expect(maskText('Nobody here.', masksOf('Jane Doe'))).toBe('Nobody here.');
  expect(makeMask(' — ')).toBeUndefined();
});

test('the longest listed passage is not needed first: each is masked where it begins', () => {
  expect(maskText('Doctor Jane Doe of Elm Road', masksOf('Jane Doe', 'Elm Road'))).toBe(
    `Doctor ${BAR} of ${BAR}`,
  );
});

test('a slug that spells the name is known', () => {
  expect(isSpelt('/news/mayor-jane-doe-resigns', masksOf('Jane Doe'))).toBe(true);
  expect(isSpelt('/news/mayor-resigns', masksOf('Jane Doe'))).toBe(false);
});

test('a content is masked in every text of it, through bold and links, in captions and credits', () => {
  const { content } = newStory({ headline: 'Jane Doe resigns', at: '2026-03-01T12:00:00Z' });
  const body = {
    type: 'doc' as const,
    content: [
      {
        type: 'paragraph' as const,
        attrs: { id: 'abcdefgh' },
        content: [
          { type: 'text' as const, text: 'Yesterday Jane ' },
          { type: 'text' as const, text: 'Doe left', marks: [{ type: 'strong' as const }] },
          {
            type: 'text' as const,
            text: ' the house.',
            marks: [{ type: 'link' as const, attrs: { href: 'https://a.example/jane-doe', story: null } }],
          },
        ],
      },
    ],
  };
  const { content: masked, count } = maskContent(
    { ...content, body, searchTitle: 'Who is Jane Doe?' },
    masksOf('Jane Doe'),
  );
  expect(count).toBe(4);
  expect(masked.headline).toBe(`${BAR} resigns`);
  expect(JSON.stringify(masked)).not.toMatch(/jane|doe/i);
  expect(masked.body.content[0]).toMatchObject({
    content: [{ text: `Yesterday ${BAR}` }, { text: ' left' }, { text: ' the house.' }],
  });
  expect(maskContent(masked, masksOf('Jane Doe')).count).toBe(0);
});
