/** Finding members: by words, and by what they hold. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { AccountId } from '#kit/ids.js';
import { dialectOf } from '#store/store.io.js';
import type { Db } from '#store/tables.js';

/**
 * How somebody stands, from all they hold.
 *
 * holding    may read what members read
 * registered holds nothing now
 * former     held something once, and holds nothing now
 * ending     cancelled, and still running
 */
export const memberStates = [
  'holding',
  'registered',
  'former',
  'waiting',
  'grace',
  'paused',
  'ending',
] as const;
export type MemberState = (typeof memberStates)[number];

export const membershipSources = [
  'stripe',
  'offline',
  'external',
  'given',
  'gift',
  'group',
  'code',
  'imported',
] as const;

/**
 * What members are looked for by; what is left out narrows nothing.
 *
 * words     each has to stand in name, address, number or a label
 * from, to  joined at `from` or later, and before `to`
 * after     `next` of the page before
 */
export type MemberQuestion = {
  readonly words?: string | undefined;
  readonly tier?: number | undefined;
  readonly state?: MemberState | undefined;
  readonly source?: string | undefined;
  readonly label?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

export type HeldLine = {
  readonly membership: number;
  readonly tier: string;
  readonly source: string;
  readonly state: string;
  readonly until: number | null;
  readonly isEnding: boolean;
};

export type MemberLine = {
  readonly id: AccountId;
  readonly number: string;
  readonly name: string;
  readonly email: string;
  readonly labels: readonly string[];
  readonly joinedAt: number;
  readonly held: readonly HeldLine[];
};

/** `count` is of all that fit, and told with the first page only. */
export type MemberPage = {
  readonly found: readonly MemberLine[];
  readonly count: number | null;
  readonly next: string | null;
};

type Row = { id: number; number: string; name: string; email: string; labels: string; made_at: number };

/**
 * Members who fit, the newest first.
 *
 * slow  the store's connection for slow reads. An index of three letters finds the middle of a word too; with 100,000
 *       members it takes 2 ms where reading every line took 60.
 */
export async function searchMembers(slow: Db, question: MemberQuestion, now: Date): Promise<MemberPage> {
  const fits = fitting(question, now, await findRare(slow, question.words));
  const isFirst = question.after === undefined;
  // Both at once: the store reads in several threads.
  const [rows, count] = await Promise.all([
    listRows(slow, fits, question),
    isFirst ? countRows(slow, fits) : null,
  ]);
  const shown = rows.slice(0, question.limit);
  const isWhole = rows.length <= question.limit;
  const last = shown.at(-1);
  return {
    found: await withHeld(slow, shown, now),
    count,
    next: isWhole || !last ? null : `${last.made_at}.${last.id}`,
  };
}

/** Labels in use, the most frequent first. */
export async function listLabels(slow: Db): Promise<{ label: string; readers: number }[]> {
  const { rows } = await sql<{ labels: string; readers: number }>`
    select labels, count(*) as readers from reader where labels <> '[]' group by labels`.execute(slow);
  const counts = new Map<string, number>();
  for (const { labels, readers } of rows)
    for (const label of readLabels(labels)) counts.set(label, (counts.get(label) ?? 0) + Number(readers));
  return [...counts]
    .map(([label, readers]) => ({ label, readers }))
    .sort((one, other) => other.readers - one.readers || one.label.localeCompare(other.label));
}

/** Labels as a row keeps them. Whatever else stands there is no label. */
export function readLabels(json: string): string[] {
  const value: unknown = JSON.parse(json);
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

async function listRows(slow: Db, fits: RawBuilder<SqlBool>, question: MemberQuestion): Promise<Row[]> {
  const place = readPlace(question.after);
  const older = place ? sql`and (r.made_at, r.account_id) < (${place.at}, ${place.id})` : sql``;
  // The line of the account is fetched for those alone that are shown.
  const { rows } = await sql<Row>`
    select a.id, p.number, a.name, a.email, p.labels, p.made_at from (
      select r.account_id, r.number, r.labels, r.made_at from reader r where ${fits} ${older}
      order by r.made_at desc, r.account_id desc limit ${question.limit + 1}
    ) p join account a on a.id = p.account_id order by p.made_at desc, p.account_id desc`.execute(slow);
  return rows;
}

async function countRows(slow: Db, fits: RawBuilder<SqlBool>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from reader r where ${fits}`.execute(
    slow,
  );
  return Number(rows[0]?.count ?? 0);
}

/** What a question asks of the row `r` of a reader. */
export function fitting(question: MemberQuestion, now: Date, rare: Rare = new Map()): RawBuilder<SqlBool> {
  const parts = wordsOf(question.words).map((word) => hasWord(word, rare));
  if (question.label !== undefined) {
    const pattern = `%${literally(JSON.stringify(question.label))}%`;
    parts.push(sql`r.labels like ${pattern} escape '!'`);
  }
  if (question.from !== undefined) parts.push(sql`r.made_at >= ${question.from}`);
  if (question.to !== undefined) parts.push(sql`r.made_at < ${question.to}`);
  parts.push(...ofHolding(question, now));
  return parts.length === 0 ? sql`1 = 1` : sql`${sql.join(parts, sql` and `)}`;
}

/** Readers whose line has a word, by word, where they are few. Words that many have are found faster in the lines. */
type Rare = ReadonlyMap<string, readonly number[]>;

/** From so many on a word is not rare. */
const RARE = 800;

/**
 * Asks the index of three letters, as far as a word is rare. On Postgres `like` uses it by itself, where the server has
 * it. It knows no words of fewer letters.
 */
async function findRare(slow: Db, words: string | undefined): Promise<Rare> {
  const rare = new Map<string, readonly number[]>();
  if (dialectOf(slow) === 'postgres') return rare;
  for (const word of wordsOf(words).filter((one) => one.length > 2)) {
    const phrase = `"${word.replaceAll('"', '""')}"`;
    const { rows } = await sql<{ id: number }>`select rowid as id from reader_find
      where reader_find match ${phrase} limit ${RARE}`.execute(slow);
    if (rows.length < RARE)
      rare.set(
        word,
        rows.map(({ id }) => id),
      );
  }
  return rare;
}

function hasWord(word: string, rare: Rare): RawBuilder<SqlBool> {
  const few = rare.get(word);
  if (few) return few.length === 0 ? sql`1 = 0` : sql`r.account_id in (${sql.join([...few])})`;
  return sql<SqlBool>`r.search_text like ${`%${literally(word)}%`} escape '!'`;
}

function ofHolding({ tier, state, source }: MemberQuestion, now: Date): RawBuilder<SqlBool>[] {
  const at = now.getTime();
  const holds = sql<SqlBool>`m.state <> 'waiting' and m.access_from <= ${at} and (m.access_until is null or m.access_until > ${at})`;
  const such: RawBuilder<SqlBool>[] = [];
  if (tier !== undefined) such.push(sql`m.tier_id = ${tier}`);
  if (source !== undefined) such.push(sql`m.source = ${source}`);
  if (state === 'former') {
    // One pass over what was ever held, in place of a question for each reader.
    const fits = such.length === 0 ? sql`1 = 1` : sql`${sql.join([...such], sql` and `)}`;
    return [
      sql<SqlBool>`r.account_id in (select m.account_id from membership m group by m.account_id
        having max(case when ${holds} then 1 else 0 end) = 0 and max(case when ${fits} then 1 else 0 end) = 1)`,
    ];
  }
  if (state === 'registered') {
    const none = sql<SqlBool>`not exists (select 1 from membership m where m.account_id = r.account_id and ${holds})`;
    return such.length > 0 ? [none, withMembership(such)] : [none];
  }
  if (state === 'holding' || (state === undefined && such.length > 0)) such.push(holds);
  else if (state === 'ending') such.push(sql`m.ends_at_period = 1 and m.state <> 'ended' and ${holds}`);
  else if (state === 'grace') such.push(sql`(m.state = 'grace' or ${isUnpaid(at)}) and ${holds}`);
  else if (state !== undefined) such.push(sql`m.state = ${state}`);
  return such.length === 0 ? [] : [inMembership(such)];
}

/** In grace by the clock alone: the period that was paid for is over, and nobody has noted it yet. */
function isUnpaid(at: number): RawBuilder<SqlBool> {
  return sql`m.state = 'running' and m.ends_at_period = 0 and m.source in ('stripe', 'offline') and m.paid_until <= ${at}`;
}

function inMembership(such: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> {
  const where = such.length === 0 ? sql`` : sql`where ${sql.join([...such], sql` and `)}`;
  return sql<SqlBool>`r.account_id in (select m.account_id from membership m ${where})`;
}

/** Asked of each reader in turn, where most have one. */
function withMembership(such: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> {
  const parts = [sql<SqlBool>`m.account_id = r.account_id`, ...such];
  return sql<SqlBool>`exists (select 1 from membership m where ${sql.join(parts, sql` and `)})`;
}

/** What each of these holds now, the longest first. One question for all of them. */
async function withHeld(slow: Db, rows: readonly Row[], now: Date): Promise<MemberLine[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const held = await slow
    .selectFrom('membership as m')
    .innerJoin('tier as t', 't.id', 'm.tier_id')
    .select(['m.id', 'm.account_id', 't.name', 'm.source', 'm.state', 'm.access_until', 'm.ends_at_period'])
    .where('m.account_id', 'in', ids)
    .where('m.state', '<>', 'ended')
    .where((of) =>
      of.or([
        of('m.access_until', 'is', null),
        of('m.access_until', '>', now.getTime()),
        of('m.state', '=', 'waiting'),
      ]),
    )
    .orderBy('m.id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id as AccountId,
    number: row.number,
    name: row.name,
    email: row.email,
    labels: readLabels(row.labels),
    joinedAt: row.made_at,
    held: held
      .filter((one) => one.account_id === row.id)
      .map((one) => ({
        membership: one.id,
        tier: one.name,
        source: one.source,
        state: one.state,
        until: one.access_until,
        isEnding: one.ends_at_period === 1,
      })),
  }));
}

/** The words of a question, in small letters; a few are enough to find anybody. */
function wordsOf(words = ''): string[] {
  return words.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);
}

function literally(word: string): string {
  return word.replace(/[!%_]/g, (sign) => `!${sign}`);
}

function readPlace(after: string | undefined): { at: number; id: number } | undefined {
  const [at = Number.NaN, id = Number.NaN] = (after ?? '').split('.').map(Number);
  return Number.isSafeInteger(at) && Number.isSafeInteger(id) ? { at, id } : undefined;
}
