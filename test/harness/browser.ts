import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { askRun } from './ask.ts';
import type { Chromium } from './chromium.ts';

/** `scripts: false` is a reader whose browser runs none. Sizes in CSS pixels. */
export type PageWish = {
  width?: number;
  height?: number;
  scheme?: 'light' | 'dark';
  scripts?: boolean;
  locale?: string;
};

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
let browser: Promise<Browser> | undefined;

afterAll(async () => {
  await browser?.then(
    (open) => open.close(),
    () => undefined, // the test that asked for it has failed already
  );
  browser = undefined;
});

/** The one headless browser of this test file, started when first asked for and closed when the file ends. */
export function openBrowser(): Promise<Browser> {
  browser ??= launch();
  return browser;
}

/** A page of its own in the file's browser: nothing of another page is remembered in it. */
export async function openPage(wish: PageWish = {}): Promise<Page> {
  const { width = 1280, height = 900, scheme = 'light', scripts = true, locale = 'en-GB' } = wish;
  const context = await (await openBrowser()).newContext({
    viewport: { width, height },
    colorScheme: scheme,
    javaScriptEnabled: scripts,
    locale,
  });
  return context.newPage();
}

async function launch(): Promise<Browser> {
  const { executablePath, env } = (await askRun('/chromium')) as Chromium;
  const here = process.env as Record<string, string>;
  return chromium.launch({ executablePath, args: quiet, env: { ...here, ...env } });
}
