import { readRecords } from './records.io.ts';

/** A row of the export as it was written: every value may be missing or of another kind. */
export type Row = Readonly<Record<string, unknown>>;

/** The small tables of an export, held in memory while its posts stream by. */
export type GhostTables = {
  tags: Map<string, Row>;
  users: Map<string, Row>;
  tiers: Map<string, string>;
  metas: Map<string, Row>;
  settings: Map<string, string>;
  /** By post, in the order the editor gave. */
  tagsOf: Map<string, string[]>;
  authorsOf: Map<string, string[]>;
  tiersOf: Map<string, string[]>;
  posts: number;
};

const SMALL = new Set([
  'tags',
  'users',
  'products',
  'posts_meta',
  'settings',
  'posts_tags',
  'posts_authors',
  'posts_products',
  'posts',
]);

/** Reads everything but the posts, which are only counted. */
export async function readTables(path: string): Promise<GhostTables> {
  const tables: GhostTables = {
    tags: new Map(),
    users: new Map(),
    tiers: new Map(),
    metas: new Map(),
    settings: new Map(),
    tagsOf: new Map(),
    authorsOf: new Map(),
    tiersOf: new Map(),
    posts: 0,
  };
  const relations = new Map<Map<string, string[]>, { post: string; other: string; order: number }[]>();
  for await (const { table, text } of readRecords(path, SMALL)) {
    if (table === 'posts') tables.posts += 1;
    else put(tables, relations, table, parseRow(text) ?? {});
  }
  for (const [into, rows] of relations) {
    rows.sort((one, other) => one.order - other.order);
    for (const { post, other } of rows) into.set(post, [...(into.get(post) ?? []), other]);
  }
  return tables;
}

/** A row, unwrapped where a converter put it into `data`; undefined when it is no JSON object. */
export function parseRow(text: string): Row | undefined {
  try {
    const row: unknown = JSON.parse(text);
    if (typeof row !== 'object' || row === null) return undefined;
    const { data, url } = row as { data?: unknown; url?: unknown };
    return typeof data === 'object' && data !== null ? { id: url, ...data } : (row as Row);
  } catch {
    return undefined;
  }
}

export function stringOf(row: Row, name: string): string {
  const value = row[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

type Relations = Map<Map<string, string[]>, { post: string; other: string; order: number }[]>;

function put(tables: GhostTables, relations: Relations, table: string, row: Row): void {
  const id = stringOf(row, 'id');
  const relate = (into: Map<string, string[]>, other: string): void => {
    const rows = relations.get(into) ?? [];
    rows.push({
      post: stringOf(row, 'post_id'),
      other: stringOf(row, other),
      order: Number(row.sort_order ?? 0),
    });
    relations.set(into, rows);
  };
  switch (table) {
    case 'tags':
      tables.tags.set(id, row);
      break;
    case 'users':
      tables.users.set(id, row);
      break;
    case 'products':
      tables.tiers.set(id, stringOf(row, 'slug') || id);
      break;
    case 'posts_meta':
      tables.metas.set(stringOf(row, 'post_id'), row);
      break;
    case 'settings':
      tables.settings.set(stringOf(row, 'key'), stringOf(row, 'value'));
      break;
    case 'posts_tags':
      relate(tables.tagsOf, 'tag_id');
      break;
    case 'posts_authors':
      relate(tables.authorsOf, 'author_id');
      break;
    case 'posts_products':
      relate(tables.tiersOf, 'product_id');
      break;
    default:
  }
}
