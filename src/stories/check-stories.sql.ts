import { sql } from 'kysely';
import type { StoryId } from '#kit/ids.js';
import { type CheckProgress, type Finding, someOf } from '#store/finding.js';
import { dialectOf } from '#store/store.io.js';
import type { Db } from '#store/tables.js';
import { addressKey } from './address.ts';
import { findTakenAddresses } from './addresses.sql.ts';
import { type Indexed, searchTexts } from './search-index.sql.ts';
import type { Content } from './story.ts';
import { toTsvector } from './tsvector.ts';

const BATCH = 500;
/** Stories whose words are compared with the index one by one. */
const SAMPLE = 200;
/** Words of a text that are looked for in the sample. */
const WORDS = 8;

/**
 * Whether what belongs to stories fits together: each published one has its revision and its address, and search knows
 * exactly those that are listed. Of the index all rows are counted and the words of a sample compared.
 */
export async function checkStories(db: Db, tell: CheckProgress = () => {}): Promise<Finding[]> {
  tell('Revisions are compared.');
  const revisions = await checkRevisions(db);
  tell('Addresses are compared.');
  const addresses = await checkAddresses(db);
  tell('The search index is compared.');
  return [...revisions, ...addresses, ...(await checkIndexRows(db)), ...(await checkIndexWords(db))];
}

async function checkRevisions(db: Db): Promise<Finding[]> {
  const broken = await idsOf(
    db,
    sql`select s.id from story s left join revision r on r.id = s.published_revision_id and r.story_id = s.id
      where r.id is null and (s.state in ('published', 'withdrawn') or s.published_revision_id is not null)`,
  );
  const empty = await idsOf(
    db,
    sql`select s.id from story s where not exists (select 1 from revision r where r.story_id = s.id)`,
  );
  return [
    ...wrong('story-without-text', 'Stories whose published text is not there', broken),
    ...wrong('story-without-revision', 'Stories without any text', empty),
  ];
}

async function checkAddresses(db: Db): Promise<Finding[]> {
  const lost: number[] = [];
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('story')
      .select(['id', 'path'])
      .where('id', '>', after)
      .where('state', '!=', 'draft')
      .orderBy('id')
      .limit(BATCH)
      .execute();
    const taken = await findTakenAddresses(
      db,
      rows.map((row) => row.path),
    );
    for (const { id, path } of rows) {
      const target = taken.get(addressKey(path));
      if (target?.is !== 'story' || target.id !== id) lost.push(id);
    }
    if (rows.length < BATCH) break;
    after = rows.at(-1)?.id ?? after;
  }
  return wrong('story-without-address', 'Stories that their own address does not lead to', lost);
}

async function checkIndexRows(db: Db): Promise<Finding[]> {
  const missing = await idsOf(
    db,
    sql`select s.id from story s left join search_row i on i.story_id = s.id
      where s.kind = 'story' and s.state = 'published' and s.visible_from is not null and i.id is null`,
  );
  const extra = await idsOf(
    db,
    sql`select i.story_id as id from search_row i left join story s on s.id = i.story_id
      and s.kind = 'story' and s.state = 'published' and s.visible_from is not null where s.id is null`,
  );
  const wordless =
    dialectOf(db) === 'sqlite'
      ? await idsOf(
          db,
          sql`select i.story_id as id from search_row i left join story_search_docsize d on d.id = i.id where d.id is null
            union all select -d.id from story_search_docsize d left join search_row i on i.id = d.id where i.id is null`,
        )
      : [];
  return [
    ...wrong('search-misses', 'Stories that search does not find', missing),
    ...wrong('search-keeps', 'Stories that search still finds though they are not out', extra),
    ...wrong('search-torn', 'Rows of the search index without words, or words without a row', wordless),
  ];
}

async function checkIndexWords(db: Db): Promise<Finding[]> {
  const stale: number[] = [];
  for (const story of await listSample(db)) {
    const fits = dialectOf(db) === 'sqlite' ? await fitsOnSqlite(db, story) : await fitsOnPostgres(db, story);
    if (!fits) stale.push(story.id);
  }
  return wrong('search-stale', 'Stories that search knows with other words', stale);
}

/** Stories of the index, spread over all of it. */
async function listSample(db: Db): Promise<Indexed[]> {
  const { rows } = await sql<{ id: number; published_at: number; byline_text: string; content: string }>`
    select s.id, s.published_at, s.byline_text, r.content from search_row i
    join story s on s.id = i.story_id join revision r on r.id = s.published_revision_id
    where s.id % (1 + (select count(*) from search_row) / ${sql.lit(SAMPLE)}) = 0
    order by s.id limit ${sql.lit(SAMPLE)}`.execute(db);
  return rows.map((row) => ({
    id: row.id as StoryId,
    publishedAt: row.published_at,
    bylineText: row.byline_text,
    content: JSON.parse(row.content) as Content,
  }));
}

async function fitsOnSqlite(db: Db, story: Indexed): Promise<boolean> {
  const { headline, opening, rest, tags } = searchTexts(story);
  for (const [column, text] of Object.entries({ headline, opening, rest, tags: tags.join(' ') })) {
    const words = text.split(' ').filter(Boolean).slice(0, WORDS);
    if (words.length === 0) continue;
    const phrase = `${column} : "${words.join(' ').replaceAll('"', '""')}"`;
    const { rows } = await sql`select 1 from story_search where story_search match ${phrase}
      and rowid = (select id from search_row where story_id = ${story.id})`.execute(db);
    if (rows.length === 0) return false;
  }
  return true;
}

async function fitsOnPostgres(db: Db, story: Indexed): Promise<boolean> {
  const { headline, standfirst, opening, rest, tags } = searchTexts(story);
  const open = [
    { words: headline, weight: 'A' },
    { words: standfirst, weight: 'B' },
    { words: opening, weight: 'D' },
  ] as const;
  const whole = rest === '' ? null : toTsvector([...open, { words: rest, weight: 'D' }]);
  const { rows } = await sql`select 1 from search_row where story_id = ${story.id} and tags = ${tags}
    and open_words = ${toTsvector(open)}::tsvector
    and whole_words is not distinct from ${whole}::tsvector`.execute(db);
  return rows.length > 0;
}

function wrong(code: string, what: string, ids: readonly number[]): Finding[] {
  return ids.length === 0 ? [] : [{ level: 'wrong', code, says: `${what}: ${ids.length} (${someOf(ids)}).` }];
}

async function idsOf(db: Db, query: ReturnType<typeof sql>): Promise<number[]> {
  const { rows } = await query.execute(db);
  return rows.map((row) => (row as { id: number }).id);
}
