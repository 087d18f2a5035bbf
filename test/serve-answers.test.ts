import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newDemo } from '#harness/demo.js';
import { openNewsroom } from '#harness/newsroom.js';
import { getRaw, sendRaw } from '#harness/raw.js';
import { type Served, serve } from '#harness/serve.js';
import { openStore } from '#store/store.io.js';
import * as body from '#stories/testing/doc.fixture.js';

let served: Served;

beforeAll(async () => {
  const folder = await newDemo();
  const store = await openStore({ folder });
  const newsroom = await openNewsroom(store);
  const links = Array.from({ length: 900 }, (_, at) => body.alsoRead(1_000_000 + at));
  await newsroom.publish(await newsroom.draft({ headline: 'Links', text: [...links] }));
  await newsroom.kill(await newsroom.draft({ headline: 'Killed', text: 'Wrong.' }));
  await store.close();
  served = await serve(folder);
});
afterAll(() => served?.stop());

const OPEN = '/news/maud-shuts';
const GATED = ['/news/the-bearing-that-was-paid-for', '/market/ferry-in-numbers'];
const FEEDS = ['/feed.xml', '/feed.atom', '/feed.json', '/sitemap.xml', '/news-sitemap.xml', '/robots.txt'];
const PAGES = ['/', '/news', OPEN, ...GATED, '/topics/maud-bridge', '/by/martha-quenby', '/about', '/search'];

function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  return fetch(served.url + path, { method, headers, redirect: 'manual' });
}

describe('headers', () => {
  test.each([...PAGES, '/search?q=bridge', '/nowhere', '/news/killed'])(
    '%s may run and load nothing but the paper’s own',
    async (path) => {
      const answer = await ask(path);
      const policy = Object.fromEntries(
        (answer.headers.get('content-security-policy') ?? '')
          .split('; ')
          .map((part) => part.split(/ (.*)/s).slice(0, 2)),
      );
      expect(policy).toMatchObject({
        ...{ 'default-src': "'none'", 'script-src': "'self'", 'style-src': "'self'", 'font-src': "'self'" },
        ...{
          'connect-src': "'self'",
          'base-uri': "'none'",
          'form-action': "'self'",
          'frame-ancestors': "'self'",
        },
      });
      const html = await answer.text();
      expect(
        html.match(
          /<script(?![^>]*(?:src=|application\/ld\+json))|<style|\sstyle="|\son[a-z]+="|javascript:/g,
        ),
      ).toBeNull();
    },
  );

  test.each([...PAGES, ...FEEDS, '/api/stories', '/api/openapi.json', '/nowhere', '/news/killed', '/%zz'])(
    '%s is never taken for something else',
    async (path) => {
      const { headers } = await ask(path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-type')).toMatch(
        /^(?:text\/(?:html|plain)|application\/[a-z+]*(?:xml|json)); charset=utf-8$/,
      );
    },
  );

  test.each([...PAGES, ...FEEDS])(
    '%s may be shared for at most 30 seconds, and names what it was made of',
    async (path) => {
      const { headers } = await ask(path);
      expect(headers.get('cache-control')).toBe('public, max-age=0, s-maxage=30, must-revalidate');
      expect(headers.get('surrogate-key')?.split(' ')).toContain('paper');
    },
  );

  test.each(['/nowhere', '/search?q=bridge', '/%zz', '/health'])('%s is kept by nobody', async (path) => {
    expect((await ask(path)).headers.get('cache-control')).toContain('no-store');
  });

  test('only what differs by reader varies by cookie', async () => {
    for (const path of [...PAGES, ...FEEDS])
      expect((await ask(path)).headers.get('vary'), path).toBe(
        GATED.includes(path) ? 'accept-encoding, cookie' : 'accept-encoding',
      );
  });

  test('a story is named by its own key, a list by its section, topic or byline', async () => {
    const keysOf = async (path: string) => (await ask(path)).headers.get('surrogate-key') ?? '';
    expect(await keysOf(OPEN)).toMatch(/\bstory-\d+\b/);
    expect(await keysOf('/')).toMatch(/\blatest\b/);
    expect(await keysOf('/news')).toMatch(/\bsection-\d+\b/);
    expect(await keysOf('/topics/maud-bridge')).toMatch(/\btopic-\d+\b/);
    expect(await keysOf('/by/martha-quenby')).toMatch(/\bbyline-\d+\b/);
  });

  test('headers of a story with 900 links still fit what a web server in front takes', async () => {
    const raw = await getRaw(served.url, '/news/links');
    expect(raw).toMatch(/^HTTP\/1\.1 200 /);
    expect(raw.indexOf('\r\n\r\n')).toBeLessThan(4_000);
  });

  test('links are made of the address that is set, never of the one somebody asks for', async () => {
    const raw = await getRaw(served.url, '/', [
      'X-Forwarded-Host: evil.example',
      'Forwarded: host=evil.example',
    ]);
    expect(raw).toContain(`<link rel="canonical" href="${served.url}/"`);
    expect(raw).not.toMatch(/evil|paper\.example/);
  });
});

