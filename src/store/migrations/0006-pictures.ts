import { type DialectName, type Migration, words } from './dialect.ts';

/** What the picture library knows of a picture beyond the first schema, its search, and which stories use it. */
export const pictures: Migration = { name: '0006-pictures', statements };

function statements(dialect: DialectName): readonly string[] {
  return [
    ...ofMedia(dialect),
    ...ofUse(dialect),
    ...(dialect === 'sqlite' ? searchOnSqlite : searchOnPostgres),
  ];
}

function ofMedia(dialect: DialectName): string[] {
  const { int } = words(dialect);
  const texts = ['title', 'creator', 'source', 'usage_terms', 'taken_at', 'crops'];
  return [
    ...texts.map((name) => `alter table media add column ${name} text not null default ''`),
    "alter table media add column rights_kind text not null default 'unknown'",
    `alter table media add column rights_until ${int}`,
    `alter table media add column uploaded_by ${int}`,
    'create index media_sha256 on media (sha256) where sha256 is not null',
    'create index media_rights_until on media (rights_until) where rights_until is not null',
    "create index media_barred on media (id) where rights_kind = 'barred'",
    'create index byline_media on byline (media_id) where media_id is not null',
  ];
}

/** Read out of what is published now, or of the first revision of what never was. */
function ofUse(dialect: DialectName): string[] {
  const { int, clustered } = words(dialect);
  const revisions = `from story s join revision r on r.id = coalesce(s.published_revision_id,
    (select max(l.id) from revision l where l.story_id = s.id))`;
  const found =
    dialect === 'sqlite'
      ? `select distinct cast(t.value as integer), s.id, 0 ${revisions} join json_tree(r.content) t
          where r.content like '%"media":%' and t.key = 'media' and t.type = 'integer'`
      : `select distinct m[1]::bigint, s.id, 0 ${revisions},
          lateral regexp_matches(r.content, '"media":([0-9]{1,15})', 'g') m`;
  return [
    `create table story_media (media_id ${int} not null, story_id ${int} not null references story (id),
      working ${int} not null default 0, primary key (media_id, story_id, working)) ${clustered}`,
    'create index story_media_story on story_media (story_id, working)',
    `insert into story_media (media_id, story_id, working) ${found}`,
  ];
}

const SEARCHED = ['title', 'name', 'alt', 'caption', 'credit', 'creator', 'source', 'rights'];

/** The index follows the rows by itself, whoever writes them; its texts stay in the library's own table. */
const searchOnSqlite = [
  `create virtual table media_search using fts5 (${SEARCHED.join(', ')}, content = 'media', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')`,
  `create trigger media_search_add after insert on media begin ${indexed('new')}; end`,
  `create trigger media_search_change after update of ${SEARCHED.join(', ')} on media begin
    ${unindexed('old')}; ${indexed('new')}; end`,
  `create trigger media_search_remove after delete on media begin ${unindexed('old')}; end`,
  "insert into media_search (media_search) values ('rebuild')",
];

function indexed(row: string): string {
  return `insert into media_search (rowid, ${SEARCHED.join(', ')}) values (${row}.id, ${valuesOf(row)})`;
}

function unindexed(row: string): string {
  return `insert into media_search (media_search, rowid, ${SEARCHED.join(', ')})
    values ('delete', ${row}.id, ${valuesOf(row)})`;
}

function valuesOf(row: string): string {
  return SEARCHED.map((name) => `${row}.${name}`).join(', ');
}

/** Marks fall off the letters, and signs part words, so that both databases find the same. */
const searchOnPostgres = [
  `create function picture_words (texts text) returns tsvector language sql immutable parallel safe as $$
    select to_tsvector('simple'::regconfig, regexp_replace(lower(regexp_replace(normalize(texts, NFKD),
      '[\\u0300-\\u036f]', '', 'g')), '[!-/:-@\\[-\`{-~]', ' ', 'g')) $$`,
  `create index media_search on media using gin (picture_words(${SEARCHED.join(" || ' ' || ")}))`,
];
