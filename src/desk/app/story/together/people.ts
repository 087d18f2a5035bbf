import { colourOf } from '../../../collab/person-colour.ts';

/** Who is in a story, as their programs say and the server has checked. */

/** part  where they are: 'headline', 'body', a block's id as 'body:k3v9x2aq', 'details', or null */
export type Person = {
  readonly client: number;
  readonly id: number;
  readonly name: string;
  readonly colour: string;
  readonly part: string | null;
};

/** Everybody but oneself, each person once however many tabs they have open. */
export function readPeople(states: ReadonlyMap<number, unknown>, own: number): Person[] {
  const people = new Map<number, Person>();
  for (const [client, state] of states) {
    const { user, part } = (state ?? {}) as { user?: { id?: unknown; name?: unknown }; part?: unknown };
    if (client === own || typeof user?.id !== 'number' || typeof user.name !== 'string') continue;
    const where = typeof part === 'string' ? part : null;
    if (people.get(user.id)?.part && !where) continue;
    people.set(user.id, { client, id: user.id, name: user.name, colour: colourOf(user.id), part: where });
  }
  return [...people.values()].sort((one, other) => one.name.localeCompare(other.name));
}
