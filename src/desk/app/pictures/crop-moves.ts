import { type Crop, heightShare, widestShare } from '#media/crops.js';
import type { Shape } from '#media/shapes.js';

export type Measure = { readonly widthPx: number; readonly heightPx: number };

/** No crop is narrower than this share of the width. */
const NARROWEST = 0.1;

/** The crop moved by shares of the picture, and held inside it. */
export function moved(crop: Crop, by: { x: number; y: number }): Crop {
  return { ...crop, x: clamp(crop.x + by.x, 1 - crop.w), y: clamp(crop.y + by.y, 1 - crop.h) };
}

/** The crop made wider or narrower by a share of the picture's width, from its upper left corner, in its shape. */
export function resized(picture: Measure, shape: Shape, crop: Crop, by: number): Crop {
  const widest = Math.min(
    widestShare(picture, shape),
    1 - crop.x,
    (1 - crop.y) / heightShare(picture, shape, 1),
  );
  const w = Math.min(Math.max(crop.w + by, NARROWEST), Math.max(widest, NARROWEST));
  const h = Math.min(1, heightShare(picture, shape, w));
  return moved({ ...crop, w, h }, { x: 0, y: 0 });
}

/** What an arrow key, + or − does to it; undefined for other keys. */
export function pressed(key: string, isLarge: boolean): { x: number; y: number; grow: number } | undefined {
  const step = isLarge ? 0.05 : 0.01;
  const keys: Readonly<Record<string, { x: number; y: number; grow: number }>> = {
    ArrowLeft: { x: -step, y: 0, grow: 0 },
    ArrowRight: { x: step, y: 0, grow: 0 },
    ArrowUp: { x: 0, y: -step, grow: 0 },
    ArrowDown: { x: 0, y: step, grow: 0 },
    '+': { x: 0, y: 0, grow: 0.02 },
    '=': { x: 0, y: 0, grow: 0.02 },
    '-': { x: 0, y: 0, grow: -0.02 },
  };
  return keys[key];
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), Math.max(most, 0));
}
