import { isFault } from '#kit/fault.js';
import type { MediaId } from '#kit/ids.js';
import { type MediaFolder, openMediaFolder } from '#media/import-folder.io.js';
import { originalOf } from '#media/old-path.js';
import {
  addPictures,
  findPictures,
  listPicturesAt,
  type NewPicture,
  savePicture,
} from '#media/picture.sql.js';
import { takeInFile } from '#media/take-in.io.js';
import type { Tables, Tx } from '#store/tables.js';
import type { BundleMedia } from '../bundle.ts';
import { keptText } from '../kept-text.ts';
import type { Loading } from './loading.ts';
import { mediaWords } from './media-words.ts';
import { originRow } from './names.sql.ts';
import { findOrigins, isSame, markSeen, type OriginRow, saveOrigins } from './origin-rows.sql.ts';

/** What a batch will do, worked out before the transaction begins. */
interface Plan {
  fresh: { record: BundleMedia; picture: NewPicture }[];
  changed: { record: BundleMedia; row: OriginRow }[];
  same: OriginRow[];
}

function emptyPlan(): Plan {
  return { fresh: [], changed: [], same: [] };
}

/** Pictures remembered by their old path; more than this are looked up again. */
const mostRemembered = 20_000;

/** The library while an import runs: takes pictures in, and finds them by the addresses stories name them by. */
export class ImportedMedia {
  private readonly loading: Loading;
  private readonly folder: MediaFolder | null;
  private readonly found = new Map<string, MediaId>();
  private plan = emptyPlan();

  private constructor(loading: Loading, folder: MediaFolder | null) {
    this.loading = loading;
    this.folder = folder;
  }

  /** throws  media-no-folder when the folder that was given is not there */
  static async open(loading: Loading): Promise<ImportedMedia> {
    const { mediaFolder } = loading.options;
    return new ImportedMedia(loading, mediaFolder === null ? null : await openMediaFolder(mediaFolder));
  }

  /** Works out what to do with pictures and files of the old library, and takes in the bytes of those that are new. */
  async prepare(records: readonly BundleMedia[]): Promise<void> {
    const { loading } = this;
    this.plan = emptyPlan();
    const known = await findOrigins(
      loading.house.store.db,
      loading.system,
      'media',
      records.map((record) => record.origin.id),
    );
    const inBatch = new Set<string>();
    for (const record of records) {
      loading.hosts.add(record.url);
      const { id } = record.origin;
      const row = known.get(id);
      if (inBatch.has(id)) loading.book.count('already');
      else if (!row)
        this.plan.fresh.push({ record, picture: await this.takeIn(this.oldPathOf(record), record) });
      else if (isSame(row, record.origin)) this.plan.same.push(row);
      else this.plan.changed.push({ record, row });
      inBatch.add(id);
    }
  }

  /** Writes what was worked out. */
  async write(tx: Tx): Promise<void> {
    await this.add(tx, this.plan.fresh);
    let ours = 0;
    for (const { record, row } of this.plan.changed) if (await this.update(tx, record, row)) ours += 1;
    await markSeen(tx, this.plan.same, this.loading.run);
    this.count(ours);
  }

  /** Counts what was worked out. */
  count(ours = 0): void {
    const { fresh, changed, same } = this.plan;
    const { book } = this.loading;
    book.count('made', fresh.length);
    book.count('ours', ours);
    book.count('updated', changed.length - ours);
    book.count('already', same.length);
  }

  /** The pictures of the old library with these numbers. */
  async findByOrigin(ids: readonly string[]): Promise<Map<string, MediaId>> {
    const rows = await findOrigins(this.loading.house.store.db, this.loading.system, 'media', ids);
    return new Map(
      [...rows].flatMap(([id, row]) => (row.target_id === null ? [] : [[id, row.target_id as MediaId]])),
    );
  }

  /**
   * The pictures and files at paths of the old site, in any of their sizes. One that nothing is known of is brought in: from
   * the media folder, or, when it is not there, as lost.
   */
  async findAllAt(paths: readonly string[]): Promise<ReadonlyMap<string, MediaId>> {
    const { db } = this.loading.house.store;
    if (this.found.size >= mostRemembered) this.found.clear();
    const fresh = new FreshPictures();
    for (const path of new Set(paths)) {
      if (this.found.has(path)) continue;
      const candidates = originalOf(path);
      const there = (await listPicturesAt(db, candidates))[0];
      if (there) this.found.set(keptText(path), there.id);
      else if (!fresh.isKnown(path, candidates))
        fresh.add(
          path,
          candidates,
          await this.takeIn(candidates[1] ?? candidates[0] ?? path, { variants: [path] }),
        );
    }
    if (fresh.pictures.length > 0) {
      const ids = await db.transaction().execute((tx) => addPictures(tx, fresh.pictures, this.loading.now));
      for (const [path, at] of fresh.places) this.found.set(keptText(path), ids[at] as MediaId);
    }
    return this.found;
  }

