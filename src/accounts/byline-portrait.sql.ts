import type { MediaId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';

/** People whose portrait this picture is. */
export async function listPortrayed(
  db: Db,
  picture: MediaId,
): Promise<{ id: number; slug: string; name: string }[]> {
  return db
    .selectFrom('byline')
    .select(['id', 'slug', 'name'])
    .where('media_id', '=', picture)
    .orderBy('name')
    .limit(50)
    .execute();
}
