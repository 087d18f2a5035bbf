import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openDesk } from '#harness/desk.js';
import { type DeskClient, openClient } from './collab-client.ts';

let line: DeskClient | undefined;
afterEach(() => line?.close());

type Wish = { path?: string; origin?: string };

/** Asks for a line and is gone before it is answered, as a telephone in a tunnel. */
function callAndVanish(url: string, cookie: string, wish: Wish = {}): Promise<void> {
  const { hostname, port, host, origin: own } = new URL(url);
  const { path = '/desk/socket', origin = own } = wish;
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      const lines = [`GET ${path} HTTP/1.1`, `host: ${host}`, `origin: ${origin}`, `cookie: ${cookie}`];
      const upgrade = ['connection: Upgrade', 'upgrade: websocket', 'sec-websocket-version: 13'];
      const key = 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==';
      socket.write(`${[...lines, ...upgrade, key].join('\r\n')}\r\n\r\n`, () => {
        socket.resetAndDestroy();
        resolve();
      });
    });
    socket.on('error', () => resolve());
  });
}

test('browsers that vanish while the first line is being made hinder nobody who comes after', async () => {
  const desk = await openDesk();
  const { cookie, ask } = await desk.person('editor', 'Ada Finch');
  const wishes: Wish[] = [{}, { path: '/' }, { origin: 'http://elsewhere.example' }];
  for (const wish of wishes) {
    await Promise.all(Array.from({ length: 20 }, () => callAndVanish(desk.url, cookie, wish)));
  }
  const { json } = await ask('POST', '/stories', { headline: 'Ferry sails' });
  line = openClient({ url: desk.url, name: `story/${(json as { id: number }).id}`, cookie });
  await expect.poll(() => line?.doc.getText('headline').toString()).toBe('Ferry sails');
});
