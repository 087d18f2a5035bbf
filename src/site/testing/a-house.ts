import type { SectionId } from '#kit/ids.js';
import type { Section } from '#paper/section.sql.js';
import { listSections, saveSection } from '#paper/section.sql.js';
import type { Store } from '#store/store.io.js';
import { findNextTurn } from '#stories/turns.sql.js';
import type { Answer, Ask, Redirect, Route, SiteHouse } from '../page.ts';
import { Parts } from '../parts.ts';
import { aPaper } from './a-paper.ts';

/** What makers of pages use, over a test's store: the sections in it, these settings, and a clock that stands. */
export async function aHouse(
  store: Store,
  now: Date,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<SiteHouse> {
  return {
    db: store.db,
    slow: store.slow,
    clock: () => now,
    paper: aPaper(settings, await listSections(store.db)),
    nextTurn: (at) => findNextTurn(store.db, at),
    mostRead: () => [],
    parts: new Parts(),
  };
}

/** Saves sections by their slugs; ids in order. */
export async function addSections(
  store: Store,
  sections: readonly (Pick<Section, 'slug'> & Partial<Omit<Section, 'id'>>)[],
  now: Date,
): Promise<SectionId[]> {
  return store.db.transaction().execute(async (tx) => {
    const ids: SectionId[] = [];
    for (const [position, { slug, ...more }] of sections.entries()) {
      const name = slug.charAt(0).toUpperCase() + slug.slice(1);
      const section = { name, description: '', parent: null, position, access: 'open', ...more, slug };
      ids.push(await saveSection(tx, section, now));
    }
    return ids;
  });
}

/** Asks one route for an address, as a reader without an account would. */
export async function askRoute(
  route: Route,
  house: SiteHouse,
  address: string,
  more: Partial<Ask> = {},
): Promise<Answer | Redirect | undefined> {
  const url = new URL(address, 'http://paper.example');
  const path = decodeURIComponent(url.pathname);
  const fits = typeof route.match === 'string' ? route.match === path : route.match.test(path);
  if (!fits) return undefined;
  const ask: Ask = {
    path,
    rawPath: url.pathname,
    query: url.searchParams,
    audience: 'opening',
    now: house.clock(),
    ...more,
  };
  return route.make(house, ask);
}

/** The text of an answer that is none of the redirects. */
export async function askText(
  route: Route,
  house: SiteHouse,
  address: string,
): Promise<Answer & { text: string }> {
  const answer = await askRoute(route, house, address);
  if (!answer || 'to' in answer) throw new Error(`${address} is not answered here.`);
  return {
    ...answer,
    text: typeof answer.body === 'string' ? answer.body : new TextDecoder().decode(answer.body),
  };
}
