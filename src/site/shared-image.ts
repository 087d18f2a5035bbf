import { isHeld, type Shape } from '#media/ladder.js';
import { cropOf } from '#media/media-path.js';
import type { Picture } from '#media/picture.sql.js';
import type { PictureView } from './view.ts';

/** A picture as others are given it: networks, search engines. `size` in pixels where it is known. */
export type SharedImage = {
  readonly src: string;
  readonly size: { readonly width: number; readonly height: number } | null;
  readonly alt: string;
  readonly caption: string | null;
  readonly credit: string | null;
};

/** What search engines ask for, in their order of liking. */
const ARTICLE_SHAPES: readonly Shape[] = ['16x9', '4x3', '1x1'];

/**
 * The lead picture for search engines, in three shapes where they can be cut.
 *
 * original  the library's own picture; without it there is the one address of the view, of unknown size
 */
export function articleImages(view: PictureView | null, original: Picture | undefined): SharedImage[] {
  if (!view) return [];
  if (!original || !isHeld(original)) return [uncut(view)];
  return ARTICLE_SHAPES.map((shape) => cut(view, cropOf(original, shape)));
}

/** The lead picture as networks show it under a shared link. */
export function graphImage(view: PictureView | null, original: Picture | undefined): SharedImage | null {
  if (!view) return null;
  return original && isHeld(original) ? cut(view, cropOf(original, 'og')) : uncut(view);
}

function uncut({ src, alt, caption, credit }: PictureView): SharedImage {
  return { src, size: null, alt, caption, credit };
}

function cut(view: PictureView, crop: { path: string; width: number; height: number }): SharedImage {
  return { ...uncut(view), src: crop.path, size: { width: crop.width, height: crop.height } };
}

/** By the ending of its address; the shapes we cut are JPEG. */
export function mimeOfPicture(src: string): string {
  return mimes[src.slice(src.lastIndexOf('.') + 1)] ?? 'image/jpeg';
}

const mimes: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  gif: 'image/gif',
  png: 'image/png',
  svg: 'image/svg+xml',
  webp: 'image/webp',
};
