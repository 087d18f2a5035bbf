import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { Logger } from 'pino';
import { fault } from '#kit/fault.js';
import { mainFaults } from './faults.ts';

const LARGEST_HEADERS_BYTES = 16_384;
const LARGEST_BODY_BYTES = 1_048_576;
const HEADERS_TIMEOUT_MS = 20_000;
const REQUEST_TIMEOUT_MS = 60_000;
const KEEP_ALIVE_MS = 65_000;
/** How long requests that are under way may take when the process is told to stop. */
const STOP_WITHIN_MS = 10_000;

type Taker = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Addresses that Fastify answers; all others are readers'. */
const FOR_FASTIFY =
  /^\/(?:api|health|metrics|desk|account|preview|join|benefits|gift|counter|feeds)(?:[/?]|$)/;

/** Where everybody comes in: one http server, before which readers' pages are answered without Fastify. */
export class Door {
  readonly app: FastifyInstance;
  readonly #server: Server;
  readonly #waiting: (() => void)[] = [];
  #taker: Taker | undefined;
  #closing = false;

  constructor(log: Logger) {
    const { app, server } = this.#build(log);
    this.app = app;
    this.#server = server;
  }

  /**
   * Listens; whoever comes before `open` waits.
   *
   * returns  the address, as 'http://127.0.0.1:8080'
   * throws   port-taken, port-not-allowed, address-not-ours
   */
  async listen(where: { host: string; port: number }): Promise<string> {
    await listen(this.#server, where);
    const { port } = this.#server.address() as AddressInfo;
    const shown = where.host === '0.0.0.0' || where.host === '::' ? '127.0.0.1' : where.host;
    return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
  }

  /** taker  answers readers' requests */
  async open(taker: Taker): Promise<void> {
    await this.app.ready();
    this.#taker = taker;
    for (const enter of this.#waiting.splice(0)) enter();
  }

  /** Takes no new connection, lets the requests under way end, then closes what is left. */
  async close(): Promise<void> {
    this.#closing = true;
    await new Promise<void>((resolve) => {
      const force = setTimeout(() => this.#server.closeAllConnections(), STOP_WITHIN_MS);
      force.unref();
      this.#server.close(() => {
        clearTimeout(force);
        resolve();
      });
      this.#server.closeIdleConnections();
    });
    await this.app.close();
  }

  /** Closes at once, whoever waits. */
  async slam(): Promise<void> {
    this.#server.closeAllConnections();
    await this.close();
  }

  #build(log: Logger): { app: FastifyInstance; server: Server } {
    let made: Server | undefined;
    const app = Fastify({
      loggerInstance: log,
      // Requests are counted in /metrics, not logged one by one.
      logController: new LogController({ disableRequestLogging: true }),
      bodyLimit: LARGEST_BODY_BYTES,
      serverFactory: (handler) => {
        made = createServer(
          {
            maxHeaderSize: LARGEST_HEADERS_BYTES,
            keepAliveTimeout: KEEP_ALIVE_MS,
            headersTimeout: HEADERS_TIMEOUT_MS,
            requestTimeout: REQUEST_TIMEOUT_MS,
          },
          (request, response) => this.#enter(request, response, handler),
        );
        return made;
      },
    });
    if (!made) throw new Error('Fastify made no server.');
    return { app: app as unknown as FastifyInstance, server: made };
  }

  #enter(
    request: IncomingMessage,
    response: ServerResponse,
    others: (request: IncomingMessage, response: ServerResponse) => void,
  ): void {
    // A web server in front keeps its connections busy: told so, it asks somebody else next.
    if (this.#closing) response.shouldKeepAlive = false;
    if (!this.#taker) {
      this.#waiting.push(() => this.#enter(request, response, others));
      return;
    }
    if (FOR_FASTIFY.test(request.url ?? '')) others(request, response);
    else this.#taker(request, response);
  }
}

const LISTEN_FAULTS: Readonly<Record<string, keyof typeof mainFaults>> = {
  EADDRINUSE: 'port-taken',
  EACCES: 'port-not-allowed',
  EADDRNOTAVAIL: 'address-not-ours',
  ENOTFOUND: 'address-not-ours',
};

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException): void => {
      const code = LISTEN_FAULTS[error.code ?? ''];
      reject(code ? fault(mainFaults, code, { host, port }, error) : error);
    };
    server.once('error', refused);
    server.listen(port, host, () => {
      server.off('error', refused);
      resolve();
    });
  });
}
