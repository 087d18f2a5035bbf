import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newDemo } from '#harness/demo.js';
import { newFolder } from '#harness/folder.js';
import { openNewsroom } from '#harness/newsroom.js';
import { type Served, serve } from '#harness/serve.js';
import { newReader } from '#members/testing/new-reader.js';
import { openStore } from '#store/store.io.js';

const LIMIT = 3;
const env = {
  STANDFIRST_SEARCHES_PER_MINUTE: String(LIMIT),
  STANDFIRST_API_PER_MINUTE: String(LIMIT),
  STANDFIRST_LIMIT_LOOPBACK: 'true',
};

const demo = await newDemo();
const here: Served[] = [];
afterAll(() => Promise.all(here.map((served) => served.stop())));

async function serveWith(more: Record<string, string>, folder = ''): Promise<Served> {
  const served = await serve(folder || (await newFolder('behind')), [], { env: { ...env, ...more } });
  here.push(served);
  return served;
}

async function ask(url: string, path: string, from?: string): Promise<Response> {
  return fetch(url + path, { headers: from ? { 'x-forwarded-for': from } : {} });
}

/** How many of so many questions of one client are answered. */
async function countAnswered(url: string, path: string, from?: string): Promise<number> {
  let answered = 0;
  for (let asked = 0; asked < LIMIT + 2; asked += 1) {
    const { status, headers } = await ask(url, path, from);
    if (status === 200) answered += 1;
    else expect([status, Number(headers.get('retry-after')) > 0]).toEqual([429, true]);
  }
  return answered;
}

test.each(['/search?q=eel', '/api/stories'])(
  'each client may ask %s so often a minute, and pages as often as it likes',
  async (path) => {
    const { url } = await serveWith({});
    expect(await countAnswered(url, path, '203.0.113.7')).toBe(LIMIT);
    expect(await countAnswered(url, path, '203.0.113.8')).toBe(LIMIT);
    expect(await countAnswered(url, path, '2001:db8::1')).toBe(LIMIT);
    for (let asked = 0; asked < 3 * LIMIT; asked += 1)
      expect((await ask(url, '/', '203.0.113.7')).status).toBe(200);
  },
);

test('what a client says of itself is believed only from a proxy that is named', async () => {
  const { url } = await serveWith({ STANDFIRST_PROXIES: '[]' });
  expect(await countAnswered(url, '/search?q=eel', '203.0.113.7')).toBe(LIMIT);
  expect(await countAnswered(url, '/search?q=eel', '203.0.113.8')).toBe(0);
  const behind = await serveWith({});
  // The nearest address that is no proxy of ours counts; what stands before it may be made up.
  expect(await countAnswered(behind.url, '/search?q=eel', '198.51.100.1, 203.0.113.7')).toBe(LIMIT);
  expect(await countAnswered(behind.url, '/search?q=eel', '198.51.100.2, 203.0.113.7')).toBe(0);
});

test('figures are for the machines that are named, the state of health for everybody', async () => {
  const open = await serveWith({});
  expect((await ask(open.url, '/metrics')).status).toBe(200);
  expect((await ask(open.url, '/metrics', '203.0.113.7')).status).toBe(404);
  const closed = await serveWith({ STANDFIRST_METRICS_FROM: '["192.0.2.0/24"]' });
  expect((await ask(closed.url, '/metrics')).status).toBe(404);
  expect((await ask(closed.url, '/metrics', '192.0.2.9')).status).toBe(200);
  expect(await (await ask(closed.url, '/health', '203.0.113.7')).json()).toEqual({ status: 'ok' });
});

const nginx = findNginx();

