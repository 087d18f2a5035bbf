import { type SqlBool, sql } from 'kysely';
import { findDraft } from '#fronts/draft.sql.js';
import type { FrontId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';
import { behind, byId } from './by-key.ts';
import type { FrontLaunchLine, FrontLine, FrontVersionLine } from './desk-form.ts';
import { type People, personOf } from './people.sql.ts';
import { iso, isoOrNull } from './story-line.ts';

const PAGE = 200;

export async function* listFrontLines(db: Db): AsyncGenerator<FrontLine> {
  const read = (after: number) =>
    db.selectFrom('front').selectAll().where('id', '>', after).orderBy('id').limit(PAGE).execute();
  for await (const { id, section_id: section, made_at } of byId(read)) {
    const draft = await findDraft(db, id as FrontId);
    yield { id, section, made: iso(made_at), draft: draft ? draftParts(draft) : null };
  }
}

function draftParts({ containers, aside, bases }: NonNullable<Awaited<ReturnType<typeof findDraft>>>) {
  // A shared document keeps no order among them.
  const sorted = Object.entries(bases).sort(([one], [other]) => (one < other ? -1 : 1));
  return { containers: [...containers], aside: [...aside], bases: Object.fromEntries(sorted) };
}

/** What was up when, by front and number. */
export async function* listFrontVersionLines(db: Db, people: People): AsyncGenerator<FrontVersionLine> {
  const rows = behind<Awaited<ReturnType<typeof readVersions>>[number]>((last) =>
    readVersions(db, last ?? { front_id: 0, number: 0 }),
  );
  for await (const { front_id: front, number, how, ...row } of rows) {
    yield {
      ...{ front, number, how, launched: iso(row.launched_at), by: personOf(people, row.launched_by) },
      launch: row.launch_id,
      content: JSON.parse(row.content) as FrontVersionLine['content'],
      bases: JSON.parse(row.bases) as FrontVersionLine['bases'],
      changes: JSON.parse(row.changes) as FrontVersionLine['changes'],
    };
  }
}

function readVersions(db: Db, after: { front_id: number; number: number }) {
  return db
    .selectFrom('front_version')
    .selectAll()
    .where(sql<SqlBool>`(front_id, number) > (${after.front_id}, ${after.number})`)
    .orderBy('front_id')
    .orderBy('number')
    .limit(PAGE)
    .execute();
}

export async function* listFrontLaunchLines(db: Db, people: People): AsyncGenerator<FrontLaunchLine> {
  const read = (after: number) =>
    db.selectFrom('front_launch').selectAll().where('id', '>', after).orderBy('id').limit(PAGE).execute();
  for await (const { id, front_id: front, state, version, ...row } of byId(read)) {
    yield {
      ...{ id, front, launch: iso(row.launch_at), state, by: personOf(people, row.made_by) },
      ...{ made: iso(row.made_at), version },
      left: row.left_alone === null ? null : (JSON.parse(row.left_alone) as unknown[]),
      told: isoOrNull(row.told_at),
      wish: JSON.parse(row.wish) as FrontLaunchLine['wish'],
    };
  }
}
