import { hasAt, latin1 } from '../detect/signs.ts';

/** Datasets of record 2 that a newsroom reads. source  IPTC Information Interchange Model 4.2, section 6 */
const datasets: Readonly<Record<number, string>> = {
  55: 'date',
  80: 'byline',
  105: 'headline',
  110: 'credit',
  115: 'source',
  116: 'rights',
  120: 'caption',
};

/**
 * Reads the IPTC record of a picture, as old as wire pictures are and still what agencies fill in.
 *
 * block    the Photoshop block of a JPEG, or the bare record of a TIFF
 * returns  texts by the names above, in the order they stand; agencies repeat the byline for several photographers
 */
export function readIptc(block: Uint8Array): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let at = recordStart(block);
  while (at >= 0 && at + 5 <= block.length && block[at] === 0x1c) {
    const length = ((block[at + 3] ?? 0) << 8) | (block[at + 4] ?? 0);
    const name = block[at + 1] === 2 ? datasets[block[at + 2] ?? 0] : undefined;
    // The highest bit says that the length itself has a length: that is for files inside files, not for words.
    if (length >= 0x8000 || at + 5 + length > block.length) break;
    if (name) found.set(name, [...(found.get(name) ?? []), decode(block.subarray(at + 5, at + 5 + length))]);
    at += 5 + length;
  }
  return found;
}

/** Where the record begins: at once, or behind the header of its resource, number 0x0404. */
function recordStart(block: Uint8Array): number {
  if (block[0] === 0x1c) return 0;
  for (let at = 0; at + 12 < block.length; at += 1) {
    if (!hasAt(block, at, '8BIM\x04\x04')) continue;
    const nameLength = block[at + 6] ?? 0;
    return at + 6 + 1 + nameLength + ((nameLength + 1) % 2) + 4;
  }
  return -1;
}

/** UTF-8 where it is such; else Latin-1, which older programs wrote without saying so. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return latin1(bytes);
  }
}
