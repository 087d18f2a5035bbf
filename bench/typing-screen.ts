import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { unpackChromium } from '../test/harness/chromium.ts';
import { type Line, percentile } from './measure.ts';
import { openDesk, type TypingDesk } from './typing-desk.ts';

const BETWEEN_MS = 180;
const TYPING_MS = 10_000;
const OPENINGS = 7;
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'];

type Asked = { url: string; cookies: readonly string[]; story: number; long: number };

/** The same seen on a real screen: when a colleague's keystroke is drawn, and when a long story takes a caret. */
export async function typingOnScreen(asked: Asked): Promise<Line[]> {
  const browser = await launch();
  try {
    return [await drawnKeystrokes(browser, asked), await firstCaret(browser, asked)];
  } finally {
    await browser.close();
  }
}

async function launch(): Promise<Browser> {
  const { executablePath, env } = await unpackChromium(await mkdtemp(join(tmpdir(), 'bench-')));
  return chromium.launch({
    executablePath,
    args: ARGUMENTS,
    env: { ...(process.env as Record<string, string>), ...env },
  });
}

async function pageFor(browser: Browser, url: string, cookie: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const cut = cookie.indexOf('=');
  await context.addCookies([{ name: cookie.slice(0, cut), value: cookie.slice(cut + 1), url }]);
  return context.newPage();
}

/** Nineteen desks type in the standfirst; the twentieth is a browser, which notes when each sign is in its page. */
async function drawnKeystrokes(browser: Browser, { url, cookies, story }: Asked): Promise<Line> {
  const [watcher = '', ...others] = cookies;
  const page = await pageFor(browser, url, watcher);
  await page.goto(`${url}/desk/stories/${story}`);
  await page.locator('.story-body').waitFor();
  await page.evaluate(watchSigns);
  const desks = others.map((cookie) => openDesk(url, `story/${story}`, cookie));
  await Promise.all(desks.map(({ ready }) => ready));
  const typed = await typeSigns(desks);
  await pause(1_000);
  const drawn = await page.evaluate(() => [
    ...(globalThis as unknown as { signs: Map<string, number> }).signs,
  ]);
  for (const desk of desks) desk.close();
  await page.context().close();
  const times = drawn.flatMap(([sign, at]) => (typed.has(sign) ? [at - (typed.get(sign) as number)] : []));
  const p95 = percentile(times, 0.95);
  return {
    what: `keystroke to a colleague’s screen, ${desks.length} desks and a real browser in one story`,
    came: `p95 ${p95.toFixed(0)} ms, median ${percentile(times, 0.5).toFixed(0)} ms`,
    budget: 'p95 < 150 ms',
    met: p95 < 150 && times.length > typed.size / 2,
    note: `${times.length} of ${typed.size} keystrokes seen in the page; browser and desks on the same machine`,
  };
}

/** Both clocks are the machine's own, to the millisecond. */
async function typeSigns(desks: readonly TypingDesk[]): Promise<Map<string, number>> {
  const typed = new Map<string, number>();
  const until = performance.now() + TYPING_MS;
  let number = 0;
  await Promise.all(
    desks.map(async ({ doc }, at) => {
      await pause(at * (BETWEEN_MS / desks.length));
      const text = doc.getText('standfirst');
      while (performance.now() < until) {
        const sign = `<${number++}>`;
        typed.set(sign, Date.now());
        text.insert(text.length, sign);
        await pause(BETWEEN_MS);
      }
    }),
  );
  return typed;
}

/** Runs in the page: looks at the field in each frame and notes what is new in it. */
function watchSigns(): void {
  const signs = new Map<string, number>();
  (globalThis as unknown as { signs: Map<string, number> }).signs = signs;
  const look = (): void => {
    const value = document.querySelector<HTMLTextAreaElement>('.text-part.standfirst textarea')?.value ?? '';
    const now = Date.now();
    for (const sign of value.match(/<\d+>/g) ?? []) if (!signs.has(sign)) signs.set(sign, now);
    requestAnimationFrame(look);
  };
  look();
}

/** From the click on a story to a caret in its text; the program itself is loaded, as it is for whoever works here. */
async function firstCaret(browser: Browser, { url, cookies, long }: Asked): Promise<Line> {
  const page = await pageFor(browser, url, cookies[1] as string);
  const times: number[] = [];
  for (let round = 0; round < OPENINGS; round += 1) {
    await page.goto(`${url}/desk/account`);
    await page.getByRole('heading').first().waitFor();
    times.push(
      await page.evaluate(async (path) => {
        const begun = performance.now();
        history.pushState(null, '', path);
        dispatchEvent(new PopStateEvent('popstate'));
        while (!document.querySelector('.story-body p')?.textContent) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
        document.querySelector<HTMLElement>('.story-body')?.focus();
        await new Promise((resolve) => requestAnimationFrame(resolve));
        return performance.now() - begun;
      }, `/desk/stories/${long}`),
    );
  }
  await page.context().close();
  // The first one loads the editor too; it is told beside the others.
  const [first = 0, ...later] = times;
  const p95 = percentile(later, 0.95);
  return {
    what: 'opening a story of 5,000 words with 2,000 revisions in a browser, to the first caret',
    came: `p95 ${p95.toFixed(0)} ms, median ${percentile(later, 0.5).toFixed(0)} ms`,
    budget: '< 300 ms',
    met: p95 < 300,
    note: `${first.toFixed(0)} ms the first time, with the editor's program`,
  };
}
