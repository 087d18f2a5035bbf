import { cleanJson } from '../clean-json.ts';

/** A row of the export as it was written: every value may be missing or of another kind. */
export type Row = Readonly<Record<string, unknown>>;

/** The small tables of an export, held in memory while its posts stream by. Lists by post are in the editor's order. */
export type GhostTables = {
  tags: Map<string, Row>;
  users: Map<string, Row>;
  tiers: Map<string, string>;
  metas: Map<string, Row>;
  settings: Map<string, string>;
  tagsOf: Map<string, string[]>;
  authorsOf: Map<string, string[]>;
  tiersOf: Map<string, string[]>;
  posts: number;
  /** Where the first post stood, if another program wrote its whole address down. */
  firstUrl: string;
};

/** Tables that are read before the posts. */
export const smallTables: ReadonlySet<string> = new Set([
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

type Relation = { post: string; other: string; order: number };

/** Gathers rows in whatever order the file has them. */
export class TableMaker {
  readonly #tables: GhostTables = {
    tags: new Map(),
    users: new Map(),
    tiers: new Map(),
    metas: new Map(),
    settings: new Map(),
    tagsOf: new Map(),
    authorsOf: new Map(),
    tiersOf: new Map(),
    posts: 0,
    firstUrl: '',
  };
  readonly #relations = new Map<'tagsOf' | 'authorsOf' | 'tiersOf', Relation[]>();

  put(table: string, row: Row): void {
    const id = idOf(row);
    const relation = RELATIONS[table];
    if (relation) this.#relate(relation.into, row, relation.other);
    else if (table === 'posts') this.#putPost(row);
    else if (table === 'tags') this.#tables.tags.set(id, row);
    else if (table === 'users') this.#putUser(row);
    else if (table === 'products') this.#tables.tiers.set(id, stringOf(row, 'slug') || id);
    else if (table === 'posts_meta') this.#tables.metas.set(stringOf(row, 'post_id'), row);
    else if (table === 'settings') this.#tables.settings.set(stringOf(row, 'key'), stringOf(row, 'value'));
  }

  finish(): GhostTables {
    for (const [into, relations] of this.#relations) {
      relations.sort((one, other) => one.order - other.order);
      for (const { post, other } of relations) {
        const list = listIn(this.#tables[into], post);
        if (!list.includes(other)) list.push(other);
      }
    }
    return this.#tables;
  }

  /** Files that other programs wrote keep a post's tags and authors inside it. */
  #putPost(row: Row): void {
    this.#tables.posts += 1;
    this.#tables.firstUrl ||= stringOf(row, 'url');
    const post = idOf(row);
    for (const [order, tag] of rowsOf(row.tags).entries()) {
      this.#tables.tags.set(idOf(tag), tag);
      this.#note('tagsOf', { post, other: idOf(tag), order });
    }
    for (const [order, author] of [...rowsOf(row.authors), ...rowsOf([row.author])].entries()) {
      this.#putUser(author);
      this.#note('authorsOf', { post, other: idOf(author), order });
    }
  }

  /** One user may be told of twice, and in one place with less. */
  #putUser(row: Row): void {
    const told = Object.entries(row).filter(([, value]) => value !== '' && value !== null);
    this.#tables.users.set(idOf(row), { ...this.#tables.users.get(idOf(row)), ...Object.fromEntries(told) });
  }

  #relate(into: 'tagsOf' | 'authorsOf' | 'tiersOf', row: Row, other: string): void {
    const order = Number(row.sort_order ?? 0) || 0;
    this.#note(into, { post: stringOf(row, 'post_id'), other: stringOf(row, other), order });
  }

  #note(into: 'tagsOf' | 'authorsOf' | 'tiersOf', relation: Relation): void {
    const known = this.#relations.get(into);
    if (known) known.push(relation);
    else this.#relations.set(into, [relation]);
  }
}

const RELATIONS: Readonly<
  Record<string, { into: 'tagsOf' | 'authorsOf' | 'tiersOf'; other: string } | undefined>
> = {
  posts_tags: { into: 'tagsOf', other: 'tag_id' },
  posts_authors: { into: 'authorsOf', other: 'author_id' },
  posts_products: { into: 'tiersOf', other: 'product_id' },
};

/** A row, unwrapped where a converter put it into `data`; undefined when it is no JSON object. `text` is its JSON. */
export function rowOf({ value, text }: { value: unknown; text: string }): Row | undefined {
  return toRow(cleanJson(value, text));
}

/** What tells a row from the others: its id, else the address or slug it came with. */
export function idOf(row: Row): string {
  return stringOf(row, 'id') || stringOf(row, 'url') || stringOf(row, 'slug') || stringOf(row, 'name');
}

export function stringOf(row: Row, name: string): string {
  const value = row[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function toRow(value: unknown): Row | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { data, url } = value as { data?: unknown; url?: unknown };
  return typeof data === 'object' && data !== null ? { ...data, id: url, url } : (value as Row);
}

function rowsOf(value: unknown): Row[] {
  if (!Array.isArray(value)) return [];
  return value.map(toRow).filter((row) => row !== undefined);
}

function listIn(lists: Map<string, string[]>, key: string): string[] {
  const known = lists.get(key);
  if (known) return known;
  const made: string[] = [];
  lists.set(key, made);
  return made;
}
