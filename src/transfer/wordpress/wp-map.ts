import { no, type Result, yes } from '#kit/result.js';
import type { BundleTopicKind } from '../bundle.ts';

/** What items of one type become. `redirect`: their addresses lead to the front. */
export type TypeUse = 'story' | 'page' | 'redirect' | 'leave';
/** What terms of one taxonomy become. `byline`: Co-Authors Plus and its like. */
export type TaxonomyUse = 'section' | 'byline' | BundleTopicKind | 'nothing';
/** What a meta field says. For access: which values mean which. */
export type MetaUse =
  | { to: 'kicker' | 'standfirst' | 'byline' | 'credit' }
  | { to: 'access'; values: Readonly<Record<string, string>> };
/** Who a login or guest author is; `name` where the file's own is not the one to show. */
export type AuthorUse = { is: 'person' | 'agency' | 'nobody'; name?: string };

/** The newsroom's decisions, read from its `--map` file. What it leaves out follows the rules of `default-uses.ts`. */
export interface WpMap {
  postTypes: ReadonlyMap<string, TypeUse>;
  taxonomies: ReadonlyMap<string, TaxonomyUse>;
  meta: ReadonlyMap<string, MetaUse>;
  authors: ReadonlyMap<string, AuthorUse>;
  /** Folders of the old site's lists, where the file does not show them: `category` → `/topic/`. */
  addresses: ReadonlyMap<string, string>;
}

export const emptyMap: WpMap = {
  postTypes: new Map(),
  taxonomies: new Map(),
  meta: new Map(),
  authors: new Map(),
  addresses: new Map(),
};

const typeUses: readonly string[] = ['story', 'page', 'redirect', 'leave'];
const taxonomyUses: readonly string[] = [
  'section',
  'byline',
  'person',
  'organisation',
  'place',
  'office',
  'subject',
  'nothing',
];
const metaUses: readonly string[] = ['kicker', 'standfirst', 'byline', 'credit', 'access', 'nothing'];
const authorUses: readonly string[] = ['person', 'agency', 'nobody'];

type Json = Readonly<Record<string, unknown>>;

/** Reads a map file. A no says which entry is wrong and what may stand there. */
export function readMap(text: string): Result<WpMap, string> {
  const json = parseObject(text);
  if (!json) return no('The map is no JSON object.');
  const wrong: string[] = [];
  const words = (part: string, allowed: readonly string[]) => readWords(part, json[part], allowed, wrong);
  const map: WpMap = {
    postTypes: words('postTypes', typeUses) as Map<string, TypeUse>,
    taxonomies: words('taxonomies', taxonomyUses) as Map<string, TaxonomyUse>,
    meta: readMetaUses(json.meta, wrong),
    authors: readAuthorUses(json.authors, wrong),
    addresses: words('addresses', []),
  };
  return wrong.length > 0 ? no(wrong.join(' ')) : yes(map);
}

function parseObject(text: string): Json | undefined {
  try {
    return asObject(JSON.parse(text.replace(/^\ufeff/, '')));
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

/** Entries of one part; an empty list of allowed words allows any. */
function readWords(
  part: string,
  value: unknown,
  allowed: readonly string[],
  wrong: string[],
): Map<string, string> {
  const words = new Map<string, string>();
  for (const [name, word] of Object.entries(asObject(value) ?? {})) {
    if (typeof word === 'string' && (allowed.length === 0 || allowed.includes(word))) words.set(name, word);
    else wrong.push(mistake(part, name, allowed));
  }
  return words;
}

function mistake(part: string, name: string, allowed: readonly string[]): string {
  return `${part}.${name} must be ${allowed.length > 0 ? `one of ${allowed.join(', ')}` : 'text'}.`;
}

function readMetaUses(value: unknown, wrong: string[]): Map<string, MetaUse> {
  const uses = new Map<string, MetaUse>();
  for (const [key, entry] of Object.entries(asObject(value) ?? {})) {
    const object = asObject(entry);
    const word = object?.to ?? entry;
    if (typeof word !== 'string' || !metaUses.includes(word)) wrong.push(mistake('meta', key, metaUses));
    else if (word === 'access') uses.set(key, { to: 'access', values: textValues(object?.values) });
    else if (word !== 'nothing') uses.set(key, { to: word as 'kicker' | 'standfirst' | 'byline' | 'credit' });
  }
  return uses;
}

function textValues(value: unknown): Record<string, string> {
  const texts = Object.entries(asObject(value) ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts);
}

function readAuthorUses(value: unknown, wrong: string[]): Map<string, AuthorUse> {
  const uses = new Map<string, AuthorUse>();
  for (const [login, entry] of Object.entries(asObject(value) ?? {})) {
    const object = asObject(entry);
    const word = object?.is ?? entry;
    if (typeof word !== 'string' || !authorUses.includes(word)) {
      wrong.push(mistake('authors', login, authorUses));
      continue;
    }
    const is = word as AuthorUse['is'];
    uses.set(
      login,
      typeof object?.name === 'string' && object.name !== '' ? { is, name: object.name } : { is },
    );
  }
  return uses;
}
