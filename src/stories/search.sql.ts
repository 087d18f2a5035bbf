import { type RawBuilder, sql } from 'kysely';
import { listBylineFamily } from '#accounts/byline.sql.js';
import type { BylineId, SectionId, StoryId, TopicId } from '#kit/ids.js';
import { listMergedSections } from '#paper/section.sql.js';
import { dialectOf } from '#store/store.io.js';
import type { Db } from '#store/tables.js';
import { type Card, findCards } from './cards.sql.ts';
import { searchText } from './document.ts';
import { type Rights, readAs } from './gate.ts';
import { listTopicFamily } from './merged.sql.ts';
import { readStory } from './readable.sql.ts';
import { firstRowAt } from './search-index.sql.ts';
import { type FoundRow, type Match, matchOnPostgres, matchOnSqlite } from './search-match.sql.ts';
import { readQuestion, type WordQuestion } from './search-question.ts';
import { type SnippetPart, snippetOf } from './search-snippet.ts';
import { bylineTag, openedBy, sectionTag, type Tag, topicTag } from './search-tags.ts';

/**
 * What a reader asks.
 *
 * words     as typed: `readQuestion` says what can be
 * language  of the paper, for the forms of words
 * sections  any of these; a section with those below it
 * from, to  published at `from` or later and before `to`
 * order     newest first; or best first, which ranks the newest 2,000 stories found and leaves older ones out
 * rights    only what these let the asker read is looked through
 */
export type SearchQuestion = {
  readonly words: string;
  readonly language: string;
  readonly sections?: readonly SectionId[] | undefined;
  readonly topic?: TopicId | undefined;
  readonly byline?: BylineId | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  readonly order: 'newest' | 'best';
  readonly rights: Rights;
  readonly limit: number;
  readonly key?: SearchKey | undefined;
};

/**
 * A place in what was found. Newest first: the stories before or after this row. Best first: the stories from this
 * place on in the ranking of what was found up to this row, so that new stories do not move the pages.
 */
export type SearchKey =
  | { readonly is: 'older' | 'newer'; readonly row: number }
  | { readonly is: 'ranked'; readonly upTo: number; readonly place: number };

/** The story in short, and the piece of it that was found; the piece holds only what the asker may read. */
export type SearchHit = { readonly card: Card; readonly snippet: readonly SnippetPart[] };

export type SearchAnswer = {
  readonly hits: readonly SearchHit[];
  readonly newer: SearchKey | null;
  readonly older: SearchKey | null;
  /** Counted to 1,000 and no further. */
  readonly total: { readonly count: number; readonly atLeast: boolean };
};

const COUNTED = 1_000;
const RANKED = 2_000;

/**
 * Finds stories by their words. Stories that readers do not see at `now` are neither found nor counted.
 *
 * slow    the store's connection for slow reads: this takes milliseconds, now and then a second
 * throws  search-query-too-long
 */
export async function searchStories(slow: Db, question: SearchQuestion, now: Date): Promise<SearchAnswer> {
  const words = readQuestion(question.words, question.language);
  const match = await matchOf(slow, question, words, now);
  const { rows, newer, older } = await pageOf(match, question);
  // Where one page holds everything there is nothing to count; a rare question is not asked twice.
  const counted = newer || older ? await match.count(COUNTED + 1) : rows.length;
  const hits = await loadHits(slow, rows, { rights: question.rights, words }, now);
  const total = { count: Math.min(counted, COUNTED), atLeast: counted > COUNTED };
  return { hits, newer, older, total };
}

/**
 * The same without snippets and count, for those who read on in what they find.
 *
 * throws  search-query-too-long
 */
export async function findStories(
  slow: Db,
  question: SearchQuestion,
  now: Date,
): Promise<{ cards: Card[]; newer: SearchKey | null; older: SearchKey | null }> {
  const words = readQuestion(question.words, question.language);
  const { rows, newer, older } = await pageOf(await matchOf(slow, question, words, now), question);
  const found = await findCards(
    slow,
    rows.map(({ story }) => story),
    now,
  );
  return { cards: rows.flatMap(({ story }) => found.get(story) ?? []), newer, older };
}

function pageOf(match: Match, question: SearchQuestion): Promise<Page> {
  return question.order === 'best' ? rankedPage(match, question) : newestPage(match, question);
}

type Page = { rows: readonly FoundRow[]; newer: SearchKey | null; older: SearchKey | null };

