/** Members as a table that other systems take in, and this one too. */
import { sql } from 'kysely';
import type { Db } from '#store/tables.js';
import { type Cell, csvLine } from './csv.ts';
import { fitting, type MemberQuestion, readLabels } from './search.sql.ts';

const AT_ONCE = 1_000;

const head = [
  'number',
  'email',
  'name',
  'joined_at',
  'came_by',
  'language',
  'labels',
  'note',
  'tiers',
  'until',
  'source',
  'state',
  'stripe_customer_id',
  'subscribed_to_emails',
  'consent_at',
  'consent_source',
] as const;

/**
 * Writes the members who fit as CSV, in parts, the oldest first. What somebody read is in none of its columns, nor the story
 * that made them join.
 */
export async function* exportMembers(
  slow: Db,
  question: Omit<MemberQuestion, 'limit' | 'after'>,
  now: Date,
): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(head)}`;
  let after = 0;
  for (;;) {
    const people = await listPeople(slow, question, after, now);
    if (people.length === 0) return;
    const ids = people.map(({ id }) => id);
    const [held, letters] = await Promise.all([heldBy(slow, ids, now), lettersOf(slow, ids)]);
    yield people.map((one) => csvLine(lineOf(one, held.get(one.id) ?? [], letters.get(one.id)))).join('');
    after = ids.at(-1) ?? after;
    if (people.length < AT_ONCE) return;
  }
}

type Person = {
  id: number;
  number: string;
  email: string;
  name: string;
  made_at: number;
  came_by: string;
  language: string;
  labels: string;
  remark: string;
};

async function listPeople(
  slow: Db,
  question: Omit<MemberQuestion, 'limit' | 'after'>,
  after: number,
  now: Date,
): Promise<Person[]> {
  const fits = fitting({ ...question, limit: AT_ONCE }, now);
  const { rows } = await sql<Person>`
    select a.id, r.number, a.email, a.name, r.made_at, r.came_by, r.language, r.labels, r.remark
    from reader r join account a on a.id = r.account_id
    where r.account_id > ${after} and ${fits} order by r.account_id limit ${AT_ONCE}`.execute(slow);
  return rows;
}

type Held = {
  name: string;
  source: string;
  state: string;
  access_until: number | null;
  customer: string | null;
};

async function heldBy(slow: Db, ids: readonly number[], now: Date): Promise<Map<number, Held[]>> {
  const rows = await slow
    .selectFrom('membership as m')
    .innerJoin('tier as t', 't.id', 'm.tier_id')
    .select([
      'm.account_id',
      't.slug as name',
      'm.source',
      'm.state',
      'm.access_until',
      'm.customer_ref as customer',
    ])
    .where('m.account_id', 'in', ids)
    .where('m.state', '<>', 'ended')
    .where((of) => of.or([of('m.access_until', 'is', null), of('m.access_until', '>', now.getTime())]))
    .orderBy('m.id')
    .execute();
  return Map.groupBy(rows, ({ account_id: id }) => id);
}

type Letters = { given: number; source: string; at: number };

async function lettersOf(slow: Db, ids: readonly number[]): Promise<Map<number, Letters>> {
  const rows = await slow
    .selectFrom('consent')
    .select(['account_id', 'given', 'source', 'at'])
    .where('account_id', 'in', ids)
    .where('kind', '=', 'letters')
    .orderBy('id')
    .execute();
  return new Map(rows.map((row) => [row.account_id, row]));
}

function lineOf(one: Person, held: readonly Held[], letters: Letters | undefined): Cell[] {
  const untils = held.map(({ access_until: until }) => until);
  const until = untils.length === 0 || untils.includes(null) ? null : Math.max(...untils.map(Number));
  return [
    one.number,
    one.email,
    one.name,
    wordTime(one.made_at),
    one.came_by,
    one.language,
    readLabels(one.labels).join(', '),
    one.remark,
    held.map(({ name }) => name).join(', '),
    wordTime(until),
    [...new Set(held.map(({ source }) => source))].join(', '),
    [...new Set(held.map(({ state }) => state))].join(', '),
    held.find(({ customer }) => customer !== null)?.customer ?? '',
    letters === undefined ? '' : letters.given === 1 ? 'true' : 'false',
    wordTime(letters?.at ?? null),
    letters?.source ?? '',
  ];
}

function wordTime(at: number | null): string {
  return at === null ? '' : new Date(at).toISOString();
}
