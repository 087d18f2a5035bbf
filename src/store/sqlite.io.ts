import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
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
import { isFault } from '#kit/fault.js';
import { toStoreFault } from './trouble.ts';

/** Prepared statements kept a connection; the house sends far fewer different ones. */
const STATEMENT_LIMIT = 400;
/** A statement longer than this inserts many rows; it rarely comes again in the same length and is not kept. */
const LONGEST_KEPT = 4_000;
/** What is left of the write-ahead log once a long import is over, in bytes. */
const LOG_LIMIT_BYTES = 64 * 1024 * 1024;
/** How long opening waits for another process that does the same, in milliseconds. */
const OPEN_PATIENCE_MS = 10_000;
/** How long a write waits for another process's write before it gives up, in milliseconds. */
const WRITE_PATIENCE_MS = 10_000;
/** The part of that in which the thread stands still; it sleeps between tries, so that readers are served meanwhile. */
const STANDSTILL_MS = 5;
const TRY_AGAIN_MS = 15;

type Prepared = { statement: StatementSync; answersRows: boolean };

/** One SQLite connection with its prepared statements. Calls are synchronous; a read is some 15 µs. */
class Connection {
  readonly database: DatabaseSync;
  readonly #folder: string;
  readonly #prepared = new Map<string, Prepared>();

  constructor(path: string, readOnly: boolean) {
    this.#folder = dirname(path);
    this.database = this.#guard(() => new DatabaseSync(path, { readOnly, timeout: OPEN_PATIENCE_MS }));
    try {
      this.exec('pragma foreign_keys = on; pragma temp_store = memory; pragma cache_size = -16000');
      // Reading the header makes a file that is no database tell so now.
      this.exec(readOnly ? 'pragma schema_version' : `pragma journal_mode = wal; pragma synchronous = full`);
      this.exec(`pragma journal_size_limit = ${LOG_LIMIT_BYTES}`);
      if (!readOnly) this.exec(`pragma busy_timeout = ${STANDSTILL_MS}`);
    } catch (error) {
      this.database.close();
      throw error;
    }
  }

  run<Row>(query: CompiledQuery): QueryResult<Row> {
    return this.#guard(() => {
      const { statement, answersRows } = this.#prepare(query.sql);
      const parameters = query.parameters as SQLInputValue[];
      if (answersRows) return { rows: statement.all(...parameters) as Row[] };
      const { changes, lastInsertRowid } = statement.run(...parameters);
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
    });
  }

  exec(sql: string): void {
    this.#guard(() => this.database.exec(sql));
  }

  /** Does a write that may meet another process's, and tries again while it does. */
  async write<Value>(work: () => Value): Promise<Value> {
    const giveUpAt = performance.now() + WRITE_PATIENCE_MS;
    for (;;) {
      try {
        return work();
      } catch (error) {
        if (!isFault(error, 'store-busy') || performance.now() > giveUpAt) throw error;
        await setTimeout(TRY_AGAIN_MS);
      }
    }
  }

  *stream<Row>(query: CompiledQuery): Generator<Row> {
    // A statement of its own: one that is being stepped through must not be reset by a second use.
    const statement = this.database.prepare(query.sql);
    for (const row of statement.iterate(...(query.parameters as SQLInputValue[]))) yield row as Row;
  }

  /** A full disk or a folder that cannot be written becomes a fault with a plain sentence. */
  #guard<Value>(work: () => Value): Value {
    try {
      return work();
    } catch (error) {
      throw toStoreFault(error, this.#folder);
    }
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql);
    if (known) {
      this.#prepared.delete(sql);
      this.#prepared.set(sql, known);
      return known;
    }
    const statement = this.database.prepare(sql);
    const made = { statement, answersRows: statement.columns().length > 0 };
    if (sql.length <= LONGEST_KEPT) this.#keep(sql, made);
    return made;
  }

  /** The statement that was not used for longest makes room. */
  #keep(sql: string, made: Prepared): void {
    if (this.#prepared.size >= STATEMENT_LIMIT) {
      const oldest = this.#prepared.keys().next().value;
      if (oldest !== undefined) this.#prepared.delete(oldest);
    }
    this.#prepared.set(sql, made);
  }
}

/** Hands the one writing connection to one user at a time, in the order they asked. */
class Turn {
  #last: Promise<void> = Promise.resolve();

  take(): Promise<() => void> {
    const before = this.#last;
    let release = (): void => {};
    this.#last = new Promise((resolve) => {
      release = resolve;
    });
    return before.then(() => release);
  }
}

