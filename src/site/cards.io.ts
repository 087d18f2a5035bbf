import { findPictures } from '#media/picture.sql.js';
import type { Card } from '#stories/cards.sql.js';
import { cardView } from './card-view.ts';
import type { SiteHouse } from './page.ts';
import type { CardView } from './view.ts';

/** Cards as pages show them, each with its lead picture; `cards` may stand in several lists of one page. */
export async function loadCardViews(
  house: SiteHouse,
  cards: readonly Card[],
): Promise<Map<number, CardView>> {
  const leads = cards.flatMap((card) => (card.lead === null ? [] : [card.lead]));
  const pictures = await findPictures(house.db, leads);
  return new Map(
    cards.map((card) => [
      card.id,
      cardView(house.paper, card, card.lead === null ? undefined : pictures.get(card.lead)),
    ]),
  );
}
