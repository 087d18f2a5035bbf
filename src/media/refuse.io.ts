import { basename } from 'node:path';
import { fault } from '#kit/fault.js';
import { mediaFaults } from './faults.ts';
import { servingOf } from './file-kinds.ts';
import { findHidden, findRunning } from './hidden.ts';
import { loadSharp } from './load-sharp.ts';
import type { Source } from './source.io.ts';

/** Decoding more than this would take the memory that readers' pages need. All frames of a moving picture count. */
export const CAREFUL_PIXEL_LIMIT = 120_000_000;
/** A picture that takes longer to read is refused. */
const SECONDS = 40;

/**
 * Refuses a picture that is something else as well, a drawing that would run or load something, and a picture that no
 * browser shows. Files that are no pictures are given to readers in a cage and pass.
 *
 * throws  media-hides-something, media-drawing-runs, media-not-shown
 */
export async function refuseHidden(source: Source, mime: string, name: string): Promise<void> {
  if (mime === 'image/heic') throw fault(mediaFaults, 'media-not-shown', { name });
  const serving = servingOf(mime);
  if (!mime.startsWith('image/')) return;
  const bytes = await source.bytes();
  const what = serving === 'drawing' ? findRunning(new TextDecoder().decode(bytes)) : findHidden(bytes, mime);
  if (!what) return;
  const code = serving === 'drawing' ? 'media-drawing-runs' : 'media-hides-something';
  throw fault(mediaFaults, code, { name: basename(name), mime, what });
}

/**
 * Reads every pixel once and forgets them.
 *
 * throws  media-broken for a picture that breaks off or is damaged inside
 */
export async function refuseUnreadable(bytes: Uint8Array, mime: string, name: string): Promise<void> {
  const sharp = await loadSharp();
  try {
    await sharp(bytes, { failOn: 'truncated', limitInputPixels: CAREFUL_PIXEL_LIMIT })
      .timeout({ seconds: SECONDS })
      .resize(64, 64, { fit: 'inside' })
      .raw()
      .toBuffer();
  } catch (error) {
    const found = error instanceof Error ? error.message.replace(/[.\s]+$/, '') : String(error);
    const reason = /premature|truncat|unexpected end|end of (?:file|stream)|not enough/i.test(found)
      ? 'it breaks off in the middle. It may not have been copied to its end'
      : found;
    throw fault(mediaFaults, 'media-broken', { name: basename(name), mime, reason }, error);
  }
}
