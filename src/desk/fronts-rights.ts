import { may, type StoryFacts } from '#accounts/rights.js';
import type { Right, Staff } from '#accounts/staff.js';
import { fault } from '#kit/fault.js';
import type { SectionId } from '#kit/ids.js';
import { deskFaults } from './faults.ts';

type Of = { readonly section: number | null };

/** Rights over a front are rights over its section; the home front belongs to those whose rights hold everywhere. */
function factsOf({ section }: Of): StoryFacts {
  return { section: section as SectionId | null, team: [], closedTo: null, out: true };
}

/** Whether the person may arrange the draft of a front. */
export function mayArrange(staff: Staff, front: Of): boolean {
  return may(staff, 'edit', factsOf(front));
}

export function mayLaunch(staff: Staff, front: Of): boolean {
  return may(staff, 'launch-front', factsOf(front));
}

/** throws  not-allowed */
export function demandOnFront(staff: Staff, right: Right & ('edit' | 'launch-front'), front: Of): void {
  if (!may(staff, right, factsOf(front))) throw fault(deskFaults, 'not-allowed', { right });
}
