/**
 * The index of what readers do not see: drafts, what is scheduled, held or taken off, and working documents that are
 * ahead of what is published. It follows the stories a few seconds behind: whatever changed them, a look at their rows
 * tells which ones are to be read anew.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import type { StoryId } from '#kit/ids.js';
import { dialectOf, type Store } from '#store/store.io.js';
import type { Db, Tx } from '#store/tables.js';
import { searchText } from './document.ts';
import { searchRowId } from './search-index.sql.ts';
import { searchWords } from './search-words.ts';
import { findLatestRevision } from './story.sql.ts';
import type { Content } from './story.ts';
import { toTsvector } from './tsvector.ts';

/** Stories looked up in one go, and of them read anew in one transaction: readers wait meanwhile. */
const LOOK = 500;
const BATCH = 20;

/** How the text that is not published is read; the latest revision where nothing else is said. */
export type ReadContent = (db: Db, id: StoryId) => Promise<Content | undefined>;

const latestContent: ReadContent = async (db, id) => (await findLatestRevision(db, id))?.content;

/**
 * Brings the index up to date.
 *
 * returns  how many stories were read anew or dropped
 */
export async function catchUpSearch(
  store: Pick<Store, 'db' | 'slow'>,
  now: Date,
  readContent: ReadContent = latestContent,
): Promise<number> {
  let done = 0;
  for (;;) {
    const stale = await listStale(store.slow, now, LOOK);
    const gone = await listGone(store.slow, now, LOOK);
    if (stale.length + gone.length === 0) return done;
    await store.db.transaction().execute((tx) => dropRows(tx, gone));
    for (let from = 0; from < stale.length; from += BATCH) {
      const batch = stale.slice(from, from + BATCH);
      await store.db.transaction().execute((tx) => readBatch(tx, batch, readContent));
      await nextTurn();
    }
    done += stale.length + gone.length;
  }
}

async function readBatch(tx: Tx, stories: readonly Stale[], readContent: ReadContent): Promise<void> {
  await dropRows(
    tx,
    stories.map(({ id }) => id),
  );
  for (const story of stories) await readAnew(tx, story, readContent);
}

/** Reads one story into the index at once, so that it is found as soon as it is there. */
export async function indexDraft(tx: Tx, id: StoryId, now: Date): Promise<void> {
  await dropRows(tx, [id]);
  await readAnew(tx, { id, changed_at: now.getTime() }, latestContent);
}

type Stale = { id: number; changed_at: number };

/** Stories whose words the index does not have, or has as they were before. */
async function listStale(slow: Db, now: Date, limit: number): Promise<Stale[]> {
  const at = now.getTime();
  const changed = sql.raw(`case when w.changed_at > s.changed_at then w.changed_at else s.changed_at end`);
  const rest = sql`left join work w on w.story_id = s.id left join desk_row d on d.story_id = s.id`;
  const isStale = sql`s.kind = 'story' and (d.read_at is null or d.read_at < ${changed})`;
  const { rows } = await sql<Stale>`
    select s.id, ${changed} as changed_at from story s ${rest} where s.visible_from is null and ${isStale}
    union all select s.id, ${changed} as changed_at from story s ${rest}
      where s.announced = 0 and s.visible_from is not null and s.visible_from > ${at} and ${isStale}
    union all select s.id, ${changed} as changed_at from work b join story s on s.id = b.story_id ${rest}
      where b.behind = 1 and ${isStale}
    limit ${limit}`.execute(slow);
  // A draft that is behind an earlier publication stands in two of the three.
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

/** Stories that readers see as they are: the other index has them. */
async function listGone(slow: Db, now: Date, limit: number): Promise<number[]> {
  const at = now.getTime();
  const { rows } = await sql<{ id: number }>`select d.story_id as id from desk_row d
    join story s on s.id = d.story_id left join work w on w.story_id = s.id
    where s.visible_from is not null and s.visible_from <= ${at} and coalesce(w.behind, 0) = 0
    limit ${limit}`.execute(slow);
  return rows.map(({ id }) => id);
}

async function dropRows(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  if (dialectOf(tx) === 'sqlite') {
    await sql`delete from desk_search where rowid in (select id from desk_row where story_id in (${sql.join([...ids])}))`.execute(
      tx,
    );
  }
  await tx
    .deleteFrom('desk_row')
    .where('story_id', 'in', [...ids])
    .execute();
}

async function readAnew(tx: Tx, { id, changed_at: readAt }: Stale, readContent: ReadContent): Promise<void> {
  const row = await freeRow(tx, searchRowId(readAt, id as StoryId));
  const { headline, standfirst, text } = await wordsOf(tx, id as StoryId, readContent);
  if (dialectOf(tx) === 'postgres') {
    const words = toTsvector([
      { words: headline, weight: 'A' },
      { words: standfirst, weight: 'B' },
      { words: text, weight: 'D' },
    ]);
    await sql`insert into desk_row (id, story_id, read_at, words) values (${row}, ${id}, ${readAt}, ${words}::tsvector)`.execute(
      tx,
    );
    return;
  }
  await sql`insert into desk_search (rowid, headline, standfirst, text) values (${row}, ${headline}, ${standfirst}, ${text})`.execute(
    tx,
  );
  await tx.insertInto('desk_row').values({ id: row, story_id: id, read_at: readAt }).execute();
}

async function wordsOf(tx: Tx, id: StoryId, readContent: ReadContent) {
  // A text that cannot be read is found by its headline, and hinders no other.
  const content = await readContent(tx, id).catch(() => undefined);
  const row = await findTitles(tx, id);
  const known = row?.killed ? undefined : content;
  const heads = [row?.headline, known?.headline, known?.frontHeadline, known?.kicker, row?.line];
  const seconds = [row?.standfirst, known?.standfirst, row?.byline, known?.agencyCredit];
  return {
    headline: searchWords([...new Set(heads)].filter(Boolean).join('\n')),
    standfirst: searchWords([...new Set(seconds)].filter(Boolean).join('\n')),
    text: known ? searchWords(searchText(known.body.content)) : '',
  };
}

async function findTitles(tx: Tx, id: StoryId) {
  const row = await tx
    .selectFrom('story')
    .leftJoin('work', 'work.story_id', 'story.id')
    .select(['story.state', 'story.headline', 'story.standfirst', 'story.byline_text'])
    .select(['work.headline as working', 'work.standfirst as working_standfirst', 'work.line'])
    .where('story.id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      killed: row.state === 'killed',
      headline: row.working ?? row.headline,
      standfirst: row.working_standfirst ?? row.standfirst,
      line: row.line ?? '',
      byline: row.byline_text,
    }
  );
}

/** Stories of one second may want the same row: the later one takes the next free. */
async function freeRow(tx: Tx, wanted: number): Promise<number> {
  for (let row = wanted; ; row += 1) {
    const taken = await tx.selectFrom('desk_row').select('id').where('id', '=', row).executeTakeFirst();
    if (!taken) return row;
  }
}
