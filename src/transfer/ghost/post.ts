import type { BundleAccess, BundleOrigin, BundlePage, BundleState, BundleStory } from '../bundle.ts';
import { oneLine } from '../wordpress/html-text.ts';
import { bodyOf, ownAddress } from './body.ts';
import { isPublicTag } from './heads.ts';
import { oldPathsOf, pathOf } from './paths.ts';
import { leadOf } from './pictures.ts';
import { type GhostTables, type Row, stringOf } from './tables.ts';
import { timeOf } from './times.ts';

/** How the importer was asked to read posts. Keys are those of the bundle's sections, topics and bylines. */
export type GhostChoices = {
  /** Sections that tags make, by the tag's slug. */
  sectionOf: ReadonlyMap<string, string>;
  defaultSection: string;
  /** Ids of tags that are topics, and of users who are bylines: their keys. */
  topics: ReadonlySet<string>;
  bylines: ReadonlySet<string>;
  /** Pattern of addresses: '/:slug/' mostly. */
  permalinks: string;
  zone: string;
};

/** Notes on one post: what readers will not see of it. */
export type PostNotes = { unknown: (name: string) => void; injected: () => void };

export function toStory(
  row: Row,
  { tables, choices, notes, origin }: { tables: GhostTables; choices: GhostChoices } & Told,
): BundleStory {
  const id = stringOf(row, 'id');
  const access = accessOf(row, tables);
  const tags = (tables.tagsOf.get(id) ?? []).filter((tag) => tables.tags.has(tag));
  const slugs = tags.map((tag) => stringOf(tables.tags.get(tag) ?? {}, 'slug'));
  const authors = authorsOf(row, tables);
  const publishedMs = timeOf(row.published_at);
  if (stringOf(row, 'codeinjection_head') || stringOf(row, 'codeinjection_foot')) notes.injected();
  return {
    kind: 'story',
    origin,
    path: pathOf(row, choices.permalinks, {
      publishedMs,
      primaryTag: slugOfFirst(tags, tables.tags, isPublicTag),
      primaryAuthor: slugOfFirst(authors, tables.users, () => true),
      zone: choices.zone,
    }),
    slug: stringOf(row, 'slug'),
    section: slugs.flatMap((slug) => choices.sectionOf.get(slug) ?? [])[0] ?? choices.defaultSection,
    headline: titleOf(row),
    kicker: '',
    standfirst: oneLine(stringOf(row, 'custom_excerpt')),
    body: bodyOf(row, access, notes.unknown),
    access,
    state: stateOf(row),
    createdMs: timeOf(row.created_at),
    updatedMs: timeOf(row.updated_at),
    bylines: authors.filter((author) => choices.bylines.has(author)).map((byline) => ({ byline, role: '' })),
    agencyCredit: '',
    topics: tags.filter((tag) => choices.topics.has(tag)),
    picture: leadOf(row),
    search: searchOf(row),
    pinned: false,
    takesComments: true,
    oldPaths: oldPathsOf(row),
  };
}

type Told = { notes: PostNotes; origin: BundleOrigin };

export function toPage(row: Row, { tables, notes, origin }: { tables: GhostTables } & Told): BundlePage {
  const access = accessOf(row, tables);
  return {
    kind: 'page',
    origin,
    path: stringOf(row, 'slug') ? `/${stringOf(row, 'slug')}/` : null,
    slug: stringOf(row, 'slug'),
    title: titleOf(row),
    body: bodyOf(row, access, notes.unknown),
    access,
    state: stateOf(row),
    updatedMs: timeOf(row.updated_at),
    parent: null,
    search: searchOf(row),
    oldPaths: oldPathsOf(row),
  };
}

/** Whether a row is a plain page; before Ghost 3 that was a flag. */
export function isPage(row: Row): boolean {
  return row.type === 'page' || row.page === 1 || row.page === true || row.page === '1';
}

function titleOf(row: Row): string {
  const title = oneLine(stringOf(row, 'title'));
  return title === '(Untitled)' ? '' : title;
}

/** Visibility as Ghost wrote it. One we do not know is for members: a post is never opened by a guess. */
function accessOf(row: Row, tables: GhostTables): BundleAccess {
  const visibility = stringOf(row, 'visibility');
  if (visibility === 'public' || visibility === '') return { to: 'open' };
  if (visibility === 'members') return { to: 'registered' };
  const tiers =
    visibility === 'tiers'
      ? (tables.tiersOf.get(stringOf(row, 'id')) ?? []).map((tier) => tables.tiers.get(tier) ?? tier)
      : filteredTiers(visibility);
  return tiers.length > 0 ? { to: 'tiers', tiers } : { to: 'members' };
}

/** Ghost 4 wrote tiers as a filter: `product:bronze,product:gold`. */
function filteredTiers(visibility: string): string[] {
  const parts = visibility.split(',').map((part) => /^product:([\w-]+)$/.exec(part.trim())?.[1]);
  return parts.every((part) => part !== undefined) ? parts : [];
}

function stateOf(row: Row): BundleState {
  const status = stringOf(row, 'status');
  const atMs = timeOf(row.published_at);
  if (status === 'sent' || (status !== 'draft' && (row.email_only === true || row.email_only === 1))) {
    return { is: 'private', atMs, why: 'it was sent as a letter only and never stood on the site' };
  }
  if (status === 'published') return { is: 'published', atMs };
  if (status === 'scheduled' && atMs !== null) return { is: 'scheduled', atMs };
  return { is: 'draft' };
}

function searchOf(row: Row): BundleStory['search'] {
  const canonical = stringOf(row, 'canonical_url').replace(ownAddress, '');
  return {
    title: stringOf(row, 'meta_title'),
    description: stringOf(row, 'meta_description'),
    canonical: /^https?:\/\//.test(canonical) ? canonical : null,
    noindex: false,
  };
}

function authorsOf(row: Row, tables: GhostTables): string[] {
  const authors = tables.authorsOf.get(stringOf(row, 'id'));
  if (authors && authors.length > 0) return authors;
  return [stringOf(row, 'author_id') || stringOf(row, 'author')].filter(Boolean);
}

function slugOfFirst(
  ids: readonly string[],
  rows: ReadonlyMap<string, Row>,
  counts: (row: Row) => boolean,
): string {
  const first = ids.map((id) => rows.get(id)).find((row) => row !== undefined && counts(row));
  return first ? stringOf(first, 'slug') : '';
}
