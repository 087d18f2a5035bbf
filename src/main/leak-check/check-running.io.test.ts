import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { checkRunning } from './check-running.io.ts';

const SECRET = 'the minister resigned in May';
type Answer = { status?: number; headers?: Record<string, string>; body?: string };
const closers: (() => void)[] = [];
afterAll(() => {
  for (const close of closers) close();
});

async function siteWith(answers: Readonly<Record<string, Answer | ((request: IncomingMessage) => Answer)>>) {
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const found = answers[request.url ?? ''] ?? { status: 404, body: 'Nothing.' };
    const { status = 200, headers = {}, body = '' } = typeof found === 'function' ? found(request) : found;
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function check(url: string, cookies: string[] = []) {
  return checkRunning({ url, words: [SECRET], cookies, most: 200, restMs: 0 }, () => {});
}

test('a site without the words is clean', async () => {
  const { leaks, failures } = await check(await siteWith({ '/': { body: '<a href="/story">Story</a>' } }));
  expect({ leaks, failures }).toEqual({ leaks: [], failures: [] });
});

test.each<[string, Answer]>([
  [
    'in what networks show of it',
    { body: `<meta property="og:description" content="It is said ${SECRET}">` },
  ],
  ['in a header', { headers: { 'x-description': SECRET } }],
  ['in text that is only hidden', { body: `<div hidden>The <b>minis</b>ter resigned in&nbsp;May</div>` }],
  [
    'in an old file',
    { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ body: SECRET }) },
  ],
])('words that stand %s are found', async (_where, planted) => {
  const url = await siteWith({
    '/': { body: '<a href="old/file.json">file</a>' },
    '/old/file.json': planted,
  });
  const { leaks } = await check(url);
  expect(leaks).toMatchObject([{ word: SECRET, url: `${url}/old/file.json`, reader: 'anonymous' }]);
});

test('what only one reader is given is found with their cookie', async () => {
  const url = await siteWith({ '/': ({ headers }) => ({ body: headers.cookie === 'a=b' ? SECRET : '' }) });
  expect((await check(url)).leaks).toEqual([]);
  expect((await check(url, ['a=b'])).leaks).toMatchObject([{ reader: 'reader with cookie 1' }]);
});

test('a site that refuses to be asked so often was not checked', async () => {
  const { failures } = await check(await siteWith({ '/': { status: 429 } }));
  expect(failures[0]?.why).toContain('429');
});

test('a search that finds a story by words nobody may read tells them', async () => {
  const found = `/search?q=${encodeURIComponent(`"${SECRET}"`)}`;
  const { leaks } = await check(
    await siteWith({ '/': {}, '/search': {}, [found]: { body: '<a href="/story">A story</a>' } }),
  );
  expect(leaks).toEqual([]);
  const other = `/search?q=${encodeURIComponent(`"${SECRET.replace(/\p{L}/gu, (_, at: number) => 'qxzv'[at % 4] ?? '')}"`)}`;
  const told = await check(
    await siteWith({
      '/': {},
      [found]: { body: '<a href="/story">A story</a>' },
      [other]: { body: 'None.' },
    }),
  );
  expect(told.leaks[0]?.where).toContain('the search answers');
});