async function newestPage(match: Match, { limit, key }: SearchQuestion): Promise<Page> {
  const at = key && key.is !== 'ranked' ? key : undefined;
  const direction = at?.is ?? 'older';
  const found = await match.list({ direction, row: at?.row, limit: limit + 1 });
  const more = found.length > limit;
  const rows = direction === 'older' ? found.slice(0, limit) : found.slice(0, limit).reverse();
  const [first, last] = [rows[0], rows.at(-1)];
  const hasNewer = direction === 'newer' ? more : at !== undefined;
  const hasOlder = direction === 'older' ? more : true;
  return {
    rows,
    newer: hasNewer && first ? { is: 'newer', row: first.row } : null,
    older: hasOlder && last ? { is: 'older', row: last.row } : null,
  };
}

async function rankedPage(match: Match, { limit, key }: SearchQuestion): Promise<Page> {
  const at = key?.is === 'ranked' ? key : undefined;
  const upTo = at?.upTo ?? (await match.list({ direction: 'older', row: undefined, limit: 1 }))[0]?.row;
  if (upTo === undefined) return { rows: [], newer: null, older: null };
  const place = at?.place ?? 0;
  const found = await match.rank({ upTo, among: RANKED, place, limit: limit + 1 });
  const back = Math.max(0, place - limit);
  return {
    rows: found.slice(0, limit),
    newer: place > 0 ? { is: 'ranked', upTo, place: back } : null,
    older: found.length > limit ? { is: 'ranked', upTo, place: place + limit } : null,
  };
}

async function matchOf(slow: Db, question: SearchQuestion, words: WordQuestion, now: Date): Promise<Match> {
  const { from, to, rights } = question;
  const tags = await tagsAsked(slow, question);
  const wanted = { question: words, opened: openedBy(rights), tags };
  const rows = {
    from: from && firstRowAt(from.getTime()),
    // Scheduled stories stand behind now: the index need not even look at them.
    to: firstRowAt(Math.min(to?.getTime() ?? Number.POSITIVE_INFINITY, now.getTime() + 1)),
  };
  const make = dialectOf(slow) === 'postgres' ? matchOnPostgres : matchOnSqlite;
  return make(slow, { wanted, rows, unseen: unseenRows(now) });
}

/** The index keeps the labels that a story was published with: those merged since are asked for with what they became. */
async function tagsAsked(slow: Db, { sections, topic, byline }: SearchQuestion): Promise<Tag[][]> {
  return [
    ...(sections ? [(await withMerged(slow, sections)).map(sectionTag)] : []),
    ...(topic === undefined ? [] : [(await listTopicFamily(slow, topic)).map(topicTag)]),
    ...(byline === undefined ? [] : [(await listBylineFamily(slow, byline)).map(bylineTag)]),
  ];
}

async function withMerged(slow: Db, sections: readonly SectionId[]): Promise<SectionId[]> {
  const asked = new Set(sections);
  const merged = [...(await listMergedSections(slow))].filter(([, into]) => asked.has(into));
  return [...sections, ...merged.map(([old]) => old)];
}

/** Rows of stories whose time has not come, or is over and the clock has not taken them off yet. There are few. */
function unseenRows(now: Date): RawBuilder<unknown> {
  const at = now.getTime();
  return sql`select r.id from story s join search_row r on r.story_id = s.id
      where s.announced = 0 and s.visible_from is not null and s.visible_from > ${at}
    union all
    select r.id from story s join search_row r on r.story_id = s.id
      where s.visible_until is not null and s.visible_until <= ${at}`;
}

async function loadHits(
  slow: Db,
  rows: readonly FoundRow[],
  { rights, words }: { rights: Rights; words: WordQuestion },
  now: Date,
): Promise<SearchHit[]> {
  const ids = rows.map(({ story }) => story as StoryId);
  const [cards, stories] = await Promise.all([
    findCards(slow, ids, now),
    Promise.all(ids.map((id) => readStory(slow, id, now))),
  ]);
  return ids.flatMap((id, at) => {
    const card = cards.get(id);
    const found = stories[at];
    if (!card || found?.is !== 'out') return [];
    const { content } = found.story;
    const { blocks } = readAs(content, rights);
    const text = [content.standfirst, searchText(blocks)].filter(Boolean).join('\n');
    return [{ card, snippet: snippetOf(text, words) }];
  });
}
