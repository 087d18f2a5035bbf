import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import type { CompiledQuery, QueryResult } from 'kysely';
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
export class SqliteConnection {
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
