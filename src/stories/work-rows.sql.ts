/** The one query that every list of the desk is made of, with what a person may see decided in it. */
import { type RawBuilder, sql } from 'kysely';
import type { AccountId, BylineId, SectionId, TopicId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';
import { type Asker, type Listed, type ListedRow, type Standing, toListed } from './work-listed.ts';

/**
 * What a list is narrowed to.
 *
 * sections  any of these; the caller adds those below
 * access    as rows hold it: `open`, `registered`, `members`, `tiers:…`
 * day       YYYY-MM-DD it is planned for
 * from, to  published at `from` or later and before `to`
 * topic …   that it is published under
 * within    only what is in work, one's own of that, or what comes out by itself
 */
export type ListFilter = {
  readonly within?: 'work' | 'mine' | 'scheduled' | undefined;
  readonly sections?: readonly SectionId[] | undefined;
  readonly assignee?: AccountId | 'nobody' | undefined;
  readonly access?: string | undefined;
  readonly stage?: string | undefined;
  readonly standing?: Standing | undefined;
  readonly day?: string | undefined;
  readonly topic?: TopicId | undefined;
  readonly byline?: BylineId | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
};

const columns =
  sql.raw(`s.id, s.state, s.path, s.headline, s.standfirst, s.section_id, s.access, s.byline_text, s.word_count,
  s.published_at, s.visible_from, s.visible_until, s.embargo_until, s.embargo_open, s.changed_at as story_changed_at,
  w.story_id as in_hand, w.stage, w.position, w.assignee_id, w.due_at, w.planned_day, w.wanted_words, w.line, w.goes_to,
  w.asks_second, w.second_by, w.closed, w.behind, w.made_by, w.changed_by, w.changed_at as work_changed_at,
  w.headline as work_headline, w.standfirst as work_standfirst, w.section_id as work_section_id,
  w.word_count as work_word_count`);

const froms = {
  /** Stories in hand. The sum keeps a planner from beginning with the whole archive. */
  work: sql.raw('work w join story s on s.id = w.story_id + 0'),
  /** All stories, in hand or not. */
  story: sql.raw('story s left join work w on w.story_id = s.id'),
};

/**
 * Stories of a list.
 *
 * rest   the rest of the query, after its `where`, on `s` (story) and `w` (work)
 * place  what the list is ordered by, handed back with each story
 */
export async function listRows(
  db: Db,
  list: { from: keyof typeof froms; rest: RawBuilder<unknown>; place?: RawBuilder<unknown> },
  asker: Asker,
): Promise<{ story: Listed; place: number | string }[]> {
  const { from, rest, place = sql`0` } = list;
  const seen = from === 'work' ? sql`${maySee(asker)} and ${maySeeWorking(asker)}` : maySee(asker);
  const { rows } = await sql<ListedRow & { place: number | string }>`
    select ${columns}, ${onTeam(asker)} as on_team, ${place} as place
    from ${froms[from]} where s.kind = 'story' and ${seen} ${rest}`.execute(db);
  return rows.map(({ place: at, ...row }) => ({ story: toListed(row, asker), place: at }));
}

/**
 * Whether a person may know of a story, as `mayOpen` decides it: closed stories are for the people named, and what
 * is not out for those who read unpublished text and those on its team. A test holds the two together.
 */
export function maySee(asker: Asker): RawBuilder<unknown> {
  const named = sql`(coalesce(w.closed, 0) = 0 or exists (select 1 from story_closed c
    where c.story_id = s.id and c.account_id = ${asker.account}))`;
  if (asker.readsUnpublished) return named;
  const at = asker.now.getTime();
  const out = sql`(s.visible_from is not null and s.visible_from <= ${at}
    and (s.visible_until is null or s.visible_until > ${at}))`;
  return sql`${named} and (coalesce(w.closed, 0) = 1 or ${out} or ${isOwn(asker)})`;
}

/** Whether what is not published of a story is for this person; true also where nothing is. */
export function maySeeWorking(asker: Asker): RawBuilder<unknown> {
  return asker.readsUnpublished ? sql`1 = 1` : sql`(coalesce(w.closed, 0) = 1 or ${isOwn(asker)})`;
}

/** Whether somebody is on the team: made it, is assigned to it, or joined. */
export function isOwn(asker: Asker): RawBuilder<unknown> {
  return sql`(coalesce(w.made_by, 0) = ${asker.account} or coalesce(w.assignee_id, 0) = ${asker.account} or ${onTeam(asker)})`;
}

/** The same as a list of ids, for a query that begins with it. */
export function ownStories({ account }: Asker): RawBuilder<unknown> {
  return sql`(select story_id from story_team where account_id = ${account}
    union select story_id from work where assignee_id = ${account}
    union select story_id from work where made_by = ${account})`;
}

export function narrowed(filter: ListFilter, asker: Asker): RawBuilder<unknown> {
  const { sections, assignee, access, stage, standing, day, from, to, within, topic, byline } = filter;
  // What the next version says is not for everybody, so it is not to be asked about either.
  const section = sql.raw(asker.readsUnpublished ? 'coalesce(w.section_id, s.section_id)' : 's.section_id');
  const ofWork = assignee !== undefined || stage !== undefined || day !== undefined;
  const parts = [
    ...(ofWork ? [maySeeWorking(asker)] : []),
    ...(sections ? [sql`${section} in (${sql.join([0, ...sections])})`] : []),
    ...(assignee === 'nobody' ? [sql`w.assignee_id is null`] : []),
    ...(typeof assignee === 'number' ? [sql`w.assignee_id = ${assignee}`] : []),
    ...(access ? [access === 'tiers' ? sql`s.access like 'tiers:%'` : sql`s.access = ${access}`] : []),
    ...(stage ? [sql`w.stage = ${stage}`] : []),
    ...(standing ? [isStanding(standing, asker.now.getTime())] : []),
    ...(day ? [sql`w.planned_day = ${day}`] : []),
    ...(from === undefined ? [] : [sql`s.published_at >= ${from}`]),
    ...(to === undefined ? [] : [sql`s.published_at < ${to}`]),
    ...(topic ? [sql`s.id in (select story_id from story_topic where topic_id = ${topic})`] : []),
    ...(byline ? [sql`s.id in (select story_id from story_byline where byline_id = ${byline})`] : []),
    ...(within ? [isWithin(within, asker)] : []),
  ];
  return parts.length === 0 ? sql`` : sql`and ${sql.join(parts, sql` and `)}`;
}

function isWithin(within: NonNullable<ListFilter['within']>, asker: Asker): RawBuilder<unknown> {
  const now = asker.now.getTime();
  if (within === 'scheduled')
    return sql`(${isStanding('scheduled', now)} or ${isStanding('embargoed', now)})`;
  const open = sql`w.stage <> 'out' and ${maySeeWorking(asker)}`;
  return within === 'mine' ? sql`${open} and ${isOwn(asker)}` : open;
}

/** The same decision as `standingOf`, put so that a database can be asked. */
function isStanding(standing: Standing, now: number): RawBuilder<unknown> {
  const seen = sql`s.visible_from is not null and s.visible_from <= ${now}`;
  const over = sql`(s.visible_until is not null and s.visible_until <= ${now})`;
  const embargoed = sql`(s.embargo_open = 1 or (s.embargo_until is not null and s.embargo_until > ${now}))`;
  switch (standing) {
    case 'out':
      return sql`${seen} and not ${over}`;
    case 'withdrawn':
      return sql`(s.state = 'withdrawn' or (s.state <> 'killed' and s.visible_from is not null and ${over}))`;
    case 'killed':
      return sql`s.state = 'killed'`;
    case 'embargoed':
      return sql`s.state in ('draft', 'published') and (s.visible_from is null or s.visible_from > ${now}) and ${embargoed}`;
    case 'scheduled':
      return sql`s.state = 'published' and s.visible_from > ${now} and not ${embargoed}`;
    case 'held':
      return sql`s.state = 'published' and s.visible_from is null and not ${embargoed}`;
    case 'draft':
      return sql`s.state = 'draft' and s.visible_from is null and not ${embargoed}`;
  }
}

function onTeam({ account }: Asker): RawBuilder<unknown> {
  return sql`exists (select 1 from story_team t where t.story_id = s.id and t.account_id = ${account})`;
}
