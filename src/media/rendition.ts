import {
  type Area,
  cropArea,
  cropFormatsOf,
  cropWidthsOf,
  drawnAt,
  formatsOf,
  type Held,
  isSizeable,
  type SizeFormat,
  shapes,
  sizeMimes,
  widthsOf,
} from './ladder.ts';
import { cutOf, type MediaAsk } from './media-path.ts';

/**
 * One file made from an original.
 *
 * key     where it is kept among the files
 * source  key of the original
 * scale   the whole picture in the measure it is made in, before anything is cut off
 * cut     the part of that which is kept; null for all of it
 * density pixels an inch for a drawing; null for a picture of pixels
 * moving  whether pictures that follow each other stay so
 * heavy   whether making it takes so much memory that nothing else should be made meanwhile
 */
export type Rendition = {
  readonly key: string;
  readonly source: string;
  readonly mime: string;
  readonly format: SizeFormat;
  readonly scale: { readonly width: number; readonly height: number };
  readonly cut: Area | null;
  readonly density: number | null;
  readonly moving: boolean;
  readonly flat: boolean;
  readonly heavy: boolean;
};

/** From this many pixels on an original is made into sizes alone. */
const HEAVY_PIXELS = 50_000_000;
const DENSITY = 72;

/** What an address of a picture asks for; undefined for a width, format or shape that this picture does not come in. */
export function findRendition(picture: Held, ask: MediaAsk): Rendition | undefined {
  if (ask.is === 'size') return isSizeable(picture) ? sized(picture, ask.width, ask.format) : undefined;
  return ask.is === 'crop' ? cropped(picture, ask) : undefined;
}

/** Where everything lies that was made from an original. */
export function sizesFolder(fileKey: string): string {
  return `${fileKey.replace(/^originals\//, 'sizes/').replace(/\.[a-z0-9]+$/i, '')}/`;
}

function sized(picture: Held, width: number, format: SizeFormat): Rendition | undefined {
  const { better, plain } = formatsOf(picture);
  if (!widthsOf(picture).includes(width) || ![...better, plain].includes(format)) return undefined;
  const scale = { width, height: Math.max(1, Math.round((width * picture.heightPx) / picture.widthPx)) };
  return { ...common(picture), ...named(picture, `${width}`, format), scale, cut: null, density: null };
}

function cropped(picture: Held, ask: MediaAsk & { is: 'crop' }): Rendition | undefined {
  const { shape, width, format } = ask;
  if (!cropWidthsOf(picture, shape).includes(width)) return undefined;
  if (!cropFormatsOf(picture, shape).includes(format)) return undefined;
  const area = cropArea(picture, shape);
  const whole = drawnAt(picture);
  const factor = width / area.width;
  const height = Math.max(1, Math.round(width / shapes[shape]));
  const scale = {
    width: Math.max(width, Math.round(whole.width * factor)),
    height: Math.max(height, Math.round(whole.height * factor)),
  };
  const cut = {
    left: Math.min(Math.round(area.left * factor), scale.width - width),
    top: Math.min(Math.round(area.top * factor), scale.height - height),
    width,
    height,
  };
  const density = picture.mime === 'image/svg+xml' ? (DENSITY * scale.width) / picture.widthPx : null;
  return {
    ...common(picture),
    ...named(picture, `${shape}-${width}-${cutOf(picture, shape)}`, format),
    scale,
    cut,
    density,
    moving: false,
  };
}

function common(picture: Held): Pick<Rendition, 'source' | 'moving' | 'flat' | 'heavy'> {
  return {
    source: picture.fileKey,
    moving: picture.mime === 'image/gif' || picture.mime === 'image/webp',
    flat: picture.mime === 'image/png' || picture.mime === 'image/gif',
    heavy: picture.widthPx * picture.heightPx > HEAVY_PIXELS,
  };
}

function named(picture: Held, name: string, format: SizeFormat): Pick<Rendition, 'key' | 'mime' | 'format'> {
  return { key: `${sizesFolder(picture.fileKey)}${name}.${format}`, mime: sizeMimes[format], format };
}
