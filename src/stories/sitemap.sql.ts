import { type Selectable, type SqlBool, sql } from 'kysely';
import type { Db, Tables } from '#store/tables.js';
import type { ListKey } from './cards.sql.ts';

/** An address as sitemaps list it. `language` '' means the paper's. Times are milliseconds since 1970. */
export type Listed = {
  readonly id: number;
  readonly path: string;
  readonly headline: string;
  readonly language: string;
  readonly publishedAt: number;
  readonly changedAt: number;
};

/** Stories published from `from` up to and not including `to`, milliseconds since 1970. */
export type Span = { readonly from: number; readonly to: number };

/** When the first story from `from` on was published, whether readers see it yet or not; null where none was. */
export async function findFirstPublished(db: Db, from: number): Promise<number | null> {
  const row = await db
    .selectFrom('story')
    .select('published_at')
    .where('visible_from', 'is not', null)
    .where('published_at', '>=', from)
    .orderBy('published_at')
    .limit(1)
    .executeTakeFirst();
  return row?.published_at ?? null;
}

/** How many stories were published in the span, whether anyone sees them or not: read off the index alone. */
export async function countPublished(db: Db, span: Span): Promise<number> {
  const row = await db
    .selectFrom('story')
    .select(({ fn }) => fn.countAll<number>().as('stories'))
    .where('visible_from', 'is not', null)
    .where('published_at', '>=', span.from)
    .where('published_at', '<', span.to)
    .executeTakeFirstOrThrow();
  return Number(row.stories);
}

/** How many stories search engines may list, and when one of them last changed; a scan of the span, for `slow`. */
export async function sumUpListed(
  db: Db,
  span: Span,
  now: Date,
): Promise<{ count: number; changedAt: number }> {
  const row = await listed(db, 'story', now)
    .select(({ fn }) => [
      fn.countAll<number>().as('stories'),
      fn.max(sql<number>`coalesce(updated_at, published_at)`).as('changed'),
    ])
    .where('published_at', '>=', span.from)
    .where('published_at', '<', span.to)
    .executeTakeFirstOrThrow();
  return { count: Number(row.stories), changedAt: row.changed ?? 0 };
}

/** Stories that search engines may list, oldest first, so that what is in a part stays in its place. */
export async function listStoriesForSitemap(
  db: Db,
  span: Span,
  now: Date,
  slice: { limit: number; after?: ListKey | undefined; skip?: number | undefined },
): Promise<Listed[]> {
  const { limit, after, skip } = slice;
  let query = withFields(listed(db, 'story', now))
    .where('published_at', '>=', span.from)
    .where('published_at', '<', span.to)
    .orderBy('published_at')
    .orderBy('id')
    .limit(limit);
  if (after) query = query.where(sql<SqlBool>`(published_at, id) > (${after.publishedAt}, ${after.id})`);
  if (skip) query = query.offset(skip);
  return (await query.execute()).map(toListed);
}

/** The newest stories since `since`, newest first. */
export async function listNews(db: Db, since: Date, now: Date, limit: number): Promise<Listed[]> {
  const rows = await withFields(listed(db, 'story', now))
    .where('published_at', '>=', since.getTime())
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toListed);
}

/** Plain pages of the newsroom that search engines may list. */
export async function listPagesForSitemap(db: Db, now: Date, limit: number): Promise<Listed[]> {
  const rows = await withFields(listed(db, 'page', now))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(toListed);
}

/** Ids asked for in one statement. */
const CHUNK = 500;

/**
 * When the newest story of each of these topics or bylines that readers see was published; those without one are
 * missing. Each is a step in an index.
 */
export async function findNewestOf(
  db: Db,
  of: 'topic' | 'byline',
  ids: readonly number[],
  now: Date,
): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  for (let from = 0; from < ids.length; from += CHUNK) {
    for (const { id, newest } of await askNewest(db, of, ids.slice(from, from + CHUNK), now))
      if (newest !== null) found.set(id, newest);
  }
  return found;
}

async function askNewest(
  db: Db,
  of: 'topic' | 'byline',
  ids: readonly number[],
  now: Date,
): Promise<{ id: number; newest: number | null }[]> {
  const table = sql.ref(`story_${of}`);
  const column = sql.ref(`l.${of}_id`);
  const values = sql.join(ids.map((id) => sql`(${sql.lit(id)})`));
  const { rows } = await sql<{ id: number; newest: number | null }>`
    select v.column1 as id, (select l.published_at from ${table} l join story s on s.id = l.story_id
        where ${column} = v.column1 and l.published_at is not null
          and s.visible_from <= ${now.getTime()} and (s.visible_until is null or s.visible_until > ${now.getTime()})
        order by l.published_at desc, l.story_id desc limit 1) as newest
      from (values ${values}) v`.execute(db);
  return rows.map(({ id, newest }) => ({ id: Number(id), newest }));
}

function listed(db: Db, kind: 'story' | 'page', now: Date) {
  const at = now.getTime();
  return db
    .selectFrom('story')
    .where('visible_from', 'is not', null)
    .where('visible_from', '<=', at)
    .where('indexable', '=', 1)
    .where('kind', '=', kind)
    .where((where) => where.or([where('visible_until', 'is', null), where('visible_until', '>', at)]));
}

function withFields<Query extends ReturnType<typeof listed>>(query: Query) {
  return query.select(['id', 'path', 'headline', 'language', 'published_at', 'updated_at']);
}

type Row = Pick<
  Selectable<Tables['story']>,
  'id' | 'path' | 'headline' | 'language' | 'published_at' | 'updated_at'
>;

function toListed({ published_at, updated_at, ...row }: Row): Listed {
  const publishedAt = published_at ?? 0;
  return { ...row, publishedAt, changedAt: updated_at ?? publishedAt };
}
