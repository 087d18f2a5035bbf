import { type DialectName, type Migration, words } from './dialect.ts';

/** Updates of published stories that wait for their time, and what publishing left to be done. */
export const publishing: Migration = { name: '0009-publishing', statements };

function statements(dialect: DialectName): readonly string[] {
  const { id, int } = words(dialect);
  return [
    `create table waiting_update (story_id ${int} primary key references story (id), revision_id ${int} not null,
      base_id ${int} not null, goes_out_at ${int} not null, unpublish_at ${int}, update_note text not null default '',
      readers_are_told ${int} not null default 1, made_by ${int}, made_by_name text not null, made_at ${int} not null)`,
    'create index waiting_update_due on waiting_update (goes_out_at)',
    `create table story_task (id ${id}, story_id ${int} not null references story (id), code text not null,
      part text not null default '', details text not null default '{}', made_at ${int} not null, done_at ${int}, done_by ${int})`,
    'create index story_task_open on story_task (story_id, id) where done_at is null',
  ];
}
