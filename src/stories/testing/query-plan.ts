import { sql } from 'kysely';
import type { Db } from '#store/tables.js';

/** How SQLite answers the queries that `work` makes: one line a step. */
export async function plansOf(db: Db, work: (db: Db) => Promise<unknown>): Promise<string[]> {
  const queries: { sql: string; parameters: readonly unknown[] }[] = [];
  const watched = db.withPlugin({
    transformQuery: ({ node, queryId }) => {
      queries.push(db.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await work(watched);
  const plans: string[] = [];
  for (const query of queries) {
    const explained = sql<{ detail: string }>([`explain query plan ${query.sql}`] as never);
    const { rows } = await db.executeQuery<{ detail: string }>({
      ...explained.compile(db),
      parameters: query.parameters,
    });
    plans.push(...rows.map((row) => row.detail));
  }
  return plans;
}
