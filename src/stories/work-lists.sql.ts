import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#store/tables.js';
import { OUT } from './stage.ts';
import type { Asker, Listed, Page, Standing } from './work-listed.ts';
import {
  isOwn,
  type ListFilter,
  listRows,
  maySee,
  maySeeWorking,
  narrowed,
  ownStories,
} from './work-rows.sql.ts';

/** Which part of a list is wanted: at most `limit`, after the place that an earlier part ended at. */
export type Wish = ListFilter & { readonly limit: number; readonly after?: string | undefined };

/** What lists of work can be ordered by. */
export const sorts = ['changed', 'due', 'day', 'headline', 'words'] as const;
export type Sort = (typeof sorts)[number];

type List = { from: 'work' | 'story'; where: RawBuilder<unknown>; by: Order };
type Order = { value: RawBuilder<unknown>; order: 'asc' | 'desc' };

/** Behind every time and every day: where nothing is set, a story stands last. */
const NEVER = sql.raw('9007199254740991');
const OPEN = sql.raw(`w.stage <> '${OUT}'`);

const orders: Readonly<Record<Sort, Order>> = {
  changed: { value: sql`w.changed_at`, order: 'desc' },
  due: { value: sql`coalesce(w.due_at, ${NEVER})`, order: 'asc' },
  day: { value: sql.raw("coalesce(w.planned_day, '9999')"), order: 'asc' },
  headline: { value: sql`lower(w.headline)`, order: 'asc' },
  words: { value: sql`w.word_count`, order: 'desc' },
};

/** Stories of one stage as the board has them, highest first. */
export function listStage(db: Db, stage: string, wish: Wish, asker: Asker): Promise<Page> {
  const by: Order = { value: sql`w.position`, order: 'desc' };
  return page(db, { from: 'work', where: sql`and w.stage = ${stage}`, by }, wish, asker);
}

/** Everything in work, whatever stage it stands in. */
export function listWork(db: Db, sort: Sort, wish: Wish, asker: Asker): Promise<Page> {
  return page(db, { from: 'work', where: sql`and ${OPEN}`, by: orders[sort] }, wish, asker);
}

/** What one made, is assigned to or joined; `done` with those that are out and done with. */
export function listMine(
  db: Db,
  { done, sort, ...wish }: Wish & { done: boolean; sort: Sort },
  asker: Asker,
): Promise<Page> {
  const where = sql`and w.story_id in ${ownStories(asker)} ${done ? sql`` : sql`and ${OPEN}`}`;
  return page(db, { from: 'work', where, by: orders[sort] }, wish, asker);
}

/** What was changed last. */
export function listChanged(db: Db, wish: Wish, asker: Asker): Promise<Page> {
  return page(db, { from: 'work', where: sql``, by: orders.changed }, wish, asker);
}

/** What readers see, newest first. */
export async function listArchive(db: Db, { sections, ...wish }: Wish, asker: Asker): Promise<Page> {
  const now = asker.now.getTime();
  const by: Order = { value: sql`s.published_at`, order: 'desc' };
  const seen = sql`and s.visible_from is not null and s.visible_from <= ${now}
    and (s.visible_until is null or s.visible_until > ${now})`;
  if (!sections) return page(db, { from: 'story', where: seen, by }, wish, asker);
  // One query a section, each answered from the index without sorting; together they would be sorted whole.
  const pages = await Promise.all(
    sections.map((section) =>
      page(db, { from: 'story', where: sql`${seen} and s.section_id = ${section}`, by }, wish, asker),
    ),
  );
  return merged(pages, wish.limit);
}

function merged(pages: readonly Page[], limit: number): Page {
  const all = pages.flatMap(({ stories }) => stories);
  all.sort((one, other) => (other.publishedAt ?? 0) - (one.publishedAt ?? 0) || other.id - one.id);
  const last = all.slice(0, limit).at(-1);
  const more = all.length > limit || pages.some(({ next }) => next !== null);
  return {
    stories: all.slice(0, limit),
    next: more && last ? writePlace(last.publishedAt ?? 0, last.id) : null,
  };
}

/** What readers do not see, last changed first: drafts, taken off, held, killed. */
export function listUnseen(db: Db, wish: Wish & { standing: Standing }, asker: Asker): Promise<Page> {
  const own = asker.readsUnpublished ? sql`` : sql`and ${isOwn(asker)}`;
  const by: Order = { value: sql`s.changed_at`, order: 'desc' };
  return page(db, { from: 'story', where: sql`and s.visible_from is null ${own}`, by }, wish, asker);
}

