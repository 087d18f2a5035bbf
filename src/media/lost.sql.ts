import type { Db } from '#store/tables.js';
import { findPictures, type Picture } from './picture.sql.ts';

/** Pictures and files that an import named and nobody has found, some hundred at a time, after `afterId`. */
export async function listLost(db: Db, afterId: number): Promise<Picture[]> {
  const rows = await db
    .selectFrom('media')
    .select('id')
    .where('file_key', 'is', null)
    .where('old_path', 'is not', null)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(500)
    .execute();
  const pictures = await findPictures(
    db,
    rows.map(({ id }) => id),
  );
  return [...pictures.values()].sort((one, other) => one.id - other.id);
}
