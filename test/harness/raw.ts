import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const PATIENCE_MS = 10_000;

/** Sends bytes as they are, as no well-behaved client would, and gives all that came back until the other side closed. */
export async function sendRaw(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  // A server that has said no may close before all was sent.
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  socket.write(text, 'latin1');
  const late = new AbortController();
  await Promise.race([closed, wait(PATIENCE_MS, undefined, { signal: late.signal }).catch(() => undefined)]);
  late.abort();
  socket.destroy();
  return Buffer.concat(chunks).toString();
}

/** A GET of this target as it is written, on a connection of its own. */
export function getRaw(url: string, target: string, headers: readonly string[] = []): Promise<string> {
  const lines = [`GET ${target} HTTP/1.1`, 'Host: paper.example', ...headers, 'Connection: close'];
  return sendRaw(url, `${lines.join('\r\n')}\r\n\r\n`);
}
