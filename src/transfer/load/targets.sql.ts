import type { StoryId } from '#kit/ids.js';
import { findPictures } from '#media/picture.sql.js';
import type { Db } from '#store/tables.js';
import type { AddressTarget } from '#stories/addresses.sql.js';
import type { BundleTarget } from '../bundle.ts';
import type { Loading } from './loading.ts';
import { findOrigins } from './origin-rows.sql.ts';

/** Where targets of a bundle are here, in their order; undefined for what has not come in yet. */
export async function findTargets(
  db: Db,
  targets: readonly BundleTarget[],
  loading: Loading,
): Promise<(AddressTarget | undefined)[]> {
  const stories = await findStories(
    db,
    targets.flatMap((to) => (to.is === 'story' || to.is === 'page' ? [to.id] : [])),
    loading,
  );
  const media = await findFiles(
    db,
    targets.flatMap((to) => (to.is === 'media' ? [to.id] : [])),
    loading,
  );
  return targets.map((to) => targetOf(to, { stories, media, loading }));
}

/** Stories and pages by their origin ids. */
export async function findStories(
  db: Db,
  ids: readonly string[],
  { system }: Loading,
): Promise<Map<string, StoryId>> {
  const pages = await findOrigins(db, system, 'page', ids);
  const stories = await findOrigins(db, system, 'story', ids);
  return new Map(
    [...pages, ...stories].flatMap(([id, row]) =>
      row.target_id === null ? [] : [[id, row.target_id as StoryId]],
    ),
  );
}

/** Where pictures and files lay at the old site, which is where they still answer. */
async function findFiles(db: Db, ids: readonly string[], { system }: Loading): Promise<Map<string, string>> {
  const rows = await findOrigins(db, system, 'media', ids);
  const pictures = await findPictures(
    db,
    [...rows.values()].flatMap((row) => row.target_id ?? []),
  );
  const paths = [...rows].map(([id, row]) => [id, pictures.get(row.target_id ?? -1)?.oldPath] as const);
  return new Map(paths.flatMap(([id, path]) => (path ? [[id, encodeURI(path)]] : [])));
}

interface Ground {
  stories: ReadonlyMap<string, StoryId>;
  media: ReadonlyMap<string, string>;
  loading: Loading;
}

function targetOf(
  to: BundleTarget,
  { stories, media, loading: { names } }: Ground,
): AddressTarget | undefined {
  switch (to.is) {
    case 'gone':
      return { is: 'gone' };
    case 'address':
      return redirectTo('', to.address);
    case 'section':
      return redirectTo('/', names.sections.get(to.key)?.slug);
    case 'topic':
      return redirectTo('/topics/', names.topics.get(to.key)?.slug);
    case 'byline':
      return redirectTo('/by/', names.bylines.get(to.key)?.slug);
    case 'media':
      return redirectTo('', media.get(to.id));
    default: {
      const id = stories.get(to.id);
      return id === undefined ? undefined : { is: 'story', id };
    }
  }
}

function redirectTo(folder: string, rest: string | undefined): AddressTarget | undefined {
  return rest === undefined ? undefined : { is: 'redirect', to: folder + rest };
}
