import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { Logger } from 'pino';
import { pino } from 'pino';
import { fault } from '#kit/fault.js';
import { registerApi } from '#site/api.route.js';
import { Site } from '#site/site.io.js';
import { OutboxRunner } from '#store/runner.job.js';
import { JobWorker } from '#store/worker.job.js';
import { mainFaults } from './faults.ts';
import type { House } from './house.io.ts';
import { pruneOnTime } from './prune.job.ts';
import { announceOnTime } from './turns.job.ts';
import { consumersOf, jobsOf } from './wiring.ts';

const LARGEST_HEADERS_BYTES = 16_384;
const LARGEST_BODY_BYTES = 1_048_576;
const HEADERS_TIMEOUT_MS = 20_000;
const REQUEST_TIMEOUT_MS = 60_000;
const KEEP_ALIVE_MS = 65_000;
/** How long requests that are under way may take when the process is told to stop. */
const STOP_WITHIN_MS = 10_000;

export type Serving = {
  readonly address: string;
  readonly site: Site;
  stop(): Promise<void>;
};

/**
 * Everything in one process: pages, feeds and API on one port, the outbox's consumers, the jobs and the clock.
 *
 * throws  the listening error, when the port is taken or may not be used
 */
export async function serve(
  house: House,
  where: { host: string; port: number },
  log: Logger = pino(),
): Promise<Serving> {
  // Listening comes first, so that absolute links know their port; whoever comes before the site is there waits.
  const door = new Door();
  const { app, server } = openDoor(door, log);
  await listen(server, where);
  const listening = addressOf(server, where.host);
  const site = await Site.open({ ...house, log, listening });
  await registerApi(app, site);
  registerOperating(app, house, site);
  await app.ready();
  door.open((request, response) => site.take(request, response));
  const stopWork = await startWork(house, site, log);
  return {
    address: listening,
    site,
    stop: async () => {
      await close(server);
      await stopWork();
      await app.close();
    },
  };
}

type Taker = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Addresses that Fastify answers; all others are readers'. */
const FOR_FASTIFY = /^\/(?:api|health|metrics|desk|account)(?:[/?]|$)/;

class Door {
  #taker: Taker | undefined;
  readonly #waiting: (() => void)[] = [];

  open(taker: Taker): void {
    this.#taker = taker;
    for (const enter of this.#waiting.splice(0)) enter();
  }

  enter(
    request: IncomingMessage,
    response: ServerResponse,
    others: (request: IncomingMessage, response: ServerResponse) => void,
  ): void {
    if (!this.#taker) {
      this.#waiting.push(() => this.enter(request, response, others));
      return;
    }
    if (FOR_FASTIFY.test(request.url ?? '')) others(request, response);
    else this.#taker(request, response);
  }
}

function openDoor(door: Door, log: Logger): { app: FastifyInstance; server: Server } {
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
        (request, response) => door.enter(request, response, handler),
      );
      return made;
    },
  });
  if (!made) throw new Error('Fastify made no server.');
  return { app: app as unknown as FastifyInstance, server: made };
}

function registerOperating(app: FastifyInstance, house: House, site: Site): void {
  app.get('/health', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    try {
      await house.store.db.selectFrom('migration').select('name').limit(1).execute();
      return { status: 'ok' };
    } catch (error) {
      reply.code(503);
      return { status: 'failing', why: error instanceof Error ? error.message : String(error) };
    }
  });
  app.get('/metrics', async (request, reply) => {
    if (!site.mayMeasure(request.raw))
      return reply.code(404).type('text/plain').send('There is nothing here.\n');
    reply.header('cache-control', 'no-store').type(site.metrics.registry.contentType);
    return site.metrics.registry.metrics();
  });
}

async function startWork(house: House, site: Site, log: Logger): Promise<() => Promise<void>> {
  const runners = consumersOf(site).map((consumer) => new OutboxRunner(house.store, consumer, log));
  for (const runner of runners) await runner.start();
  const worker = new JobWorker(house.store, jobsOf(house), house.clock, log);
  worker.start();
  const stopTurns = announceOnTime(house, log);
  const stopPruning = pruneOnTime(house, log);
  site.readership.start();
  return async () => {
    await stopTurns();
    stopPruning();
    await worker.stop();
    await site.readership.stop();
    await Promise.all(runners.map((runner) => runner.stop()));
  };
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

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
}

/** Takes no new request, lets those under way end, then closes what is left. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS);
    force.unref();
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}
