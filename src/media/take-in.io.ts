import { createHash, type Hash } from 'node:crypto';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { fault } from '#kit/fault.js';
import type { AccountId } from '#kit/ids.js';
import type { Files } from '#store/files.io.js';
import { detectKind } from './detect-kind.ts';
import { type Embedded, readEmbedded } from './embedded.ts';
import { mediaFaults } from './faults.ts';
import { extensionOf, servingOf } from './file-kinds.ts';
import { titleOf } from './file-name.ts';
import { loadSharp } from './load-sharp.ts';
import { PIXEL_LIMIT } from './make-size.ts';
import type { Picture } from './picture.sql.ts';
import { CAREFUL_PIXEL_LIMIT, refuseHidden, refuseUnreadable } from './refuse.io.ts';
import { type FileSource, openSource, type Source } from './source.io.ts';

/**
 * What is known of a file besides its bytes. A text given here stands, the empty one too; where none is given, what
 * the photographer or the agency wrote into the picture is taken.
 */
export type FileFacts = {
  name: string;
  alt?: string;
  caption?: string;
  credit?: string;
  rights?: string;
  focalX?: number;
  focalY?: number;
  oldPath?: string | null;
  uploadedBy?: AccountId;
  /**
   * For what somebody puts in by hand: nothing may hide in it, and every pixel is looked at, so that whoever brings it
   * hears of it now. What an old site held is taken as it is; readers get neither of the two as it came.
   */
  careful?: boolean;
};

/** A file that lies among the files and waits for its number. */
export type TakenIn = Omit<Picture, 'id'>;

const MEGABYTE = 1_000_000;
/** Largest files, by how they are given to readers, in megabytes. A picture is decoded in memory, a film never is. */
const limits = { picture: 150, drawing: 5, shown: 8_000, download: 8_000 } as const;

/**
 * Takes a picture or file in: finds out what it is, keeps its bytes as they are, and says what goes into the library.
 * The same bytes are kept once. Whoever calls saves the facts with `addPicture`.
 *
 * throws  media-empty, media-not-a-file, media-not-allowed, media-broken, media-too-many-pixels, media-too-large,
 *         media-changed, and where it is careful media-hides-something, media-not-shown; nothing is kept then
 */
export async function takeInFile(files: Files, from: FileSource, facts: FileFacts): Promise<TakenIn> {
  const source = await openSource(from, facts.name);
  try {
    const mime = judge(source, facts.name);
    if (facts.careful) await refuseHidden(source, mime, facts.name);
    const seen = servingOf(mime) === 'picture' || servingOf(mime) === 'drawing';
    const picture = seen ? await readPicture(source, mime, facts) : undefined;
    const sha256 = await source.digest();
    const fileKey = `originals/${sha256.slice(0, 2)}/${sha256.slice(2)}.${extensionOf(mime)}`;
    await keep(files, source, { fileKey, sha256, mime, name: facts.name });
    return {
      fileKey,
      sha256,
      mime,
      name: `${titleOf(facts.name)}.${extensionOf(mime)}`,
      sizeBytes: source.sizeBytes,
      widthPx: picture?.widthPx ?? null,
      heightPx: picture?.heightPx ?? null,
      alt: facts.alt ?? picture?.embedded.alt ?? '',
      caption: facts.caption ?? picture?.embedded.caption ?? '',
      credit: facts.credit ?? picture?.embedded.credit ?? '',
      rights: facts.rights ?? picture?.embedded.rights ?? '',
      focalX: facts.focalX ?? 0.5,
      focalY: facts.focalY ?? 0.5,
      oldPath: facts.oldPath ?? null,
      ...knownOf(picture?.embedded),
      uploadedBy: facts.uploadedBy ?? null,
    };
  } finally {
    await source.close();
  }
}

/** What stands in the file and nobody gave. */
function knownOf(embedded: Embedded | undefined) {
  return {
    title: embedded?.headline ?? '',
    creator: embedded?.creator ?? '',
    source: embedded?.source ?? '',
    usageTerms: embedded?.usageTerms ?? '',
    takenAt: embedded?.takenAt ?? '',
    ...{ rightsKind: 'unknown' as const, rightsUntil: null, crops: {} },
  };
}

function judge(source: Source, name: string): string {
  if (source.sizeBytes === 0) throw fault(mediaFaults, 'media-empty', { name });
  const mime = detectKind({
    head: source.head,
    tail: source.tail,
    cut: source.sizeBytes > source.head.length,
    name,
  });
  if (!mime) throw fault(mediaFaults, 'media-not-allowed', { name });
  const limit = limits[servingOf(mime)];
  if (source.sizeBytes > limit * MEGABYTE) {
    const megabytes = Math.ceil(source.sizeBytes / MEGABYTE);
    throw fault(mediaFaults, 'media-too-large', { name, mime, megabytes, limit });
  }
  return mime;
}

type Read = { widthPx: number; heightPx: number; embedded: Embedded };

/** Measure as it is looked at, turned upright, and the words inside. The header is read, the pixels are not. */
async function readPicture(source: Source, mime: string, { name, careful }: FileFacts): Promise<Read> {
  const sharp = await loadSharp();
  const found = await sharp(await source.bytes(), { limitInputPixels: false })
    .metadata()
    .catch((error: unknown) => {
      throw broken(name, mime, error instanceof Error ? error.message : String(error), error);
    });
  if (found.mediaType !== mime)
    throw broken(name, mime, `inside it is ${found.mediaType ?? 'something else'}`);
  const { width: widthPx, height: heightPx } = found.autoOrient;
  if (!widthPx || !heightPx) throw broken(name, mime, 'it has no size');
  const most = careful ? CAREFUL_PIXEL_LIMIT : PIXEL_LIMIT;
  if (widthPx * heightPx * (careful ? (found.pages ?? 1) : 1) > most)
    throw fault(mediaFaults, 'media-too-many-pixels', { name, widthPx, heightPx, limit: most / 1_000_000 });
  if (careful) await refuseUnreadable(await source.bytes(), mime, name);
  return { widthPx, heightPx, embedded: await readEmbedded(found) };
}

/** A fault for what begins like a kind and cannot be read as one. */
function broken(name: string, mime: string, reason: string, cause?: unknown): Error {
  return fault(
    mediaFaults,
    'media-broken',
    { name: basename(name), mime, reason: reason.replace(/[.\s]+$/, '') },
    cause,
  );
}

type Kept = { fileKey: string; sha256: string; mime: string; name: string };

async function keep(files: Files, source: Source, { fileKey, sha256, mime, name }: Kept): Promise<void> {
  const there = await files.find(fileKey);
  if (there?.sizeBytes === source.sizeBytes) return;
  if (source.inMemory) return files.write(fileKey, await source.bytes(), mime);
  // The file is read a second time here: what is kept must be what was looked at.
  const hash = createHash('sha256');
  const copied = Readable.from(hashing(source.stream(), hash), { objectMode: false });
  await files.writeStream(fileKey, copied, source.sizeBytes, mime);
  if (hash.digest('hex') === sha256) return;
  await files.remove(fileKey);
  throw fault(mediaFaults, 'media-changed', { name });
}

async function* hashing(parts: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const part of parts) {
    hash.update(part);
    yield part;
  }
}
