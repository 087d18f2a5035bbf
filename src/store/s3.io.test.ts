import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { isFault } from '#kit/fault.js';
import type { Files } from './files.io.ts';
import { openS3Files } from './s3.io.ts';
import { readComplaint, readList } from './s3-answers.ts';

type Reply = { status: number; body?: string } | 'hang up';

/** A server that gives these replies in turn, the last one for ever, and the files that are kept there. */
async function serverThat(...replies: Reply[]) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    const reply = replies[Math.min(requests.push(request), replies.length) - 1];
    request.resume();
    if (reply === 'hang up' || !reply) request.socket.destroy();
    else response.writeHead(reply.status, { 'content-type': 'application/xml' }).end(reply.body ?? '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const place = {
    endpoint,
    region: 'eu-central-1',
    bucket: 'paper',
    keyId: 'key',
    secret: 'secret',
    prefix: '',
  };
  const files: Files = openS3Files(place);
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { files, requests, [Symbol.asyncDispose]: close };
}

const slowDown = {
  status: 503,
  body: '<Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>',
};

test('a store that is unwell for a moment is asked again', async () => {
  await using server = await serverThat(
    slowDown,
    'hang up',
    { status: 429 },
    { status: 200, body: 'the picture' },
  );
  expect(Buffer.from((await server.files.read('a.jpg')) ?? []).toString()).toBe('the picture');
  expect(server.requests.length).toBe(4);
});

test('what is written again after a failure is written whole', async () => {
  await using server = await serverThat(slowDown, { status: 200 });
  await server.files.write('a.jpg', new TextEncoder().encode('the picture'), 'image/jpeg');
  expect(server.requests.map(({ headers }) => headers['content-length'])).toEqual(['11', '11']);
});

test('a store that stays unwell is given up with its own words', async () => {
  await using server = await serverThat(slowDown);
  const failed = await server.files.find('a.jpg').catch((error: unknown) => error);
  expect(isFault(failed, 'files-unreachable')).toBe(true);
  const told = await server.files.read('a.jpg').catch((error: unknown) => error);
  expect((told as Error).message).toMatch(/does not answer: Reduce your request rate \(SlowDown\)\.$/);
});

test('a stream cannot be sent twice and fails at once', async () => {
  await using server = await serverThat(slowDown);
  const failed = server.files.writeStream('a.mp3', Readable.from([Buffer.alloc(10)]), 10, 'audio/mpeg');
  expect(isFault(await failed.catch((error: unknown) => error), 'files-unreachable')).toBe(true);
  expect(server.requests.length).toBe(1);
});

test('a long list is asked for page by page', async () => {
  const page = (key: string, next: string) =>
    `<ListBucketResult><Contents><Key>${key}</Key><Size>1</Size></Contents>${next}</ListBucketResult>`;
  await using server = await serverThat(
    { status: 200, body: page('a.jpg', '<NextContinuationToken>a=/+&amp;b</NextContinuationToken>') },
    { status: 200, body: page('b.jpg', '') },
  );
  const keys: string[] = [];
  for await (const { key } of server.files.list('')) keys.push(key);
  expect(keys).toEqual(['a.jpg', 'b.jpg']);
  const asked = server.requests.map(({ url }) => new URL(url ?? '', 'http://store').searchParams);
  expect(asked.map((query) => query.get('continuation-token'))).toEqual([null, 'a=/+&b']);
});

test('a region that is not ours is refused and not asked again', async () => {
  const body = '<Error><Code>PermanentRedirect</Code><Message>Use the region eu-west-1.</Message></Error>';
  await using server = await serverThat({ status: 301, body });
  const failed = await server.files.read('a.jpg').catch((error: unknown) => error);
  expect(isFault(failed, 'files-refused')).toBe(true);
  expect((failed as Error).message).toContain('Use the region eu-west-1 (PermanentRedirect)');
  expect(server.requests.length).toBe(1);
});

test('each request is signed for its region and path', async () => {
  await using server = await serverThat({ status: 200 });
  await server.files.remove('a/b.jpg');
  const [request] = server.requests;
  expect(request?.url).toBe('/paper/a/b.jpg');
  expect(request?.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/eu-central-1\/s3\/aws4_request, SignedHeaders=host;.*Signature=[0-9a-f]{64}$/,
  );
});

test('a list keeps ampersands and ends where it says so', () => {
  const xml = `<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>paper</Name>
    <Contents><Key>a&amp;b.jpg</Key><LastModified>2026-03-01T12:00:00.000Z</LastModified><Size>12</Size>
    <Owner><ID>7</ID></Owner></Contents><NextContinuationToken>t&lt;1</NextContinuationToken></ListBucketResult>`;
  const changedAt = new Date('2026-03-01T12:00:00Z');
  expect(readList(xml)).toEqual({ files: [{ key: 'a&b.jpg', sizeBytes: 12, changedAt }], next: 't<1' });
  expect(readList('<ListBucketResult/>')).toEqual({ files: [], next: undefined });
});

test('a refusal that is no XML still says its status', () => {
  expect(readComplaint(403, '<html><body>Forbidden<br></html>')).toEqual({
    status: 403,
    code: '',
    says: 'it answered with status 403',
  });
});
