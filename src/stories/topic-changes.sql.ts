import { fault } from '#kit/fault.js';
import type { TopicId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Tx } from '#store/tables.js';
import { slugify } from './address.ts';
import { findAddress } from './addresses.sql.ts';
import { storyFaults } from './faults.ts';
import { leadOn } from './redirect.sql.ts';
import { findTopic, findTopics, type Topic } from './topic.sql.ts';

/** What may be changed of a topic; `slug` '' makes one of the name. */
export type TopicChange = Partial<Omit<Topic, 'id'>>;

/**
 * A new topic, at a free address.
 *
 * throws  topic-slug-taken
 */
export async function addTopic(tx: Tx, topic: Omit<Topic, 'id'>, now: Date): Promise<Topic> {
  const slug = topic.slug ? await demandFree(tx, topic.slug) : await findFreeSlug(tx, slugify(topic.name));
  const row = toRow({ ...topic, slug });
  const saved = await tx.insertInto('topic').values(row).returning('id').executeTakeFirstOrThrow();
  await tell(tx, 'topics.changed', null, { ids: [saved.id] }, now);
  return { ...topic, slug, id: saved.id as TopicId };
}

/**
 * Changes what is named. A new slug leaves redirects at the old address.
 *
 * throws  topic-not-found, topic-slug-taken
 */
export async function changeTopic(
  tx: Tx,
  id: TopicId,
  change: TopicChange,
  now: Date,
): Promise<{ before: Topic; after: Topic }> {
  const before = await getTopic(tx, id);
  const asked = { ...before, ...change };
  const wanted =
    change.slug === undefined || change.slug === before.slug
      ? asked.slug
      : change.slug && slugify(change.slug);
  const slug = wanted || (await findFreeSlug(tx, slugify(asked.name), id));
  const after: Topic = { ...asked, slug, aliases: cleanAliases(asked.aliases, asked.name) };
  if (slug !== before.slug) {
    await demandFree(tx, slug, id);
    await leadOn(tx, movesOf(before.slug, slug));
  }
  await tx.updateTable('topic').set(toRow(after)).where('id', '=', id).execute();
  await tell(tx, 'topics.changed', null, { ids: [id] }, now);
  return { before, after };
}

/**
 * Makes one topic of two: stories, names and addresses of `from` are those of `into` from now on. What still names the
 * old one, a revision or an open document, is read as the new one.
 *
 * throws  topic-not-found, topic-merged-into-itself
 */
export async function mergeTopics(
  tx: Tx,
  from: TopicId,
  into: TopicId,
  now: Date,
): Promise<{ from: Topic; into: Topic; stories: number }> {
  if (from === into) throw fault(storyFaults, 'topic-merged-into-itself', { id: from });
  const [old, kept] = [await getTopic(tx, from), await getTopic(tx, into)];
  await moveStories(tx, from, into);
  const aliases = cleanAliases([...kept.aliases, old.name, ...old.aliases], kept.name);
  const after = { ...kept, aliases, introduction: kept.introduction || old.introduction };
  await tx.updateTable('topic').set(toRow(after)).where('id', '=', into).execute();
  await tx.updateTable('topic_merged').set({ into_id: into }).where('into_id', '=', from).execute();
  await tx
    .insertInto('topic_merged')
    .values({ topic_id: from, into_id: into, merged_at: now.getTime() })
    .execute();
  await tx.deleteFrom('topic').where('id', '=', from).execute();
  await leadOn(tx, movesOf(old.slug, kept.slug));
  await tell(tx, 'topics.changed', null, { ids: [into], merged: from }, now);
  return { from: old, into: after, stories: await countUnder(tx, into) };
}

/** How many stories carry this topic, published or not. */
export async function countUnder(tx: Tx, topic: TopicId): Promise<number> {
  const row = await tx
    .selectFrom('story_topic')
    .select(({ fn }) => fn.countAll<number>().as('stories'))
    .where('topic_id', '=', topic)
    .executeTakeFirstOrThrow();
  return Number(row.stories);
}

async function moveStories(tx: Tx, from: TopicId, into: TopicId): Promise<void> {
  const withBoth = tx.selectFrom('story_topic').select('story_id').where('topic_id', '=', into);
  await tx.deleteFrom('story_topic').where('topic_id', '=', from).where('story_id', 'in', withBoth).execute();
  await tx.updateTable('story_topic').set({ topic_id: into }).where('topic_id', '=', from).execute();
}

/** The page itself, and all that stands below it: its feeds. */
function movesOf(from: string, to: string): { from: string; to: string }[] {
  return [
    { from: `/topics/${from}`, to: `/topics/${to}` },
    { from: `/topics/${from}/`, to: `/topics/${to}/` },
  ];
}

async function getTopic(tx: Tx, id: TopicId): Promise<Topic> {
  const row = await tx.selectFrom('topic').select('id').where('id', '=', id).executeTakeFirst();
  const topic = row && (await findTopics(tx, [id])).get(id);
  if (!topic) throw fault(storyFaults, 'topic-not-found', { id });
  return topic;
}

async function findFreeSlug(tx: Tx, wanted: string, own?: TopicId): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const slug = attempt === 1 ? wanted : `${wanted}-${attempt}`;
    if (await isFree(tx, slug, own)) return slug;
  }
}

/** throws  topic-slug-taken */
async function demandFree(tx: Tx, slug: string, own?: TopicId): Promise<string> {
  const plain = slugify(slug);
  if (!(await isFree(tx, plain, own))) throw fault(storyFaults, 'topic-slug-taken', { slug: plain });
  return plain;
}

/** An old address of the topic itself is free for it again. */
async function isFree(tx: Tx, slug: string, own?: TopicId): Promise<boolean> {
  const there = await findTopic(tx, slug);
  if (there) return there.id === own;
  const address = await findAddress(tx, `/topics/${slug}`);
  if (!address) return true;
  if (own === undefined || address.is !== 'redirect') return false;
  const now = (await findTopics(tx, [own])).get(own);
  return address.to === `/topics/${now?.slug}`;
}

function cleanAliases(aliases: readonly string[], name: string): string[] {
  const seen = new Set([name.toLocaleLowerCase()]);
  return aliases
    .map((alias) => alias.trim())
    .filter((alias) => {
      const key = alias.toLocaleLowerCase();
      if (alias === '' || seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}

function toRow({ slug, name, kind, introduction, aliases, listed }: Omit<Topic, 'id'>) {
  return { slug, name, kind, introduction, aliases: JSON.stringify(aliases), listed: listed ? 1 : 0 };
}
