import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { askRun } from './ask.ts';

export type PostgresDatabase = AsyncDisposable & {
  /** postgres://postgres@127.0.0.1:PORT/NAME */
  url: string;
  /** Drops the database, with whoever is still connected. What is not removed goes with the run. */
  remove(): Promise<void>;
};

/**
 * A new, empty database on the run's one Postgres server. Test files take one each, so that they never meet.
 *
 * findPattern  names a database to copy in place of an empty one, given the server's own address
 */
export async function newPostgres(
  findPattern?: (server: string) => Promise<string>,
): Promise<PostgresDatabase> {
  const { port } = (await askRun('/postgres')) as { port: number };
  const name = `test_${randomBytes(8).toString('hex')}`;
  const server = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const pattern = await findPattern?.(server);
  await tell(server, `create database ${name}${pattern ? ` template ${pattern}` : ''}`);
  const remove = () => tell(server, `drop database if exists ${name} with (force)`);
  return { url: nextTo(server, name), remove, [Symbol.asyncDispose]: remove };
}

/** The address of another database on the same server. */
export function nextTo(server: string, database: string): string {
  return server.replace(/[^/]*$/, database);
}

async function tell(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
