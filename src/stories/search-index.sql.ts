import { sql } from 'kysely';
import type { StoryId } from '#kit/ids.js';
import { dialectOf } from '#store/store.io.js';
import type { Tx } from '#store/tables.js';
import { searchText } from './document.ts';
import { openingOf } from './gate.ts';
import { tagsOf } from './search-tags.ts';
import { searchWords } from './search-words.ts';
import type { Content } from './story.ts';
import { type TextField, toTsvector } from './tsvector.ts';

/** What the index needs of a published story; `publishedAt` in milliseconds since 1970. */
export type Indexed = { id: StoryId; publishedAt: number; content: Content; bylineText: string };

/** Ids within one second: the lower bits of a search row's id. 2^33 seconds times this stays a safe integer. */
const WITHIN_SECOND = 2 ** 20;

/**
 * The words of a story as `searchWords` gives them, parted by who may find it with them.
 *
 * opening  everyone: all of an open story, else what the gate shows
 * rest     only those for whom the gate opens
 */
export type SearchTexts = {
  headline: string;
  standfirst: string;
  opening: string;
  rest: string;
  tags: string[];
};

/** Search rows count up with the story's time, so that newest first is the index's own order. */
export function searchRowId(publishedAt: number, id: StoryId): number {
  return Math.floor(publishedAt / 1000) * WITHIN_SECOND + (id % WITHIN_SECOND);
}

/** The lowest row id of stories published at this time or later. */
export function firstRowAt(publishedAt: number): number {
  return Math.ceil(publishedAt / 1000) * WITHIN_SECOND;
}

export function searchTexts({ content, bylineText }: Pick<Indexed, 'content' | 'bylineText'>): SearchTexts {
  const all = content.body.content;
  const open = content.access.to === 'open';
  const shown = open ? all : openingOf(content.body);
  return {
    headline: searchWords([content.headline, content.frontHeadline, content.kicker].join('\n')),
    standfirst: searchWords([content.standfirst, bylineText, content.agencyCredit].join('\n')),
    opening: searchWords(searchText(shown)),
    rest: open ? '' : searchWords(searchText(all.slice(shown.length))),
    tags: tagsOf(content),
  };
}

export async function indexStories(tx: Tx, stories: readonly Indexed[]): Promise<void> {
  if (stories.length === 0) return;
  // In order of time: a row before the last one makes FTS5 write out what it has gathered, one small piece a story.
  const rows = (await withRowIds(tx, stories)).sort((one, other) => one.row - other.row);
  if (dialectOf(tx) === 'postgres') return indexOnPostgres(tx, rows);
  for (const { row, story } of rows) {
    const { headline, standfirst, opening, rest, tags } = searchTexts(story);
    await sql`insert into story_search (rowid, headline, standfirst, opening, rest, tags)
      values (${row}, ${headline}, ${standfirst}, ${opening}, ${rest}, ${tags.join(' ')})`.execute(tx);
  }
  await tx
    .insertInto('search_row')
    .values(rows.map(({ row, story }) => ({ id: row, story_id: story.id })))
    .execute();
}

export async function unindexStories(tx: Tx, ids: readonly StoryId[]): Promise<void> {
  if (ids.length === 0) return;
  if (dialectOf(tx) === 'sqlite') {
    await sql`delete from story_search where rowid in (select id from search_row where story_id in (${sql.join(ids)}))`.execute(
      tx,
    );
  }
  await tx.deleteFrom('search_row').where('story_id', 'in', ids).execute();
}

type Row = { row: number; story: Indexed };

/** Stories of one second whose ids differ by a multiple of 2^20 want the same row: the later one takes the next free. */
async function withRowIds(tx: Tx, stories: readonly Indexed[]): Promise<Row[]> {
  const wanted = stories.map((story) => ({ story, row: searchRowId(story.publishedAt, story.id) }));
  const taken = new Set(
    await listTaken(
      tx,
      wanted.map(({ row }) => row),
    ),
  );
  const rows: Row[] = [];
  for (const { story, row: first } of wanted) {
    let row = first;
    while (taken.has(row)) {
      row += 1;
      if (!taken.has(row) && (await listTaken(tx, [row])).length > 0) taken.add(row);
    }
    taken.add(row);
    rows.push({ story, row });
  }
  return rows;
}

async function listTaken(tx: Tx, ids: readonly number[]): Promise<number[]> {
  const rows = await tx.selectFrom('search_row').select('id').where('id', 'in', ids).execute();
  return rows.map(({ id }) => id);
}

async function indexOnPostgres(tx: Tx, rows: readonly Row[]): Promise<void> {
  const values = rows.map(({ row, story }) => {
    const { headline, standfirst, opening, rest, tags } = searchTexts(story);
    const open: TextField[] = [
      { words: headline, weight: 'A' },
      { words: standfirst, weight: 'B' },
      { words: opening, weight: 'D' },
    ];
    // Only stories with a rest have whole words: for all others they would be the same again.
    const whole = rest === '' ? null : toTsvector([...open, { words: rest, weight: 'D' }]);
    return sql`(${row}, ${story.id}, ${toTsvector(open)}::tsvector, ${whole}::tsvector, ${tags})`;
  });
  await sql`insert into search_row (id, story_id, open_words, whole_words, tags) values ${sql.join(values)}`.execute(
    tx,
  );
}
