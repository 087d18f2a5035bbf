import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { findStoreFault } from './trouble.ts';

/** A thread with nothing to do for this long is let go, in milliseconds: an idle paper keeps no memory for searches. */
const IDLE_MS = 30_000;

type Waiting = { resolve: (rows: unknown[]) => void; reject: (error: Error) => void };
type Answer = { id: number; rows?: unknown[]; error?: { message: string; errcode: unknown } };

/** What the thread runs: opens the file read-only and answers one query after the other. Plain JavaScript, so that it needs no file. */
const threadCode = `
const { parentPort, workerData } = require('node:worker_threads');
const { DatabaseSync } = require('node:sqlite');
const db = new DatabaseSync(workerData, { readOnly: true, timeout: 10000 });
db.exec('pragma temp_store = memory; pragma cache_size = -32000');
const prepared = new Map();
parentPort.on('message', ({ id, sql, parameters }) => {
  try {
    let statement = prepared.get(sql);
    if (!statement) {
      if (prepared.size > 200) prepared.clear();
      prepared.set(sql, (statement = db.prepare(sql)));
    }
    parentPort.postMessage({ id, rows: statement.all(...parameters).map((row) => ({ ...row })) });
  } catch (error) {
    parentPort.postMessage({ id, error: { message: String(error && error.message), errcode: error && error.errcode } });
  }
});`;

class ReaderThread implements DatabaseConnection {
  readonly #path: string;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #lastId = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  get load(): number {
    return this.#waiting.size;
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const worker = this.#start();
    const id = ++this.#lastId;
    return new Promise<QueryResult<Row>>((resolve, reject) => {
      this.#waiting.set(id, { resolve: (rows) => resolve({ rows: rows as Row[] }), reject });
      // Somebody waits: the process must not end before the answer.
      worker.ref();
      worker.postMessage({ id, sql: query.sql, parameters: query.parameters });
    });
  }

  // biome-ignore lint/correctness/useYield: Kysely asks for the method; whoever streams uses the main connection.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Reader threads answer whole results only.');
  }

  async stop(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#failAll(new Error('The store was closed while this was read.'));
    await worker?.terminate();
  }

  #start(): Worker {
    clearTimeout(this.#idle);
    if (this.#worker) return this.#worker;
    const worker = new Worker(threadCode, {
      eval: true,
      workerData: this.#path,
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    worker.on('message', (answer: Answer) => this.#settle(answer));
    worker.on('error', (error) => {
      if (this.#worker === worker) this.#failAll(error as Error);
    });
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #settle({ id, rows, error }: Answer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error !== undefined) waiting?.reject(this.#errorOf(error));
    else waiting?.resolve(rows ?? []);
    if (this.#waiting.size > 0) return;
    this.#worker?.unref();
    this.#idle = setTimeout(() => void this.stop(), IDLE_MS);
    this.#idle.unref();
  }

  #errorOf({ message, errcode }: { message: string; errcode: unknown }): Error {
    const error = Object.assign(new Error(message), { errcode });
    return findStoreFault(error, dirname(this.#path)) ?? error;
  }

  #failAll(error: Error): void {
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

class ReaderThreadsDriver implements Driver {
  readonly #threads: ReaderThread[];

  constructor(path: string, threads: number) {
    this.#threads = Array.from({ length: threads }, () => new ReaderThread(path));
  }

  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#threads.reduce((least, thread) => (thread.load < least.load ? thread : least));
  }
  async beginTransaction(): Promise<void> {
    throw new Error('Reader threads only read.');
  }
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.stop()));
  }
}

class ManyReadersAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** Kysely for reads that may take over 5 ms: each runs in a thread with a read-only connection of its own. */
export class ReaderThreadsDialect implements Dialect {
  readonly #path: string;
  readonly #threads: number;

  constructor(path: string, threads: number) {
    this.#path = path;
    this.#threads = threads;
  }

  createDriver(): Driver {
    return new ReaderThreadsDriver(this.#path, this.#threads);
  }
  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler();
  }
  createAdapter(): DialectAdapter {
    return new ManyReadersAdapter();
  }
  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(db);
  }
}
