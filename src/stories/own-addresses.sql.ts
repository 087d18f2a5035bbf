import type { StoryId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';
import { addressKey } from './address.ts';
import { findTakenAddresses } from './addresses.sql.ts';

/**
 * Which of these addresses no story may have for its own, because another story has. One that is only a redirect, or a further
 * address of another story, is free: a story's own path counts more.
 *
 * returns  keys of the addresses that are taken
 */
export async function findOwned(db: Db, addresses: readonly string[]): Promise<Set<string>> {
  const there = await findTakenAddresses(db, addresses);
  const ids = [...there.values()].flatMap((target) => (target.is === 'story' ? [target.id] : []));
  const owned = new Set<string>();
  if (ids.length === 0) return owned;
  const rows = await db.selectFrom('story').select('path').where('id', 'in', ids).execute();
  const own = new Set(rows.map((row) => addressKey(row.path)));
  for (const key of there.keys()) if (own.has(key)) owned.add(key);
  return owned;
}

/** Gives stories their own addresses, whatever led there before. Whoever calls has asked `findOwned`. */
export async function giveOwnAddresses(
  tx: Tx,
  stories: readonly { path: string; id: StoryId }[],
): Promise<void> {
  if (stories.length === 0) return;
  const rows = new Map(stories.map(({ path, id }) => [addressKey(path), id]));
  await tx
    .insertInto('address')
    .values([...rows].map(([address_key, id]) => ({ address_key, story_id: id, to_path: null, gone: 0 })))
    .onConflict((conflict) =>
      conflict
        .column('address_key')
        .doUpdateSet((row) => ({ story_id: row.ref('excluded.story_id'), to_path: null, gone: 0 })),
    )
    .execute();
}
