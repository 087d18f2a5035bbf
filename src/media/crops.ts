import { isShape, type Shape, shapeNames, shapes } from './shapes.ts';

/**
 * The part of a picture that an editor wants shown in one shape: shares of the upright picture's width (x, w) and height
 * (y, h), in thousandths, since they stand in addresses.
 */
export type Crop = { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
export type Crops = { readonly [Name in Shape]?: Crop };

type Measure = { readonly widthPx: number; readonly heightPx: number };

/** A crop narrower than this shows so few pixels that it is a slip of the hand. */
const NARROWEST = 0.02;
/** How far the drawn part may be from its shape: what is drawn by hand is rounded to pixels of a screen. */
const TOLERANCE = 0.03;

/** What stands in the library; what cannot be read counts for nothing. */
export function readCrops(text: string): Crops {
  if (text === '') return {};
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found !== 'object' || found === null) return {};
    return Object.fromEntries(Object.entries(found).filter(([name, crop]) => isShape(name) && isCrop(crop)));
  } catch {
    return {};
  }
}

/** In the order of the shapes, so that the same crops are the same text. */
export function writeCrops(crops: Crops): string {
  const kept = shapeNames.flatMap((name) => (crops[name] ? [[name, crops[name]] as const] : []));
  return kept.length === 0 ? '' : JSON.stringify(Object.fromEntries(kept));
}

/** The same crop in thousandths, wholly inside the picture and exactly in its shape; undefined for what is none. */
export function settleCrop(picture: Measure, shape: Shape, crop: Crop): Crop | undefined {
  if (!isCrop(crop)) return undefined;
  const drawn = (crop.w * picture.widthPx) / (crop.h * picture.heightPx);
  if (crop.w < NARROWEST || Math.abs(drawn / shapes[shape] - 1) > TOLERANCE) return undefined;
  const w = thousandth(Math.min(crop.w, 1, widestShare(picture, shape)), Math.floor);
  const h = Math.min(1, heightShare(picture, shape, w));
  return {
    x: thousandth(clamp(crop.x, 1 - w), Math.floor),
    y: thousandth(clamp(crop.y, 1 - h), Math.floor),
    w,
    h,
  };
}

/** What a picture shows in a shape: what was drawn, else the largest part as near around the focal point as it goes. */
export function shownPart(
  picture: Measure & { readonly focalX: number; readonly focalY: number; readonly crops: Crops },
  shape: Shape,
): Crop {
  const drawn = picture.crops[shape];
  if (drawn) return drawn;
  const w = widestShare(picture, shape);
  const h = Math.min(1, heightShare(picture, shape, w));
  return {
    x: clamp(picture.focalX - w / 2, 1 - w),
    y: clamp(picture.focalY - h / 2, 1 - h),
    ...{ w, h },
  };
}

/** Share of the height that a crop of this width has in this shape. */
export function heightShare({ widthPx, heightPx }: Measure, shape: Shape, w: number): number {
  return (w * widthPx) / (shapes[shape] * heightPx);
}

/** Share of the width that the largest part of this shape has. */
export function widestShare({ widthPx, heightPx }: Measure, shape: Shape): number {
  return Math.min(1, (heightPx * shapes[shape]) / widthPx);
}

function isCrop(value: unknown): value is Crop {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, w, h } = value as Record<string, unknown>;
  return [x, y, w, h].every((one) => typeof one === 'number' && one >= 0 && one <= 1) && w !== 0 && h !== 0;
}

function thousandth(value: number, round: (value: number) => number): number {
  return round(value * 1000 + 1e-6) / 1000;
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}
