import { listPortrayed } from '#accounts/byline-portrait.sql.js';
import type { MediaId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';
import { listShowing } from '#stories/media-use.sql.js';
import type { Change } from './changes.ts';
import type { Dependency, Paper } from './page.ts';

/** A picture in more stories than this is the paper's own, as a logo is: then all pages are made anew. */
const MOST = 1000;

/** The pages that show a picture: its stories and their cards, the people it portrays, and fronts, whose cards may bring pictures of their own. */
export async function findPicturePages(
  db: Db,
  picture: MediaId,
  { sections }: Pick<Paper, 'sections'>,
): Promise<Change> {
  const stories = await listShowing(db, picture, MOST);
  if (stories.length === MOST) return { is: 'paper' };
  const portrayed = await listPortrayed(db, picture);
  const dependencies: Dependency[] = [
    ...stories.flatMap((id) => [`story:${id}` as const, `card:${id}` as const]),
    ...portrayed.map(({ id }) => `byline:${id}` as const),
    ...[0, ...sections.map(({ id }) => id)].map((id) => `front:${id}` as const),
  ];
  return { is: 'pages', dependencies };
}
