import type { CropShape, PictureView } from '../view.ts';

/**
 * sizes    how wide it will stand, as the img attribute says it
 * alt      '' where the words beside it say all
 * urgent   the one picture that is seen first; all others wait until they come near
 * shapes   shapes of its place, best first: a crop that an editor drew for one of them stands there
 */
export type PictureFileProps = {
  readonly picture: PictureView;
  readonly sizes: string;
  readonly alt: string;
  readonly urgent?: boolean;
  readonly shapes?: readonly CropShape[];
};

/** The img with its better formats, without caption. A strict page has no style attributes, so the focus is a class. */
export function PictureFile({ picture, sizes, alt, urgent = false, shapes = [] }: PictureFileProps) {
  const drawn = shapes.map((shape) => picture.crops?.[shape]).find((crop) => crop !== undefined);
  const { src, sources, width, height } = drawn ?? picture;
  return (
    <picture>
      {sources.map(({ type, srcset }) => (
        <source type={type} srcset={srcset} sizes={sizes} />
      ))}
      <img
        src={src}
        width={width}
        height={height}
        alt={alt}
        class={drawn ? undefined : classOf(picture)}
        loading={urgent ? 'eager' : 'lazy'}
        fetchpriority={urgent ? 'high' : undefined}
        decoding="async"
      />
    </picture>
  );
}

function classOf({ width, height, focalX, focalY }: PictureView): string | undefined {
  const names = [focalClass('x', focalX), focalClass('y', focalY), height > width * 1.1 ? 'tall' : ''];
  return names.filter(Boolean).join(' ') || undefined;
}

/** Focal points are kept to the tenth; the middle needs no class. */
function focalClass(axis: 'x' | 'y', share: number): string {
  const tenth = Math.round(Math.min(1, Math.max(0, share)) * 10);
  return tenth === 5 ? '' : `f${axis}${tenth}`;
}

/** The rules behind the focal classes. */
export function focalCss(): string {
  const tenths = [0, 1, 2, 3, 4, 6, 7, 8, 9, 10];
  return tenths.map((tenth) => `.fx${tenth}{--fx:${tenth * 10}%}.fy${tenth}{--fy:${tenth * 10}%}`).join('');
}
