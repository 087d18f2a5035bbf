import { hasAt } from './signs.ts';

const KILOBITS = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const KILOBITS_LOW = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const HERTZ = [44_100, 48_000, 32_000];

/** MP3 and AAC without a container. A lone frame mark is too weak a sign: a second frame must follow where it should. */
export function detectSound(head: Uint8Array): string | undefined {
  if (hasAt(head, 0, 'ID3')) return 'audio/mpeg';
  const mp3 = mp3FrameBytes(head, 0);
  if (mp3 && mp3FrameBytes(head, mp3)) return 'audio/mpeg';
  const aac = aacFrameBytes(head, 0);
  if (aac && aacFrameBytes(head, aac)) return 'audio/aac';
  return undefined;
}

/** Length of the MPEG layer III frame that begins at `at`. */
function mp3FrameBytes(head: Uint8Array, at: number): number | undefined {
  const [a = 0, b = 0, c = 0] = head.subarray(at, at + 3);
  const version = (b >> 3) & 3;
  if (a !== 0xff || (b & 0xe0) !== 0xe0 || version === 1 || ((b >> 1) & 3) !== 1) return undefined;
  const kilobits = (version === 3 ? KILOBITS : KILOBITS_LOW)[c >> 4];
  const hertz = HERTZ[(c >> 2) & 3];
  if (!kilobits || !hertz) return undefined;
  const halvings = version === 3 ? 1 : version === 2 ? 2 : 4;
  const samples = version === 3 ? 144 : 72;
  return Math.floor((samples * kilobits * 1000) / (hertz / halvings)) + ((c >> 1) & 1);
}

function aacFrameBytes(head: Uint8Array, at: number): number | undefined {
  const [a = 0, b = 0, , d = 0, e = 0, f = 0] = head.subarray(at, at + 6);
  if (a !== 0xff || (b & 0xf6) !== 0xf0) return undefined;
  const length = ((d & 3) << 11) | (e << 3) | (f >> 5);
  return length > 7 ? length : undefined;
}
