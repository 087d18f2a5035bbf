import { type RawBuilder, sql } from 'kysely';
import type { AccountId } from '#kit/ids.js';
import { dialectOf } from '#store/store.io.js';
import type { Db } from '#store/tables.js';
import { libraryWords } from './library-words.ts';
import { findPictures, type Picture } from './picture.sql.ts';

/**
 * What somebody looks for in the library.
 *
 * words      beginnings of words in title, name, texts, credit and rights; all of them must be there
 * kind       pictures alone, other files alone, or both
 * missing    only those without this text
 * by         only what this person brought
 * before     number of the last one seen; newest come first
 */
export type LibraryAsk = {
  words: string;
  kind: 'picture' | 'file' | 'any';
  missing: 'alt' | 'credit' | 'rights' | null;
  by: AccountId | null;
  before: number | null;
  limit: number;
};

/** What lies in the library, newest first. What is lost or was removed is not there. */
export async function listLibrary(db: Db, ask: LibraryAsk): Promise<Picture[]> {
  const words = libraryWords(ask.words);
  const ids =
    dialectOf(db) === 'sqlite' ? await run(db, onSqlite(ask, words)) : await onPostgres(db, ask, words);
  const pictures = await findPictures(db, ids);
  return ids.flatMap((id) => pictures.get(id) ?? []);
}

async function run(db: Db, query: RawBuilder<unknown>): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`${query}`.execute(db);
  return rows.map(({ id }) => Number(id));
}

/** The word index walks its rows backwards itself and stops when the page is full. */
function onSqlite(ask: LibraryAsk, words: readonly string[]): RawBuilder<unknown> {
  const rest = sql`${fits(ask)} ${since(ask)} order by m.id desc limit ${ask.limit}`;
  if (words.length === 0) return sql`select m.id from media m where ${rest}`;
  const match = words.map((word) => `"${word}"*`).join(' AND ');
  return sql`select m.id from media_search s cross join media m on m.id = s.rowid
    where media_search match ${match} and ${fits(ask)} ${since(ask, sql`s.rowid`)}
    order by s.rowid desc limit ${ask.limit}`;
}

/** Newest pictures that Postgres looks through one by one before it asks its word index. */
const LOOKED_THROUGH = 400;
const WORDS = sql.raw(`picture_words(m.title || ' ' || m.name || ' ' || m.alt || ' ' || m.caption || ' ' ||
  m.credit || ' ' || m.creator || ' ' || m.source || ' ' || m.rights)`);

/**
 * A common word fills a page from the newest pictures; for all others the word index is asked, which gives everything it
 * finds at once. An order by `id + 0` fits no other index: walking all pictures backwards would take long for a rare word.
 */
async function onPostgres(db: Db, ask: LibraryAsk, words: readonly string[]): Promise<number[]> {
  const { limit } = ask;
  const rest = sql`${fits(ask)} ${since(ask)}`;
  if (words.length === 0)
    return run(db, sql`select m.id from media m where ${rest} order by m.id desc limit ${limit}`);
  const query = sql`${words.map((word) => `'${word}':*`).join(' & ')}::tsquery`;
  const newest = sql`select * from media m where ${rest} order by m.id desc limit ${LOOKED_THROUGH}`;
  const near = await run(
    db,
    sql`select m.id from (${newest}) m where ${WORDS} @@ ${query} order by m.id desc limit ${limit}`,
  );
  if (near.length === limit) return near;
  return run(
    db,
    sql`select m.id from media m where ${WORDS} @@ ${query} and ${rest} order by m.id + 0 desc limit ${limit}`,
  );
}

function fits({ kind, missing, by }: LibraryAsk): RawBuilder<unknown> {
  const conditions = [sql`m.file_key is not null`];
  if (kind === 'picture') conditions.push(sql`m.mime like 'image/%'`);
  if (kind === 'file') conditions.push(sql`m.mime not like 'image/%'`);
  if (missing === 'rights') conditions.push(sql`m.rights_kind = 'unknown'`);
  else if (missing) conditions.push(sql`m.${sql.ref(missing)} = ''`);
  if (by !== null) conditions.push(sql`m.uploaded_by = ${by}`);
  return sql.join(conditions, sql` and `);
}

/** FTS5 takes a bound number for a real one and then walks all rows instead of beginning at this one. */
function since({ before }: LibraryAsk, id: RawBuilder<unknown> = sql`m.id`): RawBuilder<unknown> {
  return before === null ? sql`` : sql`and ${id} < cast(${before} as bigint)`;
}

/** Pictures whose rights end before `until` or that may not be used, the earliest end first. */
export async function listRightsTrouble(db: Db, until: Date, limit: number): Promise<Picture[]> {
  const rows = await db
    .selectFrom('media')
    .select('id')
    .where('file_key', 'is not', null)
    .where((where) =>
      where.or([where('rights_until', '<=', until.getTime()), where('rights_kind', '=', 'barred')]),
    )
    .orderBy('rights_until')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  const ids = rows.map(({ id }) => id);
  const pictures = await findPictures(db, ids);
  return ids.flatMap((id) => pictures.get(id) ?? []);
}
