import { expect, test } from 'vitest';
import type { BylineId, MediaId, RevisionId, SectionId, StoryId, TopicId } from '#kit/ids.js';
import { aPicture } from '#media/picture.fixture.js';
import { type Access, openAccess } from '#stories/access.js';
import type { Block } from '#stories/document.js';
import { noRights, readAs } from '#stories/gate.js';
import type { ReadableStory } from '#stories/readable.sql.js';
import { excerpt } from './excerpt.ts';
import { bylineMeta, errorMeta, frontMeta, listMeta, type StoryMetaFacts, storyMeta } from './meta.ts';
import { pictureView } from './picture-view.ts';
import { aPaper, aSection } from './testing/a-paper.ts';
import type { CreditView } from './view.ts';

const paper = aPaper({ tagline: 'News of the coast' }, [
  aSection(1, 'news'),
  aSection(2, 'council', { parent: 1 as SectionId }),
]);

const paragraph = (id: string, text: string): Block => ({
  type: 'paragraph',
  attrs: { id },
  content: [{ type: 'text', text }],
});

function aStory(change: Partial<ReadableStory['content']> = {}): ReadableStory {
  return {
    id: 7 as StoryId,
    kind: 'story',
    path: '/council/ferry-back',
    revision: 3 as RevisionId,
    content: {
      headline: 'The ferry is back',
      frontHeadline: '',
      standfirst: 'Crossings begin again on Monday.',
      kicker: '',
      dateline: 'Saltmouth',
      body: {
        type: 'doc',
        content: [
          paragraph('aaaaaaa1', 'Two years late.'),
          { type: 'premiumCut', attrs: { id: 'aaaaaaa2' } },
          paragraph('aaaaaaa3', 'Canaryword stands here.'),
        ],
      },
      section: 2 as SectionId,
      credits: [{ byline: 4 as BylineId, role: '' }],
      agencyCredit: 'Tidewater Press',
      topics: [5 as TopicId],
      access: openAccess,
      lead: { media: 1 as MediaId, alt: '', caption: '', credit: '' },
      language: '',
      searchTitle: '',
      searchDescription: '',
      canonical: '',
      noindex: false,
      ...change,
    },
    section: 2 as SectionId,
    lead: null,
    publishedAt: Date.parse('2026-07-01T06:00:00Z'),
    updatedAt: Date.parse('2026-12-01T06:00:00Z'),
    changedAt: Date.parse('2026-12-01T06:00:00Z'),
    wordCount: 300,
    hasNotes: false,
    hasComments: false,
    meterFree: false,
  };
}

const ada: CreditView = {
  name: 'Ada Finch',
  role: 'Court reporter',
  part: null,
  href: '/by/ada-finch',
  agency: false,
};
const tom: CreditView = { name: 'Tom Reed', role: null, part: 'photographs', href: null, agency: false };

function factsOf(story: ReadableStory): StoryMetaFacts {
  return {
    story,
    read: readAs(story.content, noRights),
    credits: [ada, { ...ada, name: 'Coast Wire', href: null, role: null, agency: true }, tom],
    lead: null,
    section: { label: 'Council', href: '/council' },
    topics: [
      {
        id: 5 as TopicId,
        slug: 'ferry',
        name: 'Ferry',
        kind: 'subject',
        introduction: '',
        aliases: [],
        listed: true,
      },
    ],
    notes: [
      {
        id: 1,
        kind: 'correction',
        text: 'The ferry is green.',
        block: null,
        dated: Date.parse('2026-07-02T06:00:00Z'),
      },
    ],
  };
}

const members: Access = { to: 'members' };

test('a story names all its authors, its section and its times in the zone of the paper', () => {
  const { jsonLd, openGraph, canonical, title } = storyMeta(paper, factsOf(aStory()));
  expect(title).toBe('The ferry is back – The Tidewater Courier');
  expect(canonical).toBe('https://courier.example/council/ferry-back');
  expect(jsonLd[0]).toMatchObject({
    '@type': 'NewsArticle',
    headline: 'The ferry is back',
    datePublished: '2026-07-01T07:00:00+01:00',
    dateModified: '2026-12-01T06:00:00+00:00',
    author: [
      {
        '@type': 'Person',
        name: 'Ada Finch',
        url: 'https://courier.example/by/ada-finch',
        jobTitle: 'Court reporter',
      },
      { '@type': 'Organization', name: 'Coast Wire' },
    ],
    contributor: [{ '@type': 'Person', name: 'Tom Reed' }],
    articleSection: ['News', 'Council'],
    sourceOrganization: { name: 'Tidewater Press' },
    correction: [{ '@type': 'CorrectionComment', text: 'The ferry is green.' }],
    isAccessibleForFree: true,
    inLanguage: 'en-GB',
  });
  expect(openGraph).toContainEqual(['article:published_time', '2026-07-01T07:00:00+01:00']);
  expect(openGraph).toContainEqual(['og:locale', 'en_GB']);
});

test('the way down to a story leads through every section above it', () => {
  const { jsonLd } = storyMeta(paper, factsOf(aStory()));
  const way = jsonLd[1] as { itemListElement: { name: string; item: string; position: number }[] };
  expect(way.itemListElement.map(({ name, position }) => [position, name])).toEqual([
    [1, 'The Tidewater Courier'],
    [2, 'News'],
    [3, 'Council'],
    [4, 'The ferry is back'],
  ]);
});

