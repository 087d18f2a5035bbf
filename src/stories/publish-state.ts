import { type Difference, type Part, partOf } from './compare.ts';
import type { Content } from './story.ts';

/** What somebody saw of each part that would go out: a short mark of its content. */
export type SeenState = Readonly<Record<Part, string>>;

/** Marks of every part that differs from what is published. */
export function stateOf({ fields, blocks }: Difference, working: Content): Record<Part, string> {
  const state: Record<Part, string> = {};
  const byId = new Map(working.body.content.map((block) => [block.attrs.id, block]));
  for (const { field } of fields) state[partOf(field)] = markOf(working[field]);
  for (const { id, is } of blocks) {
    if (is !== 'same') state[id] = is === 'removed' ? 'removed' : markOf([is, byId.get(id)]);
  }
  return state;
}

/**
 * The parts that are no longer as they were seen. What is held back does not go out, so that somebody who types there
 * is in nobody's way.
 */
export function listUnseen(seen: SeenState, there: SeenState, held: ReadonlySet<Part>): Part[] {
  const parts = new Set([...Object.keys(seen), ...Object.keys(there)]);
  return [...parts].filter((part) => !held.has(part) && seen[part] !== there[part]);
}

/** 53 bits of a value in base 36: enough to tell two states of one paragraph apart. */
function markOf(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at += 1) {
    high = Math.imul(high ^ text.charCodeAt(at), 2654435761);
    low = Math.imul(low ^ text.charCodeAt(at), 1597334677);
  }
  return (4294967296 * (2097151 & high) + (low >>> 0)).toString(36);
}
