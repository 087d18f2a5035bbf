import { join } from 'node:path';
import { sql } from 'kysely';
import type { AccountId } from '#kit/ids.js';
import { readHistory } from '#members/history.sql.js';
import { searchMembers } from '#members/search.sql.js';
import { migrate } from '#store/migrate.sql.js';
import { openStore, type Store } from '#store/store.io.js';
import { type Line, percentile, timeEach } from './measure.ts';
import { seeded, Vocabulary } from './words.ts';

const MEMBERS = 100_000;
const ROUNDS = 60;
const AT_ONCE = 500;
const now = new Date('2026-06-01T12:00:00Z');
const DAY = 86_400_000;

/** Members of a large paper: finding one, and all that one screen shows of one. */
export async function members(scratch: string): Promise<Line[]> {
  const store = await openStore({
    folder: join(scratch, 'members'),
    databaseUrl: process.env.BENCH_DATABASE_URL,
  });
  try {
    await migrate(store.db, store.dialect, now);
    await fill(store);
    const random = seeded(11);
    const names = await sampleNames(store, random);
    const lines: Line[] = [];
    for (const [what, ask] of Object.entries(questionsFor(store, names))) {
      await timeEach(5, ask);
      const times = await timeEach(ROUNDS, (at) => ask(at + 5));
      const p95 = percentile(times, 0.95);
      lines.push({
        what: `members, ${what}, ${MEMBERS.toLocaleString('en')} members, p95`,
        came: `${p95.toFixed(1)} ms (median ${percentile(times, 0.5).toFixed(1)} ms)`,
        budget: '< 100 ms',
        met: p95 < 100,
      });
    }
    return lines;
  } finally {
    await store.close();
  }
}

type Ask = (at: number) => Promise<unknown>;

function questionsFor({ db, slow }: Store, names: readonly string[]): Record<string, Ask> {
  const search = (wish: object) => searchMembers(slow, { limit: 50, ...wish }, now);
  return {
    'the newest': () => search({}),
    'search by name': (at) => search({ words: names[at] ?? '' }),
    'search while a name is typed': (at) => search({ words: (names[at] ?? '').slice(0, 3) }),
    'search by number': (at) => search({ words: `R-${String(at * 997 + 1).padStart(6, '0')}` }),
    'search for what nobody is called': (at) => search({ words: `zqx${at}` }),
    'search by a common provider of mail': () => search({ words: '@mail.example' }),
    'who holds a tier': (at) => search({ tier: (at % 3) + 1 }),
    'whose payment failed': () => search({ state: 'grace' }),
    'who holds nothing any more': () => search({ state: 'former' }),
    'one member with all that is known': (at) => readHistory(db, (at * 997 + 1) as AccountId, now),
    'a label and a year': () => search({ label: 'Reader panel', from: now.getTime() - 365 * DAY }),
  };
}

async function sampleNames({ db }: Store, random: () => number): Promise<string[]> {
  const ids = Array.from({ length: ROUNDS + 5 }, () => 1 + Math.floor(random() * MEMBERS));
  const rows = await db.selectFrom('account').select('name').where('id', 'in', ids).execute();
  return rows.map(({ name }) => name);
}

async function fill(store: Store): Promise<void> {
  const random = seeded(5);
  const words = new Vocabulary(20_000, random);
  await store.db.transaction().execute(async (tx) => {
    for (const [at, slug] of ['paper', 'gold', 'student'].entries())
      await tx
        .insertInto('tier')
        .values({ slug, name: slug, position: at, made_at: now.getTime(), changed_at: now.getTime() })
        .execute();
    for (let from = 0; from < MEMBERS; from += AT_ONCE) await addSome(tx, from, words, random);
  });
  // What a server that has run for a day knows of its rows.
  await sql.raw('analyze').execute(store.db);
}

async function addSome(
  tx: Parameters<Parameters<ReturnType<Store['db']['transaction']>['execute']>[0]>[0],
  from: number,
  words: Vocabulary,
  random: () => number,
): Promise<void> {
  const people = Array.from({ length: AT_ONCE }, (_, at) => {
    const id = from + at + 1;
    const first = words.wordOfRank(Math.floor(random() * 2_000));
    const last = words.wordOfRank(Math.floor(random() * 20_000));
    const joined = now.getTime() - Math.floor(random() * 3_000 * DAY);
    return {
      id,
      name: `${first} ${last}`,
      email: `${first}.${last}.${id}@${random() < 0.6 ? 'mail' : 'post'}.example`,
      number: `R-${String(id).padStart(6, '0')}`,
      joined,
    };
  });
  await tx
    .insertInto('account')
    .values(
      people.map(({ id, name, email, joined }) => ({ id, name, email, made_at: joined, changed_at: joined })),
    )
    .execute();
  await tx
    .insertInto('reader')
    .values(
      people.map(({ id, name, email, number, joined }) => ({
        account_id: id,
        number,
        labels: id % 40 === 0 ? '["Reader panel"]' : '[]',
        search_text: `${name} ${email} ${number}`.toLowerCase(),
        made_at: joined,
        changed_at: joined,
      })),
    )
    .execute();
  await tx
    .insertInto('membership')
    .values(
      people
        .filter(({ id }) => id % 3 !== 0)
        .map(({ id, joined }) => ({
          account_id: id,
          tier_id: (id % 3) + 1,
          source: 'stripe' as const,
          state: id % 50 === 1 ? ('grace' as const) : ('running' as const),
          access_from: joined,
          access_until: id % 5 === 0 ? now.getTime() - DAY : now.getTime() + 30 * DAY,
          made_at: joined,
          changed_at: joined,
        })),
    )
    .execute();
  await tx
    .insertInto('member_act')
    .values(
      people.flatMap(({ id, joined }) =>
        ['reader.joined', 'membership.began', 'membership.renewed'].map((act) => ({
          at: joined,
          account_id: id,
          act,
        })),
      ),
    )
    .execute();
}
