import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { readSettings } from '#paper/settings.js';
import { purge } from './purge.io.ts';

type Heard = { method: string | undefined; headers: IncomingHttpHeaders; body: string };

let server: Server | undefined;
afterEach(() => new Promise<void>((done) => (server ? server.close(() => done()) : done())));

/** A CDN that notes what it is told and answers with `status`. */
async function aCdn(status: number): Promise<{ address: string; heard: Heard[] }> {
  const heard: Heard[] = [];
  const made = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      heard.push({ method: request.method, headers: request.headers, body });
      response.writeHead(status).end();
    });
  });
  server = made;
  await new Promise<void>((done) => made.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${(made.address() as AddressInfo).port}/purge`, heard };
}

const settings = (values: Record<string, unknown>) => readSettings([{ from: 'a test', values }]);

test('a CDN is told which keys changed, each once, with the token', async () => {
  const { address, heard } = await aCdn(200);
  await purge(settings({ purgeAddress: address, purgeToken: 'secret' }), [
    'story:7',
    'latest',
    'story:7',
    'media:3',
  ]);
  expect(heard).toHaveLength(1);
  expect(heard[0]).toMatchObject({
    method: 'POST',
    headers: { 'surrogate-key': 'story-7 latest media-3', authorization: 'Bearer secret' },
  });
  expect(JSON.parse(heard[0]?.body ?? '')).toEqual({ keys: ['story-7', 'latest', 'media-3'] });
});

test('nobody is called while no address is set, or nothing changed', async () => {
  const { address, heard } = await aCdn(200);
  await purge(settings({}), ['latest']);
  await purge(settings({ purgeAddress: address }), []);
  expect(heard).toEqual([]);
});

test('a CDN that refuses is called again later: the call fails', async () => {
  const { address } = await aCdn(503);
  await expect(purge(settings({ purgeAddress: address }), ['latest'])).rejects.toThrow(
    'The purge address answered 503.',
  );
});
