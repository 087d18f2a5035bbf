import { extensionOf } from './file-kinds.ts';
import { slugOf } from './file-name.ts';
import { cropWidthsOf, type Held, type Shape, type SizeFormat, shapes } from './ladder.ts';
import type { Picture } from './picture.sql.ts';

/**
 * Addresses of pictures and files, and how they are read back. A version stands in each: the same address always
 * gives the same bytes and may be kept for ever, and nobody finds what is not yet published by counting up.
 */
export type MediaAsk =
  | { is: 'size'; id: number; version: string; width: number; format: SizeFormat }
  | { is: 'crop'; id: number; version: string; shape: Shape; width: number; focus: string }
  | { is: 'file'; id: number; version: string; name: string };

const ADDRESS = /^\/media\/([1-9][0-9]{0,14})-([0-9a-f]{12})\/(.+)$/;
const SIZE = /^([1-9][0-9]{0,4})\.(avif|webp|jpg|png|gif)$/;
const CROP = /^crop\/(og|16x9|4x3|1x1)-([1-9][0-9]{0,3})(?:-([0-9]{1,3}x[0-9]{1,3}))?\.jpg$/;
const FILE = /^[a-z0-9][a-z0-9-]*\.[a-z0-9]{2,5}$/;

/** `/media/7-0a1b2c3d4e5f/640.avif`, for a width of `widthsOf` and a format of `formatsOf`. */
export function renditionPath(picture: Held, width: number, format: SizeFormat): string {
  return `${folderOf(picture)}/${width}.${format}`;
}

/** A shape cut out around the focal point, as wide as the picture gives up to 1,200 pixels, always JPEG. */
export function cropOf(picture: Held, shape: Shape): { path: string; width: number; height: number } {
  const width = cropWidthsOf(picture, shape).at(-1) ?? 1;
  return {
    path: cropPath(picture, shape, width),
    width,
    height: Math.max(1, Math.round(width / shapes[shape])),
  };
}

/** `/media/7-0a1b2c3d4e5f/crop/16x9-1200.jpg`; the focal point follows where it is not the middle. */
export function cropPath(picture: Held, shape: Shape, width: number): string {
  const focus = focusOf(picture);
  return `${folderOf(picture)}/crop/${shape}-${width}${focus === MIDDLE ? '' : `-${focus}`}.jpg`;
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
      focus: crop[3] ?? MIDDLE,
    };
  return FILE.test(rest) ? { is: 'file', id, version, name: rest } : undefined;
}

function folderOf(picture: Picture & { sha256: string }): string {
  return `/media/${picture.id}-${versionOf(picture)}`;
}

function hundredths(share: number): number {
  return Math.round(Math.min(Math.max(share, 0), 1) * 100);
}
