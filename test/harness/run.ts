import { mkdtemp } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { unpackChromium } from './chromium.ts';
import { type Keeper, keepPostgres } from './keeper.ts';
import { removeFolder } from './remove-folder.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Path of the socket on which the test files ask for what the whole run shares. */
    runSocket: string;
  }
}

/**
 * Surrounds a run of the tests: one temporary folder that holds every other one, and, for the test files that ask, one
 * Postgres and one unpacked browser. What nobody asks for is not started.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'sf-'));
  process.env.TMPDIR = folder;
  const runSocket = join(folder, 'run.sock');
  let keeper: Promise<Keeper> | undefined;
  let chromium: Promise<unknown> | undefined;
  const server = await answer(runSocket, {
    '/postgres': async () => {
      keeper ??= keepPostgres(folder);
      return { port: (await keeper).port };
    },
    '/chromium': () => {
      chromium ??= unpackChromium(folder);
      return chromium;
    },
  });
  project.provide('runSocket', runSocket);
  return async () => {
    server.close();
    await keeper?.then((kept) => kept.stop()).catch(() => undefined);
    await removeFolder(folder);
  };
}

type Answers = Readonly<Record<string, () => Promise<unknown>>>;

/** Answers each path with the JSON of what its function gives, or with status 500 and the reason. */
async function answer(socket: string, answers: Answers): Promise<Server> {
  const server = createServer(async (request, response) => {
    try {
      const found = await answers[request.url ?? '']?.();
      response.end(JSON.stringify(found));
    } catch (cause) {
      response.writeHead(500).end(cause instanceof Error ? cause.message : String(cause));
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(socket, resolve);
  });
  server.unref();
  return server;
}
