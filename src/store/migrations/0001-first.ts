import { type DialectName, type Migration, words } from './dialect.ts';

/** The first schema. Frozen: what changes later is a later step. */
export const first: Migration = { name: '0001-first', statements };

function statements(dialect: DialectName): readonly string[] {
  return [
    ...ofStore(dialect),
    ...ofPaper(dialect),
    ...ofStories(dialect),
    ...ofTransfer(dialect),
    ...ofSearch(dialect),
  ];
}

function ofStore(dialect: DialectName): string[] {
  const { id, int } = words(dialect);
  // On Postgres ids are given before a transaction commits; the transaction's own number tells which are safe to read.
  const xact =
    dialect === 'sqlite'
      ? `${int} not null default 0`
      : `${int} not null default (pg_current_xact_id()::text::bigint)`;
  return [
    'create table meta (name text primary key, value text not null)',
    `create table event (id ${id}, xact ${xact}, name text not null, subject ${int}, payload text not null, at ${int} not null)`,
    'create index event_order on event (xact, id)',
    `create table cursor (consumer text primary key, xact ${int} not null, event_id ${int} not null)`,
    `create table job (id ${id}, kind text not null, unique_key text, payload text not null, run_at ${int} not null,
      state text not null, attempts ${int} not null default 0, lease_until ${int}, last_error text, made_at ${int} not null)`,
    "create index job_due on job (run_at, id) where state in ('waiting', 'running')",
    "create unique index job_once on job (kind, unique_key) where unique_key is not null and state = 'waiting'",
  ];
}

function ofPaper(dialect: DialectName): string[] {
  const { id, int, real } = words(dialect);
  return [
    `create table setting (name text primary key, value text not null, changed_at ${int} not null)`,
    `create table section (id ${id}, slug text not null unique, name text not null, description text not null default '',
      parent_id ${int} references section (id), position ${int} not null default 0, access text not null default 'open')`,
    `create table media (id ${id}, file_key text, mime text not null, name text not null, size_bytes ${int} not null default 0,
      width ${int}, height ${int}, sha256 text, alt text not null default '', caption text not null default '',
      credit text not null default '', rights text not null default '', focal_x ${real} not null default 0.5,
      focal_y ${real} not null default 0.5, old_path text, old_path_key text, made_at ${int} not null)`,
    'create index media_old_path on media (old_path_key) where old_path_key is not null',
    'create index media_file on media (file_key) where file_key is not null',
    `create table byline (id ${id}, slug text not null unique, name text not null, kind text not null,
      role text not null default '', about text not null default '', media_id ${int} references media (id))`,
  ];
}

