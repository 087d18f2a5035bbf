import { createHash } from 'node:crypto';
import type { BundleByline, BundleOrigin, BundleSection, BundleTopic } from '../bundle.ts';
import { type GhostTables, type Row, stringOf } from './tables.io.ts';

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

/** Public tags that are no sections. Internal ones (#like-this) were never shown to readers. */
export function topicsOf(
  tables: GhostTables,
  sections: ReadonlySet<string>,
  originOf: OriginOf,
): BundleTopic[] {
  return [...tables.tags]
    .filter(([, tag]) => isPublic(tag) && !sections.has(stringOf(tag, 'slug')))
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

export function bylinesOf(tables: GhostTables, originOf: OriginOf): BundleByline[] {
  return [...tables.users]
    .filter(([, user]) => stringOf(user, 'name') !== '')
    .map(([id, user]) => {
      const picture = stringOf(user, 'profile_image').replace('__GHOST_URL__', '');
      return {
        kind: 'byline',
        origin: originOf(`user:${id}`, JSON.stringify(user), 1),
        key: id,
        slug: stringOf(user, 'slug'),
        name: stringOf(user, 'name'),
        is: 'person',
        email: stringOf(user, 'email') || null,
        biography: stringOf(user, 'bio'),
        picture: picture ? { id: null, url: picture } : null,
        path: stringOf(user, 'slug') ? `/author/${stringOf(user, 'slug')}/` : null,
      };
    });
}

function isPublic(tag: Row): boolean {
  const slug = stringOf(tag, 'slug');
  return (
    slug !== '' &&
    stringOf(tag, 'visibility') !== 'internal' &&
    !stringOf(tag, 'name').startsWith('#') &&
    !slug.startsWith('hash-')
  );
}
