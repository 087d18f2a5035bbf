import type { Picture } from './picture.sql.ts';
import { type Shape, shapes } from './shapes.ts';

export { type Shape, shapes } from './shapes.ts';

const WIDEST = 2560;

/** Widths in which readers get a picture, in pixels. A picture narrower than a step is given in its own width last. */
export const ladder = [320, 480, 640, 800, 1080, 1400, 1920, WIDEST] as const;

/** No side is longer: WebP cannot say more than 16,383. */
const LONGEST_SIDE = 16_383;

export type SizeFormat = 'avif' | 'webp' | 'jpg' | 'png' | 'gif';

export const sizeMimes: Readonly<Record<SizeFormat, string>> = {
  avif: 'image/avif',
  webp: 'image/webp',
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
};

/** Widths in which a shape is cut; from a smaller picture, as wide as it gives. */
const cropWidths = [320, 1200] as const;

/** Pixels across in which a drawing is cut. */
const DRAWING_WIDTH = 2400;

/**
 * Formats of a picture's sizes. `better` ones are offered first, `plain` is for whoever cannot show them. GIF and WebP
 * may move, and AVIF made by us would not: they stay in formats that do.
 */
const formatsByMime: Readonly<Record<string, { better: readonly SizeFormat[]; plain: SizeFormat }>> = {
  'image/jpeg': { better: ['avif', 'webp'], plain: 'jpg' },
  'image/png': { better: ['avif', 'webp'], plain: 'png' },
  'image/avif': { better: ['avif', 'webp'], plain: 'jpg' },
  'image/tiff': { better: ['avif', 'webp'], plain: 'jpg' },
  'image/webp': { better: ['webp'], plain: 'webp' },
  'image/gif': { better: ['webp'], plain: 'gif' },
};

/** A picture whose original we hold and whose measure we know. */
export type Held = Picture & { fileKey: string; sha256: string; widthPx: number; heightPx: number };

/** Whether it is made of pixels, so that sizes can be made of it; a drawing (SVG) is shown as it is. */
export function isSizeable(picture: Picture): picture is Held {
  return isMeasured(picture) && formatsByMime[picture.mime] !== undefined;
}

/** Whether shapes can be cut out of it. */
export function isHeld(picture: Picture): picture is Held {
  return isSizeable(picture) || (isMeasured(picture) && isDrawing(picture));
}

export function isDrawing(picture: Picture): boolean {
  return picture.mime === 'image/svg+xml';
}

function isMeasured({ fileKey, sha256, widthPx, heightPx }: Picture): boolean {
  return Boolean(fileKey && sha256 && widthPx && heightPx);
}

export function formatsOf(picture: Held): { better: readonly SizeFormat[]; plain: SizeFormat } {
  return formatsByMime[picture.mime] ?? { better: [], plain: 'jpg' };
}

/** The steps of the ladder below the picture's own width, and that width where the ladder reaches it. */
export function widthsOf(picture: Held): number[] {
  const steps: number[] = ladder.filter((step) => step < picture.widthPx);
  if (picture.widthPx <= WIDEST) steps.push(picture.widthPx);
  return steps.filter((width) => heightAt(picture, width) <= LONGEST_SIDE);
}

export function heightAt(picture: Held, width: number): number {
  return Math.max(1, Math.round((width * picture.heightPx) / picture.widthPx));
}

/** The narrowest width that has at least `wanted` pixels, else the widest. */
export function nearestWidth(picture: Held, wanted: number): number | undefined {
  const widths = widthsOf(picture);
  return widths.find((width) => width >= wanted) ?? widths.at(-1);
}

/**
 * Widths in which this shape can be cut out of the picture without enlarging it, narrowest first. A crop drawn by hand
 * is shown on pages, so it comes in the steps of the ladder too.
 */
export function cropWidthsOf(picture: Held, shape: Shape): number[] {
  const { width: most } = cropArea(picture, shape);
  const steps = picture.crops[shape] ? ladder.filter((step) => step < most) : [];
  const widths = new Set([...cropWidths.map((width) => Math.min(width, most)), ...steps]);
  if (picture.crops[shape] && most <= WIDEST) widths.add(most);
  return [...widths].sort((one, other) => one - other);
}

/** Formats in which a shape is cut: for pages all that sizes have, where it was drawn by hand; else JPEG alone. */
export function cropFormatsOf(picture: Held, shape: Shape): SizeFormat[] {
  return picture.crops[shape] ? ['avif', 'webp', 'jpg'] : ['jpg'];
}

/** What an editor drew, or the largest part of this shape, as near around the focal point as the edges allow. */
export function cropArea(picture: Held, shape: Shape): Area {
  const whole = drawnAt(picture);
  const drawn = picture.crops[shape];
  const most = drawn ? Math.max(1, Math.round(drawn.w * whole.width)) : whole.width;
  const width = Math.max(1, Math.min(most, Math.round(whole.height * shapes[shape])));
  const height = Math.max(1, Math.min(whole.height, Math.round(width / shapes[shape])));
  const left = drawn ? drawn.x * whole.width : picture.focalX * whole.width - width / 2;
  const top = drawn ? drawn.y * whole.height : picture.focalY * whole.height - height / 2;
  return {
    left: clamp(Math.round(left), whole.width - width),
    top: clamp(Math.round(top), whole.height - height),
    width,
    height,
  };
}

/** Part of a picture, in pixels of the whole at `drawnAt`. */
export type Area = { left: number; top: number; width: number; height: number };

/** The measure in which a picture is cut: its own pixels, and for a drawing, which has none, enough of them. */
export function drawnAt({ mime, widthPx, heightPx }: Held): { width: number; height: number } {
  const scale = mime === 'image/svg+xml' ? Math.max(1, DRAWING_WIDTH / widthPx) : 1;
  return { width: Math.round(widthPx * scale), height: Math.max(1, Math.round(heightPx * scale)) };
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}
