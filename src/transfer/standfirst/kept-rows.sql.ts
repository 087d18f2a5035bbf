import { type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import { toPicture } from '#media/picture.sql.js';
import { getPublicationName } from '#store/publication.sql.js';
import { dialectOf } from '#store/store.io.js';
import type { Db, Tables } from '#store/tables.js';
import { systemOf } from '../load/origin-rows.sql.ts';
import { behind, byId } from './by-key.ts';
import type {
  AddressLine,
  BylineLine,
  CommentLine,
  ImportLine,
  MediaLine,
  OriginLine,
  RevisionLine,
  TopicLine,
  ViewLine,
} from './form.ts';
import { type People, personOf } from './people.sql.ts';
import { iso, isoOrNull } from './story-line.ts';

/** Rows read at a time; revisions, and the items that importers keep, may be long. */
const PAGE = 2_000;
const LONG_PAGE = 100;
const HOUR_MS = 3_600_000;

/** States of the run that restores an export. It is no part of the publication, and no export holds it. */
export const restoring = ['restoring', 'restored'] as const;

export async function* listMediaLines(db: Db, people: People): AsyncGenerator<MediaLine> {
  const read = (after: number) =>
    db.selectFrom('media').selectAll().where('id', '>', after).orderBy('id').limit(PAGE).execute();
  for await (const row of byId(read)) {
    const { id, mime, name, width, height, sha256, alt, caption, credit, rights } = row;
    yield {
      ...{ id, file: row.file_key, mime, name, bytes: row.size_bytes, width, height, sha256 },
      ...{ alt, caption, credit, rights, focal: [row.focal_x, row.focal_y] },
      ...{ oldPath: row.old_path, made: iso(row.made_at) },
      ...knownOf(row, people),
    };
  }
}

function knownOf(row: Selectable<Tables['media']>, people: People) {
  const { title, creator, source, usageTerms, takenAt, rightsKind, rightsUntil, crops } = toPicture(row);
  return {
    ...{ title, creator, source, usageTerms, takenAt, rightsKind, rightsUntil: isoOrNull(rightsUntil) },
    ...{ crops: { ...crops }, uploadedBy: personOf(people, row.uploaded_by) },
  };
}

export async function* listBylineLines(db: Db): AsyncGenerator<BylineLine> {
  const read = (after: number) =>
    db.selectFrom('byline').selectAll().where('id', '>', after).orderBy('id').limit(PAGE).execute();
  for await (const { id, slug, name, kind, role, about, media_id } of byId(read))
    yield { id, slug, name, kind, role, about, portrait: media_id };
}

export async function* listTopicLines(db: Db): AsyncGenerator<TopicLine> {
  const read = (after: number) =>
    db.selectFrom('topic').selectAll().where('id', '>', after).orderBy('id').limit(PAGE).execute();
  for await (const { id, slug, name, kind, introduction, aliases, listed } of byId(read)) {
    yield {
      ...{ id, slug, name, kind: kind as TopicLine['kind'], introduction },
      ...{ aliases: JSON.parse(aliases) as string[], listed: listed === 1 },
    };
  }
}

/** Every revision but the one that stands in its story's own line. */
export async function* listRevisionLines(db: Db): AsyncGenerator<RevisionLine> {
  const read = (after: number) =>
    db
      .selectFrom('revision')
      .innerJoin('story', 'story.id', 'revision.story_id')
      .selectAll('revision')
      .where('revision.id', '>', after)
      .where(sql<SqlBool>`revision.id <> coalesce(story.published_revision_id,
        (select max(other.id) from revision other where other.story_id = story.id))`)
      .orderBy('revision.id')
      .limit(LONG_PAGE)
      .execute();
  for await (const { id, story_id, number, made_at, made_by, reason, content } of byId(read)) {
    yield {
      ...{ story: story_id, id, number, made: iso(made_at), by: made_by, reason },
      content: JSON.parse(content) as RevisionLine['content'],
    };
  }
}

export async function* listCommentLines(db: Db): AsyncGenerator<CommentLine> {
  const read = (after: number) =>
    db.selectFrom('comment').selectAll().where('id', '>', after).orderBy('id').limit(PAGE).execute();
  for await (const { id, story_id, parent_id, author, url, text, state, written_at } of byId(read)) {
    yield {
      ...{ id, story: story_id, parent: parent_id, author, url, text, state },
      written: iso(written_at),
    };
  }
}

/** Runs of importers, and what they remember of each thing: as it is kept. */
export async function* listImportLines(db: Db): AsyncGenerator<ImportLine> {
  const own = await ownSystem(db);
  const read = (after: number) =>
    db
      .selectFrom('import_run')
      .select(['id', 'system', 'started_at', 'ended_at', 'state', 'files', 'progress', 'report'])
      .where('id', '>', after)
      .where('state', 'not in', restoring)
      .where('system', '!=', own)
      .orderBy('id')
      .limit(LONG_PAGE)
      .execute();
  yield* byId(read);
}

export async function* listOriginLines(db: Db): AsyncGenerator<OriginLine> {
  const own = await ownSystem(db);
  const key = ['system', 'kind', 'origin_id'] as const;
  const beside = [
    'target_id',
    'source_hash',
    'revision_id',
    'run_id',
    'left_as',
    'pending',
    'source',
  ] as const;
  yield* behind<Selectable<Tables['origin']>>((last) => {
    let query = db
      .selectFrom('origin')
      .select([...key, ...beside])
      .where('system', '!=', own)
      .limit(LONG_PAGE);
    if (last) query = query.where(after(db, key, [last.system, last.kind, last.origin_id]));
    for (const name of key) query = query.orderBy(asBytes(db, name));
    return query.execute();
  });
}

/** Addresses that lead to no story of their own. */
export async function* listAddressLines(db: Db, people: People): AsyncGenerator<AddressLine> {
  const rows = behind<AddressRow>((last) => {
    let query = db
      .selectFrom('address')
      .leftJoin('redirect_by_hand as hand', 'hand.address_key', 'address.address_key')
      .select(['address.address_key', 'to_path', 'gone', 'hand.made_by', 'hand.made_at'])
      .where('story_id', 'is', null)
      .limit(PAGE);
    if (last) query = query.where(after(db, ['address.address_key'], [last.address_key]));
    return query.orderBy(asBytes(db, 'address.address_key')).execute();
  });
  for await (const { address_key: address, to_path: to, gone, made_by, made_at } of rows) {
    const byHand = made_at === null ? {} : { byHand: { by: personOf(people, made_by), at: iso(made_at) } };
    yield to === null || gone === 1 ? { address, gone: true } : { address, to, ...byHand };
  }
}

type AddressRow = Pick<Selectable<Tables['address']>, 'address_key' | 'to_path' | 'gone'> & {
  made_by: number | null;
  made_at: number | null;
};

export async function* listViewLines(db: Db): AsyncGenerator<ViewLine> {
  const key = ['hour', 'story_id', 'referrer', 'audience'] as const;
  const rows = behind<Selectable<Tables['story_view']>>((last) => {
    let query = db.selectFrom('story_view').selectAll().limit(PAGE);
    if (last) query = query.where(after(db, key, [last.hour, last.story_id, last.referrer, last.audience]));
    for (const name of key) query = query.orderBy(asBytes(db, name));
    return query.execute();
  });
  for await (const { story_id, hour, referrer, audience, views } of rows)
    yield { story: story_id, hour: iso(hour * HOUR_MS), referrer, audience, views };
}

/** What is remembered of this publication's own exports: whoever puts this one back remembers it anew. */
async function ownSystem(db: Db): Promise<string> {
  return systemOf({ system: 'standfirst', site: await getPublicationName(db) });
}

type Key = string | number;

/** Databases sort text each in their own way; an export has one. */
function asBytes(db: Db, name: string): RawBuilder<unknown> {
  const isText = dialectOf(db) === 'postgres' && !['hour', 'story_id'].includes(name);
  return isText ? sql`${sql.ref(name)} collate "C"` : sql`${sql.ref(name)}`;
}

function after(db: Db, names: readonly string[], values: readonly Key[]): RawBuilder<SqlBool> {
  const columns = sql.join(names.map((name) => asBytes(db, name)));
  return sql<SqlBool>`(${columns}) > (${sql.join(values)})`;
}