/** What comes by itself: at its time, when its embargo ends, or when that is lifted by hand; soonest first. */
export function listScheduled(db: Db, wish: Wish, asker: Asker): Promise<Page> {
  const now = asker.now.getTime();
  // Two queries in one, each answered from an index of the few there are.
  const where = sql`and s.id in (
    select id from story where announced = 0 and visible_from is not null and visible_from > ${now}
    union all select id from story where visible_from is null and (embargo_open = 1 or embargo_until is not null)
      and (embargo_open = 1 or embargo_until > ${now}))
    and s.state in ('draft', 'published')`;
  const by: Order = { value: sql`coalesce(s.visible_from, s.embargo_until, ${NEVER})`, order: 'asc' };
  return page(db, { from: 'story', where, by }, wish, asker);
}

/**
 * The newslist of a day, by when they are due: what is planned for it, what is due in it and has no day, and what
 * comes out in it by itself. There are few a day.
 *
 * from, to  when the day begins and the next one does
 */
export async function listDay(
  db: Db,
  { day, from, to, ...filter }: ListFilter & { day: string; from: number; to: number },
  asker: Asker,
): Promise<Listed[]> {
  const rest = sql`and w.story_id in (
      select story_id from work where planned_day = ${day}
      union select story_id from work w where planned_day is null and ${OPEN} and due_at >= ${from} and due_at < ${to}
      union select id from story where announced = 0 and visible_from is not null
        and visible_from >= ${from} and visible_from < ${to})
    ${narrowed(filter, asker)} order by coalesce(w.due_at, ${NEVER}), w.position desc, w.story_id limit 500`;
  return (await listRows(db, { from: 'work', rest }, asker)).map(({ story }) => story);
}

/** Of these stories, those that fit; in no order. */
export async function listThese(
  db: Db,
  ids: readonly number[],
  filter: ListFilter,
  asker: Asker,
): Promise<Listed[]> {
  if (ids.length === 0) return [];
  const rest = sql`and s.id in (${sql.join([...ids])}) ${narrowed(filter, asker)}`;
  return (await listRows(db, { from: 'story', rest }, asker)).map(({ story }) => story);
}

/** How many stories each stage holds, of those that this person may see. */
export async function countStages(db: Db, filter: ListFilter, asker: Asker): Promise<Map<string, number>> {
  const { rows } = await sql<{ stage: string; stories: number }>`select w.stage, count(*) as stories
    from work w join story s on s.id = w.story_id + 0
    where ${OPEN} and s.kind = 'story' and ${maySee(asker)} and ${maySeeWorking(asker)}
      ${narrowed(filter, asker)} group by w.stage`.execute(db);
  return new Map(rows.map(({ stage, stories }) => [stage, Number(stories)]));
}

async function page(db: Db, list: List, wish: Wish, asker: Asker): Promise<Page> {
  const { from, where, by } = list;
  const { limit, after, ...filter } = wish;
  const id = sql.raw(from === 'work' ? 'w.story_id' : 's.id');
  const order = sql.raw(by.order);
  const start = after === undefined ? undefined : readPlace(after);
  const past = sql.raw(by.order === 'asc' ? '>' : '<');
  const beyond = start ? sql`and (${by.value}, ${id}) ${past} (${start.value}, ${start.id})` : sql``;
  const rest = sql`${where} ${narrowed(filter, asker)} ${beyond}
    order by ${by.value} ${order}, ${id} ${order} limit ${limit + 1}`;
  const rows = await listRows(db, { from, rest, place: by.value }, asker);
  const last = rows[limit - 1];
  const next = rows.length > limit && last ? writePlace(last.place, last.story.id) : null;
  return { stories: rows.slice(0, limit).map(({ story }) => story), next };
}

function writePlace(value: number | string, story: number): string {
  return Buffer.from(JSON.stringify([value, story])).toString('base64url');
}

/** A place that nobody gave is the beginning. */
function readPlace(place: string): { value: number | string; id: number } | undefined {
  try {
    const [value, id] = JSON.parse(Buffer.from(place, 'base64url').toString()) as unknown[];
    const isValue = typeof value === 'number' || typeof value === 'string';
    return isValue && typeof id === 'number' ? { value, id } : undefined;
  } catch {
    return undefined;
  }
}
