import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { StoryId } from '#kit/ids.js';
import type { Db, Tables } from '#store/tables.js';
import { listKeptActs } from '#stories/legal-act.sql.js';
import type { Note } from '#stories/note.sql.js';
import type { KeptRevision, KeptStory } from '#stories/restore.sql.js';
import type { Content, Embargo } from '#stories/story.js';
import { findStorylineNames } from '#stories/storyline-name.sql.js';

type Row = Selectable<Tables['story']>;
type Current = KeptRevision & { content: Content };

/** Stories with all that belongs to them by id, at most `limit` behind `after`. */
export async function listKeptStories(db: Db, after: number, limit: number): Promise<KeptStory[]> {
  const rows = await db
    .selectFrom('story')
    .selectAll()
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const current = await findCurrent(db, rows);
  const [notes, holds, addresses] = await listBeside(db, ids);
  const acts = await listKeptActs(db, ids);
  const storylines = await findStorylineNames(db, ids);
  return rows.flatMap((row) => {
    const revision = current.get(row.id);
    if (!revision) return [];
    return {
      ...storyParts(row),
      ...revisionOf(revision),
      notes: notes.get(row.id) ?? [],
      holds: holds.get(row.id) ?? [],
      acts: acts.get(row.id) ?? [],
      addresses: addresses.get(row.id) ?? [],
      storyline: storylines.get(row.id) ?? null,
    };
  });
}

function revisionOf({ content, ...revision }: Current): Pick<KeptStory, 'content' | 'revision'> {
  return { content, revision };
}

function storyParts(row: Row) {
  return {
    id: row.id as StoryId,
    kind: row.kind,
    state: row.state,
    path: row.path,
    slug: row.slug,
    sticky: row.sticky === 1,
    meterFree: row.meter_free === 1,
    bylineText: row.byline_text,
    publishedAt: row.published_at,
    updatedAt: row.updated_at,
    embargo: embargoOf(row),
    unpublishAt: row.unpublish_at,
    announced: row.announced === 1,
    madeAt: row.made_at,
    changedAt: row.changed_at,
  };
}

function embargoOf(row: Row): Embargo {
  if (row.embargo_open === 1) return { is: 'until-lifted' };
  return row.embargo_until === null ? { is: 'none' } : { is: 'until', at: row.embargo_until };
}

/** The revision that stands for each story: the published one, else the newest. */
async function findCurrent(db: Db, rows: readonly Row[]): Promise<Map<number, Current>> {
  const published = rows.flatMap(({ published_revision_id: id }) => id ?? []);
  const unpublished = rows.filter((row) => row.published_revision_id === null).map(({ id }) => id);
  const found = await db
    .selectFrom('revision')
    .selectAll()
    .where((where) =>
      where.or([
        ...(published.length > 0 ? [where('id', 'in', published)] : []),
        ...(unpublished.length > 0
          ? [
              where(
                'id',
                'in',
                where
                  .selectFrom('revision')
                  .select(({ fn }) => fn.max('id').as('id'))
                  .where('story_id', 'in', unpublished)
                  .groupBy('story_id'),
              ),
            ]
          : []),
      ]),
    )
    .execute();
  return new Map(
    found.map((row) => [
      row.story_id,
      {
        ...{ id: row.id, number: row.number, madeAt: row.made_at, by: row.made_by, reason: row.reason },
        content: JSON.parse(row.content) as Content,
      },
    ]),
  );
}

type Beside = [
  notes: Map<number, Note[]>,
  holds: Map<number, KeptStory['holds']>,
  addresses: Map<number, string[]>,
];

async function listBeside(db: Db, ids: readonly number[]): Promise<Beside> {
  const noteRows = await db
    .selectFrom('note')
    .selectAll()
    .where('story_id', 'in', ids)
    .orderBy('id')
    .execute();
  const holdRows = await db
    .selectFrom('hold')
    .selectAll()
    .where('story_id', 'in', ids)
    .orderBy('id')
    .execute();
  const addressRows = await db
    .selectFrom('address')
    .select(['story_id', 'address_key'])
    .where('story_id', 'in', ids)
    .execute();
  const notes = groupBy(noteRows, ({ id, kind, text, block_id, dated }): Note => {
    return { id, kind: kind as Note['kind'], text, block: block_id, dated };
  });
  const holds = groupBy(holdRows, ({ id, reason, placed_by, placed_at }) => {
    return { id, reason, by: placed_by, at: placed_at };
  });
  const addresses = groupBy(addressRows, ({ address_key }) => address_key);
  // Databases sort text differently; an export must not.
  for (const keys of addresses.values()) keys.sort();
  return [notes, holds, addresses];
}

function groupBy<Row extends { story_id: number | null }, Value>(
  rows: readonly Row[],
  read: (row: Row) => Value,
): Map<number, Value[]> {
  const groups = new Map<number, Value[]>();
  for (const row of rows) {
    if (row.story_id === null) continue;
    const group = groups.get(row.story_id);
    if (group) group.push(read(row));
    else groups.set(row.story_id, [read(row)]);
  }
  return groups;
}

/** How many stories there are, for telling how far an export is. */
export async function countAllStories(db: Db): Promise<number> {
  const row = await db
    .selectFrom('story')
    .select(({ fn }) => fn.countAll<number>().as('stories'))
    .executeTakeFirstOrThrow();
  return Number(row.stories);
}

/** Paths and headlines of these stories, and file keys of these pictures, for the HTML of an export. */
export async function findNamed(
  db: Db,
  stories: readonly number[],
  media: readonly number[],
): Promise<{
  stories: Map<number, { href: string; headline: string }>;
  media: Map<number, { src: string; width: number | null; height: number | null }>;
}> {
  const storyRows =
    stories.length === 0
      ? []
      : await db.selectFrom('story').select(['id', 'path', 'headline']).where('id', 'in', stories).execute();
  const mediaRows =
    media.length === 0
      ? []
      : await db
          .selectFrom('media')
          .select(['id', 'file_key', 'width', 'height'])
          .where('id', 'in', media)
          .where(sql<boolean>`file_key is not null`)
          .execute();
  return {
    stories: new Map(storyRows.map(({ id, path, headline }) => [id, { href: path, headline }])),
    media: new Map(
      mediaRows.map(({ id, file_key, width, height }) => [
        id,
        { src: `files/${file_key ?? ''}`, width, height },
      ]),
    ),
  };
}