describe('asking again', () => {
  test.each([...PAGES, ...FEEDS])('%s is not sent again to whoever has it', async (path) => {
    const first = await ask(path);
    const etag = first.headers.get('etag') ?? '';
    const modified = first.headers.get('last-modified') ?? '';
    const tags = [etag, etag.replace('W/', ''), `"other", ${etag}`, '*'];
    for (const headers of [
      ...tags.map((tag) => ({ 'if-none-match': tag })),
      { 'if-modified-since': modified },
    ]) {
      const again = await ask(path, headers);
      expect(again.status, JSON.stringify(headers)).toBe(304);
      expect(await again.text()).toBe('');
      for (const name of ['etag', 'cache-control', 'vary'])
        expect(again.headers.get(name), name).toBe(first.headers.get(name));
    }
  });

  test('it is sent to whoever has an older one, and the tag counts before the time', async () => {
    const modified = (await ask(OPEN)).headers.get('last-modified') ?? '';
    const older = new Date(Date.parse(modified) - 1_000).toUTCString();
    expect((await ask(OPEN, { 'if-modified-since': older })).status).toBe(200);
    expect((await ask(OPEN, { 'if-modified-since': 'yesterday' })).status).toBe(200);
    expect((await ask(OPEN, { 'if-none-match': '"other"', 'if-modified-since': modified })).status).toBe(200);
  });

  test('the read API answers so too', async () => {
    const etag = (await ask('/api/stories')).headers.get('etag') ?? '';
    expect((await ask('/api/stories', { 'if-none-match': etag })).status).toBe(304);
  });
});

