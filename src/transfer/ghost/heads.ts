import { createHash } from 'node:crypto';
import type {
  BundleByline,
  BundleMenu,
  BundleOrigin,
  BundleRedirect,
  BundleSection,
  BundleTarget,
  BundleTopic,
} from '../bundle.ts';
import { ownAddress } from './body.ts';
import { pathOfUrl } from './paths.ts';
import { type GhostTables, type Row, stringOf } from './tables.ts';

/** Where a record of this export came from. */
export type OriginOf = (id: string, source: string, line: number) => BundleOrigin;

export function originMaker(site: string, file: string): OriginOf {
  return (id, source, line) => ({
    system: 'ghost',
    site,
    id,
    hash: createHash('sha1').update(source).digest('base64url'),
    source,
    file,
    line,
  });
}

/** Sections that the newsroom asked for by tag; and one for everything else. */
export function sectionsOf(
  tables: GhostTables,
  wanted: readonly string[],
  originOf: OriginOf,
): BundleSection[] {
  const tags = wanted.flatMap((slug) =>
    [...tables.tags.values()].filter((tag) => stringOf(tag, 'slug') === slug),
  );
  const named = tags.map((tag) =>
    section(
      stringOf(tag, 'slug'),
      stringOf(tag, 'name'),
      stringOf(tag, 'description'),
      `/tag/${stringOf(tag, 'slug')}/`,
      originOf,
    ),
  );
  return wanted.includes('news') ? named : [...named, section('news', 'News', '', null, originOf)];
}

function section(
  slug: string,
  name: string,
  description: string,
  path: string | null,
  originOf: OriginOf,
): BundleSection {
  return {
    kind: 'section',
    origin: originOf(`section:${slug}`, `${name}\n${description}`, 1),
    key: slug,
    slug,
    name: name || slug,
    description,
    parent: null,
    path,
  };
}

/** Public tags that are no sections. */
export function topicsOf(
  tables: GhostTables,
  sections: ReadonlySet<string>,
  originOf: OriginOf,
): BundleTopic[] {
  return [...tables.tags]
    .filter(([, tag]) => isPublicTag(tag) && !sections.has(stringOf(tag, 'slug')))
    .map(
      ([id, tag]): BundleTopic => ({
        kind: 'topic',
        origin: originOf(`tag:${id}`, JSON.stringify(tag), 1),
        key: id,
        slug: stringOf(tag, 'slug'),
        name: stringOf(tag, 'name'),
        about: 'subject',
        aliases: [],
        description: stringOf(tag, 'description'),
        listed: true,
        path: `/tag/${stringOf(tag, 'slug')}/`,
      }),
    );
}

/** Users who wrote something. Where the file does not say who wrote what, all of them. */
export function bylinesOf(tables: GhostTables, originOf: OriginOf): BundleByline[] {
  const writers = new Set([...tables.authorsOf.values()].flat());
  return [...tables.users]
    .filter(([id, user]) => stringOf(user, 'name') !== '' && (writers.size === 0 || writers.has(id)))
    .map(([id, user]) => {
      const picture = stringOf(user, 'profile_image').replace(ownAddress, '');
      const slug = stringOf(user, 'slug');
      return {
        kind: 'byline',
        origin: originOf(`user:${id}`, JSON.stringify(user), 1),
        key: id,
        slug,
        name: stringOf(user, 'name'),
        is: 'person',
        email: stringOf(user, 'email') || null,
        biography: stringOf(user, 'bio'),
        picture: picture ? { id: null, url: picture } : null,
        path: slug ? `/author/${slug}/` : null,
      };
    });
}

type Heads = { sections: BundleSection[]; topics: BundleTopic[]; bylines: BundleByline[] };

/** Where the lists of tags and authors stood: in Ghost, and before it where another program wrote this file for it. */
export function listPaths(
  tables: GhostTables,
  { sections, topics, bylines }: Heads,
  file: string,
): BundleRedirect[] {
  const redirects = (paths: (string | null)[], to: BundleTarget): BundleRedirect[] =>
    paths
      .filter((path) => path !== null)
      .map((from) => ({ kind: 'redirect', from, prefix: false, to, lasting: true, file, line: 0 }));
  const before = (row: Row | undefined): string | null => (row ? pathOfUrl(stringOf(row, 'url')) : null);
  const tagOf = new Map([...tables.tags.values()].map((tag) => [stringOf(tag, 'slug'), tag]));
  return [
    ...sections.flatMap(({ path, key }) => redirects([path, before(tagOf.get(key))], { is: 'section', key })),
    ...topics.flatMap(({ path, key }) =>
      redirects([path, before(tables.tags.get(key))], { is: 'topic', key }),
    ),
    ...bylines.flatMap(({ path, key }) =>
      redirects([path, before(tables.users.get(key))], { is: 'byline', key }),
    ),
  ];
}

/** The two menus of a site, as its settings hold them. */
export function menusOf(tables: GhostTables, originOf: OriginOf): BundleMenu[] {
  return ['navigation', 'secondary_navigation'].flatMap((name): BundleMenu[] => {
    const text = tables.settings.get(name) ?? '';
    const lines = readLines(text);
    if (lines.length === 0) return [];
    return [{ kind: 'menu', origin: originOf(`menu:${name}`, text, 1), name, lines }];
  });
}

function readLines(text: string): BundleMenu['lines'] {
  try {
    const lines: unknown = JSON.parse(text);
    if (!Array.isArray(lines)) return [];
    return lines.flatMap((line: Row | null) => {
      const label = line ? stringOf(line, 'label') : '';
      const address = line ? stringOf(line, 'url').replace(ownAddress, '') : '';
      return label && address ? [{ label, to: { is: 'address' as const, address }, under: null }] : [];
    });
  } catch {
    return [];
  }
}

/** Whether readers saw it. Internal tags (#like-this) they never did, and one without slug and name is none. */
export function isPublicTag(tag: Row): boolean {
  const slug = stringOf(tag, 'slug');
  return (
    slug !== '' &&
    stringOf(tag, 'name') !== '' &&
    stringOf(tag, 'visibility') !== 'internal' &&
    !stringOf(tag, 'name').startsWith('#') &&
    !slug.startsWith('hash-')
  );
}
