import { holds, mayReadWorking } from '#accounts/rights.js';
import type { Desk } from '#desk/desk.js';
import type { MayPreview } from '#site/preview.route.js';
import type { MayPreviewFronts } from '#site/preview-front.route.js';
import { findStoryFacts } from '#stories/work.sql.js';

/** Who sees what is not published: staff who may read a story's working document at the desk. */
export function mayPreviewBy(desk: Pick<Desk, 'findSignedIn' | 'store' | 'clock'>): MayPreview {
  return async (headers, story) => {
    const signedIn = await desk.findSignedIn(headers);
    if (!signedIn) return false;
    const facts = await findStoryFacts(desk.store.db, story, desk.clock());
    return facts !== undefined && mayReadWorking(signedIn.staff, facts);
  };
}

/** Who sees fronts that are not up: staff who may read what is not published. */
export function mayPreviewFrontsBy(desk: Pick<Desk, 'findSignedIn'>): MayPreviewFronts {
  return async (headers) => {
    const signedIn = await desk.findSignedIn(headers);
    return signedIn !== undefined && holds(signedIn.staff, 'read-unpublished');
  };
}
