import { type DialectName, type Migration, words } from './dialect.ts';

/** What an editor does to a published story for good reasons that readers are not told: the ledger of legal acts. */
export const acts: Migration = { name: '0005-acts', statements };

function statements(dialect: DialectName): readonly string[] {
  const { id, int } = words(dialect);
  return [
    `create table legal_act (id ${id}, story_id ${int} not null references story (id), kind text not null, reason text not null,
      public_note text not null default '', terms text not null default '{}', by_id ${int}, by_name text not null,
      at ${int} not null, undone_at ${int})`,
    'create index legal_act_story on legal_act (story_id, id)',
    `create table sealed_original (act_id ${int} primary key references legal_act (id), story_id ${int} not null,
      sealed text not null, first_id ${int} not null, second_id ${int} not null, opened_at ${int}, opened_by ${int})`,
    // The public page of corrections lists these, newest first.
    "create index note_corrections on note (dated desc, id desc) where kind <> 'change'",
  ];
}
