import { detectBoxes } from './detect/boxes.ts';
import { detectOldOffice, detectPacked } from './detect/packed.ts';
import { hasAt, latin1 } from './detect/signs.ts';
import { detectSound } from './detect/sound.ts';
import { detectText, isDrawingText } from './detect/text.ts';

/** How much of a file's beginning and end is looked at, in bytes. */
export const HEAD_BYTES = 64 * 1024;
export const TAIL_BYTES = 128 * 1024;

/**
 * What a file is, by what its bytes say.
 *
 * head, tail  the first HEAD_BYTES and the last TAIL_BYTES, or all there is
 * cut         whether the file is longer than its head
 * name        settles only between kinds that are equally harmless
 * returns     a mime type of `file-kinds.ts`; undefined for programs, pages and everything else not on that list
 */
export function detectKind(file: {
  head: Uint8Array;
  tail: Uint8Array;
  cut: boolean;
  name: string;
}): string | undefined {
  const { head, tail, cut, name } = file;
  return (
    detectPixels(head) ??
    detectBoxes(head) ??
    detectRecording(head) ??
    (hasAt(head, 0, '%PDF-') ? 'application/pdf' : undefined) ??
    detectPacked(head, tail) ??
    detectOldOffice(head, tail, name) ??
    detectSound(head) ??
    (isDrawingText(head) ? 'image/svg+xml' : undefined) ??
    detectText(head, cut, name)
  );
}

function detectPixels(head: Uint8Array): string | undefined {
  if (hasAt(head, 0, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (hasAt(head, 0, '\x89PNG\r\n\x1a\n')) return 'image/png';
  if (hasAt(head, 0, 'GIF87a') || hasAt(head, 0, 'GIF89a')) return 'image/gif';
  if (hasAt(head, 0, 'RIFF') && hasAt(head, 8, 'WEBP')) return 'image/webp';
  if (hasAt(head, 0, 'II*\0') || hasAt(head, 0, 'MM\0*')) return 'image/tiff';
  // Two letters are a weak sign for a bitmap: the four reserved bytes must be empty and the header of a known length.
  if (hasAt(head, 0, 'BM') && hasAt(head, 6, [0, 0, 0, 0]) && [12, 40, 108, 124].includes(head[14] ?? 0))
    return 'image/bmp';
  if (hasAt(head, 0, [0, 0, 1, 0]) && (head[4] ?? 0) > 0 && head[5] === 0 && head[9] === 0)
    return 'image/x-icon';
  return undefined;
}

function detectRecording(head: Uint8Array): string | undefined {
  if (hasAt(head, 0, 'RIFF') && hasAt(head, 8, 'WAVE')) return 'audio/wav';
  if (hasAt(head, 0, 'RIFF') && hasAt(head, 8, 'AVI ')) return 'video/x-msvideo';
  if (hasAt(head, 0, 'fLaC')) return 'audio/flac';
  if (hasAt(head, 0, 'OggS')) return latin1(head, 0, 512).includes('theora') ? 'video/ogg' : 'audio/ogg';
  if (hasAt(head, 0, [0x1a, 0x45, 0xdf, 0xa3]))
    return latin1(head, 0, 256).includes('webm') ? 'video/webm' : 'video/x-matroska';
  return undefined;
}
