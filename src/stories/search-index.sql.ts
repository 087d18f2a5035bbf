import { sql } from 'kysely';
import type { StoryId } from '#kit/ids.js';
import { dialectOf } from '#store/store.io.js';
import type { Tx } from '#store/tables.js';
import { writeAccess } from './access.ts';
import { plainText } from './document.ts';
import { openingOf } from './gate.ts';
import type { Content } from './story.ts';

/** What the index needs of a published story; `publishedAt` in milliseconds since 1970. */
export type Indexed = { id: StoryId; publishedAt: number; content: Content; bylineText: string };

/** Ids within one second: the lower bits of a search row's id. 2^33 seconds times this stays a safe integer. */
const WITHIN_SECOND = 2 ** 20;

/**
 * The words of a story, parted by who may find it with them.
 *
 * opening  everyone: all of an open story, else what the gate shows
 * rest     only those for whom the gate opens
 * tags     for filters and access: `s3` section, `t17` topic, `b4` byline, `amembers` access
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
  return Math.floor(publishedAt / 1000) * WITHIN_SECOND;
}

export function searchTexts({ content, bylineText }: Pick<Indexed, 'content' | 'bylineText'>): SearchTexts {
  const all = content.body.content;
  const open = content.access.to === 'open';
  const shown = open ? all : openingOf(content.body);
  const access = writeAccess(content.access).startsWith('tiers:') ? 'atiers' : `a${content.access.to}`;
  return {
    headline: [content.headline, content.frontHeadline, content.kicker].filter(Boolean).join('\n'),
    standfirst: [content.standfirst, bylineText].filter(Boolean).join('\n'),
    opening: plainText(shown),
    rest: open ? '' : plainText(all.slice(shown.length)),
    tags: [
      access,
      ...(content.section === null ? [] : [`s${content.section}`]),
      ...content.topics.map((topic) => `t${topic}`),
      ...content.credits.map((credit) => `b${credit.byline}`),
    ],
  };
}

export async function indexStories(tx: Tx, stories: readonly Indexed[]): Promise<void> {
  if (stories.length === 0) return;
  if (dialectOf(tx) === 'postgres') return indexOnPostgres(tx, stories);
  for (const story of stories) {
    const row = searchRowId(story.publishedAt, story.id);
    const { headline, standfirst, opening, rest, tags } = searchTexts(story);
    await sql`insert into story_search (rowid, headline, standfirst, opening, rest, tags)
      values (${row}, ${headline}, ${standfirst}, ${opening}, ${rest}, ${tags.join(' ')})`.execute(tx);
  }
  await tx
    .insertInto('search_row')
    .values(stories.map((story) => ({ id: searchRowId(story.publishedAt, story.id), story_id: story.id })))
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

async function indexOnPostgres(tx: Tx, stories: readonly Indexed[]): Promise<void> {
  for (const story of stories) {
    const { headline, standfirst, opening, rest, tags } = searchTexts(story);
    // `simple` keeps every word as it is written, in any language; unaccenting is done before, as SQLite's tokenizer does.
    const open = sql`setweight(to_tsvector('simple', ${plain(headline)}), 'A') || setweight(to_tsvector('simple', ${plain(standfirst)}), 'B')
      || to_tsvector('simple', ${plain(opening)})`;
    await sql`insert into search_row (id, story_id, open_words, whole_words, tags)
      values (${searchRowId(story.publishedAt, story.id)}, ${story.id}, ${open}, ${open} || to_tsvector('simple', ${plain(rest)}), ${tags})`.execute(
      tx,
    );
  }
}

/** Marks off letters are dropped, as SQLite's `remove_diacritics` does, so that both databases find the same. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}
