import { execFile, execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { openPage, type PageWish } from '#harness/browser.js';
import { newDemo } from '#harness/demo.js';
import { newFolder } from '#harness/folder.js';
import { serve } from '#harness/serve.js';
import { openStore } from '#store/store.io.js';
import { addTestStories } from '#stories/testing/new-story.js';

const packages = createRequire(import.meta.url);
const axe = await readFile(packages.resolve('axe-core/axe.min.js'), 'utf8');

const folder = await newDemo();
await addWithdrawnStory();
const served = await serve(folder);
afterAll(() => served.stop());

/** Every kind of page that readers meet, each with an address in the demonstration paper. */
const kinds: Readonly<Record<string, string>> = {
  front: '/',
  section: '/news',
  'open story': '/news/maud-shuts',
  'story for the registered': '/market/ferry-in-numbers',
  'story for members': '/news/the-bearing-that-was-paid-for',
  topic: '/topics/maud-bridge',
  byline: '/by/martha-quenby',
  month: await newestMonth(),
  search: '/search',
  'search that finds': '/search?q=bridge',
  'search that finds nothing': '/search?q=zeppelin',
  'plain page': '/about',
  'page that is not there': '/news/never-written',
  'page of a story taken off': '/news/taken-off',
};

async function addWithdrawnStory(): Promise<void> {
  const store = await openStore({ folder });
  await addTestStories(store, [
    { headline: 'Taken off', at: '2026-01-05T06:00:00Z', state: 'withdrawn', text: 'It was wrong.' },
  ]);
  await store.close();
}

async function newestMonth(): Promise<string> {
  const { headers } = await fetch(`${served.url}/archive`, { redirect: 'manual' });
  return headers.get('location') ?? '';
}

type Visit = {
  page: Page;
  /** What the browser complained of. */
  complaints: string[];
  /** Addresses of other machines that the page asked. */
  strangers: string[];
};

async function visit(kind: string, wish: PageWish = {}): Promise<Visit> {
  const url = `${served.url}${kinds[kind]}`;
  const page = await openPage(wish);
  const complaints: string[] = [];
  const strangers: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A page that is not there is announced by the browser too.
    const isItself = message.location().url === url && message.text().includes('the server responded');
    if (message.type() === 'error' && !isItself)
      complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(`${served.url}/`)) strangers.push(request.url());
  });
  await page.addInitScript(watchShifts);
  await page.goto(url);
  return { page, complaints, strangers };
}

type Watched = { shifts?: string[] };

/** Runs in the browser: notes every move of something that was there already. */
function watchShifts(): void {
  const shifts: string[] = [];
  (globalThis as Watched).shifts = shifts;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shifts.push(JSON.stringify(entry));
  }).observe({ type: 'layout-shift', buffered: true });
}

async function shiftsOn(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    await document.fonts.ready;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let frames = 0; frames < 5; frames += 1) await frame();
    return (globalThis as Watched).shifts ?? ['nobody watched'];
  });
}

type Axe = { run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };

/** What depends on colours alone: all that a change of scheme can break. */
const ofColours = ['color-contrast', 'link-in-text-block'];

async function faultsIn(page: Page, rules?: string[]): Promise<string[]> {
  return await page.evaluate(async (runOnly) => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run({ iframes: false, ...(runOnly && { runOnly }) });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  }, rules);
}

const sizes = [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
];

test.each(Object.keys(kinds))(
  'everybody can read the %s, by day and by night, phone and desk',
  async (kind) => {
    const { page, complaints, strangers } = await visit(kind, { width: 390 });
    expect(await shiftsOn(page), 'what moved while it loaded').toEqual([]);
    // Put in by the debugger, the checker is not held to the page's policy.
    await page.evaluate(axe);
    for (const size of sizes) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme: 'light' });
      expect(await faultsIn(page), `${size.width} px, by day`).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await faultsIn(page, ofColours), `${size.width} px, by night`).toEqual([]);
    }
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate('document.documentElement.scrollWidth'), 'width of the page').toBe(320);
    expect(complaints).toEqual([]);
    expect(strangers).toEqual([]);
    await page.context().close();
  },
);

const expected: Readonly<Record<string, RegExp>> = {
  'story for the registered': /class="gate closed"/,
  'story for members': /class="gate closed"/,
  'search that finds': /<mark/,
  'page that is not there': /^404 /,
  'page of a story taken off': /^410 /,
};

test.each(Object.keys(kinds))(
  'the %s is what it is called, in order from one headline down',
  async (kind) => {
    const answer = await fetch(`${served.url}${kinds[kind]}`);
    const html = await answer.text();
    expect((expected[kind] ?? /^200 /).test(`${answer.status} ${html}`)).toBe(true);
    const orders = [...html.matchAll(/<h([1-6])[\s>]/g)].map((match) => Number(match[1]));
    expect(orders.filter((order) => order === 1)).toHaveLength(1);
    expect(orders.filter((order, at) => order > (orders[at - 1] ?? 1) + 1)).toEqual([]);
  },
);

/** Web browsers' makers call a page steady up to this. source  web.dev/articles/cls */
const STEADY = 0.1;

test.each(['front', 'open story'])('fonts that come late move hardly anything on the %s', async (kind) => {
  for (const { width, height } of sizes) {
    const page = await openPage({ width, height });
    await page.addInitScript(watchShifts);
    await page.route('**/*.woff2', async (route) => {
      await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
      await route.continue();
    });
    await page.goto(`${served.url}${kinds[kind]}`);
    const shifts = (await shiftsOn(page)).map((shift) => (JSON.parse(shift) as { value: number }).value);
    expect(shifts.length, 'shifts that were seen').toBeGreaterThan(0);
    expect(shifts.reduce((sum, value) => sum + value, 0)).toBeLessThan(STEADY);
    await page.context().close();
  }
});

test('without scripts every kind of page leads on and offers nothing that does not work', async () => {
  const { page } = await visit('front', { width: 390, scripts: false });
  for (const [kind, address] of Object.entries(kinds)) {
    await page.goto(served.url + address);
    expect(await page.locator('h1').isVisible(), kind).toBe(true);
    expect(await page.locator('nav[aria-label="Sections"] a').first().isVisible(), kind).toBe(true);
    expect(await page.locator('button:visible:not(form button)').count(), kind).toBe(0);
  }
});

test('without scripts the search finds', async () => {
  const { page } = await visit('search', { scripts: false });
  await page.locator('main input[name=q]').fill('swing bridge');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/search?*q=swing*');
  expect(await page.locator('main mark').first().isVisible()).toBe(true);
});

test('the first thing a key reaches leads past the masthead, into the text', async () => {
  const { page } = await visit('open story');
  await page.keyboard.press('Tab');
  const skip = page.locator(':focus');
  expect(await skip.textContent()).toBe('Skip to the content');
  expect(await skip.evaluate((link) => link.getBoundingClientRect().top)).toBeGreaterThanOrEqual(0);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
});

test.skipIf(!hasJava())('the Nu HTML checker finds no error on any kind of page', async () => {
  const pages = await newFolder('pages');
  const paths = await Promise.all(
    Object.values(kinds).map(async (address, at) => {
      const path = join(pages, `${at}.html`);
      await writeFile(path, await (await fetch(served.url + address)).text());
      return path;
    }),
  );
  const jar = packages.resolve('vnu-jar/build/dist/vnu.jar');
  const options = ['--errors-only', '--stdout', '--exit-zero-always'];
  const found = await promisify(execFile)('java', ['-jar', jar, ...options, ...paths]);
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
