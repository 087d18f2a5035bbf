/** Puts back as an export holds it what the desk has of stories: where they stand in the work, and what is typed. It tells nobody. */
import { encodeStateAsUpdate } from 'yjs';
import type { AccountId, RevisionId, SectionId, StoryId } from '#kit/ids.js';
import { raiseIds, raiseIdsBehind } from '#store/sequences.sql.js';
import { startShared } from '#store/shared.sql.js';
import type { Tx } from '#store/tables.js';
import { saveWorkingMedia } from './media-use.sql.ts';
import type { WaitingUpdate } from './publish-waiting.sql.ts';
import type { Stage } from './stage.ts';
import { findLatestRevision } from './story.sql.ts';
import type { Content } from './story.ts';
import { fieldsOf } from './working/layout.ts';
import { saveTouches, type Touch, workingName } from './working.sql.ts';
import { docOfContent, docOfUpdate } from './working-document.ts';
import { type KeptThread, putThreads } from './working-notes.ts';

/** Times here and below are milliseconds since 1970, UTC; people who are not known any more are null. */
export type KeptWork = {
  story: StoryId;
  stage: string;
  position: number;
  assignee: AccountId | null;
  dueAt: number | null;
  day: string | null;
  wantedWords: number | null;
  line: string;
  goesTo: string;
  asksSecond: boolean;
  secondBy: AccountId | null;
  secondAt: number | null;
  headline: string;
  standfirst: string;
  section: SectionId | null;
  words: number;
  behind: boolean;
  madeBy: AccountId | null;
  changedBy: AccountId | null;
  changedAt: number;
  team: readonly AccountId[];
  closedTo: readonly AccountId[] | null;
};

export async function restoreWork(tx: Tx, works: readonly KeptWork[]): Promise<void> {
  if (works.length === 0) return;
  await tx.insertInto('work').values(works.map(workRow)).execute();
  const team = works.flatMap(({ story, team }) => pairs(story, team));
  const closed = works.flatMap(({ story, closedTo }) => pairs(story, closedTo ?? []));
  if (team.length > 0) await tx.insertInto('story_team').values(team).execute();
  if (closed.length > 0) await tx.insertInto('story_closed').values(closed).execute();
}

function pairs(story: StoryId, people: readonly AccountId[]) {
  return [...new Set(people)].map((account_id) => ({ story_id: story, account_id }));
}

function workRow(work: KeptWork) {
  const { stage, position, line, headline, standfirst } = work;
  return {
    ...{ story_id: work.story, stage, position, line, headline, standfirst, goes_to: work.goesTo },
    ...{ assignee_id: work.assignee, due_at: work.dueAt, planned_day: work.day },
    ...{ wanted_words: work.wantedWords, section_id: work.section, word_count: work.words },
    ...{ asks_second: work.asksSecond ? 1 : 0, second_by: work.secondBy, second_at: work.secondAt },
    ...{ closed: work.closedTo === null ? 0 : 1, behind: work.behind ? 1 : 0 },
    ...{ made_by: work.madeBy, changed_by: work.changedBy, changed_at: work.changedAt },
  };
}

/** Stages that a newsroom has set; none where it keeps to the usual ones, or has set some here already. */
export async function restoreStages(tx: Tx, stages: readonly Stage[]): Promise<void> {
  const known = await tx.selectFrom('stage').select('id').limit(1).executeTakeFirst();
  if (stages.length === 0 || known) return;
  const rows = stages.map(({ slug, name, kind }, position) => ({ slug, name, kind, position }));
  await tx.insertInto('stage').values(rows).execute();
}

export type KeptTask = {
  id: number;
  story: StoryId;
  code: string;
  part: string;
  details: Readonly<Record<string, unknown>>;
  madeAt: number;
  doneAt: number | null;
  doneBy: AccountId | null;
};

export async function restoreTasks(tx: Tx, tasks: readonly KeptTask[]): Promise<void> {
  if (tasks.length === 0) return;
  const rows = tasks.map(({ story, details, madeAt, doneAt, doneBy, ...task }) => ({
    ...{ ...task, story_id: story, details: JSON.stringify(details) },
    ...{ made_at: madeAt, done_at: doneAt, done_by: doneBy },
  }));
  await tx.insertInto('story_task').values(rows).execute();
  await raiseIds(tx, 'story_task');
}

export type KeptUpdate = WaitingUpdate & { revision: RevisionId; base: RevisionId };

export async function restoreUpdates(tx: Tx, updates: readonly KeptUpdate[]): Promise<void> {
  if (updates.length === 0) return;
  const rows = updates.map((update) => ({
    ...{ story_id: update.story, revision_id: update.revision, base_id: update.base },
    ...{ goes_out_at: update.goesOutAt, unpublish_at: update.unpublishAt, update_note: update.updateNote },
    ...{ readers_are_told: update.readersAreTold ? 1 : 0, made_by: update.by },
    ...{ made_by_name: update.byName, made_at: update.madeAt },
  }));
  await tx.insertInto('waiting_update').values(rows).execute();
}

/** content  null where it holds what the newest revision holds */
export type KeptWorking = {
  story: StoryId;
  content: Content | null;
  slug: string;
  notes: readonly KeptThread[];
  touches: readonly Touch[];
};

/** Makes working documents of what they held; of stories whose revisions are all there. */
export async function restoreWorking(tx: Tx, documents: readonly KeptWorking[], now: Date): Promise<void> {
  for (const { story, content, slug, notes, touches } of documents) {
    await saveTouches(tx, story, touches);
    const held = content ?? (await findLatestRevision(tx, story))?.content;
    if (!held) continue;
    const doc = docOfUpdate(docOfContent(held));
    if (slug !== '') fieldsOf(doc).set('slug', slug);
    putThreads(doc, notes);
    await startShared(tx, workingName(story), encodeStateAsUpdate(doc), now);
    if (content) await saveWorkingMedia(tx, story, content);
  }
}

export async function restoreMergedTopics(
  tx: Tx,
  merged: readonly { id: number; into: number; at: number }[],
): Promise<void> {
  if (merged.length === 0) return;
  const rows = merged.map(({ id, into, at }) => ({ topic_id: id, into_id: into, merged_at: at }));
  await tx.insertInto('topic_merged').values(rows).execute();
  await raiseIdsBehind(tx, 'topic', Math.max(...merged.map(({ id }) => id)));
}

/** Marks redirects that a person set. `key` is the form in which addresses are kept. */
export async function restoreByHand(
  tx: Tx,
  marks: readonly { key: string; by: AccountId | null; at: number }[],
): Promise<void> {
  if (marks.length === 0) return;
  const rows = marks.map(({ key, by, at }) => ({ address_key: key, made_by: by, made_at: at }));
  await tx.insertInto('redirect_by_hand').values(rows).execute();
}
