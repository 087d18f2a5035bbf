import { expect, test } from 'vitest';
import type { Block } from '#stories/document.js';
import { renderPage } from '../render-page.tsx';
import { plain } from '../testing/pages.fixture.ts';
import { readable } from '../testing/readable.ts';
import { paragraph, story, words } from '../testing/story.fixture.ts';
import { makeTheme } from '../theme.ts';
import { frameAddress } from './frame-address.ts';

const theme = makeTheme();
const draw = (...blocks: Block[]) =>
  renderPage(
    'page',
    { ...plain, stories: story.stories, media: story.media, blocks: readable(blocks) },
    theme,
  );

test('every block carries its id as anchor', () => {
  const html = renderPage('story', story, theme);
  for (const { attrs } of story.blocks) expect(html, attrs.id).toContain(`id="${attrs.id}"`);
});

test('readers never see what an older system left, nor where the cut is', () => {
  const html = draw(
    { type: 'foreign', attrs: { id: 'fo000001', name: 'gravityform', original: '[gravityform id="1"]' } },
    { type: 'premiumCut', attrs: { id: 'pc000001' } },
  );
  expect(html).not.toContain('gravityform');
  expect(html).not.toContain('pc000001');
});

test('a small crosshead without a large one before it does not skip a heading level', () => {
  const small: Block = { type: 'crosshead', attrs: { id: 'ch000008', level: 2 }, content: [words('Small')] };
  const large: Block = { type: 'crosshead', attrs: { id: 'ch000009', level: 1 }, content: [words('Large')] };
  expect(draw(small)).toContain('<h2 id="ch000008">Small</h2>');
  expect(draw(large, small)).toContain('<h3 id="ch000008">Small</h3>');
});

test('ALSO READ names stories readers may see, and is silent where there are none', () => {
  const [id] = story.stories.keys();
  const known = draw({ type: 'alsoRead', attrs: { id: 'ar000002', stories: [id, 999999] as never } });
  expect(known.match(/class="also-read"/g)).toHaveLength(1);
  expect(known).toContain('Quarry owner asks for nine more years');
  expect(draw({ type: 'alsoRead', attrs: { id: 'ar000003', stories: [999999] as never } })).not.toContain(
    'ar000003',
  );
});

test('a lost picture goes with its caption', () => {
  const html = draw({
    type: 'picture',
    attrs: {
      id: 'pi000009',
      media: 77 as never,
      src: null,
      alt: 'x',
      credit: '',
      size: 'column',
      href: null,
    },
    content: [words('A caption of nothing')],
  });
  expect(html).not.toContain('A caption of nothing');
});

test('nothing of another site is loaded until a reader asks, except from hosts the newsroom trusts', () => {
  const html = renderPage('story', story, theme);
  expect(html.match(/<iframe[^>]*>/g)).toHaveLength(1);
  expect(html).toMatch(
    /<iframe src="https:\/\/graphics\.courier\.example[^>]*height="320" sandbox="allow-scripts allow-popups"/,
  );
  expect(html).toContain('hidden data-frame="https://www.youtube-nocookie.com/embed/abcdefghijk"');
});

test('a thing that cannot stand in a frame is a link, and an address that is none is left out', () => {
  const post = draw({
    type: 'embed',
    attrs: { id: 'em000008', url: 'https://social.example/@a/1', provider: '', title: '', height: null },
  });
  expect(post).toContain('href="https://social.example/@a/1"');
  expect(post).not.toContain('data-frame');
  const script = draw({
    type: 'embed',
    attrs: { id: 'em000009', url: 'javascript:alert(1)', provider: '', title: '', height: null },
  });
  expect(script).not.toContain('javascript:');
});

test('players are found under each of their addresses, and nowhere else', () => {
  const video = 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ';
  expect(frameAddress('https://www.youtube.com/watch?feature=share&v=dQw4w9WgXcQ')).toBe(video);
  expect(frameAddress('https://youtu.be/dQw4w9WgXcQ?t=10')).toBe(video);
  expect(frameAddress('https://vimeo.com/123456')).toBe('https://player.vimeo.com/video/123456?dnt=1');
  expect(frameAddress('https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ')).toBeNull();
  expect(frameAddress(video)).toBe(video);
});

test('on paper the links of the text are numbered notes with whole addresses', () => {
  const html = renderPage('story', story, theme);
  const notes = /<aside class="print-notes".*?<\/aside>/s.exec(html)?.[0] ?? '';
  expect(notes).toContain('<li>https://registry.example/estuary-lines</li>');
  expect(notes).toContain('<li>https://courier.example/town/');
});

test('a table scrolls in a box that can be reached by key, and a number keeps its sign', () => {
  const html = renderPage('story', story, theme);
  expect(html).toContain(
    'class="table-scroll" tabindex="0" role="region" aria-label="The crossing in winter"',
  );
  expect(html).toContain('<th class="to-end short" scope="col">Passengers</th>');
  expect(html).toContain('<td class="to-end short">−£41,000</td>');
});

test('an empty paragraph leaves no gap', () => {
  expect(draw(paragraph('pa000077'))).not.toContain('pa000077');
});
