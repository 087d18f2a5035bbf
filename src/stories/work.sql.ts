/** Where stories stand in the work: one row for each that the desk has in hand. Published stories of the archive have none. */
import type { Selectable } from 'kysely';
import { mayOpen, type StoryFacts } from '#accounts/rights.js';
import type { Staff } from '#accounts/staff.js';
import { fault } from '#kit/fault.js';
import type { AccountId, SectionId, StoryId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tables, Tx } from '#store/tables.js';
import { wordCount } from './document.ts';
import { storyFaults } from './faults.ts';
import { OUT } from './stage.ts';
import type { Content } from './story.ts';
import { topPosition, type Work, type Written } from './work.ts';

/**
 * What decides who may do what with a story: asked before anything is shown or done.
 *
 * throws  story-not-found
 */
export async function getStoryFacts(db: Db, id: StoryId, now: Date = new Date()): Promise<StoryFacts> {
  const facts = await findStoryFacts(db, id, now);
  if (!facts) throw fault(storyFaults, 'story-not-found', { id });
  return facts;
}

export async function findStoryFacts(
  db: Db,
  id: StoryId,
  now: Date = new Date(),
): Promise<StoryFacts | undefined> {
  const row = await db
    .selectFrom('story')
    .leftJoin('work', 'work.story_id', 'story.id')
    .select(['story.section_id', 'story.visible_from', 'story.visible_until'])
    .select(['work.section_id as working_section', 'work.assignee_id', 'work.made_by', 'work.closed'])
    .where('story.id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const at = now.getTime();
  const { visible_from: from, visible_until: until } = row;
  const out = from !== null && from <= at && (until === null || until > at);
  const team = row.closed === null ? [] : await listAccounts(db, 'story_team', id);
  const named = [...team, row.made_by, row.assignee_id].filter((one) => one !== null) as AccountId[];
  return {
    // A published story stands in the section that readers see it in, whatever the next version says.
    section: (out || row.closed === null ? row.section_id : row.working_section) as SectionId | null,
    team: [...new Set(named)],
    closedTo: row.closed === 1 ? await listAccounts(db, 'story_closed', id) : null,
    out,
  };
}

/**
 * The same for somebody who asks: a story that they may not open is not there for them.
 *
 * throws  story-not-found
 */
export async function getFactsFor(db: Db, id: StoryId, staff: Staff, now: Date): Promise<StoryFacts> {
  const facts = await findStoryFacts(db, id, now);
  if (!facts || !mayOpen(staff, facts)) throw fault(storyFaults, 'story-not-found', { id });
  return facts;
}

export async function findWork(db: Db, id: StoryId): Promise<Work | undefined> {
  const row = await db.selectFrom('work').selectAll().where('story_id', '=', id).executeTakeFirst();
  return row && toWork(row);
}

/**
 * Takes a story in hand that the desk has not had yet: an imported draft, or one that is out and is to be changed.
 * Does nothing where it is in hand already. It tells nobody: nothing has changed yet.
 *
 * stage  'out' where nothing else is said, for what readers see; 'work' for everything else
 */
export async function startWork(
  tx: Tx,
  wish: { story: StoryId; by: AccountId | null; stage?: string },
  now: Date,
): Promise<void> {
  const row = await tx
    .selectFrom('story')
    .select(['state', 'headline', 'standfirst', 'section_id', 'word_count'])
    .where('id', '=', wish.story)
    .executeTakeFirst();
  if (!row) throw fault(storyFaults, 'story-not-found', { id: wish.story });
  const { state, ...shown } = row;
  await tx
    .insertInto('work')
    .values({
      ...shown,
      story_id: wish.story,
      stage: wish.stage ?? (state === 'draft' ? 'work' : OUT),
      position: topPosition(now),
      made_by: state === 'draft' ? wish.by : null,
      changed_by: wish.by,
      changed_at: now.getTime(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Keeps what lists show in step with the working document. Called by whoever saves that, at most about once a second
 * a story.
 */
export async function noteWritten(tx: Tx, id: StoryId, written: Written): Promise<void> {
  const { headline, standfirst, section, words, by, at } = written;
  await startWork(tx, { story: id, by }, at);
  const { state } = await tx
    .selectFrom('story')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('work')
    .set({ headline, standfirst, section_id: section, word_count: words, changed_at: at.getTime() })
    .set({ behind: state === 'published' || state === 'withdrawn' ? 1 : 0 })
    .set(by === null ? {} : { changed_by: by })
    .where('story_id', '=', id)
    .execute();
  await tell(tx, 'work.changed', id, {}, at);
}

/**
 * What readers are given is now what the working document holds. Publishing calls it in its own transaction; where a
 * part was held back, `noteWritten` follows and puts the story behind again.
 */
export async function notePublished(tx: Tx, id: StoryId, content: Content, now: Date): Promise<void> {
  await tx
    .updateTable('work')
    .set({
      headline: content.headline,
      standfirst: content.standfirst,
      section_id: content.section,
      word_count: wordCount(content.body.content),
      behind: 0,
      changed_at: now.getTime(),
    })
    .where('story_id', '=', id)
    .execute();
}

/** A story that is out, or taken off, is done with: it leaves the board until somebody brings it back. */
export async function finishWork(tx: Tx, id: StoryId): Promise<void> {
  await tx.updateTable('work').set({ stage: OUT }).where('story_id', '=', id).execute();
}

/** Everyone of these who is to be on the team of a story; those who are already stay. */
export async function joinTeam(tx: Tx, id: StoryId, accounts: readonly AccountId[]): Promise<void> {
  if (accounts.length === 0) return;
  await tx
    .insertInto('story_team')
    .values(accounts.map((account_id) => ({ story_id: id, account_id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes one person off the team. */
export async function leaveTeam(tx: Tx, id: StoryId, account: AccountId): Promise<void> {
  await tx.deleteFrom('story_team').where('story_id', '=', id).where('account_id', '=', account).execute();
}

async function listAccounts(db: Db, table: 'story_team' | 'story_closed', id: StoryId): Promise<AccountId[]> {
  const rows = await db
    .selectFrom(table)
    .select('account_id')
    .where('story_id', '=', id)
    .orderBy('account_id')
    .execute();
  return rows.map((row) => row.account_id as AccountId);
}

function toWork(row: Selectable<Tables['work']>): Work {
  return {
    story: row.story_id as StoryId,
    stage: row.stage,
    position: row.position,
    assignee: row.assignee_id as AccountId | null,
    dueAt: row.due_at,
    day: row.planned_day,
    wantedWords: row.wanted_words,
    line: row.line,
    goesTo: row.goes_to,
    asksSecond: row.asks_second === 1,
    secondBy: row.second_by as AccountId | null,
    secondAt: row.second_at,
    closed: row.closed === 1,
    headline: row.headline,
    standfirst: row.standfirst,
    section: row.section_id as SectionId | null,
    words: row.word_count,
    behind: row.behind === 1,
    madeBy: row.made_by as AccountId | null,
    changedBy: row.changed_by as AccountId | null,
    changedAt: row.changed_at,
  };
}
