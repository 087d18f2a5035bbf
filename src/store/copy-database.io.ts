import { sql } from 'kysely';
import type { Store } from './store.io.ts';
import { makeWhole } from './whole-file.io.ts';

/**
 * Copies the SQLite database as it stands at this moment to `path`, off the serving thread; readers and writers go on
 * meanwhile. SQLite's own backup would begin anew at each write of another process.
 */
export async function copyDatabase(store: Store, path: string): Promise<void> {
  await makeWhole(path, async (unfinished) => {
    await sql`vacuum into ${unfinished}`.execute(store.slow);
  });
}
