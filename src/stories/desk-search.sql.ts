/** The search of the desk: what readers see and what they do not, in one order of time, each only for those who may see it. */
import { sql } from 'kysely';
import { dialectOf } from '#store/store.io.js';
import type { Db } from '#store/tables.js';
import { readTyped } from './desk-search.ts';
import { toPlainFts, toTsquery } from './search-expression.ts';
import { firstRowAt } from './search-index.sql.ts';
import { type FoundRow, matchOnPostgres, matchOnSqlite } from './search-match.sql.ts';
import type { WordQuestion } from './search-question.ts';
import { bylineTag, sectionTag, type Tag, topicTag } from './search-tags.ts';
import type { Asker, Listed, Page } from './work-listed.ts';
import { listThese } from './work-lists.sql.ts';
import type { ListFilter } from './work-rows.sql.ts';

/**
 * What somebody at the desk looks for.
 *
 * words     as typed: words, "phrases", -without; the last word may be unfinished
 * language  of the paper, for the forms of words
 */
export type DeskQuestion = ListFilter & {
  readonly words: string;
  readonly language: string;
  readonly limit: number;
  readonly after?: string | undefined;
};

/** Rounds that one question may take when filters refuse most of what is found; then it says where it stopped. */
const ROUNDS = 6;

type Hit = FoundRow & { readonly working: boolean };

/**
 * Finds stories by their words, newest first.
 *
 * slow    the store's connection for slow reads
 * throws  search-query-too-long
 */
export async function searchDesk(slow: Db, question: DeskQuestion, asker: Asker): Promise<Page> {
  const { words, language, limit, after, ...filter } = question;
  const typed = readTyped(words, language);
  const found: Listed[] = [];
  let before = after === undefined || Number.isNaN(Number(after)) ? undefined : Number(after);
  for (let round = 0; round < ROUNDS; round += 1) {
    const size = round === 0 ? limit + 1 : 200;
    const hits = await hitsOf(slow, { typed, before, size, filter }, asker);
    const kept = await keep(slow, hits, { typed, filter }, asker);
    for (const { row, story } of kept) {
      if (found.length === limit) return { stories: found, next: String(before) };
      found.push(story);
      before = row;
    }
    if (hits.length < size) return { stories: found, next: null };
    before = hits.at(-1)?.row;
  }
  return { stories: found, next: String(before) };
}

type Part = { typed: WordQuestion; before: number | undefined; size: number; filter: ListFilter };

async function hitsOf(slow: Db, part: Part, asker: Asker): Promise<Hit[]> {
  const [out, unseen] = await Promise.all([hitsOut(slow, part, asker), hitsUnseen(slow, part)]);
  return [...out, ...unseen].sort((one, other) => other.row - one.row).slice(0, part.size);
}

/** Everybody at the desk may read what is published, so whole texts are looked through. */
async function hitsOut(slow: Db, { typed, before, size, filter }: Part, asker: Asker): Promise<Hit[]> {
  const tags: Tag[][] = [
    ...(filter.sections ? [filter.sections.map(sectionTag)] : []),
    ...(filter.topic === undefined ? [] : [[topicTag(filter.topic)]]),
    ...(filter.byline === undefined ? [] : [[bylineTag(filter.byline)]]),
  ];
  // What is in work or still to come has its words in the other index.
  if (filter.within || tags.some((anyOf) => anyOf.length === 0)) return [];
  const to = firstRowAt(Math.min(filter.to ?? Number.POSITIVE_INFINITY, asker.now.getTime() + 1));
  const from = filter.from === undefined ? undefined : firstRowAt(filter.from);
  const make = dialectOf(slow) === 'postgres' ? matchOnPostgres : matchOnSqlite;
  const wanted = { question: typed, opened: 'all' as const, tags };
  const match = make(slow, { wanted, rows: { from, to }, unseen: sql`select 0` });
  const rows = await match.list({ direction: 'older', row: before, limit: size });
  return rows.map((row) => ({ ...row, working: false }));
}

async function hitsUnseen(slow: Db, { typed, before, size }: Part): Promise<Hit[]> {
  const rows = await matchUnseen(slow, typed, { before, limit: size });
  return rows.map((row) => ({ ...row, working: true }));
}

/**
 * Of what was found, what this person may see and the filter lets through. A story found by words that only its next
 * version has is found by those alone who may read that.
 */
async function keep(
  slow: Db,
  hits: readonly Hit[],
  { typed, filter }: Pick<Part, 'typed' | 'filter'>,
  asker: Asker,
): Promise<{ row: number; story: Listed }[]> {
  const ids = [...new Set(hits.map(({ story }) => Number(story)))];
  const stories = new Map(
    (await listThese(slow, ids, filter, asker)).map((story) => [Number(story.id), story]),
  );
  const published = hits.filter(({ working }) => !working).map(({ story }) => Number(story));
  const twice = await matchUnseen(slow, typed, { among: published, limit: published.length });
  const inBoth = new Set(twice.map(({ story }) => Number(story)));
  return hits.flatMap((hit) => {
    const story = stories.get(Number(hit.story));
    if (!story) return [];
    const readsWorking = story.standing !== 'out' || story.work !== null;
    const isShownHere = hit.working ? readsWorking : !(inBoth.has(Number(hit.story)) && readsWorking);
    return isShownHere ? [{ row: Number(hit.row), story }] : [];
  });
}

async function matchUnseen(
  slow: Db,
  typed: WordQuestion,
  part: { before?: number | undefined; among?: readonly number[]; limit: number },
): Promise<FoundRow[]> {
  const { before, among, limit } = part;
  if (typed.wanted.length === 0 || limit === 0) return [];
  const older = before === undefined ? sql`` : sql`and r.id < cast(${before} as bigint)`;
  const these = among === undefined ? sql`` : sql`and r.story_id in (${sql.join([...among])})`;
  if (dialectOf(slow) === 'postgres') {
    const { rows } = await sql<FoundRow>`select r.id as "row", r.story_id as story from desk_row r
      where r.words @@ ${toTsquery(typed)}::tsquery ${older} ${these} order by r.id desc limit ${limit}`.execute(
      slow,
    );
    return rows;
  }
  const olderRow = before === undefined ? sql`` : sql`and desk_search.rowid < cast(${before} as integer)`;
  const { rows } = await sql<FoundRow>`select desk_search.rowid as "row", r.story_id as story
    from desk_search cross join desk_row r on r.id = desk_search.rowid
    where desk_search match ${toPlainFts(typed)} ${olderRow} ${these}
    order by desk_search.rowid desc limit ${limit}`.execute(slow);
  return rows;
}
