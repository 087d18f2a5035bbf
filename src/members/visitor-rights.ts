import type { StoryId } from '#kit/ids.js';
import { makeRights, type Rights } from '#stories/gate.js';

/**
 * What somebody may read who comes with more than an account: from the network of a group, or with a browser in which
 * single stories were opened.
 *
 * tier    of the group whose network they are in
 * opened  whether this browser brings proof that a story was opened
 */
export function visitorRights(
  own: Rights,
  more: { tier: string | undefined; opened: (story: StoryId) => boolean },
): Rights {
  const { tier } = more;
  const opened = (story: StoryId) => own.opened(story) || more.opened(story);
  const held = own.tiers === 'none' || own.tiers === 'any' ? [] : [...own.tiers];
  const tiers = own.tiers === 'any' || tier === undefined ? own.tiers : new Set([...held, tier]);
  return makeRights({ registered: own.registered, tiers, opened });
}
