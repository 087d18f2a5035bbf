import type { Readable } from 'node:stream';
import type { MediaId } from '#kit/ids.js';
import { servingOf } from '#media/file-kinds.js';
import { isHeld, isSizeable } from '#media/ladder.js';
import { cropPath, cutOf, filePath, type MediaAsk, readMediaPath, versionOf } from '#media/media-path.js';
import { readOldPath } from '#media/old-path.js';
import { findPicture, listPicturesAt, type Picture } from '#media/picture.sql.js';
import { findRendition } from '#media/rendition.js';
import { sizesOf } from '#media/sizes.io.js';
import type { Files } from '#store/files.io.js';
import type { Db } from '#store/tables.js';
import { A_DAY, fileHeaders, holdsTag, LASTING, type Range, readRange } from './pictures-headers.ts';
import { answerForOld } from './pictures-old.ts';

export type PictureHouse = {
  readonly db: Db;
  readonly files: Files;
  readonly log: { error(facts: object, says: string): void };
};

/** path as it was asked for, percent-encoded, without its query; names of headers in small letters. */
export type FileAsk = {
  readonly path: string;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
};

/** Names of headers in small letters. A body of null is for answers without one. */
export type FileAnswer = {
  readonly status: 200 | 206 | 302 | 304 | 404 | 416 | 503;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array | Readable | null;
};

/** Up to this size a file is read in one go, which takes half the time of a stream. */
const AT_ONCE_BYTES = 512 * 1024;
/** Seconds after which it is worth asking again for a size that could not be made now. */
const RETRY_SECONDS = '3';

/**
 * Answers `/media/…` and the addresses under which an older site served pictures and files; undefined for an address
 * where no file of ours is or was. A size is made when it is first asked for.
 */
export async function servePicture(house: PictureHouse, ask: FileAsk): Promise<FileAnswer | undefined> {
  const own = readMediaPath(ask.path);
  if (own) return serveOwn(house, ask, own);
  return ask.path.startsWith('/media/') ? missing() : serveOld(house, ask);
}

async function serveOwn(house: PictureHouse, ask: FileAsk, wanted: MediaAsk): Promise<FileAnswer> {
  const picture = await findPicture(house.db, wanted.id as MediaId);
  // A wrong version is answered like a number nobody has: else pictures of unpublished stories could be found by counting.
  if (!picture || !isKept(picture) || versionOf(picture) !== wanted.version) return missing();
  const moved = movedTo(picture, wanted);
  if (moved === ask.path) return missing();
  return moved ? redirect(moved) : serve(house, ask, { picture, wanted, cache: LASTING });
}

/** Where the same thing stands today: the focal point was moved, or a file got another name. */
function movedTo(picture: Kept, wanted: MediaAsk): string | undefined {
  if (wanted.is === 'crop' && isHeld(picture) && wanted.cut !== cutOf(picture, wanted.shape))
    return cropPath(picture, wanted.shape, wanted.width, wanted.format);
  if (wanted.is !== 'file' || isSizeable(picture)) return undefined;
  const path = filePath(picture);
  return path.endsWith(`/${wanted.name}`) ? undefined : path;
}

async function serveOld(house: PictureHouse, ask: FileAsk): Promise<FileAnswer | undefined> {
  const old = readOldPath(ask.path);
  const found = await listPicturesAt(house.db, old.candidates);
  const picture = found.find(isKept);
  if (!picture) return found.length > 0 ? missing() : undefined;
  const wanted = isSizeable(picture)
    ? answerForOld(picture, old)
    : { is: 'file' as const, id: picture.id, version: versionOf(picture), name: '' };
  return wanted ? serve(house, ask, { picture, wanted, cache: A_DAY }) : missing();
}

type Kept = Picture & { fileKey: string; sha256: string };
type Wish = { picture: Kept; wanted: MediaAsk; cache: string };

function isKept(picture: Picture): picture is Kept {
  return picture.fileKey !== null && picture.sha256 !== null;
}

