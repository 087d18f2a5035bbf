import { expect, test } from 'vitest';
import type { CardView } from '../view.ts';
import { renderPage } from './render-page.tsx';
import { lead } from './testing/cards.fixture.ts';
import { everyPage } from './testing/every-page.fixture.ts';
import { front } from './testing/front.fixture.ts';
import { gone } from './testing/pages.fixture.ts';
import { readPage } from './testing/reading.ts';
import { gate, gated, story } from './testing/story.fixture.ts';
import { makeTheme } from './theme.ts';

const theme = makeTheme();
const pages = everyPage(theme);

test.each([...pages])(
  'the %s page has its landmarks, one first heading and no skipped level',
  (_name, html) => {
    const page = readPage(html);
    expect(html.startsWith('<!doctype html><html lang="en-GB" dir="ltr">')).toBe(true);
    for (const landmark of ['header', 'main', 'footer', 'title'])
      expect(page.count(landmark), landmark).toBeGreaterThan(0);
    expect(page.count('main')).toBe(1);
    expect(page.count('a', { href: '#content' })).toBe(1);
    const levels = page.headings.map((heading) => heading.level);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, index) => {
      expect(level - (levels[index - 1] ?? 0), page.headings[index]?.text).toBeLessThanOrEqual(1);
    });
  },
);

test.each([...pages])(
  'the %s page obeys a strict policy: no inline style or script, nothing from elsewhere',
  (_name, html) => {
    const page = readPage(html);
    expect(page.has('style')).toBe(false);
    expect(page.count('style')).toBe(0);
    expect(html).not.toMatch(/<script(?![^>]*(src=|application\/ld\+json))/);
    expect(html).not.toMatch(/ on[a-z]+=/);
    expect(new Set(page.ids).size).toBe(page.ids.length);
    const loaded = [
      ...html.matchAll(
        /<(?:img|source|script|link rel="(?:stylesheet|preload|icon)")[^>]*?(?:src|href|srcset)="([^"]*)"/g,
      ),
    ];
    for (const [, address = ''] of loaded) expect(address).toMatch(/^\//);
  },
);

test('a headline, a kicker and a name with markup in them are shown as they are written', () => {
  const bad = '<img src=x onerror=alert(1)>"\'&</title><script>alert(1)</script>';
  const card: CardView = {
    ...lead,
    headline: bad,
    kicker: bad,
    standfirst: bad,
    byline: bad,
  };
  const meta = {
    ...story.meta,
    title: bad,
    description: bad,
    jsonLd: [{ headline: bad }],
    openGraph: [['og:title', bad]] as const,
  };
  const credits = [{ name: bad, role: bad, part: null, href: '/by/x', agency: false }];
  const html = renderPage(
    'story',
    {
      ...story,
      meta,
      credits,
      headline: bad,
      standfirst: bad,
      kicker: bad,
      dateline: bad,
      agencyCredit: bad,
      moreFromSection: [card],
    },
    theme,
  );
  expect(html).not.toContain('<script>alert');
  expect(html).not.toContain('<img src=x');
  expect(readPage(html).headings[0]?.text).toBe(bad);
});

test('a story says who wrote it in what role, whose copy is in it, where and when', () => {
  const text = readPage(pages.get('story') ?? '')
    .texts('header')
    .join(' ');
  expect(text).toContain('By Anna Keller (harbour correspondent) and Tom Weir');
  expect(text).toContain('Photographs: Lena Ode');
  expect(text).toContain('With material from Tidewater Press');
  expect(text).toContain('Published 12 October 2026, 14:05');
  expect(text).toContain('Updated 12 October 2026, 17:40');
  expect(pages.get('story')).toContain('title="Monday, 12 October 2026 at 14:05:00 BST"');
});

test('the opening fades into an invitation and nothing else of the story follows', () => {
  const html = pages.get('opening') ?? '';
  expect(html).toContain('class="body opening"');
  expect(readPage(html).headings.map((heading) => heading.text)).toContain(
    'The rest of this story is for members',
  );
  expect(html).toContain('From £6 a month');
  expect(html).not.toContain('Eleven speakers, one demand');
});

test('without reader accounts the gate says for whom a story is and offers no way that leads nowhere', () => {
  const closed = {
    ...gate,
    ...{ joinHref: null, signInHref: null, registerHref: null, codeHref: null, price: null, meter: null },
  };
  const paper = { ...gated.paper, accountHref: null };
  const html = renderPage('story', { ...gated, paper, gate: closed }, theme);
  expect(html).toContain('The rest of this story is for members');
  expect(html).not.toContain('/account');
});

test('a correction stands before the paragraph it corrects, and above the text where that is behind the gate', () => {
  const html = pages.get('story') ?? '';
  expect(html.indexOf('id="correction-1"')).toBeLessThan(html.indexOf('id="pa000006"'));
  expect(html.indexOf('id="correction-1"')).toBeGreaterThan(html.indexOf('id="pi000001"'));
  const closed = renderPage('story', { ...gated, corrections: story.corrections }, theme);
  expect(closed.indexOf('id="correction-1"')).toBeLessThan(closed.indexOf('id="pa000001"'));
});

test('a story taken off shows neither headline nor picture, only the neutral line or the newsroom’s own', () => {
  expect(pages.get('gone')).toContain('This story is no longer available');
  expect(pages.get('gone')).not.toContain('<picture');
  expect(renderPage('error', { ...gone, note: 'Taken off after a complaint.' }, theme)).toContain(
    'Taken off after a complaint.',
  );
});

test('the section of a page is marked in the navigation', () => {
  expect(readPage(pages.get('story') ?? '').count('a', { href: '/harbour', 'aria-current': 'page' })).toBe(1);
  expect(readPage(pages.get('topic') ?? '').count('a', { 'aria-current': 'page' })).toBe(0);
});

test('only pages with something to show on a click load the program for it', () => {
  expect(pages.get('story')).toContain('src="/assets/embed.js"');
  expect(pages.get('opening')).not.toContain('embed.js');
  expect(pages.get('search')).toContain('search.js');
});

test('a paper in German and one written from right to left speak their language', () => {
  const german = renderPage('front', { ...front, paper: { ...front.paper, language: 'de' } }, theme);
  expect(german).toContain('Montag, 12. Oktober 2026');
  expect(german).toContain('Meistgelesen');
  const arabic = renderPage(
    'front',
    { ...front, paper: { ...front.paper, language: 'ar', direction: 'rtl' } },
    theme,
  );
  expect(arabic).toContain('<html lang="ar" dir="rtl">');
});

test('a newsroom replaces one component and it changes wherever it is used', () => {
  const own = makeTheme({ AccessMark: () => null });
  expect(renderPage('front', front, theme)).toContain('class="access"');
  expect(renderPage('front', front, own)).not.toContain('class="access"');
});
