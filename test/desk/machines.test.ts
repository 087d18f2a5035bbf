import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { signIn } from '#accounts/testing/sign-in.js';
import { newFolder } from '#harness/folder.js';
import { type Here, serveHere } from '#harness/serve-here.js';

type Json = Record<string, unknown>;

let here: Here;
let cookie: string;
const closers: (() => void)[] = [];

beforeAll(async () => {
  here = await serveHere(join(await newFolder('machines'), 'data'), {
    environment: { STANDFIRST_WEBHOOK_PRIVATE: 'yes' },
  });
  const admin = { name: 'Ada', email: 'ada@paper.example', role: 'admin' } as const;
  cookie = (await signIn(here.house.store, admin)).cookie;
  await desk('POST', '/sections', {
    slug: 'news',
    name: 'News',
    description: '',
    parent: null,
    access: 'open',
  });
});
afterAll(() => {
  for (const close of closers) close();
});

async function desk<Answer = Json>(method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await fetch(`${here.url}/desk/api${path}`, {
    method,
    headers: {
      cookie,
      'x-standfirst': 'desk',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as Answer;
}

async function makeKey(...scopes: string[]): Promise<string> {
  const wish = { name: `Key for ${scopes.join()}`, scopes, sections: 'all', expiresAt: null };
  return (await desk<{ secret: string }>('POST', '/keys', wish)).secret;
}

async function api(
  key: string,
  method: string,
  path: string,
  body?: unknown,
  more: Record<string, string> = {},
) {
  const raw = body instanceof Uint8Array;
  const answer = await fetch(`${here.url}/api${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { 'content-type': raw ? 'image/png' : 'application/json' }),
      ...more,
    },
    ...(body !== undefined && { body: raw ? new Blob([new Uint8Array(body)]) : JSON.stringify(body) }),
  });
  return { status: answer.status, headers: answer.headers, json: (await answer.json()) as Json };
}

test('a program writes a story with a picture, publishes it, and a receiver outside is told of it', async () => {
  const heard: Json[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => {
      body += piece.toString();
    });
    request.on('end', () => {
      heard.push(JSON.parse(body) as Json);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await desk('POST', '/webhooks', { name: 'Partner', address, events: ['story.published'] });

  const key = await makeKey('write-drafts', 'publish', 'pictures');
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const picture = await api(key, 'POST', '/pictures?name=dot.png', png);
  expect(picture.status).toBe(201);
  const story = { headline: 'Ferry returns', html: '<p>At noon.</p><script>x</script>', section: 'news' };
  const made = await api(key, 'POST', '/stories', story);
  expect(made).toMatchObject({ status: 201, json: { state: 'draft', notes: ['removed script (1)'] } });
  const out = await api(key, 'POST', `/stories/${made.json.id}/publish`, { base: made.json.base });
  expect(out).toMatchObject({
    status: 200,
    json: { state: 'out', address: `${here.url}/news/ferry-returns` },
  });
  await vi.waitFor(() => expect(heard).toHaveLength(1), { timeout: 10_000 });
  expect(heard[0]).toMatchObject({ type: 'story.published', data: { headline: 'Ferry returns' } });
  await vi.waitFor(async () => expect((await fetch(String(out.json.address))).status).toBe(200));
});

test('without a key, with one that is revoked or lacks the scope, nothing is written', async () => {
  expect(await api('sfk_nothing', 'POST', '/stories', { headline: 'X' })).toMatchObject({ status: 401 });
  const bare = await fetch(`${here.url}/api/stories`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"headline":"X"}',
  });
  expect(bare.status).toBe(401);
  const reader = await makeKey('read');
  expect(await api(reader, 'POST', '/stories', { headline: 'X' })).toMatchObject({
    status: 403,
    json: { code: 'api-key-may-not' },
  });
  const writer = await makeKey('write-drafts');
  const { keys } = await desk<{ keys: { id: number }[] }>('GET', '/keys');
  await desk('POST', `/keys/${keys[0]?.id}/revoke`);
  expect(await api(writer, 'POST', '/stories', { headline: 'X' })).toMatchObject({ status: 401 });
});

test('a key with the scope read gets whole texts of open stories, others do not', async () => {
  const [reader, writer] = [await makeKey('read'), await makeKey('write-drafts', 'publish')];
  const made = await api(writer, 'POST', '/stories', { headline: 'Whole', text: 'Every single word.' });
  await api(writer, 'POST', `/stories/${made.json.id}/publish`, { base: made.json.base });
  const asked = (key: string) => api(key, 'GET', `/stories/${made.json.id}`);
  expect(JSON.stringify((await asked(reader)).json)).toContain('"bodies"');
  expect(JSON.stringify((await asked(writer)).json)).not.toContain('"bodies"');
});

test('the same question under the same idempotency key is done once', async () => {
  const key = await makeKey('write-drafts');
  const send = () => api(key, 'POST', '/stories', { headline: 'Once' }, { 'idempotency-key': 'once-1' });
  const [first, second] = [await send(), await send()];
  expect(second.json.id).toBe(first.json.id);
  expect(second.headers.get('idempotent-replayed')).toBe('true');
});

test('the description names what may be written, with its scopes', async () => {
  const description = (await (await fetch(`${here.url}/api/openapi.json`)).json()) as {
    paths: Record<string, Json>;
  };
  expect(Object.keys(description.paths)).toEqual(
    expect.arrayContaining([
      '/api/stories',
      '/api/stories/{id}',
      '/api/stories/{id}/publish',
      '/api/pictures',
    ]),
  );
  expect(description.paths['/api/stories']).toHaveProperty('post');
});