test('nothing a page says of itself holds a word from behind the gate, and it says that there is a gate', () => {
  const meta = storyMeta(paper, factsOf(aStory({ access: members, standfirst: '' })));
  expect(JSON.stringify(meta)).not.toContain('Canaryword');
  expect(meta.description).toBe('Two years late.');
  expect(meta.jsonLd[0]).toMatchObject({
    isAccessibleForFree: false,
    hasPart: { isAccessibleForFree: false, cssSelector: '.closed' },
  });
  expect(meta.openGraph).toContainEqual(['article:content_tier', 'locked']);
});

const harbour = aPicture({
  id: 9 as MediaId,
  sha256: 'ab'.repeat(32),
  ...{ widthPx: 2400, heightPx: 1600 },
  alt: 'The harbour at dawn',
  caption: 'The harbour on Monday.',
  credit: 'Tom Reed',
});

test('search engines get the lead picture in three shapes, networks in theirs', () => {
  const lead = pictureView(harbour);
  const { jsonLd, openGraph } = storyMeta(paper, { ...factsOf(aStory()), lead, leadOriginal: harbour });
  const { image } = jsonLd[0] as { image: { url: string; width: number; height: number }[] };
  expect(image.map(({ width, height }) => [width, height])).toEqual([
    [1200, 675],
    [1200, 900],
    [1200, 1200],
  ]);
  expect(image[0]).toMatchObject({
    url: 'https://courier.example/media/9-abababababab/crop/16x9-1200.jpg',
    creditText: 'Tom Reed',
  });
  expect(openGraph).toContainEqual([
    'og:image',
    'https://courier.example/media/9-abababababab/crop/og-1200.jpg',
  ]);
  expect(openGraph).toContainEqual(['og:image:alt', 'The harbour at dawn']);
});

test('a story without a byline is by the paper', () => {
  const { jsonLd } = storyMeta(paper, { ...factsOf(aStory()), credits: [] });
  expect(jsonLd[0]).toMatchObject({
    author: [{ '@type': 'NewsMediaOrganization', name: 'The Tidewater Courier' }],
  });
});

test('a paper that keeps search engines out says so on every page', () => {
  const closed = aPaper({ searchEngines: false });
  expect(storyMeta(closed, factsOf(aStory())).robots).toBe('noindex');
  expect(frontMeta(closed, null).robots).toBe('noindex');
  expect(storyMeta(paper, factsOf(aStory({ noindex: true }))).robots).toBe('noindex');
  expect(storyMeta(paper, factsOf(aStory())).robots).toBe('max-image-preview:large');
});

test('a copy points at its original, and the editor may word title and description for search', () => {
  const meta = storyMeta(
    paper,
    factsOf(
      aStory({
        canonical: 'https://other.example/a',
        searchTitle: 'Ferry times',
        searchDescription: 'When.',
      }),
    ),
  );
  expect(meta).toMatchObject({
    canonical: 'https://other.example/a',
    title: 'Ferry times – The Tidewater Courier',
    description: 'When.',
  });
});

test('the first page of a list is listed with its feeds, the pages after it are not', () => {
  const list = { name: 'Council', description: '', path: '/council', parents: [] };
  const first = listMeta(paper, { ...list, first: true });
  expect(first.canonical).toBe('https://courier.example/council');
  expect(first.alternates.map(({ href }) => href)).toEqual([
    '/council/feed.xml',
    '/council/feed.atom',
    '/council/feed.json',
  ]);
  expect(listMeta(paper, { ...list, first: false })).toMatchObject({ canonical: null, robots: 'noindex' });
  expect(listMeta(paper, { ...list, path: '/archive/2026/10', first: true }).alternates).toEqual([]);
});

test('the front says who publishes it and a byline page whose it is', () => {
  const front = frontMeta(paper, null);
  expect(front.title).toBe('The Tidewater Courier – News of the coast');
  expect(front.jsonLd[0]).toMatchObject({ '@type': 'NewsMediaOrganization', name: 'The Tidewater Courier' });
  const ofAda = bylineMeta(paper, {
    name: 'Ada Finch',
    role: 'Court reporter',
    about: 'Ada has sat in every court of the county.',
    kind: 'person',
    path: '/by/ada-finch',
    first: true,
  });
  expect(ofAda.description).toBe('Court reporter. Ada has sat in every court of the county.');
  expect(ofAda.jsonLd[0]).toMatchObject({ '@type': 'ProfilePage', mainEntity: { name: 'Ada Finch' } });
  expect(errorMeta(paper, 404)).toMatchObject({ robots: 'noindex', canonical: null });
});

test('a text is cut between words and never inside a character', () => {
  expect(excerpt('The ferry is back', 40)).toBe('The ferry is back');
  expect(excerpt('The ferry, is back', 12)).toBe('The ferry…');
  expect(excerpt('The ferry is back', 14)).toBe('The ferry is…');
  expect(excerpt('\u{1f6a2}\u{1f6a2}\u{1f6a2}', 4)).toBe('\u{1f6a2}…');
});
