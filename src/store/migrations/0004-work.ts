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
    'create index work_stage on work (stage, changed_at desc, story_id desc)',
    'create index work_changed on work (changed_at desc, story_id desc)',
    'create index work_assignee on work (assignee_id, changed_at desc, story_id desc) where assignee_id is not null',
    'create index work_day on work (planned_day, due_at) where planned_day is not null',
    `create table story_team (story_id ${int} not null references story (id), account_id ${int} not null,
      primary key (story_id, account_id)) ${clustered}`,
    'create index story_team_account on story_team (account_id, story_id)',
    `create table story_closed (story_id ${int} not null references story (id), account_id ${int} not null,
      primary key (story_id, account_id)) ${clustered}`,
    `create table stage (id ${id}, slug text not null unique, name text not null, position ${int} not null,
      kind text not null default 'work')`,
  ];
}
