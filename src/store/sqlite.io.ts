import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
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

/** Prepared statements kept a connection; the house sends far fewer different ones. */
const STATEMENT_LIMIT = 400;
/** How long a write waits for another process's write before it gives up, in milliseconds. */
const BUSY_TIMEOUT_MS = 10_000;

type Prepared = { statement: StatementSync; answersRows: boolean };

/** One SQLite connection with its prepared statements. Calls are synchronous; a read is some 15 µs. */
class Connection {
  readonly database: DatabaseSync;
  readonly #prepared = new Map<string, Prepared>();

  constructor(path: string, readOnly: boolean) {
    this.database = new DatabaseSync(path, { readOnly, timeout: BUSY_TIMEOUT_MS });
    this.database.exec('pragma foreign_keys = on; pragma temp_store = memory; pragma cache_size = -16000');
    if (!readOnly) this.database.exec('pragma journal_mode = wal; pragma synchronous = full');
  }

  run<Row>(query: CompiledQuery): QueryResult<Row> {
    const { statement, answersRows } = this.#prepare(query.sql);
    const parameters = query.parameters as SQLInputValue[];
    if (answersRows) return { rows: statement.all(...parameters) as Row[] };
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  *stream<Row>(query: CompiledQuery): Generator<Row> {
    // A statement of its own: one that is being stepped through must not be reset by a second use.
    const statement = this.database.prepare(query.sql);
    for (const row of statement.iterate(...(query.parameters as SQLInputValue[]))) yield row as Row;
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql);
    if (known) return known;
    if (this.#prepared.size >= STATEMENT_LIMIT) {
      const oldest = this.#prepared.keys().next().value;
      if (oldest !== undefined) this.#prepared.delete(oldest);
    }
    const statement = this.database.prepare(sql);
    const made = { statement, answersRows: statement.columns().length > 0 };
    this.#prepared.set(sql, made);
    return made;
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
    if (this.#release) return this.#driver.writer.run(query);
    if (isRead(query)) return this.#driver.reader.run(query);
    const release = await this.#driver.turn.take();
    try {
      return this.#driver.writer.run(query);
    } finally {
      release();
    }
  }

  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    const connection = this.#release ? this.#driver.writer : this.#driver.reader;
    for (const row of connection.stream<Row>(query)) yield { rows: [row] };
  }

  async begin(): Promise<void> {
    const release = await this.#driver.turn.take();
    try {
      this.#driver.writer.database.exec('begin immediate');
      this.#release = release;
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Ends the transaction with `commit` or `rollback`; the writer goes to the next in line whatever comes. */
  end(word: 'commit' | 'rollback'): void {
    try {
      // SQLite rolls back by itself when a commit meets a full disk; asking twice would hide the first reason.
      if (word === 'commit' || this.#driver.writer.database.isTransaction)
        this.#driver.writer.database.exec(word);
    } finally {
      if (word === 'rollback' || !this.#driver.writer.database.isTransaction) {
        this.#release?.();
        this.#release = undefined;
      }
    }
    if (word === 'commit') this.#driver.committed();
  }

  command(sql: string): void {
    this.#driver.writer.database.exec(sql);
  }
}

class SqliteDriver implements Driver {
  readonly writer: Connection;
  readonly reader: Connection;
  readonly turn = new Turn();
  readonly committed: () => void;

  constructor(path: string, readOnly: boolean, committed: () => void) {
    this.writer = new Connection(path, readOnly);
    this.reader = path === ':memory:' ? this.writer : new Connection(path, true);
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
  async destroy(): Promise<void> {
    if (this.reader !== this.writer) this.reader.database.close();
    this.writer.database.close();
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
