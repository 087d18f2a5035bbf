import { holds } from '#accounts/rights.js';
import type { Staff } from '#accounts/staff.js';
import { startDraft } from '#fronts/draft.sql.js';
import { getFront, listFronts } from '#fronts/front.sql.js';
import type { FrontId } from '#kit/ids.js';
import { mayArrange } from '../fronts-rights.ts';
import type { Access, DocumentKind } from './document-kind.ts';

/** Drafts of fronts. What is launched is read from them; who launches is asked for the right then. */
export const frontKind: DocumentKind = {
  prefix: 'front',
  permit: async (db, id) => {
    const front = (await listFronts(db)).find((one) => one.id === id);
    return (staff) => (front ? accessOf(staff, front) : undefined);
  },
  start: async (tx, id, now) => startDraft(tx, await getFront(tx, id as FrontId), now),
};

function accessOf(staff: Staff, front: { section: number | null }): Access | undefined {
  if (!holds(staff, 'read-unpublished')) return undefined;
  return mayArrange(staff, front) ? 'write' : 'read';
}
