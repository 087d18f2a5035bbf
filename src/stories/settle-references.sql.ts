import type { RevisionId, StoryId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';
import { listLinks } from './document.ts';
import type { Content } from './story.ts';

/**
 * Puts references in place of addresses in a revision that an import brought in, when what they lead to has come in after it.
 * It is the one change a saved revision ever sees: it says the same as before, and only leads there by a shorter way.
 */
export async function settleReferences(
  tx: Tx,
  story: { id: StoryId; revision: RevisionId; content: Content },
): Promise<void> {
  const { id, revision, content } = story;
  await tx
    .updateTable('revision')
    .set({ content: JSON.stringify(content) })
    .where('id', '=', revision)
    .execute();
  const links = listLinks(content.body).flatMap((link) =>
    link.story === null ? [] : [{ story_id: id, to_story_id: link.story, kind: link.kind }],
  );
  if (links.length === 0) return;
  await tx
    .insertInto('story_link')
    .values(links)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The newest revision of each of these stories, and the state it is in: whether somebody has worked on it since. */
export async function listNewestRevisions(
  db: Db,
  ids: readonly StoryId[],
): Promise<Map<StoryId, { revision: RevisionId; state: string; path: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('story')
    .innerJoin('revision', 'revision.story_id', 'story.id')
    .select(({ fn }) => ['story.id', 'story.state', 'story.path', fn.max('revision.id').as('revision')])
    .where('story.id', 'in', [...new Set(ids)])
    .groupBy(['story.id', 'story.state', 'story.path'])
    .execute();
  return new Map(
    rows.map(({ id, state, path, revision }) => [
      id as StoryId,
      { revision: Number(revision) as RevisionId, state, path },
    ]),
  );
}
