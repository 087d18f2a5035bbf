import { type Static, Type } from 'typebox';
import { fault } from '#kit/fault.js';
import { type Crop, type Crops, settleCrop } from '#media/crops.js';
import { mediaFaults } from '#media/faults.js';
import type { Picture } from '#media/picture.sql.js';
import { type RightsKind, rightsKinds } from '#media/rights.js';
import { type Shape, shapeNames } from '#media/shapes.js';

const Line = Type.String({ maxLength: 500 });
const Text = Type.String({ maxLength: 5000 });
const Share = Type.Number({ minimum: 0, maximum: 1 });
const CropOrNone = Type.Union([Type.Null(), Type.Object({ x: Share, y: Share, w: Share, h: Share })]);

/** What may be changed of a picture; only what is named changes, so that two people can work on one at once. */
export const PictureChange = Type.Partial(
  Type.Object({
    ...{ title: Line, alt: Text, caption: Text, credit: Line, creator: Line, source: Line, rights: Text },
    usageTerms: Text,
    rightsKind: Type.Unsafe<RightsKind>(Type.Union(rightsKinds.map((kind) => Type.Literal(kind)))),
    rightsUntil: Type.Union([Type.Null(), Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 })]),
    focalX: Share,
    focalY: Share,
    /** By shape; null takes a crop back. */
    crops: Type.Partial(Type.Object(Object.fromEntries(shapeNames.map((name) => [name, CropOrNone])))),
  }),
  { additionalProperties: false, minProperties: 1 },
);
export type PictureChange = Static<typeof PictureChange>;

/** throws  media-crop-wrong */
export function applyPictureChange(picture: Picture, { crops, ...rest }: PictureChange): Picture {
  const tidy = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value]),
  );
  return { ...picture, ...tidy, crops: crops ? cropsAfter(picture, crops) : picture.crops };
}

function cropsAfter(picture: Picture, wanted: NonNullable<PictureChange['crops']>): Crops {
  const { widthPx, heightPx } = picture;
  const after: { [Name in Shape]?: Crop } = { ...picture.crops };
  for (const shape of shapeNames) {
    const crop = wanted[shape];
    if (crop === undefined) continue;
    delete after[shape];
    if (crop === null) continue;
    const settled = widthPx && heightPx ? settleCrop({ widthPx, heightPx }, shape, crop) : undefined;
    if (!settled) throw fault(mediaFaults, 'media-crop-wrong', { shape });
    after[shape] = settled;
  }
  return after;
}
