import { hasAt, latin1 } from './signs.ts';

const brands: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  avis: 'image/avif',
  heic: 'image/heic',
  heix: 'image/heic',
  hevc: 'image/heic',
  hevx: 'image/heic',
  mif1: 'image/heic',
  msf1: 'image/heic',
  'M4A ': 'audio/mp4',
  'M4B ': 'audio/mp4',
  'qt  ': 'video/quicktime',
};

const FILM = /^(?:isom|iso[2-9]|mp4[12]|avc1|dash|M4V |MSNV|mmp4|3gp[4-7]|3g2a|F4V )$/;

/**
 * Pictures, sound and film in the boxes of ISO 14496-12, told apart by the brands in the first one. A file that says
 * it is a HEIF of any kind and names AVIF among its brands is an AVIF.
 */
export function detectBoxes(head: Uint8Array): string | undefined {
  if (!hasAt(head, 4, 'ftyp')) return undefined;
  const size =
    (((head[0] ?? 0) << 24) | ((head[1] ?? 0) << 16) | ((head[2] ?? 0) << 8) | (head[3] ?? 0)) >>> 0;
  if (size < 16 || size > 1024) return undefined;
  const named = [8, ...others(size)].map((at) => latin1(head, at, at + 4));
  if (named.includes('avif') || named.includes('avis')) return 'image/avif';
  const [major = ''] = named;
  return (
    brands[major] ?? (FILM.test(major) || named.some((brand) => FILM.test(brand)) ? 'video/mp4' : undefined)
  );
}

function others(size: number): number[] {
  const found: number[] = [];
  for (let at = 16; at + 4 <= size; at += 4) found.push(at);
  return found;
}
