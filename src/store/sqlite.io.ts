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
import { SqliteConnection } from './sqlite-connection.io.ts';

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
  readonly writer: SqliteConnection;
  readonly reader: SqliteConnection;
  readonly turn = new Turn();
  readonly readOnly: boolean;
  readonly committed: () => void;

  constructor(path: string, readOnly: boolean, committed: () => void) {
    this.readOnly = readOnly;
    this.writer = new SqliteConnection(path, readOnly);
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

  #openReader(path: string): SqliteConnection {
    try {
      return new SqliteConnection(path, true);
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
