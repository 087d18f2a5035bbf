import { type DialectName, type Migration, words } from './dialect.ts';

/** Fronts: what is up, version by version, and the launches that wait for their time. */
export const fronts: Migration = { name: '0007-fronts', statements };

function statements(dialect: DialectName): readonly string[] {
  const { id, int, clustered } = words(dialect);
  return [
    // A section that was merged into another is gone; what stood on its front stays on record.
    `create table front (id ${id}, section_id ${int}, made_at ${int} not null)`,
    'create unique index front_section on front (coalesce(section_id, 0))',
    `create table front_version (front_id ${int} not null references front (id), number ${int} not null, content text not null,
      how text not null, launched_at ${int} not null, launched_by ${int}, launch_id ${int}, bases text not null,
      changes text not null, primary key (front_id, number)) ${clustered}`,
    `create table front_launch (id ${id}, front_id ${int} not null references front (id), launch_at ${int} not null, wish text not null,
      made_by ${int}, made_at ${int} not null, state text not null default 'waiting', version ${int}, left_alone text,
      told_at ${int})`,
    "create index front_launch_due on front_launch (launch_at, id) where state = 'waiting'",
    'create index front_launch_front on front_launch (front_id, id)',
  ];
}
