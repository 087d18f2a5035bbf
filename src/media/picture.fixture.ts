import type { MediaId } from '#kit/ids.js';
import type { Picture } from './picture.sql.ts';

/** A picture of the library as tests start from: a landscape photograph with everything known. */
export function aPicture(differs: Partial<Picture> = {}): Picture {
  return {
    id: 7 as MediaId,
    fileKey: `originals/0a/1b2c3d4e5f${'6'.repeat(52)}.jpg`,
    mime: 'image/jpeg',
    name: 'Bridge at dawn.jpg',
    sizeBytes: 2_400_000,
    widthPx: 3000,
    heightPx: 2000,
    sha256: `0a1b2c3d4e5f${'6'.repeat(52)}`,
    alt: 'A bridge over a river in low sun',
    caption: 'The Old Bridge on Sunday morning',
    credit: 'Mara Lindqvist',
    rights: '',
    focalX: 0.5,
    focalY: 0.5,
    oldPath: null,
    title: '',
    creator: '',
    source: '',
    usageTerms: '',
    takenAt: '',
    rightsKind: 'unknown',
    rightsUntil: null,
    uploadedBy: null,
    crops: {},
    ...differs,
  };
}