  /** The file at an old path as the library keeps it: with its bytes, or lost. */
  async takeIn(oldPath: string, words: Partial<BundleMedia> = {}): Promise<NewPicture> {
    const { alt = '', caption = '', credit = '', mime, widthPx = null, heightPx = null, title = '' } = words;
    const name = title || (oldPath.split('/').at(-1) ?? '');
    const lost: NewPicture = {
      ...{
        fileKey: null,
        mime: mime ?? 'application/octet-stream',
        name,
        sizeBytes: 0,
        widthPx,
        heightPx,
        sha256: null,
      },
      ...{ alt, caption, credit, rights: '', focalX: 0.5, focalY: 0.5, oldPath },
    };
    return (await this.bytesOf(oldPath, words)) ?? lost;
  }

  /** The file from the media folder, when it lies there and can be taken in. */
  private async bytesOf(oldPath: string, words: Partial<BundleMedia>): Promise<NewPicture | undefined> {
    const { house, options, book } = this.loading;
    const { alt = '', caption = '', credit = '', variants = [], file = oldPath } = words;
    if (!this.folder || options.dryRun || file === null) return undefined;
    const found = await this.folder.find(file, variants);
    if (!found) return undefined;
    const facts = { name: found.name, alt, oldPath, ...(caption && { caption }), ...(credit && { credit }) };
    try {
      return await takeInFile(house.files, { path: found.path }, facts);
    } catch (error) {
      if (!isFault(error) || !error.code.startsWith('media-')) throw error;
      book.note('pictures', `A file could not be taken in: ${error.message}`, oldPath);
      return undefined;
    }
  }

  oldPathOf({ fileName, url }: BundleMedia): string {
    const path = decoded(URL.canParse(url) ? new URL(url).pathname : url);
    if (fileName === null || path.endsWith(`/${fileName}`)) return path;
    return `/wp-content/uploads/${fileName}`;
  }

  private async add(tx: Tx, fresh: readonly { record: BundleMedia; picture: NewPicture }[]): Promise<void> {
    const ids = await addPictures(
      tx,
      fresh.map(({ picture }) => picture),
      this.loading.now,
    );
    const rows = fresh.map(({ record, picture }, at): Tables['origin'] => ({
      ...originRow(record.origin, 'media', ids[at] ?? null, this.loading),
      left_as: mediaWords(picture),
    }));
    await saveOrigins(tx, rows);
  }

  /** New words from the source stand, unless somebody wrote others here: then it says true. */
  private async update(tx: Tx, record: BundleMedia, row: OriginRow): Promise<boolean> {
    const there = (await findPictures(tx, [row.target_id ?? -1])).get(row.target_id ?? -1);
    const isOurs = there !== undefined && mediaWords(there) !== row.left_as;
    const { alt, caption, credit } = record;
    const after = there && !isOurs ? { ...there, alt, caption, credit } : undefined;
    if (after) await savePicture(tx, after);
    await saveOrigins(tx, [
      {
        ...originRow(record.origin, 'media', row.target_id, this.loading),
        left_as: after ? mediaWords(after) : row.left_as,
      },
    ]);
    return isOurs;
  }
}

/** Pictures that stories name and the library does not have yet; several sizes of one are one. */
class FreshPictures {
  readonly pictures: NewPicture[] = [];
  /** By path, which of the pictures it is. */
  readonly places = new Map<string, number>();
  private readonly byCandidate = new Map<string, number>();

  isKnown(path: string, candidates: readonly string[]): boolean {
    const at = candidates
      .map((candidate) => this.byCandidate.get(candidate))
      .find((place) => place !== undefined);
    if (at !== undefined) this.places.set(path, at);
    return at !== undefined;
  }

  add(path: string, candidates: readonly string[], picture: NewPicture): void {
    const at = this.pictures.length;
    this.pictures.push(picture.fileKey === null ? { ...picture, mime: mimeByName(path) } : picture);
    this.places.set(path, at);
    for (const candidate of [...candidates, picture.oldPath ?? path]) this.byCandidate.set(candidate, at);
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const mimes: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
};

function mimeByName(path: string): string {
  return mimes[path.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}
