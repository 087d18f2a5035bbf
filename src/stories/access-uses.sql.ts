import type { Db } from '#store/tables.js';
import { readAccess } from './access.ts';

/** Stories that a tier opens by name, the newest first: how many, and the first of them. */
export async function listStoriesFor(
  db: Db,
  slug: string,
  first: number,
  now: Date,
): Promise<{ readonly count: number; readonly first: readonly { id: number; headline: string }[] }> {
  const rows = await db
    .selectFrom('story')
    .select(['id', 'headline', 'access', 'visible_from', 'visible_until'])
    .where('access', 'like', `tiers:%${slug}%`)
    .where('state', '!=', 'killed')
    .orderBy('id', 'desc')
    .execute();
  // A slug may be part of another's.
  const naming = rows.filter(({ access }) => {
    const read = readAccess(access);
    return read.to === 'tiers' && read.tiers.includes(slug);
  });
  const at = now.getTime();
  // What is not out is counted, and named to nobody: those who sell memberships read no unpublished text.
  const out = naming.filter(
    ({ visible_from: from, visible_until: until }) =>
      from !== null && from <= at && (until === null || until > at),
  );
  const shown = out.slice(0, first).map(({ id, headline }) => ({ id, headline }));
  return { count: naming.length, first: shown };
}
