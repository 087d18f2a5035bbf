import type { Crops } from '#media/crops.js';
import type { RightsKind, RightsProblem } from '#media/rights.js';

/**
 * A picture or file of the library, as the desk shows it.
 *
 * is         'file' is what cannot be shown as a picture
 * src        a small size for lists; null for files
 * large      as large as a screen needs; null for files
 * address    where readers find the file itself; null for pictures, of which they get sizes
 * takenAt    as the camera's clock had it, without zone, or the date alone, or ''
 * mayEdit    whether the asker may change it
 */
export type PictureReply = {
  id: number;
  is: 'picture' | 'drawing' | 'file';
  mime: string;
  name: string;
  sizeBytes: number;
  width: number | null;
  height: number | null;
  src: string | null;
  large: string | null;
  address: string | null;
  title: string;
  alt: string;
  caption: string;
  credit: string;
  creator: string;
  source: string;
  rights: string;
  usageTerms: string;
  takenAt: string;
  rightsKind: RightsKind;
  rightsUntil: number | null;
  problem: RightsProblem | null;
  focalX: number;
  focalY: number;
  crops: Crops;
  mayEdit: boolean;
};

/** A place that shows it. `says` '' for the home front; `path` is the public one. */
export type PictureUse = {
  kind: 'story' | 'page' | 'byline' | 'front';
  id: number;
  says: string;
  path: string;
  lead: boolean;
  state: 'out' | 'not-out' | 'working';
};

/** `hidden` places are those the asker may not know more of. */
export type PictureDetail = {
  picture: PictureReply;
  uploadedAt: number;
  uploadedBy: string | null;
  uses: PictureUse[];
  hidden: boolean;
};

export type PictureList = { pictures: PictureReply[]; next: number | null };

/** What became of a file that was put in. `known`: the same file was there, and this is it. */
export type UploadReply = { picture: PictureReply; known: boolean; renamed: boolean };

export type RightsList = { pictures: { picture: PictureReply; uses: PictureUse[] }[] };