/** What one Kysely query or transaction holds: reads go to the reader until a transaction begins. */
class Lease implements DatabaseConnection {
  readonly #driver: SqliteDriver;
  #release: (() => void) | undefined;

  constructor(driver: SqliteDriver) {
    this.#driver = driver;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#release) return this.#inTransaction(query);
    if (isRead(query)) return this.#driver.reader.run(query);
    const { turn, writer } = this.#driver;
    const release = await turn.take();
    try {
      return await writer.write(() => writer.run<Row>(query));
    } finally {
      release();
    }
  }

  /** SQLite drops a whole transaction by itself when the disk is full; nothing more of it may be written then. */
  #inTransaction<Row>(query: CompiledQuery): QueryResult<Row> {
    const { writer } = this.#driver;
    if (!writer.database.isTransaction) throw new Error('This transaction was rolled back already.');
    return writer.run(query);
  }

  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    const connection = this.#release ? this.#driver.writer : this.#driver.reader;
    for (const row of connection.stream<Row>(query)) yield { rows: [row] };
  }

  async begin(): Promise<void> {
    const { turn, writer } = this.#driver;
    const release = await turn.take();
    try {
      // Who may only read takes no lock: all of its transaction sees the database as its first read finds it.
      await writer.write(() => writer.exec(this.#driver.readOnly ? 'begin' : 'begin immediate'));
      this.#release = release;
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Ends the transaction with `commit` or `rollback`; the writer goes to the next in line whatever comes. */
  end(word: 'commit' | 'rollback'): void {
    // After a commit that failed and rolled back by itself, the writer is somebody else's already.
    if (!this.#release) return;
    const { writer, committed } = this.#driver;
    try {
      // SQLite rolls back by itself when it meets a full disk; asking twice would hide the first reason.
      if (word === 'commit' || writer.database.isTransaction) writer.exec(word);
    } finally {
      if (word === 'rollback' || !writer.database.isTransaction) {
        this.#release();
        this.#release = undefined;
      }
    }
    if (word === 'commit') committed();
  }

  command(sql: string): void {
    this.#driver.writer.exec(sql);
  }
}

class SqliteDriver implements Driver {
  readonly writer: Connection;
  readonly reader: Connection;
  readonly turn = new Turn();
  readonly readOnly: boolean;
  readonly committed: () => void;

  constructor(path: string, readOnly: boolean, committed: () => void) {
    this.readOnly = readOnly;
    this.writer = new Connection(path, readOnly);
    this.reader = this.#openReader(path);
    this.committed = committed;
  }

  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return new Lease(this);
  }
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as Lease).begin();
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    (connection as Lease).end('commit');
  }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    (connection as Lease).end('rollback');
  }
  async savepoint(connection: DatabaseConnection, name: string): Promise<void> {
    (connection as Lease).command(`savepoint "${name}"`);
  }
  async rollbackToSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    (connection as Lease).command(`rollback to "${name}"`);
  }
  async releaseSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    (connection as Lease).command(`release "${name}"`);
  }
  async releaseConnection(): Promise<void> {}
  /** Lets a transaction that is under way end before it closes. */
  async destroy(): Promise<void> {
    await this.turn.take();
    this.reader.database.close();
    this.writer.database.close();
  }

  #openReader(path: string): Connection {
    try {
      return new Connection(path, true);
    } catch (error) {
      this.writer.database.close();
      throw error;
    }
  }
}

/** Kysely's SQLite adapter takes one connection for granted and would queue every read behind every write. */
class TwoConnectionAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/**
 * Kysely on node:sqlite: one connection writes, one transaction at a time; a second, read-only one answers the reads
 * outside transactions, so that nobody waits for a writer (WAL).
 *
 * path       of the database file
 * readOnly   true for commands that must not write
 * committed  called after each commit, to wake those who wait for events
 */
export class SqliteDialect implements Dialect {
  readonly #path: string;
  readonly #readOnly: boolean;
  readonly #committed: () => void;

  constructor(path: string, readOnly: boolean, committed: () => void) {
    this.#path = path;
    this.#readOnly = readOnly;
    this.#committed = committed;
  }

  createDriver(): Driver {
    return new SqliteDriver(this.#path, this.#readOnly, this.#committed);
  }
  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler();
  }
  createAdapter(): DialectAdapter {
    return new TwoConnectionAdapter();
  }
  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(db);
  }
}

function isRead(query: CompiledQuery): boolean {
  if (query.query.kind === 'SelectQueryNode') return true;
  return query.query.kind === 'RawNode' && /^\s*(select|with)\b/i.test(query.sql);
}
