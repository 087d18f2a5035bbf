import type { AccountId, BylineId, SectionId } from '#kit/ids.js';

export const roles = ['contributor', 'reporter', 'editor', 'chief', 'commercial', 'admin'] as const;
export type Role = (typeof roles)[number];

/** What a person at the desk may be allowed to do. Editing and publishing are separate on purpose. */
export const rights = [
  // Opening stories that are not published. Without it, only one's own.
  'read-unpublished',
  // Starting stories, and writing in those one is on the team of.
  'write',
  // Writing in everybody's stories, deciding on suggestions, moving them from stage to stage.
  'edit',
  'publish',
  // Notes after publishing, slugs, taking off without fault.
  'correct',
  'lift-embargo',
  // Publishing without the second pair of eyes that a story asks for, with a reason.
  'waive',
  // Legal acts: hiding from search engines, redacting, killing, holding.
  'legal',
  'launch-front',
  'add-pictures',
  'edit-pictures',
  'topics',
  'settings',
  'staff',
  // Keys for machines, and webhooks.
  'machines',
  // Members, tiers, offers, payments, groups.
  'members',
  // Partners, benefits, vouchers.
  'benefits',
] as const;
export type Right = (typeof rights)[number];

/**
 * A person with a desk account.
 *
 * sections         where rights hold; 'all', or these only
 * granted, denied  rights this person has beyond the role, or lacks though the role has them
 * byline           the name their stories carry, where one is set
 */
export type Staff = {
  readonly id: AccountId;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly sections: 'all' | ReadonlySet<SectionId>;
  readonly granted: ReadonlySet<Right>;
  readonly denied: ReadonlySet<Right>;
  readonly byline: BylineId | null;
};