describe.skipIf(nginx === undefined)(
  'behind a real nginx with the settings we hand out (skipped where none is installed)',
  () => {
    let served: Served;
    let url: string;
    let stop: () => Promise<void>;

    beforeAll(async () => {
      served = await serveWith({}, demo);
      ({ url, stop } = await startNginx(served.url));
    });
    afterAll(() => stop?.());

    /** How many answers Standfirst itself gave. */
    async function countGiven(): Promise<number> {
      const text = await (await ask(served.url, '/metrics')).text();
      const values = text.matchAll(/^standfirst_pages_sent_total\{.*\} (\d+)$/gm);
      return [...values].reduce((sum, [, value]) => sum + Number(value), 0);
    }

    test('a page is kept for as long as it may, in each form of its own', async () => {
      const texts = await Promise.all(
        ['br', 'gzip', 'identity'].map((coding) => fetchText('/news', { 'accept-encoding': coding })),
      );
      expect(new Set(texts).size).toBe(1);
      const before = await countGiven();
      await Promise.all(
        ['br', 'gzip', 'identity'].map((coding) => fetchText('/news', { 'accept-encoding': coding })),
      );
      expect(await countGiven()).toBe(before);
    });

    test('a story that is not open is kept apart for whoever carries a cookie', async () => {
      const path = '/news/the-bearing-that-was-paid-for';
      await fetchText(path, {});
      const before = await countGiven();
      await fetchText(path, {});
      expect(await countGiven()).toBe(before);
      await fetchText(path, { cookie: 'session=1' });
      expect(await countGiven()).toBe(before + 1);
    });

    test("a member's whole page, a story on the meter and a member's own feed are kept by nobody", async () => {
      const path = '/news/the-bearing-that-was-paid-for';
      const store = await openStore({ folder: demo });
      const { cookie } = await newReader(store, { tiers: ['reader', 'friend', 'gold'] });
      await store.close();
      const whole = await fetchText(path, { cookie });
      const opening = await fetchText(path, {});
      expect(whole.length).toBeGreaterThan(opening.length + 500);
      // Not even the same reader is given it out of the cache: it may have ended in between.
      const before = await countGiven();
      await fetchText(path, { cookie });
      expect(await countGiven()).toBe(before + 1);
      expect(await fetchText(path, {})).toBe(opening);
      expect(await fetchText(path, { cookie: 'standfirst.read=m2026-11.1.forged' })).not.toBe(whole);
    });

    test('searches and errors are not kept', async () => {
      await fetchText('/nowhere', {}, 404);
      const before = await countGiven();
      await fetchText('/nowhere', {}, 404);
      expect(await countGiven()).toBe(before + 1);
    });

    test('the client is the one that nginx sees, whatever it says of itself', async () => {
      expect(await countAnswered(url, '/search?q=eel', '203.0.113.50')).toBe(LIMIT);
      expect(await countAnswered(url, '/search?q=eel', '203.0.113.51')).toBe(0);
    });

    test('a story comes at its second though the page before it was kept', async () => {
      const store = await openStore({ folder: demo });
      const newsroom = await openNewsroom(store);
      const at = new Date(Date.now() + 5_000);
      await newsroom.publish(await newsroom.draft({ headline: 'Punctual as the tide', text: 'It comes.' }), {
        at,
      });
      await store.close();
      // The pages learn of the schedule within a second, as another program made it; from then on none is given away to keep.
      await expect
        .poll(async () => (await ask(served.url, '/topics/harbour')).headers.get('cache-control'), {
          timeout: 4_500,
        })
        .toContain('s-maxage=0');
      const early = await fetchText('/topics/harbour', {});
      if (Date.now() < at.getTime()) expect(early).not.toContain('Punctual');
      await new Promise((resolve) => setTimeout(resolve, at.getTime() - Date.now() + 5));
      expect(await fetchText('/topics/harbour', {})).toContain('Punctual as the tide');
    });

    test('readers get what was kept while Standfirst is started anew', async () => {
      const text = await fetchText('/about', {});
      await served.stop();
      expect(await fetchText('/about', {})).toBe(text);
    });

    async function fetchText(path: string, headers: Record<string, string>, status = 200): Promise<string> {
      const answer = await fetch(url + path, { headers });
      expect(answer.status, path).toBe(status);
      return answer.text();
    }
  },
);

function findNginx(): string | undefined {
  try {
    return execFileSync('sh', ['-c', 'command -v nginx'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** Starts nginx with deploy/nginx.conf, without TLS and with its places moved into a folder of the test. */
async function startNginx(upstream: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = await newFolder('nginx');
  const port = await findFreePort();
  const deploy = join(import.meta.dirname, '..', 'deploy');
  const site = (await readFile(join(deploy, 'nginx.conf'), 'utf8'))
    .replace(/server \{[^{}]*return 301[^{}]*\}/, '')
    .replace(/^ *(?:listen|http2|ssl_\w+) .*\n/gm, '')
    .replace('server_name', `listen 127.0.0.1:${port};\n    server_name`)
    .replaceAll('/etc/nginx/standfirst-proxy.conf', join(deploy, 'standfirst-proxy.conf'))
    .replace('/var/cache/nginx/standfirst', join(folder, 'cache'))
    .replace('127.0.0.1:8080', new URL(upstream).host);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const settings = `daemon off; pid ${folder}/pid; error_log stderr warn; worker_processes 1; ${process.getuid?.() === 0 ? 'user root;' : ''}
events {} http { access_log off; ${temporary.join(' ')} ${site} }`;
  const path = join(folder, 'nginx.conf');
  await writeFile(path, settings);
  const child = spawn(nginx ?? 'nginx', ['-p', folder, '-c', path], { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    if (child.exitCode !== null || tries > 200) throw new Error(`nginx did not start: ${complaint}`);
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
