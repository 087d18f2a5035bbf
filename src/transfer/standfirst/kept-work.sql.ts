import { isDeepStrictEqual } from 'node:util';
import type { StoryId } from '#kit/ids.js';
import { loadShared } from '#store/shared.sql.js';
import type { Db } from '#store/tables.js';
import { settleLabels } from '#stories/merged.sql.js';
import { findLatestRevision } from '#stories/story.sql.js';
import { workingName } from '#stories/working.sql.js';
import { contentOfDoc, docOfUpdate, readSlug } from '#stories/working-document.js';
import { type KeptThread, readThreads } from '#stories/working-notes.js';
import { behind, byId } from './by-key.ts';
import type { TaskLine, UpdateLine, WorkingLine, WorkLine } from './desk-form.ts';
import { type People, peopleOf, personOf } from './people.sql.ts';
import { iso, isoOrNull, type Names } from './story-line.ts';

const PAGE = 500;

/** Where stories stand in the work, by story. */
export async function* listWorkLines(db: Db, people: People, names: Names): AsyncGenerator<WorkLine> {
  const person = (account: number | null) => personOf(people, account);
  const rows = behind<Awaited<ReturnType<typeof readWork>>[number]>((last) =>
    readWork(db, last?.story_id ?? 0),
  );
  for await (const { story_id: story, stage, position, line, headline, standfirst, ...row } of rows) {
    yield {
      ...{ story, stage, position, assignee: person(row.assignee_id), due: isoOrNull(row.due_at) },
      ...{ day: row.planned_day, wantedWords: row.wanted_words, line, goesTo: row.goes_to },
      ...{ asksSecond: row.asks_second === 1, secondBy: person(row.second_by) },
      ...{ secondAt: isoOrNull(row.second_at), headline, standfirst },
      section: row.section_id === null ? null : (names.sections.get(row.section_id) ?? null),
      ...{ words: row.word_count, behind: row.behind === 1, madeBy: person(row.made_by) },
      ...{ changedBy: person(row.changed_by), changed: iso(row.changed_at) },
      team: peopleOf(people, row.team),
      closedTo: row.closed === 1 ? peopleOf(people, row.closedTo) : null,
    };
  }
}

async function readWork(db: Db, after: number) {
  const rows = await db
    .selectFrom('work')
    .selectAll()
    .where('story_id', '>', after)
    .orderBy('story_id')
    .limit(PAGE)
    .execute();
  const [team, closed] = await Promise.all([
    listOf(db, 'story_team', after, rows.at(-1)?.story_id ?? 0),
    listOf(db, 'story_closed', after, rows.at(-1)?.story_id ?? 0),
  ]);
  return rows.map((row) => ({
    ...row,
    team: team.get(row.story_id) ?? [],
    closedTo: closed.get(row.story_id) ?? [],
  }));
}

async function listOf(db: Db, table: 'story_team' | 'story_closed', after: number, until: number) {
  const rows = await db
    .selectFrom(table)
    .select(['story_id', 'account_id'])
    .where('story_id', '>', after)
    .where('story_id', '<=', until)
    .execute();
  const lists = new Map<number, number[]>();
  for (const { story_id, account_id } of rows)
    lists.set(story_id, [...(lists.get(story_id) ?? []), account_id]);
  return lists;
}

export async function* listTaskLines(db: Db, people: People): AsyncGenerator<TaskLine> {
  const read = (after: number) =>
    db.selectFrom('story_task').selectAll().where('id', '>', after).orderBy('id').limit(PAGE).execute();
  for await (const { id, story_id: story, code, part, details, made_at, done_at, done_by } of byId(read)) {
    yield {
      ...{ id, story, code, part, details: JSON.parse(details) as TaskLine['details'] },
      ...{ made: iso(made_at), done: isoOrNull(done_at), doneBy: personOf(people, done_by) },
    };
  }
}

