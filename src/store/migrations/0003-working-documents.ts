import { type DialectName, type Migration, words } from './dialect.ts';

/** Shared documents as the desk types in them: their updates, snapshots and who touched what. */
export const workingDocuments: Migration = { name: '0003-working-documents', statements };

function statements(dialect: DialectName): readonly string[] {
  const { id, int, bytes, clustered } = words(dialect);
  return [
    `create table shared_document (name text primary key, generation ${int} not null, snapshot ${bytes} not null,
      up_to ${int} not null, changed_at ${int} not null)`,
    `create table shared_update (id ${id}, name text not null, generation ${int} not null, bytes ${bytes} not null,
      account_id ${int}, writer text not null, at ${int} not null)`,
    'create index shared_update_name on shared_update (name, id)',
    `create table story_touch (story_id ${int} not null references story (id), part text not null,
      account_id ${int} not null, at ${int} not null, primary key (story_id, part, account_id)) ${clustered}`,
  ];
}
