import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#store/tables.js';
import { toFts, toTsquery, type Wanted } from './search-expression.ts';

export type FoundRow = { readonly row: number; readonly story: number };

/** What fits a question, asked in one of the databases. Rows are ids of search rows, which count up with time. */
export type Match = {
  /** In order of time from `row` on, which is not among them: older ones newest first, or newer ones oldest first. */
  list(part: {
    direction: 'older' | 'newer';
    row: number | undefined;
    limit: number;
  }): Promise<readonly FoundRow[]>;
  /** The newest `among` up to and with `upTo`, best first, from this place of the ranking on. */
  rank(part: { upTo: number; among: number; place: number; limit: number }): Promise<readonly FoundRow[]>;
  /** How many there are; counting stops at `most`. */
  count(most: number): Promise<number>;
};

/** from, to  rows from and before these; unseen  a query of rows that readers do not see */
type Question = {
  readonly wanted: Wanted;
  readonly rows: { readonly from: number | undefined; readonly to: number };
  readonly unseen: RawBuilder<unknown>;
};

/** A word in the headline counts ten times one in the text, in the standfirst four times. */
const WEIGHTS = sql.raw('10, 4, 1, 1, 0');

/**
 * Postgres and SQLite differ in all but the shape: SQLite walks the index itself backwards in time and stops when the
 * page is full, however common the words.
 */
export function matchOnSqlite(slow: Db, { wanted, rows, unseen }: Question): Match {
  const fits = sql`story_search match ${toFts(wanted)} and story_search.rowid < ${int(rows.to)}
    ${rows.from === undefined ? sql`` : sql`and story_search.rowid >= ${int(rows.from)}`}
    and story_search.rowid not in (${unseen})`;
  const found = sql`select story_search.rowid as "row", r.story_id as story
    from story_search cross join search_row r on r.id = story_search.rowid where ${fits}`;
  return {
    async list({ direction, row, limit }) {
      const order = sql.raw(direction === 'older' ? 'desc' : 'asc');
      const past = sql.raw(direction === 'older' ? '<' : '>');
      const start = row === undefined ? sql`` : sql`and story_search.rowid ${past} ${int(row)}`;
      return run(slow, sql`${found} ${start} order by story_search.rowid ${order} limit ${limit}`);
    },
    async rank({ upTo, among, place, limit }) {
      const inside = sql`and story_search.rowid <= ${int(upTo)}`;
      const [oldest] = await run(
        slow,
        sql`${found} ${inside} order by story_search.rowid desc limit 1 offset ${among - 1}`,
      );
      const newest = oldest ? sql`and story_search.rowid >= ${int(oldest.row)}` : sql``;
      return run(
        slow,
        sql`${found} ${inside} ${newest} order by bm25(story_search, ${WEIGHTS}), story_search.rowid desc limit ${limit} offset ${place}`,
      );
    },
    count: (most) => count(slow, sql`select 1 as one from story_search where ${fits} limit ${most}`),
  };
}

/** Rows that Postgres looks through one by one before it asks its word index. */
const LOOKED_THROUGH = 1_000;

/**
 * Postgres guesses badly how rare a word is, and would walk a large archive backwards for a word that is not in it. So
 * it looks through the newest rows only, where common words fill a page, and otherwise is made to use its word index
 * (an order by `id + 0` fits no other index).
 */
export function matchOnPostgres(slow: Db, { wanted, rows, unseen }: Question): Match {
  const query = toTsquery(wanted.question);
  const inside = sql`r.id < ${rows.to} ${rows.from === undefined ? sql`` : sql`and r.id >= ${rows.from}`}`;
  const fits = sql`r.id not in (${unseen})
    ${sql.join(
      wanted.tags.map((anyOf) => sql`and r.tags && ${[...anyOf]}::text[]`),
      sql` `,
    )}
    ${query === null ? sql`` : sql`and (${readable(wanted.opened, query)})`}`;
  const find = async (start: RawBuilder<unknown>, direction: 'older' | 'newer', limit: number) => {
    const order = sql.raw(direction === 'older' ? 'desc' : 'asc');
    const near = sql`select * from search_row r where ${inside} ${start} order by r.id ${order} limit ${LOOKED_THROUGH + limit}`;
    const among = sql`select r.id as "row", r.story_id as story from`;
    const found = await run(
      slow,
      sql`${among} (${near}) r where ${fits} order by r.id ${order} limit ${limit}`,
    );
    if (found.length === limit) return found;
    return run(
      slow,
      sql`${among} search_row r where ${inside} ${start} and ${fits} order by r.id + 0 ${order} limit ${limit}`,
    );
  };
  return {
    list({ direction, row, limit }) {
      const past = sql.raw(direction === 'older' ? '<' : '>');
      return find(row === undefined ? sql`` : sql`and r.id ${past} ${row}`, direction, limit);
    },
    async rank({ upTo, among, place, limit }) {
      const newest = await find(sql`and r.id <= ${upTo}`, 'older', among);
      if (newest.length === 0) return [];
      const ids = newest.map(({ row }) => row);
      const score =
        query === null
          ? sql`cast(0 as real)`
          : sql`ts_rank('{0.1, 0.2, 0.4, 1}', ${scored(wanted.opened)}, ${query}::tsquery, 1)`;
      return run(
        slow,
        sql`select r.id as "row", r.story_id as story from search_row r where r.id = any(${ids}::bigint[])
          order by ${score} desc, r.id desc limit ${limit} offset ${place}`,
      );
    },
    count: (most) =>
      count(slow, sql`select 1 as one from search_row r where ${inside} and ${fits} limit ${most}`),
  };
}

/** Where a story has no rest, its whole words are left out: they are the open ones. */
function readable(opened: Wanted['opened'], query: string): RawBuilder<unknown> {
  const open = sql`r.open_words @@ ${query}::tsquery`;
  const whole = sql`r.whole_words @@ ${query}::tsquery`;
  if (opened === 'all') return sql`(${open} and r.whole_words is null) or ${whole}`;
  if (opened.length === 0) return open;
  const isOpened = sql`r.tags && ${[...opened]}::text[]`;
  return sql`(${open} and (r.whole_words is null or not ${isOpened})) or (${whole} and ${isOpened})`;
}

function scored(opened: Wanted['opened']): RawBuilder<unknown> {
  const whole = sql`coalesce(r.whole_words, r.open_words)`;
  if (opened === 'all') return whole;
  if (opened.length === 0) return sql`r.open_words`;
  return sql`case when r.tags && ${[...opened]}::text[] then ${whole} else r.open_words end`;
}

/** FTS5 takes a bound number for a real one and then walks all rows instead of beginning at this one. */
function int(value: number): RawBuilder<unknown> {
  return sql`cast(${value} as integer)`;
}

async function run(slow: Db, query: RawBuilder<unknown>): Promise<FoundRow[]> {
  const { rows } = await sql<FoundRow>`${query}`.execute(slow);
  return rows;
}

async function count(slow: Db, query: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ found: number }>`select count(*) as found from (${query}) f`.execute(slow);
  return Number(rows[0]?.found ?? 0);
}
