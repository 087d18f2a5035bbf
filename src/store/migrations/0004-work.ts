import { type DialectName, type Migration, words } from './dialect.ts';

/** Where a story stands in the work: its plan, stage, team, who it is closed to, and the search of what is not out. */
export const work: Migration = { name: '0004-work', statements };

function statements(dialect: DialectName): readonly string[] {
  const { id, int, clustered } = words(dialect);
  return [
    `create table work (story_id ${int} primary key references story (id), stage text not null, position ${int} not null default 0,
      assignee_id ${int}, due_at ${int}, planned_day text, wanted_words ${int}, line text not null default '',
      goes_to text not null default '', asks_second ${int} not null default 0, second_by ${int}, second_at ${int},
      closed ${int} not null default 0, headline text not null default '', standfirst text not null default '',
      section_id ${int}, word_count ${int} not null default 0, behind ${int} not null default 0,
      made_by ${int}, changed_by ${int}, changed_at ${int} not null)`,
    'create index work_stage on work (stage, position desc, story_id desc)',
    'create index work_changed on work (changed_at desc, story_id desc)',
    // What is done with stays here for good; the lists of work look at the few others.
    "create index work_open on work (changed_at desc, story_id desc) where stage <> 'out'",
    'create index work_assignee on work (assignee_id, changed_at desc, story_id desc) where assignee_id is not null',
    'create index work_maker on work (made_by, changed_at desc, story_id desc) where made_by is not null',
    'create index work_day on work (planned_day, due_at) where planned_day is not null',
    'create index work_behind on work (story_id) where behind = 1',
    'create index work_closed on work (story_id) where closed = 1',
    `create table story_team (story_id ${int} not null references story (id), account_id ${int} not null,
      primary key (story_id, account_id)) ${clustered}`,
    'create index story_team_account on story_team (account_id, story_id)',
    `create table story_closed (story_id ${int} not null references story (id), account_id ${int} not null,
      primary key (story_id, account_id)) ${clustered}`,
    'create index story_closed_account on story_closed (account_id, story_id)',
    `create table stage (id ${id}, slug text not null unique, name text not null, position ${int} not null,
      kind text not null default 'work')`,
    // What readers do not see has no place in the lists of readers; the desk lists it by when it changed.
    'create index story_unseen on story (changed_at desc, id desc) where visible_from is null',
    `create index story_embargoed on story (id)
      where visible_from is null and (embargo_open = 1 or embargo_until is not null)`,
    ...ofSearch(dialect),
  ];
}

/** As the search of what is out: the id of a row grows with the time of the last change. */
function ofSearch(dialect: DialectName): string[] {
  if (dialect === 'sqlite') {
    return [
      'create table desk_row (id integer primary key, story_id integer not null unique, read_at integer not null)',
      `create virtual table desk_search using fts5 (headline, standfirst, text,
        content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '2 3')`,
    ];
  }
  return [
    `create table desk_row (id bigint primary key, story_id bigint not null unique, read_at bigint not null,
      words tsvector not null)`,
    'create index desk_row_words on desk_row using gin (words)',
  ];
}
