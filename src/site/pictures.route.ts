import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isOldFilePath } from '#media/old-path.js';
import { reservedParts } from '#stories/address.js';
import { type FileAnswer, type PictureHouse, servePicture } from './pictures.io.ts';

/**
 * Answers addresses of pictures and files, of ours and of an older site; false for every other address.
 *
 * path       as it was asked for, percent-encoded, without its query
 * elsewhere  called when an address that looks like an older site's file is none: a redirect may stand there, or a page
 *            that says so; without it the answer is a plain 404
 */
export function sendPicture(
  house: PictureHouse,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  elsewhere?: () => void,
): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  if (!path.startsWith('/media/') && !mayBeOld(path)) return false;
  void answer(house, request, response, path, elsewhere);
  return true;
}

/** What a picture or file would be answered with at this address; undefined where it is no file's. */
export async function findFile(
  house: PictureHouse,
  path: string,
): Promise<{ status: number; to?: string } | undefined> {
  if (!path.startsWith('/media/') && !mayBeOld(path)) return undefined;
  const found = await servePicture(house, { path, headers: {} });
  if (!found) return undefined;
  if (found.body instanceof Readable) found.body.destroy();
  return found.headers.location
    ? { status: found.status, to: found.headers.location }
    : { status: found.status };
}

/** Addresses of the house itself never were an older site's. */
function mayBeOld(path: string): boolean {
  return !reservedParts.has(path.split('/', 2)[1] ?? '') && isOldFilePath(path);
}

async function answer(
  house: PictureHouse,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  elsewhere: (() => void) | undefined,
): Promise<void> {
  try {
    const found = await servePicture(house, { path, headers: request.headers });
    if (!found && elsewhere) return elsewhere();
    await write(request, response, found ?? { status: 404, headers: { 'content-length': '0' }, body: null });
  } catch (error) {
    if (isLeaving(error)) return;
    house.log.error({ err: error, address: path }, 'A picture or file could not be sent.');
    if (response.headersSent) response.destroy();
    else response.writeHead(500, { 'cache-control': 'no-store', 'content-length': '0' }).end();
  }
}

async function write(request: IncomingMessage, response: ServerResponse, found: FileAnswer): Promise<void> {
  const { status, headers, body } = found;
  response.writeHead(status, headers);
  if (!(body instanceof Readable)) {
    response.end(request.method === 'HEAD' ? undefined : body);
    return;
  }
  if (request.method === 'HEAD') {
    body.destroy();
    response.end();
    return;
  }
  await pipeline(body, response);
}

/** A reader who went on before the picture was there. */
function isLeaving(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException;
  return ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE'].includes(code);
}
