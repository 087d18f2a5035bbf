import type { StoryId } from '#kit/ids.js';
import { listNewest } from '#stories/cards.sql.js';
import { findKillNote } from '#stories/legal-act.sql.js';
import { dependsOnCards } from './card-view.ts';
import { loadCardViews } from './cards.io.ts';
import { errorMeta } from './meta.ts';
import type { Answer, Ask, SiteHouse } from './page.ts';
import { htmlAnswer } from './render.ts';
import type { ErrorView } from './view.ts';

const LATEST = 6;

/** Nothing stands at this address. Anyone can invent addresses, so the page is drawn once for all of them. */
export async function absentAnswer(house: SiteHouse, ask: Ask): Promise<Answer> {
  return house.parts.find('absent', ask.now, async () => {
    const part = await errorAnswer(house, ask, 404);
    return { part, dependsOn: part.dependsOn, turnsAt: part.turnsAt };
  });
}

/** The story was taken off: neither its headline nor its picture is shown, and of a killed one what the newsroom chose to say. */
export async function goneAnswer(house: SiteHouse, ask: Ask, id: StoryId): Promise<Answer> {
  const answer = await errorAnswer(house, ask, 410, await findKillNote(house.db, id));
  return { ...answer, keep: true, dependsOn: [...answer.dependsOn, `story:${id}`] };
}

async function errorAnswer(house: SiteHouse, ask: Ask, status: 404 | 410, note = ''): Promise<Answer> {
  const newest = await listNewest(house.db, ask.now, { limit: LATEST });
  const views = await loadCardViews(house, newest);
  const view: ErrorView = {
    paper: house.paper.view,
    meta: errorMeta(house.paper, status),
    status,
    note: note || null,
    latest: newest.flatMap((card) => views.get(card.id) ?? []),
  };
  // Not kept under its address, of which there is no end.
  return {
    ...htmlAnswer(house, 'error', view, {
      dependsOn: ['latest', ...dependsOnCards(newest)],
      turnsAt: await house.nextTurn(ask.now),
    }),
    status,
    keep: false,
  };
}
