import { holds, mayReadWorking } from '#accounts/rights.js';
import type { Desk } from '#desk/desk.js';
import type { MayPreview } from '#site/preview.js';
import { findStoryFacts } from '#stories/work.sql.js';

/** Who sees what is not up: staff who may read a story's working document at the desk, and of fronts whoever may read what is unpublished. */
export function mayPreviewBy(desk: Pick<Desk, 'findSignedIn' | 'store' | 'clock'>): MayPreview {
  return {
    async story(headers, story) {
      const signedIn = await desk.findSignedIn(headers);
      if (!signedIn) return false;
      const facts = await findStoryFacts(desk.store.db, story, desk.clock());
      return facts !== undefined && mayReadWorking(signedIn.staff, facts);
    },
    async fronts(headers) {
      const signedIn = await desk.findSignedIn(headers);
      return signedIn !== undefined && holds(signedIn.staff, 'read-unpublished');
    },
  };
}
