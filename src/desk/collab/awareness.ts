import type { Document } from '@hocuspocus/server';
import type { Staff } from '#accounts/staff.js';
import { colourOf } from './person-colour.ts';
import type { Visitor } from './visitor.ts';

/**
 * Sets right what a program says of who is in a document: everybody speaks for themselves, under their own name.
 *
 * states  by mark (Yjs client), as they came; changed in place
 */
export function setRight(
  states: Map<number, Record<string, unknown>>,
  document: Document,
  from: { staff: Staff; own: ReadonlySet<number> },
): void {
  for (const [client, state] of states) {
    if (isAnothers(document, client, from)) states.delete(client);
    else state.user = personOf(from.staff);
  }
}

function personOf({ id, name }: Staff): { id: number; name: string; color: string } {
  return { id, name, color: colourOf(id) };
}

/** A line that broke may stand for a while beside the one that took its place: a person's own marks are theirs. */
function isAnothers(
  document: Document,
  client: number,
  { staff, own }: { staff: Staff; own: ReadonlySet<number> },
): boolean {
  if (own.has(client) || !document.awareness.getStates().has(client)) return false;
  for (const connection of document.getConnections()) {
    if (!document.getClients(connection).has(client)) continue;
    return (connection.context as Visitor).staff?.id !== staff.id;
  }
  return false;
}