describe('forms', () => {
  test.each([...PAGES, '/feed.xml'])(
    '%s is the same compressed and plain, and as long as it says',
    async (path) => {
      const [plain, gzip, br] = await Promise.all(
        ['identity', 'gzip', 'br'].map((coding) => askBytes(path, coding)),
      );
      expect(gunzipSync(gzip?.body ?? '')).toEqual(plain?.body);
      expect(brotliDecompressSync(br?.body ?? '')).toEqual(plain?.body);
      expect(gzip?.body.length).toBeLessThan((plain?.body.length ?? 0) / 2);
      expect([plain?.coding, gzip?.coding, br?.coding]).toEqual([undefined, 'gzip', 'br']);
    },
  );

  test.each([
    ['gzip, deflate, br', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['gzip;q=0, br;q=0', undefined],
    ['deflate', undefined],
  ])('who takes %s gets %s', async (accepted, coding) => {
    expect((await askBytes('/', accepted)).coding).toBe(coding);
  });

  test.each([...PAGES, '/feed.json', '/nowhere', '/api/stories'])(
    'HEAD of %s says what GET would, without the page',
    async (path) => {
      const [got, head] = await Promise.all([ask(path), ask(path, {}, 'HEAD')]);
      const plain = ({ headers }: Response) =>
        Object.fromEntries(
          [...headers].filter(([name]) => !/^(?:date|last-modified|connection|keep-alive)$/.test(name)),
        );
      expect(head.status).toBe(got.status);
      expect(plain(head)).toEqual(plain(got));
      expect(await head.text()).toBe('');
    },
  );
});

describe('what no reader asks', () => {
  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
    '%s is refused on pages with a word on what is allowed',
    async (method) => {
      for (const path of ['/', OPEN, '/feed.xml', '/search']) {
        const answer = await ask(path, {}, method);
        expect([answer.status, answer.headers.get('allow')], path).toEqual([405, 'GET, HEAD']);
      }
    },
  );

  test.each([
    ...[
      '/%',
      '/%z',
      '/%zz',
      '/%E0%A4%A',
      '/news/%ff',
      '/topics/%F0%28%8C%28',
      '/by/%c3',
      '/%00',
      '/news/%00.html',
    ],
    ...['/news/%0d%0aset-cookie:x', '/%7f', '/api/%zz', '/api/stories/%00'],
  ])('%s cannot be read and is told so', async (target) => {
    expect(await statusOf(target)).toBe(400);
  });

  test.each([
    ...[
      '/../../etc/passwd',
      '/..%2f..%2fetc/passwd',
      '/%2e%2e/%2e%2e/package.json',
      '/assets/../../package.json',
    ],
    ...[
      '/assets/%2e%2e/%2e%2e/package.json',
      '/media/../standfirst.db',
      '/media/..%2f..%2fstandfirst.db',
      '/.env',
    ],
    ...[
      '/media/1/../../standfirst.db',
      '/files/standfirst.db',
      '/standfirst.db',
      '/settings.json',
      '/..\\..\\x',
      '/.git/config',
    ],
    ...[
      '//etc/passwd',
      '/wp-content/uploads/../../../etc/passwd',
      '/wp-content/uploads/%2e%2e/%2e%2e/standfirst.db',
    ],
  ])('%s leads to no file of the machine', async (target) => {
    const raw = await getRaw(served.url, target);
    expect(raw).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(raw).not.toMatch(/root:|SQLite format|"dependencies"/);
  });

  test.each([
    ...[
      '//evil.example',
      '//evil.example/%2f..',
      '//evil.example/feed/',
      '//evil.example/page/2',
      '/\\evil.example',
    ],
    ...[
      '/%5Cevil.example/',
      '//evil.example/news',
      '/news//evil.example',
      'http://evil.example/',
      'http://evil.example/news/',
    ],
    ...[
      '/?p=//evil.example',
      '/?s=%0d%0alocation:%20//evil.example',
      '//news/',
      '///news',
      '/https://evil.example/feed',
    ],
  ])('%s sends nobody to another site', async (target) => {
    const raw = await getRaw(served.url, target);
    expect(raw).toMatch(/^HTTP\/1\.1 [234]\d\d /);
    const location = /^location: *(.*?)\r$/im.exec(raw)?.[1];
    expect(location ?? '/here').toMatch(/^\/(?![/\\])/);
  });

  test('an address too long, a header too large and a body too large are refused, each by its own name', async () => {
    expect(await statusOf(`/${'a'.repeat(5_000)}`)).toBe(414);
    expect(await statusOf(`/search?q=${'a'.repeat(5_000)}`)).toBe(414);
    expect(await statusOf('/', [`x-long: ${'a'.repeat(40_000)}`])).toBe(431);
    expect(await statusOf(`/${'a'.repeat(40_000)}`)).toBe(431);
    expect(
      await statusOf(
        '/',
        Array.from({ length: 3_000 }, (_, at) => `x-${at}: 1`),
      ),
    ).toBe(431);
    const large = `POST /api/stories HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9000000\r\nConnection: close\r\n\r\n{}`;
    expect(await sendRaw(served.url, large)).toMatch(/^HTTP\/1\.1 4\d\d /);
  });

  test('questions without an end are answered or refused, never with a fault of ours', async () => {
    const long = 'eel '.repeat(900);
    const quotes = '"'.repeat(900);
    const questions = [
      ...[
        long,
        quotes,
        `"${long}`,
        '-'.repeat(900),
        '*'.repeat(900),
        '('.repeat(900),
        'a OR '.repeat(300),
        '-eel '.repeat(200),
      ],
      ...[
        'NEAR(a b, 99999999)',
        'headline:*',
        '{a b}:c',
        '^a',
        "a'b",
        '\u0000',
        '\ud800',
        '🦑'.repeat(300),
        'ﷺ'.repeat(300),
        '%',
        '\\',
      ],
      ...[
        "'; drop table story; --",
        '<script>alert(1)</script>',
        '{{7*7}}',
        'a\u202eb',
        '\u200b',
        'ａ'.repeat(100),
      ],
    ];
    for (const question of questions) {
      const q = encodeURIComponent(question.toWellFormed()).slice(0, 3_900).replace(/%.?$/, '');
      for (const path of [`/search?q=${q}`, `/search?q=${q}&order=best`, `/api/stories?q=${q}`]) {
        const answer = await ask(path);
        expect(answer.status, path.slice(0, 80)).toBeLessThan(500);
        const text = await answer.text();
        expect(text.includes('<script>alert')).toBe(false);
      }
    }
  });

  test('odd addresses are answered or refused, never with a fault of ours', async () => {
    const days = ['0000-00-00', '9999-12-31', '275760-09-13', '-1', '2026-02-30', '1e9', '٢٠٢٦-٠١-٠١'];
    const keys = [
      'zzzzzzzzzzz.zzzzzzzzzzz',
      '-zzzzzzzzzz.1',
      '0.0',
      '1.',
      '.',
      'x',
      '%00',
      '1e308.1',
      '99999999999999999999',
    ];
    const paths = [
      ...[
        '/archive/0000/01',
        '/archive/9999/12',
        '/archive/2026/00',
        '/archive/275761/01',
        '/news/archive/0001/1',
        '/archive/2026',
      ],
      ...days.flatMap((day) => [
        `/search?from=${day}`,
        `/search?to=${day}&q=eel`,
        `/api/stories?from=${day}`,
      ]),
      ...keys.flatMap((key) => [
        `/news?before=${key}`,
        `/news?after=${key}`,
        `/search?q=eel&before=${key}`,
        `/api/stories?after=${key}`,
      ]),
      ...[
        '/api/stories/0',
        '/api/stories/-1',
        '/api/stories/1e3',
        '/api/stories/99999999999999999999',
        '/api/stories?limit=1e9',
      ],
      ...[
        '/sitemaps/stories-0000-00.xml',
        '/sitemaps/stories-999999-12-99.xml',
        '/sitemaps/topics-999999.xml',
        '/sitemaps/.xml',
      ],
      ...[
        '/media/1',
        '/media/0-0/x.jpg',
        '/media/99999999999999999999-abc/1080.jpg',
        '/media/1-x/99999.avif',
        '/feed.xml/feed.xml',
      ],
      ...[
        '/?',
        '/?&&&=',
        `/?${'a=1&'.repeat(900)}`,
        `/${'a/'.repeat(1_500)}`,
        '/%F0%9F%A6%91',
        '/news?section[]=a&section[$ne]=b',
      ],
      ...[
        '/search?section=__proto__',
        '/topics/constructor',
        '/by/__proto__',
        '/__proto__',
        '/api/stories?section=constructor',
      ],
    ];
    for (const path of paths) expect(await statusOf(path), path).toBeLessThan(500);
  });

  test.each([
    ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
    [
      'two lengths',
      'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\nConnection: close\r\n\r\n',
    ],
    [
      'length and chunks',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n',
    ],
    ['a bare line break', 'GET / HTTP/1.1\nHost: a\n\n'],
    ['a control character', 'GET /\u0001 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
    ['no request at all', '\u0016\u0003\u0001\u0002\r\n\r\n'],
  ])('a request with %s is refused', async (_what, text) => {
    expect(await sendRaw(served.url, text)).toMatch(/^(?:HTTP\/1\.1 4\d\d |$)/);
  });

  test('after all that the paper is read as before, and nothing was written down as a fault', async () => {
    expect((await ask('/')).status).toBe(200);
    expect(served.printed()).not.toContain('"level":50');
  });
});

async function statusOf(target: string, headers: readonly string[] = []): Promise<number> {
  const raw = await getRaw(served.url, target, headers);
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(raw)?.[1]);
}

/** The answer's bytes as they come: `fetch` would unpack them. */
function askBytes(path: string, accepted: string): Promise<{ coding: string | undefined; body: Buffer }> {
  return new Promise((resolve, reject) => {
    request(served.url + path, { headers: { 'accept-encoding': accepted } }, async (response) => {
      const body = Buffer.concat(await response.toArray());
      if (Number(response.headers['content-length']) !== body.length)
        reject(new Error(`${path} is not as long as it says.`));
      resolve({ coding: response.headers['content-encoding'], body });
    })
      .once('error', reject)
      .end();
  });
}
