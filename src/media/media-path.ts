import { extensionOf } from './file-kinds.ts';
import { slugOf } from './file-name.ts';
import { cropWidthsOf, type Held, type SizeFormat } from './ladder.ts';
import type { Picture } from './picture.sql.ts';
import { type Shape, shapes } from './shapes.ts';

/**
 * Addresses of pictures and files, and how they are read back. A version stands in each: the same address always
 * gives the same bytes and may be kept for ever, and nobody finds what is not yet published by counting up.
 *
 * cut  the focal point in hundredths ('50x50'), or what an editor drew in thousandths ('c125x0x800')
 */
export type MediaAsk =
  | { is: 'size'; id: number; version: string; width: number; format: SizeFormat }
  | CropAsk
  | { is: 'file'; id: number; version: string; name: string };

type CropAsk = {
  is: 'crop';
  id: number;
  version: string;
  shape: Shape;
  width: number;
  cut: string;
  format: SizeFormat;
};

const ADDRESS = /^\/media\/([1-9][0-9]{0,14})-([0-9a-f]{12})\/(.+)$/;
const SIZE = /^([1-9][0-9]{0,4})\.(avif|webp|jpg|png|gif)$/;
const CROP =
  /^crop\/(og|16x9|3x2|4x3|1x1|4x5)-([1-9][0-9]{0,3})(?:-([0-9]{1,3}x[0-9]{1,3}|c[0-9]{1,4}x[0-9]{1,4}x[0-9]{1,4}))?\.(avif|webp|jpg)$/;
const FILE = /^[a-z0-9][a-z0-9-]*\.[a-z0-9]{2,5}$/;

/** `/media/7-0a1b2c3d4e5f/640.avif`, for a width of `widthsOf` and a format of `formatsOf`. */
export function renditionPath(picture: Held, width: number, format: SizeFormat): string {
  return `${folderOf(picture)}/${width}.${format}`;
}

/** No network shows a shared picture wider. */
const SHARED_WIDTH = 1200;

/** A shape cut out of the picture, as wide as it gives up to 1,200 pixels, as JPEG. */
export function cropOf(picture: Held, shape: Shape): { path: string; width: number; height: number } {
  const width = cropWidthsOf(picture, shape).findLast((one) => one <= SHARED_WIDTH) ?? 1;
  return {
    path: cropPath(picture, shape, width),
    width,
    height: Math.max(1, Math.round(width / shapes[shape])),
  };
}

/** `/media/7-0a1b2c3d4e5f/crop/16x9-1200.jpg`; where it is not cut around the middle, how it is cut follows. */
export function cropPath(picture: Held, shape: Shape, width: number, format: SizeFormat = 'jpg'): string {
  const cut = cutOf(picture, shape);
  return `${folderOf(picture)}/crop/${shape}-${width}${cut === MIDDLE ? '' : `-${cut}`}.${format}`;
}

/** How this shape is cut out of the picture, as it stands in addresses. */
export function cutOf(picture: Picture, shape: Shape): string {
  const drawn = picture.crops[shape];
  if (!drawn) return focusOf(picture);
  return `c${[drawn.x, drawn.y, drawn.w].map((share) => Math.round(share * 1000)).join('x')}`;
}

/** A file as it came, under a name that fits its kind: `/media/9-0a1b2c3d4e5f/annual-report.pdf`. */
export function filePath(picture: Picture & { sha256: string }): string {
  return `${folderOf(picture)}/${slugOf(picture.name)}.${extensionOf(picture.mime)}`;
}

export const MIDDLE = '50x50';

/** The focal point in hundredths, as it stands in addresses. */
export function focusOf({ focalX, focalY }: Picture): string {
  return `${hundredths(focalX)}x${hundredths(focalY)}`;
}

export function versionOf({ sha256 }: { sha256: string }): string {
  return sha256.slice(0, 12);
}

/** Undefined for what is no such address. */
export function readMediaPath(path: string): MediaAsk | undefined {
  const [, number, version = '', rest = ''] = ADDRESS.exec(path) ?? [];
  if (number === undefined) return undefined;
  const id = Number(number);
  const size = SIZE.exec(rest);
  if (size) return { is: 'size', id, version, width: Number(size[1]), format: size[2] as SizeFormat };
  const crop = CROP.exec(rest);
  if (crop)
    return {
      is: 'crop',
      id,
      version,
      shape: crop[1] as Shape,
      width: Number(crop[2]),
      cut: crop[3] ?? MIDDLE,
      format: crop[4] as SizeFormat,
    };
  return FILE.test(rest) ? { is: 'file', id, version, name: rest } : undefined;
}

function folderOf(picture: Picture & { sha256: string }): string {
  return `/media/${picture.id}-${versionOf(picture)}`;
}

function hundredths(share: number): number {
  return Math.round(Math.min(Math.max(share, 0), 1) * 100);
}
