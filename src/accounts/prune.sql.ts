import type { Db } from '#store/tables.js';

/** Forgets sessions, codes and links that have expired. */
export async function pruneAccounts(db: Db, now: Date): Promise<void> {
  const at = now.getTime();
  await db.deleteFrom('session').where('expires_at', '<', at).execute();
  await db.deleteFrom('way_in').where('expires_at', '<', at).execute();
  await db.deleteFrom('verification').where('expires_at', '<', at).execute();
}
