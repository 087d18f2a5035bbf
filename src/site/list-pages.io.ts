import { type Card, findCards, type ListKey, type Slice } from '#stories/cards.sql.js';
import { loadCardViews } from './cards.io.ts';
import type { Ask, SiteHouse } from './page.ts';
import { readKey, writeKey } from './paths.ts';
import type { CardView } from './view.ts';

/** Stories on one page of a list. */
export const LIST_LENGTH = 24;

export type ListPage = {
  cards: CardView[];
  newerHref: string | null;
  olderHref: string | null;
  first: boolean;
};

/**
 * One page of a list in order of time, turned by key: `?before=` leads to older stories, `?after=` to newer ones.
 *
 * list  reads a slice of it
 * path  of its first page
 */
export async function loadListPage(
  house: SiteHouse,
  ask: Pick<Ask, 'query'>,
  path: string,
  list: (slice: Slice) => Promise<Card[]>,
): Promise<ListPage> {
  const before = readKey(ask.query.get('before'));
  const after = before ? undefined : readKey(ask.query.get('after'));
  const direction = after ? 'newer' : 'older';
  const key = before ?? after;
  const found = await list({ limit: LIST_LENGTH + 1, direction, ...(key ? { key } : {}) });
  const more = found.length > LIST_LENGTH;
  const shown = direction === 'older' ? found.slice(0, LIST_LENGTH) : found.slice(-LIST_LENGTH);
  const views = await loadCardViews(house, shown);
  const hasOlder = direction === 'older' ? more : true;
  const hasNewer = direction === 'older' ? key !== undefined : more;
  return {
    cards: shown.flatMap((card) => views.get(card.id) ?? []),
    olderHref: hasOlder && shown.length > 0 ? `${path}?before=${keyOf(shown.at(-1))}` : null,
    newerHref: hasNewer && shown.length > 0 ? newerHref(path, direction, more, shown[0]) : key ? path : null,
    first: key === undefined,
  };
}

/** The newest page has one address only: the list's own. */
function newerHref(
  path: string,
  direction: 'older' | 'newer',
  more: boolean,
  first: Card | undefined,
): string {
  return direction === 'newer' && !more ? path : `${path}?after=${keyOf(first)}`;
}

function keyOf(card: Card | undefined): string {
  const key: ListKey = card ?? { publishedAt: 0, id: 0 };
  return writeKey({ publishedAt: key.publishedAt, id: key.id });
}

/** Cards in the order of `ids`; those readers may not see are missing. */
export async function loadCardsInOrder(
  house: SiteHouse,
  ids: readonly number[],
  now: Date,
): Promise<CardView[]> {
  const found = await findCards(house.db, ids, now);
  const views = await loadCardViews(house, [...found.values()]);
  return ids.flatMap((id) => views.get(id) ?? []);
}
