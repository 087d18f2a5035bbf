import type { Selectable } from 'kysely';
import type { MediaId } from '#kit/ids.js';
import type { Db, Tables, Tx } from '#store/tables.js';

/**
 * A picture or file of the library.
 *
 * fileKey       of the original among the files; null for one that an import names and nobody has found: lost
 * widthPx, heightPx  null for what is no picture
 * focalX, focalY     0 to 1 from the left and the top edge
 * oldPath       path under which an older site served it, as '/wp-content/uploads/2019/05/bridge.jpg'
 */
export type Picture = {
  id: MediaId;
  fileKey: string | null;
  mime: string;
  name: string;
  sizeBytes: number;
  widthPx: number | null;
  heightPx: number | null;
  sha256: string | null;
  alt: string;
  caption: string;
  credit: string;
  rights: string;
  focalX: number;
  focalY: number;
  oldPath: string | null;
};

/** A picture before the library has given it a number. */
export type NewPicture = Omit<Picture, 'id'>;

export async function findPicture(db: Db, id: MediaId): Promise<Picture | undefined> {
  return (await findPictures(db, [id])).get(id);
}

export async function findPictures(db: Db, ids: readonly number[]): Promise<Map<number, Picture>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('media')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, toPicture(row)]));
}

export async function findPictureAt(db: Db, oldPath: string): Promise<Picture | undefined> {
  const row = await db
    .selectFrom('media')
    .selectAll()
    .where('old_path', '=', oldPath)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row && toPicture(row);
}

export async function addPicture(tx: Tx, picture: NewPicture, now: Date): Promise<MediaId> {
  const row = await tx
    .insertInto('media')
    .values({ ...toRow(picture), made_at: now.getTime() })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id as MediaId;
}

export async function savePicture(tx: Tx, picture: Picture): Promise<void> {
  await tx.updateTable('media').set(toRow(picture)).where('id', '=', picture.id).execute();
}

function toRow(picture: NewPicture) {
  return {
    file_key: picture.fileKey,
    mime: picture.mime,
    name: picture.name,
    size_bytes: picture.sizeBytes,
    width: picture.widthPx,
    height: picture.heightPx,
    sha256: picture.sha256,
    alt: picture.alt,
    caption: picture.caption,
    credit: picture.credit,
    rights: picture.rights,
    focal_x: picture.focalX,
    focal_y: picture.focalY,
    old_path: picture.oldPath,
  };
}

function toPicture(row: Selectable<Tables['media']>): Picture {
  return {
    id: row.id as MediaId,
    fileKey: row.file_key,
    mime: row.mime,
    name: row.name,
    sizeBytes: row.size_bytes,
    widthPx: row.width,
    heightPx: row.height,
    sha256: row.sha256,
    alt: row.alt,
    caption: row.caption,
    credit: row.credit,
    rights: row.rights,
    focalX: row.focal_x,
    focalY: row.focal_y,
    oldPath: row.old_path,
  };
}
