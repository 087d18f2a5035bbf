import type { BundleState } from '../bundle.ts';
import { instantOf, readPubDate, type SiteClock } from './dates.ts';
import type { WpItem } from './item.ts';

/** When an item was published, as well as the file tells: null where it does not. */
export function publishedAt(item: WpItem, clock: SiteClock): number | null {
  return instantOf(item.dateGmt, '', clock) ?? readPubDate(item.pubDate) ?? clock.toUtc(item.date);
}

/** When it was last changed, if that was after it was published; else null. */
export function changedAt(item: WpItem, clock: SiteClock): number | null {
  const changed = instantOf(item.modifiedGmt, item.modified, clock);
  const published = publishedAt(item, clock);
  return changed !== null && (published === null || changed > published) ? changed : null;
}

/** Where an item stands. Only what was plainly public is published; a state nobody knows is a draft. */
export function stateOf(item: WpItem, clock: SiteClock): BundleState {
  const atMs = publishedAt(item, clock);
  switch (item.status) {
    case 'publish':
      if (item.password !== '') return { is: 'private', atMs, why: 'it has a password' };
      return { is: 'published', atMs };
    case 'future':
      if (item.password !== '') return { is: 'private', atMs, why: 'it has a password' };
      return atMs === null ? { is: 'draft' } : { is: 'scheduled', atMs };
    case 'private':
      return { is: 'private', atMs, why: 'it was private' };
    case 'trash':
      return { is: 'binned' };
    default:
      return { is: 'draft' };
  }
}