function ofStories(dialect: DialectName): string[] {
  const { id, int, clustered } = words(dialect);
  return [
    `create table story (id ${id}, kind text not null default 'story', state text not null, path text not null, slug text not null,
      section_id ${int} references section (id), access text not null, headline text not null, front_headline text not null default '',
      standfirst text not null default '', kicker text not null default '', byline_text text not null default '',
      lead_media_id ${int} references media (id), language text not null default '', word_count ${int} not null default 0,
      sticky ${int} not null default 0, indexable ${int} not null default 1, published_revision_id ${int}, published_at ${int}, updated_at ${int},
      embargo_until ${int}, embargo_open ${int} not null default 0, unpublish_at ${int}, visible_from ${int}, visible_until ${int},
      announced ${int} not null default 0, made_at ${int} not null, changed_at ${int} not null)`,
    'create index story_newest on story (published_at desc, id desc) where visible_from is not null',
    'create index story_section on story (section_id, published_at desc, id desc) where visible_from is not null',
    'create index story_sticky on story (published_at desc, id desc) where visible_from is not null and sticky = 1',
    'create index story_due on story (visible_from) where visible_from is not null and announced = 0',
    'create index story_ends on story (visible_until) where visible_until is not null',
    'create index story_lead_media on story (lead_media_id) where lead_media_id is not null',
    `create table revision (id ${id}, story_id ${int} not null references story (id), number ${int} not null, made_at ${int} not null,
      made_by text not null, reason text not null default '', content text not null, unique (story_id, number))`,
    `create table topic (id ${id}, slug text not null unique, name text not null, kind text not null default 'subject',
      introduction text not null default '', aliases text not null default '[]', listed ${int} not null default 1)`,
    `create table story_topic (story_id ${int} not null references story (id), topic_id ${int} not null references topic (id),
      position ${int} not null, published_at ${int}, primary key (story_id, topic_id)) ${clustered}`,
    'create index story_topic_newest on story_topic (topic_id, published_at desc, story_id desc) where published_at is not null',
    `create table story_byline (story_id ${int} not null references story (id), byline_id ${int} not null references byline (id),
      position ${int} not null, published_at ${int}, primary key (story_id, byline_id)) ${clustered}`,
    'create index story_byline_newest on story_byline (byline_id, published_at desc, story_id desc) where published_at is not null',
    `create table story_link (story_id ${int} not null references story (id), to_story_id ${int} not null references story (id),
      kind text not null, primary key (story_id, to_story_id, kind)) ${clustered}`,
    'create index story_link_back on story_link (to_story_id, story_id)',
    `create table story_storyline (story_id ${int} primary key references story (id), name text not null)`,
    `create table address (address_key text primary key, story_id ${int} references story (id), to_path text,
      gone ${int} not null default 0) ${clustered}`,
    'create index address_story on address (story_id) where story_id is not null',
    `create table note (id ${id}, story_id ${int} not null references story (id), kind text not null, text text not null,
      block_id text, dated ${int} not null)`,
    'create index note_story on note (story_id, dated)',
    `create table hold (id ${id}, story_id ${int} not null references story (id), reason text not null, placed_by text not null,
      placed_at ${int} not null)`,
    'create index hold_story on hold (story_id)',
    `create table comment (id ${id}, story_id ${int} not null references story (id), parent_id ${int} references comment (id),
      author text not null, url text not null default '', text text not null, state text not null, written_at ${int} not null)`,
    'create index comment_story on comment (story_id, written_at, id)',
    `create table story_view (story_id ${int} not null, hour ${int} not null, referrer text not null, audience text not null,
      views ${int} not null, primary key (hour, story_id, referrer, audience)) ${clustered}`,
  ];
}

function ofTransfer(dialect: DialectName): string[] {
  const { id, int } = words(dialect);
  return [
    `create table origin (system text not null, kind text not null, origin_id text not null, target_id ${int},
      source_hash text not null, revision_id ${int}, run_id ${int} not null, left_as text not null default '',
      pending ${int} not null default 0, source text, primary key (system, kind, origin_id))`,
    'create index origin_target on origin (kind, target_id)',
    'create index origin_run on origin (run_id)',
    'create index origin_pending on origin (system, kind, origin_id) where pending = 1',
    `create table import_run (id ${id}, system text not null, started_at ${int} not null, ended_at ${int}, state text not null,
      files text not null, progress text not null, report text not null)`,
  ];
}

/** The id of a search row grows with the story's time, so that newest first needs no sorting. */
function ofSearch(dialect: DialectName): string[] {
  if (dialect === 'sqlite') {
    return [
      'create table search_row (id integer primary key, story_id integer not null unique)',
      `create virtual table story_search using fts5 (headline, standfirst, opening, rest, tags,
        content = '', contentless_delete = 1, tokenize = 'ascii')`,
    ];
  }
  return [
    `create table search_row (id bigint primary key, story_id bigint not null unique,
      open_words tsvector not null, whole_words tsvector, tags text[] not null)`,
    'create index search_row_open on search_row using gin (open_words)',
    'create index search_row_whole on search_row using gin (whole_words)',
    'create index search_row_tags on search_row using gin (tags)',
  ];
}
