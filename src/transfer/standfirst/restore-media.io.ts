import { join } from 'node:path';
import { isFault } from '#kit/fault.js';
import type { MediaId } from '#kit/ids.js';
import { readCrops } from '#media/crops.js';
import type { NewPicture } from '#media/picture.sql.js';
import { readRightsKind } from '#media/rights.js';
import { takeInFile } from '#media/take-in.io.js';
import { type Files, isKey } from '#store/files.io.js';
import type { ReportBook } from '../import-report.ts';
import type { MediaLine } from './form.ts';

export type RestoredPicture = NewPicture & { id: MediaId; madeAt: number };

/**
 * Takes the file of a picture in, and says what goes into the library. What is no picture or file that readers are
 * given, whatever the line says of it, stays out; its line comes in without it.
 */
export async function restorePicture(
  files: Files,
  line: MediaLine,
  folder: string,
  book: ReportBook,
): Promise<RestoredPicture> {
  const { id, file, name, mime, bytes, width, height, sha256, alt, caption, credit, rights, oldPath } = line;
  const words = { name, alt, caption, credit, rights, focalX: line.focal[0], focalY: line.focal[1], oldPath };
  const facts = { ...words, ...knownOf(line), id: id as MediaId, madeAt: Date.parse(line.made) };
  const gone = { mime, fileKey: null, sizeBytes: bytes, widthPx: width, heightPx: height, sha256 };
  if (file === null) return { ...facts, ...gone };
  try {
    if (!isKey(file)) throw new Error('its file has no name of ours.');
    const taken = await takeInFile(files, { path: join(folder, 'files', file) }, words);
    return { ...taken, ...facts };
  } catch (error) {
    if (isFault(error) && error.code.startsWith('store-')) throw error;
    const why = error instanceof Error ? error.message : String(error);
    book.note('pictures', `A picture or file could not be taken in: ${why}`, file);
    return { ...facts, ...gone };
  }
}

/** What the line says the library knows. Where an older export says nothing, what stands in the file holds. */
function knownOf({ rightsUntil, crops, ...line }: MediaLine): Partial<NewPicture> {
  if (line.rightsKind === undefined) return {};
  const { title = '', creator = '', source = '', usageTerms = '', takenAt = '' } = line;
  return {
    ...{ title, creator, source, usageTerms, takenAt, rightsKind: readRightsKind(line.rightsKind) },
    rightsUntil: rightsUntil ? Date.parse(rightsUntil) : null,
    crops: readCrops(JSON.stringify(crops ?? {})),
  };
}
