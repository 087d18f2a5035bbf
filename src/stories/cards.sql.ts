import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { BylineId, MediaId, SectionId, StoryId, TopicId } from '#kit/ids.js';
import type { Db, Tables } from '#store/tables.js';
import { type Access, readAccess } from './access.ts';

/** A story in short, from its row alone. Times are milliseconds since 1970, UTC. */
export type Card = {
  id: StoryId;
  path: string;
  headline: string;
  frontHeadline: string;
  kicker: string;
  standfirst: string;
  section: SectionId | null;
  bylineText: string;
  lead: MediaId | null;
  access: Access;
  publishedAt: number;
  updatedAt: number | null;
};

/** A place in a list in order of time. */
export type ListKey = { publishedAt: number; id: number };

/** Part of a list, newest first: `older` begins after `key`, `newer` ends before it. */
export type Slice = { limit: number; key?: ListKey; direction?: 'older' | 'newer' };

/** Newest stories of the whole paper that readers may see at `now`. */
export async function listNewest(db: Db, now: Date, slice: Slice): Promise<Card[]> {
  return run(cards(db, now), { at: 'story.published_at', id: 'story.id' }, slice);
}

/** Newest stories of these sections together. */
export async function listSections(
  db: Db,
  sections: readonly SectionId[],
  now: Date,
  slice: Slice,
): Promise<Card[]> {
  // One query a section, each answered from the index without sorting; together they would be sorted whole.
  const lists = await Promise.all(
    sections.map((section) =>
      run(
        cards(db, now).where('story.section_id', '=', section),
        { at: 'story.published_at', id: 'story.id' },
        slice,
      ),
    ),
  );
  return merge(lists, slice);
}

export async function listTopic(db: Db, topic: TopicId, now: Date, slice: Slice): Promise<Card[]> {
  const query = cards(db, now)
    .innerJoin('story_topic', 'story_topic.story_id', 'story.id')
    .where('story_topic.topic_id', '=', topic)
    .where('story_topic.published_at', 'is not', null);
  return run(query, { at: 'story_topic.published_at', id: 'story_topic.story_id' }, slice);
}

export async function listByline(db: Db, byline: BylineId, now: Date, slice: Slice): Promise<Card[]> {
  const query = cards(db, now)
    .innerJoin('story_byline', 'story_byline.story_id', 'story.id')
    .where('story_byline.byline_id', '=', byline)
    .where('story_byline.published_at', 'is not', null);
  return run(query, { at: 'story_byline.published_at', id: 'story_byline.story_id' }, slice);
}

/** Stories published from `from` up to and not including `to`; of one section where it is given. */
export async function listBetween(
  db: Db,
  window: { from: Date; to: Date; section?: SectionId },
  now: Date,
  slice: Slice,
): Promise<Card[]> {
  let query = cards(db, now)
    .where('story.published_at', '>=', window.from.getTime())
    .where('story.published_at', '<', window.to.getTime());
  if (window.section !== undefined) query = query.where('story.section_id', '=', window.section);
  return run(query, { at: 'story.published_at', id: 'story.id' }, slice);
}

/** The oldest story of the paper or of a section that readers may see. */
export async function findOldest(
  db: Db,
  section: SectionId | undefined,
  now: Date,
): Promise<Card | undefined> {
  const query =
    section === undefined ? cards(db, now) : cards(db, now).where('story.section_id', '=', section);
  const row = await query.orderBy('story.published_at').orderBy('story.id').limit(1).executeTakeFirst();
  return row && toCard(row);
}

/** The cards of these stories that readers may see at `now`, by id; the others are simply missing. */
export async function findCards(db: Db, ids: readonly number[], now: Date): Promise<Map<number, Card>> {
  if (ids.length === 0) return new Map();
  const rows = await cards(db, now)
    .where('story.id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, toCard(row)]));
}

/** Stories held at the top by the newsroom, newest first. */
export async function listSticky(db: Db, now: Date, limit: number): Promise<Card[]> {
  // The 1 is written out: only so SQLite uses the index of the few there are.
  const query = cards(db, now).where('story.sticky', '=', sql.lit(1));
  return run(query, { at: 'story.published_at', id: 'story.id' }, { limit });
}

function cards(db: Db, now: Date) {
  const at = now.getTime();
  return db
    .selectFrom('story')
    .select([
      'story.id',
      'story.path',
      'story.headline',
      'story.front_headline',
      'story.kicker',
      'story.standfirst',
      'story.section_id',
      'story.byline_text',
      'story.lead_media_id',
      'story.access',
      'story.published_at',
      'story.updated_at',
    ])
    .where('story.visible_from', 'is not', null)
    .where('story.visible_from', '<=', at)
    .where('story.kind', '=', 'story')
    .where((where) =>
      where.or([where('story.visible_until', 'is', null), where('story.visible_until', '>', at)]),
    );
}

type Row = {
  id: number;
  path: string;
  headline: string;
  front_headline: string;
  kicker: string;
  standfirst: string;
  section_id: number | null;
  byline_text: string;
  lead_media_id: number | null;
  access: string;
  published_at: number | null;
  updated_at: number | null;
};

async function run<From extends keyof Tables>(
  query: SelectQueryBuilder<Tables, From, Row>,
  by: { at: string; id: string },
  { limit, key, direction = 'older' }: Slice,
): Promise<Card[]> {
  const order = direction === 'older' ? 'desc' : 'asc';
  const sign = sql.raw(direction === 'older' ? '<' : '>');
  let sliced = query.orderBy(sql.ref(by.at), order).orderBy(sql.ref(by.id), order).limit(limit);
  if (key)
    sliced = sliced.where(
      sql<SqlBool>`(${sql.ref(by.at)}, ${sql.ref(by.id)}) ${sign} (${key.publishedAt}, ${key.id})`,
    );
  const rows = await sliced.execute();
  const found = rows.map(toCard);
  return direction === 'older' ? found : found.reverse();
}

function merge(lists: readonly (readonly Card[])[], { limit, direction = 'older' }: Slice): Card[] {
  if (lists.length === 1) return [...(lists[0] ?? [])];
  const all = lists.flat().sort((one, other) => other.publishedAt - one.publishedAt || other.id - one.id);
  return direction === 'older' ? all.slice(0, limit) : all.slice(-limit);
}

function toCard(row: Row): Card {
  return {
    id: row.id as StoryId,
    path: row.path,
    headline: row.headline,
    frontHeadline: row.front_headline,
    kicker: row.kicker,
    standfirst: row.standfirst,
    section: row.section_id as SectionId | null,
    bylineText: row.byline_text,
    lead: row.lead_media_id as MediaId | null,
    access: readAccess(row.access),
    publishedAt: row.published_at ?? 0,
    updatedAt: row.updated_at,
  };
}
