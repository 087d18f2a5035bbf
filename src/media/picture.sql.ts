import type { Selectable } from 'kysely';
import { fault } from '#kit/fault.js';
import type { AccountId, MediaId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import { raiseIds } from '#store/sequences.sql.js';
import { dialectOf } from '#store/store.io.js';
import type { Db, Tables, Tx } from '#store/tables.js';
import { type Crops, readCrops, writeCrops } from './crops.ts';
import { mediaFaults } from './faults.ts';
import { oldPathKey } from './old-path.ts';
import { type RightsKind, readRightsKind } from './rights.ts';

/**
 * A picture or file of the library.
 *
 * fileKey       of the original among the files; null for one that an import names and nobody has found: lost
 * widthPx, heightPx  null for what is no picture
 * focalX, focalY     0 to 1 from the left and the top edge
 * oldPath       path under which an older site served it, as '/wp-content/uploads/2019/05/bridge.jpg'
 * rights        the copyright notice, as it stands in the file or as somebody wrote it
 * rightsUntil   milliseconds since 1970, UTC, from when it may not be used any more; null for no end
 * takenAt       as the camera's clock had it, without zone: '2019-05-04T06:31:00', or the date alone, or ''
 * uploadedBy    null for what an import brought
 * crops         what an editor cut by hand, by shape; every other shape is cut around the focal point
 */
export type Picture = Kept & Known;

type Kept = {
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

type Known = {
  title: string;
  creator: string;
  source: string;
  usageTerms: string;
  takenAt: string;
  rightsKind: RightsKind;
  rightsUntil: number | null;
  uploadedBy: AccountId | null;
  crops: Crops;
};

/** Nothing is known beside the file and its words. */
const NOTHING_KNOWN: Known = {
  ...{ title: '', creator: '', source: '', usageTerms: '', takenAt: '' },
  ...{ rightsKind: 'unknown', rightsUntil: null, uploadedBy: null, crops: {} },
};

/** A picture before the library has given it a number. */
export type NewPicture = Omit<Kept, 'id'> & Partial<Known>;

export async function findPicture(db: Db, id: MediaId): Promise<Picture | undefined> {
  return (await findPictures(db, [id])).get(id);
}

/**
 * The picture with the time it came into the library, in milliseconds since 1970.
 *
 * throws  media-not-found
 */
export async function getPicture(db: Db, id: MediaId): Promise<Picture & { madeAt: number }> {
  const row = await db.selectFrom('media').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw fault(mediaFaults, 'media-not-found', { id });
  return { ...toPicture(row), madeAt: row.made_at };
}

/**
 * The picture, which nobody else changes until this transaction ends.
 *
 * throws  media-not-found
 */
export async function getPictureToChange(tx: Tx, id: MediaId): Promise<Picture> {
  if (dialectOf(tx) === 'postgres')
    await tx.selectFrom('media').select('id').where('id', '=', id).forUpdate().execute();
  return getPicture(tx, id);
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

/** The picture or file that lay at this path of an older site; in another case of letters where no other lay there. */
export async function findPictureAt(db: Db, oldPath: string): Promise<Picture | undefined> {
  return (await listPicturesAt(db, [oldPath]))[0];
}

/** Pictures and files that lay at these paths of an older site, in the order of the paths. */
export async function listPicturesAt(db: Db, oldPaths: readonly string[]): Promise<Picture[]> {
  if (oldPaths.length === 0) return [];
  const keys = oldPaths.map(oldPathKey);
  const rows = await db
    .selectFrom('media')
    .selectAll()
    .where('old_path_key', 'in', [...new Set(keys)])
    .orderBy('id')
    .execute();
  const place = (picture: Picture): number => {
    const exact = oldPaths.indexOf(picture.oldPath ?? '');
    // Two files may differ in the case of their letters alone: the one that was asked for comes first.
    return exact >= 0 ? exact * 2 : keys.indexOf(oldPathKey(picture.oldPath ?? '')) * 2 + 1;
  };
  return rows.map(toPicture).sort((one, other) => place(one) - place(other));
}

export async function addPicture(tx: Tx, picture: NewPicture, now: Date): Promise<MediaId> {
  const [id] = await addPictures(tx, [picture], now);
  return id as MediaId;
}

/** Adds some hundred at most; their numbers come back in the same order. It tells nobody. */
export async function addPictures(tx: Tx, pictures: readonly NewPicture[], now: Date): Promise<MediaId[]> {
  if (pictures.length === 0) return [];
  const rows = await tx
    .insertInto('media')
    .values(pictures.map((picture) => ({ ...newRow(picture), made_at: now.getTime() })))
    .returning('id')
    .execute();
  // Ids count up in the order of the rows, whatever order the database answers them in.
  return rows.map((row) => row.id as MediaId).sort((one, other) => one - other);
}

/** Writes pictures as an export holds them, ids kept, where there are none of them. `madeAt` in milliseconds since 1970. */
export async function restorePictures(
  tx: Tx,
  pictures: readonly (NewPicture & { id: MediaId; madeAt: number })[],
): Promise<void> {
  if (pictures.length === 0) return;
  const rows = pictures.map((picture) => ({ ...newRow(picture), id: picture.id, made_at: picture.madeAt }));
  await tx.insertInto('media').values(rows).execute();
  await raiseIds(tx, 'media');
}

/** Writes what somebody changed of a picture, and tells those who show it. */
export async function changePicture(tx: Tx, picture: Picture, now: Date): Promise<void> {
  await savePicture(tx, picture);
  await tell(tx, 'media.changed', picture.id, {}, now);
}

/** The picture with exactly these bytes, the oldest of them. */
export async function findSamePicture(db: Db, sha256: string): Promise<Picture | undefined> {
  const row = await db
    .selectFrom('media')
    .selectAll()
    .where('sha256', '=', sha256)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row && toPicture(row);
}

/** Writes what is known of a picture anew; what is not given stays. It tells nobody. */
export async function savePicture(tx: Tx, picture: NewPicture & { id: MediaId }): Promise<void> {
  await tx.updateTable('media').set(toRow(picture)).where('id', '=', picture.id).execute();
}

/** Whether another picture rests on the same bytes. */
export async function isShared(db: Db, fileKey: string, id: MediaId): Promise<boolean> {
  const row = await db
    .selectFrom('media')
    .select('id')
    .where('file_key', '=', fileKey)
    .where('id', '!=', id)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The picture has neither file nor words any more; its number stays, so that what refers to it shows nothing in its place. */
export async function saveRemoved(tx: Tx, id: MediaId, now: Date): Promise<void> {
  const nothing = {
    file_key: null,
    sha256: null,
    size_bytes: 0,
    name: '',
    alt: '',
    caption: '',
    credit: '',
    rights: '',
    ...{ title: '', creator: '', source: '', usage_terms: '', taken_at: '', crops: '' },
  };
  await tx.updateTable('media').set(nothing).where('id', '=', id).execute();
  await tell(tx, 'media.changed', id, {}, now);
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
    old_path_key: picture.oldPath === null ? null : oldPathKey(picture.oldPath),
    title: picture.title,
    creator: picture.creator,
    source: picture.source,
    usage_terms: picture.usageTerms,
    taken_at: picture.takenAt,
    rights_kind: picture.rightsKind,
    rights_until: picture.rightsUntil,
    uploaded_by: picture.uploadedBy,
    crops: picture.crops && writeCrops(picture.crops),
  };
}

/** Every column has a value: rows that go in together have the same ones. */
function newRow(picture: NewPicture) {
  return toRow({ ...NOTHING_KNOWN, ...picture });
}

/** A row of the library as the house knows it. */
export function toPicture(row: Selectable<Tables['media']>): Picture {
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
    title: row.title,
    creator: row.creator,
    source: row.source,
    usageTerms: row.usage_terms,
    takenAt: row.taken_at,
    rightsKind: readRightsKind(row.rights_kind),
    rightsUntil: row.rights_until,
    uploadedBy: row.uploaded_by as AccountId | null,
    crops: readCrops(row.crops),
  };
}
