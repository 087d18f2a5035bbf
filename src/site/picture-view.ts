import {
  cropArea,
  cropFormatsOf,
  cropWidthsOf,
  formatsOf,
  type Held,
  isHeld,
  isSizeable,
  nearestWidth,
  type SizeFormat,
  sizeMimes,
  widthsOf,
} from '#media/ladder.js';
import { cropPath, filePath, renditionPath } from '#media/media-path.js';
import type { Picture } from '#media/picture.sql.js';
import type { CropShape, CropView, PictureView } from './view.ts';

/** The fallback for browsers that choose no source: no wider than a text column on a sharp screen needs. */
const FALLBACK_WIDTH = 1080;

/** A story's own words for a picture; where they are empty, the library's stand. */
export type PictureTexts = { alt?: string | null; caption?: string | null; credit?: string | null };

/** A picture as components draw it; null for one that is lost, and for a file that is no picture. */
export function pictureView(picture: Picture, texts: PictureTexts = {}): PictureView | null {
  if (!isHeld(picture)) return null;
  const looks = isSizeable(picture) ? sized(picture) : { src: filePath(picture), sources: [] };
  return (
    looks && {
      ...looks,
      width: picture.widthPx,
      height: picture.heightPx,
      focalX: picture.focalX,
      focalY: picture.focalY,
      alt: texts.alt || picture.alt,
      caption: texts.caption || picture.caption || null,
      credit: texts.credit || picture.credit || null,
      ...drawnCrops(picture),
    }
  );
}

/** Where readers find a file of the library: the file itself, and of a picture its largest size. */
export function fileAddress(picture: Picture): string | null {
  if (isSizeable(picture)) {
    const widest = widthsOf(picture).at(-1);
    return widest === undefined ? null : renditionPath(picture, widest, formatsOf(picture).plain);
  }
  return picture.fileKey !== null && picture.sha256 !== null
    ? filePath({ ...picture, sha256: picture.sha256 })
    : null;
}

function sized(picture: Held): Pick<PictureView, 'src' | 'sources'> | null {
  const fallback = nearestWidth(picture, FALLBACK_WIDTH);
  if (fallback === undefined) return null;
  const { better, plain } = formatsOf(picture);
  return {
    src: renditionPath(picture, fallback, plain),
    sources: better.map((format) => ({ type: sizeMimes[format], srcset: srcset(picture, format) })),
  };
}

const CROP_SHAPES: readonly CropShape[] = ['16x9', '3x2', '1x1', '4x5'];

/** Only what was drawn by hand; nothing at all where nothing was. */
function drawnCrops(picture: Held): Pick<PictureView, 'crops'> {
  const drawn = CROP_SHAPES.filter((shape) => picture.crops[shape]);
  if (drawn.length === 0) return {};
  return { crops: Object.fromEntries(drawn.map((shape) => [shape, cropView(picture, shape)])) };
}

function cropView(picture: Held, shape: CropShape): CropView {
  const widths = cropWidthsOf(picture, shape);
  const fallback = widths.find((width) => width >= FALLBACK_WIDTH) ?? widths.at(-1) ?? 1;
  const better = cropFormatsOf(picture, shape).filter((format) => format !== 'jpg');
  const { width, height } = cropArea(picture, shape);
  return {
    ...{ width, height, src: cropPath(picture, shape, fallback) },
    sources: better.map((format) => ({
      type: sizeMimes[format],
      srcset: widths.map((one) => `${cropPath(picture, shape, one, format)} ${one}w`).join(', '),
    })),
  };
}

function srcset(picture: Held, format: SizeFormat): string {
  return widthsOf(picture)
    .map((width) => `${renditionPath(picture, width, format)} ${width}w`)
    .join(', ');
}
