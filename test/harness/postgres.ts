import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { askRun } from './ask.ts';

export type PostgresDatabase = AsyncDisposable & {
  /** postgres://postgres@127.0.0.1:PORT/NAME */
  url: string;
  /** Drops the database, with whoever is still connected. What is not removed goes with the run. */
  remove(): Promise<void>;
};

/** A new, empty database on the run's one Postgres server. Test files take one each, so that they never meet. */
export async function newPostgres(): Promise<PostgresDatabase> {
  const { port } = (await askRun('/postgres')) as { port: number };
  const name = `test_${randomBytes(8).toString('hex')}`;
  const urlOf = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  await tell(urlOf('postgres'), `create database ${name}`);
  const remove = () => tell(urlOf('postgres'), `drop database if exists ${name} with (force)`);
  return { url: urlOf(name), remove, [Symbol.asyncDispose]: remove };
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
