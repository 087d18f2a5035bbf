import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { loadAssets } from './assets.io.ts';
import { minifyCss } from './minify-css.ts';
import { renderPage } from './render-page.tsx';
import { story } from './testing/story.fixture.ts';
import { makeTheme } from './theme.ts';

const KB = 1000;
const assets = await loadAssets({ name: 'The Aldermouth Courier', look: {} });
const bodies = new Map(assets.files.map((file) => [file.path, file.body]));
const sizeOf = (paths: readonly string[]) =>
  paths.reduce((sum, path) => sum + (bodies.get(path)?.length ?? Number.NaN), 0);

test('a page, its style sheet and its programs weigh at most 40 kB on the wire, the style sheet 12', () => {
  const { stylesheets, islands, icon } = assets.links;
  const html = renderPage(
    'story',
    { ...story, paper: { ...story.paper, assets: assets.links } },
    makeTheme(),
  );
  const wire = (path: string) => gzipSync(bodies.get(path) ?? '').length;
  const sheet = stylesheets.reduce((sum, path) => sum + wire(path), 0);
  expect(sheet).toBeLessThan(12 * KB);
  const programs = Object.values(islands).reduce((sum, path) => sum + wire(path), 0);
  expect(gzipSync(html).length + sheet + programs + wire(icon)).toBeLessThan(40 * KB);
});

test('the fonts of the first view weigh at most 85 kB, with italics 140', () => {
  expect(assets.links.fonts).toHaveLength(2);
  expect(sizeOf(assets.links.fonts)).toBeLessThan(85 * KB);
  const latin = assets.files.filter(({ path }) => path.endsWith('.woff2') && !path.includes('-ext-'));
  expect(sizeOf(latin.map((file) => file.path))).toBeLessThan(140 * KB);
});

test('the other serif keeps to the same weight on the first view', async () => {
  const newsreader = await loadAssets({ name: 'N', look: { fonts: { serif: 'newsreader' } } });
  const first = newsreader.files.filter(({ path }) => newsreader.links.fonts.includes(path));
  expect(first.reduce((sum, file) => sum + file.body.length, 0)).toBeLessThan(85 * KB);
});

test('an address changes with what is behind it, and everything the style sheet names is there', async () => {
  const red = await loadAssets({ name: 'The Aldermouth Courier', look: { colours: { accent: '#aa0000' } } });
  expect(red.links.stylesheets).not.toEqual(assets.links.stylesheets);
  expect(red.links.fonts).toEqual(assets.links.fonts);
  const css = String(bodies.get(assets.links.stylesheets[0] ?? ''));
  for (const [, address = ''] of css.matchAll(/url\(([^)]*)\)/g))
    expect(bodies.has(address), address).toBe(true);
});

test('what browsers run is plain JavaScript without imports', () => {
  for (const path of Object.values(assets.links.islands)) {
    const code = String(bodies.get(path));
    expect(code).not.toMatch(/^\s*import\b/m);
    expect(code).not.toMatch(/\bdeclare\b/);
  }
});

test('a theme’s own rules come last', async () => {
  const own = await loadAssets({ name: 'C', look: {}, extraCss: '.card { color: red; }' });
  const sheet = own.files.find(({ path }) => path === own.links.stylesheets[0]);
  expect(String(sheet?.body).endsWith('.card{color: red}')).toBe(true);
});

test('making a style sheet small leaves its strings alone', () => {
  expect(minifyCss(".a::before {\n  /* note */ content: '*  *  *';\n}\n\n.b > .c,\n.d { color: red; }")).toBe(
    ".a::before{content: '*  *  *'}.b>.c,.d{color: red}",
  );
});
