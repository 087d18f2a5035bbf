import { type DialectName, type Migration, words } from './dialect.ts';

/** Keys and webhooks, what settings screens keep, and what merged sections, topics and bylines became. */
export const machines: Migration = { name: '0008-machines', statements };

function statements(dialect: DialectName): readonly string[] {
  const { id, int, clustered } = words(dialect);
  return [
    `create table section_merged (section_id ${int} primary key, into_id ${int} not null, merged_at ${int} not null) ${clustered}`,
    `create table topic_merged (topic_id ${int} primary key, into_id ${int} not null, merged_at ${int} not null) ${clustered}`,
    'create index topic_merged_into on topic_merged (into_id)',
    `create table byline_merged (byline_id ${int} primary key, into_id ${int} not null, merged_at ${int} not null) ${clustered}`,
    'create index byline_merged_into on byline_merged (into_id)',
    `create table redirect_by_hand (address_key text primary key, made_by ${int}, made_at ${int} not null) ${clustered}`,
    'create index address_to on address (to_path) where to_path is not null',
    `create table api_key (id ${id}, name text not null, secret_hash text not null unique, hint text not null, scopes text not null,
      sections text, made_by ${int} not null, made_at ${int} not null, expires_at ${int}, revoked_at ${int}, used_at ${int})`,
    `create table api_answer (key_id ${int} not null, once text not null, asked text not null, status ${int}, answer text,
      made_at ${int} not null, primary key (key_id, once)) ${clustered}`,
    'create index api_answer_made on api_answer (made_at)',
    `create table webhook (id ${id}, name text not null, address text not null, secret text not null, events text not null,
      active ${int} not null default 1, stopped_why text not null default '', failing_since ${int}, rest_until ${int},
      made_by ${int} not null, made_at ${int} not null, changed_at ${int} not null)`,
    `create table webhook_call (id ${id}, webhook_id ${int} not null references webhook (id), message text not null, name text not null,
      subject ${int}, facts text not null, event_at ${int} not null, state text not null, attempts ${int} not null default 0, status ${int},
      answer text not null default '', made_at ${int} not null, tried_at ${int}, next_at ${int})`,
    'create unique index webhook_call_once on webhook_call (webhook_id, message)',
    'create index webhook_call_newest on webhook_call (webhook_id, id)',
    'create index webhook_call_made on webhook_call (made_at)',
  ];
}
