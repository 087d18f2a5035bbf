import { holds } from '#accounts/rights.js';
import type { Staff } from '#accounts/staff.js';
import { isDrawing, isHeld, isSizeable, nearestWidth } from '#media/ladder.js';
import { filePath, renditionPath } from '#media/media-path.js';
import type { Picture } from '#media/picture.sql.js';
import { pictureRightsProblem } from '#media/rights.js';
import type { PictureReply } from './shapes/pictures.ts';

/** Widths for a list's cell on a sharp screen, and for a sheet. */
const SMALL = 480;
const LARGE = 1400;

/** Whether this person may change a picture: everybody's with the right to, else what one brought oneself. */
export function mayEditPicture(staff: Staff, { uploadedBy }: Pick<Picture, 'uploadedBy'>): boolean {
  return holds(staff, 'edit-pictures') || (uploadedBy === staff.id && holds(staff, 'add-pictures'));
}

export function pictureReply(picture: Picture, staff: Staff, now: Date): PictureReply {
  const { id, mime, name, sizeBytes, title, alt, caption, credit, creator, source, rights } = picture;
  const { usageTerms, takenAt, rightsKind, rightsUntil, focalX, focalY, crops } = picture;
  const shown = isSizeable(picture) || isHeld(picture);
  return {
    ...{ id, mime, name, sizeBytes, title, alt, caption, credit, creator, source, rights },
    ...{ usageTerms, takenAt, rightsKind, rightsUntil, focalX, focalY, crops },
    is: shown ? (isDrawing(picture) ? 'drawing' : 'picture') : 'file',
    width: picture.widthPx,
    height: picture.heightPx,
    src: srcOf(picture, SMALL),
    large: srcOf(picture, LARGE),
    address: isSizeable(picture) ? null : fileOf(picture),
    problem: pictureRightsProblem(picture, now) ?? null,
    mayEdit: mayEditPicture(staff, picture),
  };
}

function srcOf(picture: Picture, wanted: number): string | null {
  if (!isSizeable(picture)) return isHeld(picture) ? fileOf(picture) : null;
  const width = nearestWidth(picture, wanted);
  return width === undefined ? null : renditionPath(picture, width, 'webp');
}

function fileOf(picture: Picture): string | null {
  const { sha256 } = picture;
  return sha256 !== null && picture.fileKey !== null ? filePath({ ...picture, sha256 }) : null;
}
