import { type Dialect, type Driver, PostgresDialect } from 'kysely';
import pg from 'pg';

/** `int8` comes as text by default, since it may pass 2^53; our numbers never do. */
const INT8 = 20;
const numbers = new pg.TypeOverrides();
numbers.setTypeParser(INT8, (text) => Number(text));

const CHANNEL = 'standfirst_events';

/**
 * Kysely on Postgres.
 *
 * url        postgres://user:password@host:port/database
 * size       connections at most
 * committed  called after each commit of this process
 */
export function openPostgres(
  url: string,
  size: number,
  committed: () => void,
): { dialect: Dialect; pool: pg.Pool } {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    types: numbers,
    application_name: 'standfirst',
  });
  // A connection that the server closes while idle is replaced at its next use; unheard, the event would end the process.
  pool.on('error', () => {});
  return { dialect: new WakingDialect({ pool }, committed), pool };
}

class WakingDialect extends PostgresDialect {
  readonly #committed: () => void;

  constructor(config: { pool: pg.Pool }, committed: () => void) {
    super(config);
    this.#committed = committed;
  }

  override createDriver(): Driver {
    const driver = super.createDriver();
    const commit = driver.commitTransaction.bind(driver);
    driver.commitTransaction = async (connection) => {
      await commit(connection);
      this.#committed();
    };
    return driver;
  }
}

/** Listens for other processes' commits on a connection of its own, and connects again when it breaks. */
export class CommitListener {
  readonly #url: string;
  readonly #heard: () => void;
  #client: pg.Client | undefined;
  #closed = false;
  #again: NodeJS.Timeout | undefined;

  constructor(url: string, heard: () => void) {
    this.#url = url;
    this.#heard = heard;
  }

  async open(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, application_name: 'standfirst listener' });
    client.on('notification', this.#heard);
    client.on('error', () => this.#reopen());
    client.on('end', () => this.#reopen());
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    this.#client = client;
    this.#heard();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#again);
    await this.#client?.end();
  }

  #reopen(): void {
    if (this.#closed || this.#again) return;
    this.#client = undefined;
    this.#again = setTimeout(() => {
      this.#again = undefined;
      this.open().catch(() => this.#reopen());
    }, 1000);
  }
}

/** The statement that tells the listeners of all processes, once the transaction commits. */
export const notifyStatement = `select pg_notify('${CHANNEL}', '')`;