/** Updates that wait for their time, by story. */
export async function* listUpdateLines(db: Db, people: People): AsyncGenerator<UpdateLine> {
  const rows = await db.selectFrom('waiting_update').selectAll().orderBy('story_id').execute();
  for (const row of rows) {
    yield {
      ...{ story: row.story_id, revision: row.revision_id, base: row.base_id },
      ...{ goesOut: iso(row.goes_out_at), unpublish: isoOrNull(row.unpublish_at) },
      ...{ updateNote: row.update_note, readersAreTold: row.readers_are_told === 1 },
      ...{ by: personOf(people, row.made_by), byName: row.made_by_name, made: iso(row.made_at) },
    };
  }
}

/** What the desk has of stories beyond their newest revisions, by story. */
export async function* listWorkingLines(db: Db, people: People): AsyncGenerator<WorkingLine> {
  for (const story of await listOpened(db)) {
    const line = await readWorkingLine(db, people, story);
    if (line) yield line;
  }
}

async function readWorkingLine(db: Db, people: People, story: StoryId): Promise<WorkingLine | undefined> {
  const [stored, latest] = await Promise.all([
    loadShared(db, workingName(story)),
    findLatestRevision(db, story),
  ]);
  const doc = stored && docOfUpdate(stored.update);
  const touches = await listTouchesOf(db, people, story);
  const slug = doc ? readSlug(doc) : '';
  const threads = doc ? readThreads(doc).map((thread) => threadLine(thread, people)) : [];
  const content = doc && latest ? await findAhead(db, contentOfDoc(doc), latest.content) : null;
  if (!content && slug === '' && threads.length + touches.length === 0) return undefined;
  return { story, slug, content: content && { ...content }, threads, touches };
}

type Content = ReturnType<typeof contentOfDoc>;

/** The working document's content, with the labels that are there now; null where the revision says the same. */
async function findAhead(db: Db, working: Content, latest: Content): Promise<Content | null> {
  const told = [{ content: working }, { content: latest }];
  const [one = { content: working }, other] = await settleLabels(db, told);
  return isDeepStrictEqual(plain(one.content), plain(other?.content)) ? null : one.content;
}

function plain(content: Content | undefined): unknown {
  return JSON.parse(JSON.stringify(content ?? null));
}

/** Stories with a working document, or that somebody touched since they were published. */
async function listOpened(db: Db): Promise<StoryId[]> {
  const documents = await db
    .selectFrom('shared_document')
    .select('name')
    .where('name', 'like', 'story/%')
    .execute();
  const touched = await db.selectFrom('story_touch').select('story_id').distinct().execute();
  const ids = new Set(documents.map(({ name }) => Number(name.slice('story/'.length))));
  for (const { story_id } of touched) ids.add(story_id);
  return [...ids].filter(Number.isSafeInteger).sort((one, other) => one - other) as StoryId[];
}

async function listTouchesOf(db: Db, people: People, story: StoryId): Promise<WorkingLine['touches']> {
  const rows = await db
    .selectFrom('story_touch')
    .select(['part', 'account_id', 'at'])
    .where('story_id', '=', story)
    .execute();
  const touches = rows.flatMap(({ part, account_id, at }) => {
    const by = people.get(account_id);
    return by === undefined ? [] : [{ part, by, at: iso(at) }];
  });
  const key = ({ part, by }: { part: string; by: string }) => `${part} ${by}`;
  return touches.sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

function threadLine(thread: KeptThread, people: People): WorkingLine['threads'][number] {
  const { id, text, passage, mentions, resolved, replies } = thread;
  const mark = (of: { by: number; at: number }) => ({ by: personOf(people, of.by), at: iso(of.at) });
  return {
    ...{ id, ...mark(thread), text, passage, mentions: peopleOf(people, mentions) },
    resolved: resolved && mark(resolved),
    replies: replies.map((reply) => ({ ...mark(reply), text: reply.text })),
  };
}
