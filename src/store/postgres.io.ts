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

/** Half of the two-part keys of our advisory locks: what one process at a time may do. */
const CLAIMS = 5_772_156;
const CONNECT_AGAIN_MS = 1_000;

/**
 * A connection of its own, as long as the process lives: it hears other processes' commits, and holds what this process
 * has claimed for itself alone. It connects again when it breaks; the server gives up the claims of a broken one.
 */
export class CommitListener {
  readonly #url: string;
  readonly #heard: () => void;
  readonly #claims = new Set<string>();
  #client: pg.Client | undefined;
  #closed = false;
  #again: NodeJS.Timeout | undefined;

  constructor(url: string, heard: () => void) {
    this.#url = url;
    this.#heard = heard;
  }

  async open(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'standfirst listener',
      keepAlive: true,
    });
    client.on('notification', this.#heard);
    client.on('error', () => this.#lose(client));
    client.on('end', () => this.#lose(client));
    try {
      await client.connect();
      this.#client = client;
      await client.query(`listen ${CHANNEL}`);
    } catch (error) {
      this.#client = undefined;
      await client.end().catch(() => {});
      throw error;
    }
    if (this.#closed) await client.end();
    else this.#heard();
  }

  /** True while no other process has claimed this. Claims last until the process ends or loses its connection. */
  async claim(name: string): Promise<boolean> {
    if (this.#claims.has(name)) return true;
    const client = this.#client;
    if (!client) return false;
    const { rows } = await client.query('select pg_try_advisory_lock($1, hashtext($2)) as got', [
      CLAIMS,
      name,
    ]);
    const got = rows[0]?.got === true && client === this.#client;
    if (got) this.#claims.add(name);
    return got;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#again);
    const client = this.#client;
    this.#client = undefined;
    await client?.end();
  }

  #lose(client: pg.Client): void {
    if (client !== this.#client) return;
    this.#client = undefined;
    this.#claims.clear();
    this.#reopen();
  }

  #reopen(): void {
    if (this.#closed) return;
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.open().catch(() => this.#reopen()), CONNECT_AGAIN_MS);
  }
}

/** The statement that tells the listeners of all processes, once the transaction commits. */
export const notifyStatement = `select pg_notify('${CHANNEL}', '')`;
