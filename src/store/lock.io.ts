import { randomBytes } from 'node:crypto';
import { chmod, mkdir, rename, rm, stat } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Fault, fault } from '#kit/fault.js';
import { storeFaults } from './faults.ts';
import { readLines, writeLine } from './json-lines.ts';
import { connectTo, socketName, withinReach } from './socket.io.ts';
import { toStoreFault } from './trouble.ts';
import { whileAlone } from './while-alone.io.ts';

/** How long requests under way may take once the folder is given back, in milliseconds. */
const LAST_WORDS_MS = 5_000;

/** Does what another process asks; `tell` sends it a line of progress, what comes back is the answer. Both plain JSON. */
export type Handle = (request: unknown, tell: (line: unknown) => void) => Promise<unknown>;

export type Hold = { release(): Promise<void> };

/** One line of an answer: progress, and last the answer or why there is none. */
type Line =
  | { line: unknown }
  | { answer: unknown }
  | { fault: { code: string; status: number; says: string; details: Readonly<Record<string, unknown>> } };

/**
 * Takes a data folder for this process: `standfirst.sock` in it is the lock, since only one process can listen there,
 * and the door at which other processes ask for what only this one may do. A socket left by a crash is replaced.
 *
 * throws  store-in-use when somebody listens already, store-not-writable
 */
export async function holdFolder(folder: string, handle: Handle): Promise<Hold> {
  const door = new Door(handle);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // Two processes that find the same dead socket must not both replace it.
    await whileAlone(join(folder, 'standfirst.lock'), async () => {
      if (await isHeld(folder)) throw fault(storeFaults, 'store-in-use', { folder });
      await door.open(folder);
    });
  } catch (error) {
    throw toStoreFault(error, folder);
  }
  return { release: () => door.close() };
}

/**
 * Asks the process that holds the folder.
 *
 * heard    gets each line of progress
 * returns  its answer, or undefined when nobody holds the folder
 * throws   the fault the other process answered with; store-holder-gone when it ended in between
 */
export async function askHolder(
  folder: string,
  request: unknown,
  heard: (line: unknown) => void = () => {},
): Promise<{ value: unknown } | undefined> {
  const socket = await connectTo(folder);
  if (!socket) return undefined;
  try {
    writeLine(socket, request);
    for await (const line of readLines(socket)) {
      const answer = line as Line;
      if ('line' in answer) heard(answer.line);
      else if ('answer' in answer) return { value: answer.answer };
      else throw toFault(answer.fault);
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw fault(storeFaults, 'store-holder-gone', { folder }, error);
  } finally {
    socket.destroy();
  }
  throw fault(storeFaults, 'store-holder-gone', { folder });
}

async function isHeld(folder: string): Promise<boolean> {
  const socket = await connectTo(folder);
  socket?.destroy();
  return socket !== undefined;
}

/** The listening side. */
class Door {
  readonly #handle: Handle;
  readonly #server: Server;
  readonly #callers = new Set<Socket>();
  readonly #answers = new Set<Promise<void>>();
  #path = '';
  #inode = 0;

  constructor(handle: Handle) {
    this.#handle = handle;
    this.#server = createServer((caller) => this.#welcome(caller));
  }

  /** Listens under a passing name and takes the real one when the socket is ours alone to talk to. */
  async open(folder: string): Promise<void> {
    const name = `.s-${randomBytes(4).toString('hex')}`;
    this.#path = join(folder, socketName);
    await withinReach(folder, name, (path) => listen(this.#server, path));
    await chmod(join(folder, name), 0o600);
    this.#inode = (await stat(join(folder, name))).ino;
    await rename(join(folder, name), this.#path);
  }

  async close(): Promise<void> {
    const there = await stat(this.#path).catch(() => undefined);
    if (there?.ino === this.#inode) await rm(this.#path, { force: true });
    this.#server.close();
    // Not awaited by the timer alone: most often nothing is under way.
    const patience = new AbortController();
    const settled = Promise.allSettled(this.#answers).then(() => patience.abort());
    await Promise.race([settled, setTimeout(LAST_WORDS_MS, undefined, patience).catch(() => {})]);
    for (const caller of this.#callers) caller.destroy();
  }

  #welcome(caller: Socket): void {
    this.#callers.add(caller);
    caller.on('error', () => {});
    caller.on('close', () => this.#callers.delete(caller));
    const answer = this.#answer(caller)
      .catch(() => {})
      .finally(() => this.#answers.delete(answer));
    this.#answers.add(answer);
  }

  /** One request a caller. A caller that goes away does not stop what it asked for. */
  async #answer(caller: Socket): Promise<void> {
    const send = (line: Line): void => {
      if (caller.writable) writeLine(caller, line);
    };
    try {
      const { value: request, done } = await readLines(caller).next();
      // Who only looks whether somebody is here asks nothing.
      if (!done) send({ answer: (await this.#handle(request, (line) => send({ line }))) ?? null });
    } catch (error) {
      send({ fault: fromError(error) });
    }
    await new Promise<void>((resolve) => caller.end(resolve).once('close', resolve));
  }
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function fromError(error: unknown): {
  code: string;
  status: number;
  says: string;
  details: Record<string, unknown>;
} {
  const reason = error instanceof Error ? error.message : String(error);
  const told = error instanceof Fault ? error : fault(storeFaults, 'store-request-failed', { reason });
  return { code: told.code, status: told.status, says: told.message, details: { ...told.details } };
}

function toFault({ code, status, says, details }: Extract<Line, { fault: unknown }>['fault']): Fault {
  return new Fault(code, status, says, details);
}
