import { type DialectName, type Migration, words } from './dialect.ts';

/** Readers with an account: what the paper knows of them, what they agreed to, and what was asked and done. */
export const readers: Migration = { name: '0010-readers', statements };

function statements(dialect: DialectName): readonly string[] {
  const { id, int, clustered } = words(dialect);
  return [
    // Somebody who joins has no account before the code came back.
    'alter table way_in add column email text',
    'alter table way_in add column wish text',
    // By which door a session came in: what begins at the readers' is never one of the desk.
    "alter table session add column door text not null default 'desk'",
    `create table reader (account_id ${int} primary key references account (id), number text not null unique,
      language text not null default '', came_by text not null default 'joined', came_story_id ${int}, remark text not null default '',
      labels text not null default '[]', search_text text not null default '', seen_at ${int}, made_at ${int} not null,
      changed_at ${int} not null)`,
    'create index reader_made on reader (made_at, account_id)',
    'create index reader_story on reader (came_story_id, made_at) where came_story_id is not null',
    `create table consent (id ${id}, account_id ${int} not null references account (id), kind text not null, given ${int} not null,
      source text not null, says text not null, at ${int} not null)`,
    'create index consent_account on consent (account_id, kind, id)',
    `create table reader_task (id ${id}, kind text not null, account_id ${int}, about text not null default '', due_at ${int} not null,
      done_at ${int}, done_by ${int}, made_by ${int}, remark text not null default '', made_at ${int} not null)`,
    'create index reader_task_account on reader_task (account_id) where account_id is not null',
    'create index reader_task_open on reader_task (due_at, id) where done_at is null',
    `create table member_act (id ${id}, at ${int} not null, account_id ${int}, membership_id ${int}, staff_id ${int}, act text not null,
      details text not null default '{}')`,
    'create index member_act_account on member_act (account_id, id)',
    'create index member_act_act on member_act (act, at)',
    `create table feed_key (account_id ${int} primary key references account (id), key_hash text not null unique, made_at ${int} not null)`,
    `create table meter_spent (account_id ${int} not null references account (id), period text not null, story_hash text not null,
      until_at ${int} not null, primary key (account_id, period, story_hash)) ${clustered}`,
    'create index meter_spent_until on meter_spent (until_at)',
    `alter table story add column meter_free ${int} not null default 0`,
    'create index letter_recipient on letter (recipient, id)',
    ...(dialect === 'sqlite' ? searchOnSqlite : searchOnPostgres),
  ];
}

/** Three letters anywhere in name, address or number. The index follows the rows by itself, whoever writes them. */
const searchOnSqlite = [
  `create virtual table reader_find using fts5 (search_text, content = 'reader', content_rowid = 'account_id',
    tokenize = 'trigram')`,
  `create trigger reader_find_add after insert on reader begin
    insert into reader_find (rowid, search_text) values (new.account_id, new.search_text); end`,
  `create trigger reader_find_change after update of search_text on reader begin
    insert into reader_find (reader_find, rowid, search_text) values ('delete', old.account_id, old.search_text);
    insert into reader_find (rowid, search_text) values (new.account_id, new.search_text); end`,
  `create trigger reader_find_remove after delete on reader begin
    insert into reader_find (reader_find, rowid, search_text) values ('delete', old.account_id, old.search_text); end`,
];

/** Where the server lacks the extension or the right to it, members are found without it too, only not as fast. */
const searchOnPostgres = [
  `do $$ begin
    create extension if not exists pg_trgm;
    create index reader_find on reader using gin (search_text gin_trgm_ops);
  exception when others then raise notice 'Members are searched without an index: %', sqlerrm; end $$`,
];
