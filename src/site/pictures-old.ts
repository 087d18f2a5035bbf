import {
  cropWidthsOf,
  formatsOf,
  type Held,
  heightAt,
  nearestWidth,
  type Shape,
  shapes,
  widthsOf,
} from '#media/ladder.js';
import { cutOf, type MediaAsk, versionOf } from '#media/media-path.js';
import type { OldAsk } from '#media/old-path.js';

/** How far two shapes may differ and still count as one: sizes of old sites are rounded to whole pixels. */
const TOLERANCE = 0.03;

/**
 * Which of our sizes answers an older site's size of a picture: the same format where we make it, the next width up, and
 * for a thumbnail that was cut the shape it was cut to.
 */
export function answerForOld(picture: Held, old: OldAsk): MediaAsk | undefined {
  const { id } = picture;
  const version = versionOf(picture);
  const crop = cutShape(picture, old);
  if (crop && old.widthPx !== null) {
    const widths = cropWidthsOf(picture, crop);
    const width = widths.find((one) => one >= (old.widthPx ?? 0)) ?? widths.at(-1) ?? 1;
    return { is: 'crop', id, version, shape: crop, width, cut: cutOf(picture, crop), format: 'jpg' };
  }
  const width = old.widthPx === null ? widthsOf(picture).at(-1) : nearestWidth(picture, old.widthPx);
  if (width === undefined) return undefined;
  const { better, plain } = formatsOf(picture);
  const format = old.format !== null && better.includes(old.format) ? old.format : plain;
  return { is: 'size', id, version, width, format };
}

/** The shape a thumbnail was cut to, where it was cut and is one of ours. */
function cutShape(picture: Held, { widthPx, heightPx, format }: OldAsk): Shape | undefined {
  if (!widthPx || !heightPx || format === 'gif') return undefined;
  if (isNear(widthPx / heightPx, widthPx / heightAt(picture, widthPx))) return undefined;
  return (Object.keys(shapes) as Shape[]).find((one) => isNear(widthPx / heightPx, shapes[one]));
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one / other - 1) < TOLERANCE;
}
