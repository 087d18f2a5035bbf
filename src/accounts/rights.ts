import type { AccountId, SectionId } from '#kit/ids.js';
import { type Right, type Role, rights, type Staff } from './staff.ts';

const REPORTER: readonly Right[] = ['read-unpublished', 'write', 'add-pictures'];
const EDITOR: readonly Right[] = [
  ...REPORTER,
  'edit',
  'publish',
  'correct',
  'launch-front',
  'edit-pictures',
  'topics',
];

/** What each role may do before anything is granted or denied to a person. */
export const rightsOfRole: Readonly<Record<Role, ReadonlySet<Right>>> = {
  contributor: new Set<Right>(['write', 'add-pictures']),
  reporter: new Set(REPORTER),
  editor: new Set(EDITOR),
  chief: new Set<Right>([...EDITOR, 'lift-embargo', 'waive', 'legal']),
  commercial: new Set<Right>(['members', 'benefits']),
  admin: new Set(rights),
};

/**
 * What of a story decides who may do what with it.
 *
 * section   where it stands, or null
 * team      who made it and who is assigned to it
 * closedTo  the people it is closed to everyone but, or null where it is not closed
 * out       readers see it, so everybody at the desk may too
 */
export type StoryFacts = {
  readonly section: SectionId | null;
  readonly team: readonly AccountId[];
  readonly closedTo: readonly AccountId[] | null;
  readonly out: boolean;
};

/** Whether the person has this right at all, somewhere in the paper: what menus are made of. */
export function holds(staff: Staff, right: Right): boolean {
  if (staff.denied.has(right)) return false;
  return staff.granted.has(right) || rightsOfRole[staff.role].has(right);
}

/** Whether somebody has, or would have, a right or a section that this other person does not have. */
export function exceeds(staff: Staff, other: Staff): boolean {
  const { sections } = other;
  if (rights.some((right) => holds(staff, right) && !holds(other, right))) return true;
  if (sections === 'all') return false;
  return staff.sections === 'all' || [...staff.sections].some((section) => !sections.has(section));
}

/** Whether the person may see that this story exists, and read it. Closed means closed, also for chiefs and admins. */
export function mayOpen(staff: Staff, story: StoryFacts): boolean {
  if (story.closedTo) return story.closedTo.includes(staff.id);
  return story.out || story.team.includes(staff.id) || holds(staff, 'read-unpublished');
}

/** Whether the person may read what is not published of a story: its working document, its history. */
export function mayReadWorking(staff: Staff, story: StoryFacts): boolean {
  if (!mayOpen(staff, story)) return false;
  return story.closedTo !== null || story.team.includes(staff.id) || holds(staff, 'read-unpublished');
}

/** Whether the person may write in this story. */
export function mayWrite(staff: Staff, story: StoryFacts): boolean {
  if (!mayOpen(staff, story)) return false;
  const own = story.team.includes(staff.id) && holds(staff, 'write');
  return own || may(staff, 'edit', story);
}

/** Whether the person has this right over this story: rights hold in one's sections, and never on a story one may not open. */
export function may(staff: Staff, right: Right, story: StoryFacts): boolean {
  return holds(staff, right) && mayOpen(staff, story) && inSections(staff, story.section);
}

function inSections({ sections }: Staff, section: SectionId | null): boolean {
  return sections === 'all' || (section !== null && sections.has(section));
}
