import { execFile, execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openPage, type PageWish } from '#harness/browser.js';
import { newFolder } from '#harness/folder.js';
import { type Asset, loadAssets } from './assets.io.ts';
import { everyPage } from './testing/every-page.fixture.ts';
import { courier } from './testing/paper.fixture.ts';
import { makeTheme } from './theme.ts';

const packages = createRequire(import.meta.url);
const axe = await readFile(packages.resolve('axe-core/axe.min.js'), 'utf8');
const HOME = 'http://courier.example';
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; img-src 'self'";

const { files, links } = await loadAssets({ name: courier.name, look: {} });
Object.assign(courier, { assets: links });
const pages = everyPage(makeTheme());
const assets = new Map<string, Asset>(files.map((file) => [file.path, file]));

/** A page of the Courier in a browser; its files come from memory, its pictures are empty. */
async function visit(name: string, wish: PageWish = {}): Promise<{ page: Page; complaints: string[] }> {
  const page = await openPage(wish);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/policy/i.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.route('**/*', async (route) => {
    const { pathname, origin } = new URL(route.request().url());
    if (origin !== HOME) return route.abort();
    const html = pages.get(pathname.slice(1));
    const asset = assets.get(pathname);
    if (html)
      return route.fulfill({
        body: html,
        contentType: 'text/html',
        headers: { 'content-security-policy': POLICY },
      });
    return asset
      ? route.fulfill({ body: asset.body, contentType: asset.type })
      : route.fulfill({ status: 404 });
  });
  await page.goto(`${HOME}/${name}`);
  return { page, complaints };
}

type Axe = { run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };

async function faultsIn(page: Page): Promise<string[]> {
  // Put in by the debugger, the checker is not held to the page's policy.
  await page.evaluate(axe);
  return await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run({
      rules: { 'color-contrast-enhanced': { enabled: true } },
      iframes: false,
    });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
  });
}

test.each([...pages.keys()])(
  'everyone can read the %s page, on a phone by day and at a desk by night',
  async (name) => {
    const { page, complaints } = await visit(name, { width: 320 });
    expect(await faultsIn(page), 'phone, day').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(await faultsIn(page), 'desk, night').toEqual([]);
    expect(complaints).toEqual([]);
  },
);

test.each([...pages.keys()])('the %s page is never wider than its window', async (name) => {
  const { page } = await visit(name);
  for (const width of [320, 390, 768, 1280, 1920, 2560]) {
    await page.setViewportSize({ width, height: 900 });
    const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(over, `${width} px`).toBeLessThanOrEqual(0);
  }
});

test('without scripts the sections can be reached, the search form asks, and no dead button stands in the text', async () => {
  const { page } = await visit('story', { width: 320, scripts: false });
  expect(await page.locator('nav[aria-label="Sections"] a').first().isVisible()).toBe(true);
  expect(await page.locator('button:visible').count()).toBe(0);
  expect(await page.locator('a[href^="https://www.youtube.com"]').isVisible()).toBe(true);
});

test('a thing of another site stands in its frame after one click', async () => {
  const { page } = await visit('story');
  await page.locator('[data-frame]').click();
  const frame = page.locator('iframe[src^="https://www.youtube-nocookie.com"]');
  expect(await frame.getAttribute('title')).toBe('The crossing in a southwesterly, filmed from the bridge');
  expect(await page.locator('[data-frame]').count()).toBe(0);
});

test('the first thing a key reaches leads past the masthead', async () => {
  const { page } = await visit('front');
  await page.keyboard.press('Tab');
  expect(await page.locator(':focus').textContent()).toBe('Skip to the content');
  await page.keyboard.press('Enter');
  expect(new URL(page.url()).hash).toBe('#content');
});

test.skipIf(!hasJava())('the Nu HTML checker finds no error on any kind of page', async () => {
  const folder = await newFolder('pages');
  const paths = await Promise.all(
    [...pages].map(async ([name, html]) => {
      const path = join(folder, `${name}.html`);
      await writeFile(path, html);
      return path;
    }),
  );
  const jar = packages.resolve('vnu-jar/build/dist/vnu.jar');
  const found = await promisify(execFile)('java', [
    '-jar',
    jar,
    '--errors-only',
    '--stdout',
    '--exit-zero-always',
    ...paths,
  ]);
  expect(found.stdout).toBe('');
});

function hasJava(): boolean {
  try {
    execFileSync('java', ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
