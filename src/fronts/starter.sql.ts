import { randomInt } from 'node:crypto';
import { listSections } from '#paper/section.sql.js';
import type { Db } from '#store/tables.js';
import { type Container, newPlaceId } from './front.ts';
import { type FrontOf, starterContainers } from './starter.ts';

/** Section rows that a home front starts with. */
const STARTER_ROWS = 8;
const FINE = 2 ** 40;

/** An id for a container or a card. */
export function givePlaceId(): string {
  return newPlaceId(() => randomInt(FINE) / FINE);
}

/** What a front starts with before anybody arranged it: rules alone. */
export async function startingContainers(db: Db, front: FrontOf): Promise<Container[]> {
  const top = (await listSections(db)).filter(({ parent }) => parent === null).slice(0, STARTER_ROWS);
  return starterContainers(
    front,
    top.map(({ id }) => id),
    givePlaceId,
  );
}
