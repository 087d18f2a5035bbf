import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Hocuspocus, WebSocketLike } from '@hocuspocus/server';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Visitor } from './visitor.ts';

/** More in one message is no typing; a long story with pictures is some hundred kilobytes. */
const LARGEST_MESSAGE_BYTES = 4 * 1024 * 1024;
/** How long a browser may take to answer that the line is closed, in milliseconds. */
const CLOSE_WITHIN_MS = 2_000;
/** Lines that are silently dead are found within two of these, in milliseconds. */
const BEAT_MS = 25_000;

type Client = ReturnType<Hocuspocus<Visitor>['handleConnection']>;
type Handle = (socket: WebSocketLike, request: Request, visitor: Visitor) => Client;

/** The lines of browsers, as web sockets on the server's own port. */
export class Sockets {
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  readonly #handle: Handle;
  readonly #alive = new WeakSet<WebSocket>();
  readonly #beat: NodeJS.Timeout;

  constructor(handle: Handle) {
    this.#handle = handle;
    this.#beat = setInterval(() => this.#feel(), BEAT_MS);
    this.#beat.unref();
  }

  /** address  of the paper, where it is known */
  take(request: IncomingMessage, socket: Duplex, head: Buffer, address: string | undefined): void {
    if (!isOwnOrigin(request, address)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (line) => this.#connect(line, request));
  }

  async close(): Promise<void> {
    clearInterval(this.#beat);
    const lines = [...this.#server.clients];
    const closed = lines.map(
      (line) => new Promise<void>((resolve) => void line.once('close', () => resolve())),
    );
    for (const line of lines) hangUp(line, 4503, 'stopping');
    await Promise.all(closed);
    this.#server.close();
  }

  #connect(line: WebSocket, { headers, url }: IncomingMessage): void {
    let isOver = false;
    const visitor: Visitor = {
      headers,
      hangUp: (code, reason) => {
        isOver = true;
        hangUp(line, code, reason);
        // What is still on its way from there is not listened to any more.
        client.handleClose({ code, reason });
      },
    };
    const request = new Request(`http://desk${url?.startsWith('/') ? url : '/'}`);
    const client = this.#handle(line as unknown as WebSocketLike, request, visitor);
    this.#alive.add(line);
    line.on('message', (data: Buffer, isBinary) => {
      this.#alive.add(line);
      if (isOver) return;
      if (isBinary) client.handleMessage(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
      else visitor.hangUp(4400, 'update-not-readable');
    });
    line.on('pong', () => this.#alive.add(line));
    line.on('close', (code, reason) => client.handleClose({ code, reason: reason.toString() }));
    line.on('error', () => hangUp(line, 4400, 'update-not-readable'));
  }

  #feel(): void {
    for (const line of this.#server.clients) {
      if (!this.#alive.has(line)) line.terminate();
      else {
        this.#alive.delete(line);
        line.ping();
      }
    }
  }
}

function hangUp(line: WebSocket, code: number, reason: string): void {
  line.close(code, reason);
  setTimeout(() => line.terminate(), CLOSE_WITHIN_MS).unref();
}

/** Browsers say which site opens a line; another one than ours could write with the cookies of whoever looks at it. */
function isOwnOrigin({ headers }: IncomingMessage, address: string | undefined): boolean {
  const { origin, host } = headers;
  if (!origin || !URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.host === host || (address !== undefined && from.origin === new URL(address).origin);
}
