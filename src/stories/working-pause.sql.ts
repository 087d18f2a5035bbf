import { listStaff } from '#accounts/staff.sql.js';
import type { AccountId, RevisionId, StoryId } from '#kit/ids.js';
import type { Tx } from '#store/tables.js';
import { addRevision } from './save.sql.ts';
import { findLatestRevision, lockStory } from './story.sql.ts';
import type { Content } from './story.ts';
import { listTouches } from './working.sql.ts';
import { noteWorking } from './working-note.sql.ts';

export { noteWorking };

/**
 * Keeps a pause in the work as a revision, by everyone who wrote since the one before, and tells the lists. Where
 * nothing is different from the newest revision, nothing is kept.
 */
export async function keepPause(
  tx: Tx,
  id: StoryId,
  content: Content,
  now: Date,
): Promise<RevisionId | undefined> {
  await lockStory(tx, id);
  const latest = await findLatestRevision(tx, id);
  if (!latest || sameContent(latest.content, content)) return undefined;
  const { made_at } = await tx
    .selectFrom('revision')
    .select('made_at')
    .where('id', '=', latest.id)
    .executeTakeFirstOrThrow();
  const touches = (await listTouches(tx, id)).filter(({ at }) => at >= made_at);
  const by = await namesOf(tx, [...new Set(touches.map(({ staff }) => staff))]);
  const revision = await addRevision(tx, id, { content, by, reason: 'pause', at: now });
  await noteWorking(tx, id, content, { by: touches[0]?.staff ?? null, at: now });
  return revision;
}

/** Whether two contents are the same, whatever the order in which their fields were written. */
export function sameContent(one: Content, other: Content): boolean {
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, inner]) => [name, inOrder(inner)]),
  );
}

async function namesOf(tx: Tx, ids: readonly AccountId[]): Promise<string> {
  if (ids.length === 0) return '';
  const names = new Map((await listStaff(tx)).map(({ id, name }) => [id, name]));
  return ids.flatMap((id) => names.get(id) ?? []).join(', ');
}
