/** What an editor does to a published story for legal reasons. Each is entered in the ledger with its inner reason. */

import { fault } from '#kit/fault.js';
import type { StoryId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { addressKey } from './address.ts';
import { addAddresses } from './addresses.sql.ts';
import { storyFaults } from './faults.ts';
import { type ActWish, enterAct, isHidden, undoActs } from './legal-act.sql.ts';
import { findOwned, giveOwnAddresses } from './own-addresses.sql.ts';
import { saveAsItWas } from './publish-times.sql.ts';
import { placeHold, saveTakenOff } from './save.sql.ts';
import { findPlaces, getStory, isHeld } from './story.sql.ts';
import { kill } from './workflow.ts';

/**
 * What an act on a story touches, for the person who is about to do it.
 *
 * addresses  keys under which readers reach it
 * linkedBy   stories whose text or ALSO READ lines lead to it
 * pictures   it shows, and whether another story shows them too
 */
export type Touched = {
  addresses: string[];
  linkedBy: { story: StoryId; headline: string; kind: 'also-read' | 'link' }[];
  pictures: { media: number; elsewhere: boolean }[];
  revisions: number;
  notes: number;
  comments: number;
};

export async function listTouched(db: Db, id: StoryId): Promise<Touched> {
  await getStory(db, id);
  const addresses = await db.selectFrom('address').select('address_key').where('story_id', '=', id).execute();
  const links = await db
    .selectFrom('story_link')
    .innerJoin('story', 'story.id', 'story_link.story_id')
    .select(['story.id', 'story.headline', 'story_link.kind'])
    .where('story_link.to_story_id', '=', id)
    .orderBy('story.id', 'desc')
    .execute();
  const pictures = await db
    .selectFrom('story_media as own')
    .select(['own.media_id'])
    .select((of) =>
      of
        .exists(
          of
            .selectFrom('story_media as other')
            .select('other.media_id')
            .whereRef('other.media_id', '=', 'own.media_id')
            .where('other.story_id', '!=', id),
        )
        .as('elsewhere'),
    )
    .where('own.story_id', '=', id)
    .distinct()
    .execute();
  return {
    addresses: addresses.map((row) => row.address_key),
    linkedBy: links.map((row) => ({
      story: row.id as StoryId,
      headline: row.headline,
      kind: row.kind as 'also-read' | 'link',
    })),
    pictures: pictures.map((row) => ({ media: row.media_id, elsewhere: Boolean(row.elsewhere) })),
    revisions: await count(db, 'revision', id),
    notes: await count(db, 'note', id),
    comments: await count(db, 'comment', id),
  };
}

/** Keeps search engines from a story that readers go on reading, whatever a later version says. */
export async function hideFromEngines(tx: Tx, id: StoryId, wish: ActWish, now: Date): Promise<void> {
  await getStory(tx, id);
  if (await isHidden(tx, id)) return;
  await enterAct(tx, id, 'hide', wish, now);
  await refreshPublished(tx, id, now);
}

export async function showToEngines(tx: Tx, id: StoryId, now: Date): Promise<void> {
  await getStory(tx, id);
  if (await undoActs(tx, id, 'hide', now)) await refreshPublished(tx, id, now);
}

/** Readers do not find it, and nobody can publish it, until the hold is lifted. */
export async function holdStory(tx: Tx, id: StoryId, wish: ActWish, now: Date): Promise<void> {
  const story = await getStory(tx, id);
  if (story.state === 'killed') throw fault(storyFaults, 'story-killed', { id });
  await enterAct(tx, id, 'hold', wish, now);
  await placeHold(tx, id, { reason: wish.reason, by: wish.byName }, now);
}

/** Lifts every hold on a story; what was published before is there again at once. */
export async function liftHolds(tx: Tx, id: StoryId, now: Date): Promise<void> {
  if (!(await isHeld(tx, id))) return;
  await tx.deleteFrom('hold').where('story_id', '=', id).execute();
  await undoActs(tx, id, 'hold', now);
  const story = await getStory(tx, id);
  if (story.state === 'published') await saveAsItWas(tx, story, now);
  else await tellOf(tx, id, 'story.lifted', now);
}

/** Takes a story off for good: 410, with the public note or with nothing. */
export async function killStory(tx: Tx, id: StoryId, wish: ActWish, now: Date): Promise<void> {
  const story = await getStory(tx, id);
  if (story.state === 'killed') throw fault(storyFaults, 'story-killed', { id });
  await enterAct(tx, id, 'kill', wish, now);
  await saveTakenOff(tx, kill(story), now);
}

/**
 * Gives a published story another slug; its old address leads to the new one from now on.
 *
 * throws  slug-taken
 */
export async function changeSlug(tx: Tx, id: StoryId, slug: string, now: Date): Promise<void> {
  const story = await getStory(tx, id);
  const path = story.path.replace(/[^/]*$/, slug);
  if (path === story.path) return;
  const taken = await findOwned(tx, [path]);
  const owner = taken.has(addressKey(path));
  if (owner) throw fault(storyFaults, 'slug-taken', { path });
  const before = await findPlaces(tx, id);
  await giveOwnAddresses(tx, [{ path, id }]);
  await addAddresses(tx, [{ path: story.path, target: { is: 'story', id } }]);
  await tx.updateTable('story').set({ path, slug, changed_at: now.getTime() }).where('id', '=', id).execute();
  await tell(tx, 'story.moved', id, { before, after: await findPlaces(tx, id) }, now);
}

/** What readers get of a published story is written again, as the ledger has it now. */
async function refreshPublished(tx: Tx, id: StoryId, now: Date): Promise<void> {
  const story = await getStory(tx, id);
  if (story.state === 'published') await saveAsItWas(tx, story, now);
}

async function tellOf(tx: Tx, id: StoryId, name: string, now: Date): Promise<void> {
  const places = await findPlaces(tx, id);
  await tell(tx, name, id, { before: places, after: places }, now);
}

async function count(db: Db, table: 'revision' | 'note' | 'comment', id: StoryId): Promise<number> {
  const row = await db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('many'))
    .where('story_id', '=', id)
    .executeTakeFirstOrThrow();
  return Number(row.many);
}