async function serve(
  house: PictureHouse,
  ask: FileAsk,
  { picture, wanted, cache }: Wish,
): Promise<FileAnswer> {
  const rendition = isHeld(picture) ? findRendition(picture, wanted) : undefined;
  // Of a picture made of pixels readers get sizes alone: its file may say where it was taken.
  if (!rendition && (wanted.is !== 'file' || servingOf(picture.mime) === 'picture')) return missing();
  const key = rendition?.key ?? picture.fileKey;
  const etag = `"${versionOf(picture)}${rendition ? `-${key.slice(key.lastIndexOf('/') + 1)}` : ''}"`;
  const headers = {
    ...fileHeaders({ id: picture.id, mime: rendition?.mime ?? picture.mime, name: picture.name }),
    'cache-control': cache,
    etag,
  };
  if (holdsTag(text(ask, 'if-none-match'), etag)) return { status: 304, headers, body: null };
  if (!rendition) {
    const file = await house.files.find(key);
    return file ? send(house, ask, headers, { key, sizeBytes: file.sizeBytes }) : missing();
  }
  const complain = (error: unknown, about: string): void =>
    house.log.error(
      { err: error, picture: picture.id, file: about },
      'A size of a picture could not be made or kept.',
    );
  const size = await sizesOf(house.files).find(rendition, complain);
  if (!size.ok) return size.refusal === 'busy' ? busy() : missing();
  return size.value.is === 'made'
    ? send(house, ask, headers, { bytes: size.value.bytes, sizeBytes: size.value.bytes.length })
    : send(house, ask, headers, { key, sizeBytes: size.value.sizeBytes });
}

type Body = { sizeBytes: number } & ({ key: string } | { bytes: Uint8Array });

/** Answers with the whole or with the part that was asked for. */
async function send(
  house: PictureHouse,
  ask: FileAsk,
  headers: Record<string, string>,
  body: Body,
): Promise<FileAnswer> {
  const { sizeBytes } = body;
  const before = text(ask, 'if-range');
  const range =
    before === undefined || before === headers.etag ? readRange(text(ask, 'range'), sizeBytes) : undefined;
  if (range === 'none')
    return {
      status: 416,
      headers: { 'content-range': `bytes */${sizeBytes}`, 'cache-control': 'no-store' },
      body: null,
    };
  const part = await bodyOf(house.files, body, range);
  if (!part) return missing();
  const lengthBytes = range ? range.end - range.start + 1 : sizeBytes;
  const sent = { ...headers, 'accept-ranges': 'bytes', 'content-length': String(lengthBytes) };
  return range
    ? {
        status: 206,
        headers: { ...sent, 'content-range': `bytes ${range.start}-${range.end}/${sizeBytes}` },
        body: part,
      }
    : { status: 200, headers: sent, body: part };
}

async function bodyOf(
  files: Files,
  body: Body,
  range: Range | undefined,
): Promise<Uint8Array | Readable | undefined> {
  if ('bytes' in body) return partOf(body.bytes, range);
  if (range || body.sizeBytes > AT_ONCE_BYTES) return files.stream(body.key, range);
  return files.read(body.key);
}

function partOf(bytes: Uint8Array, range: Range | undefined): Uint8Array {
  return range ? bytes.subarray(range.start, range.end + 1) : bytes;
}

function text({ headers }: FileAsk, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}

function redirect(to: string): FileAnswer {
  return { status: 302, headers: { location: to, 'cache-control': 'public, max-age=300' }, body: null };
}

function missing(): FileAnswer {
  return plain(404, 'There is no such picture or file.', { 'cache-control': 'public, max-age=60' });
}

function busy(): FileAnswer {
  return plain(503, 'Very many pictures are being made at this moment. Please try again.', {
    'cache-control': 'no-store',
    'retry-after': RETRY_SECONDS,
  });
}

function plain(status: 404 | 503, says: string, headers: Record<string, string>): FileAnswer {
  const body = Buffer.from(`${says}\n`);
  return {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-length': String(body.length),
      'x-content-type-options': 'nosniff',
      ...headers,
    },
    body,
  };
}
