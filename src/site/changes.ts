import type { MediaId } from '#kit/ids.js';
import { partsIn } from '#kit/zone.js';
import type { OutboxEvent } from '#store/outbox.sql.js';
import type { Places } from '#stories/story.sql.js';
import type { Dependency } from './page.ts';

/**
 * What an event changed for readers: these pages, those that show a picture, or the paper itself and with it all pages,
 * or nothing.
 */
export type Change =
  | { is: 'pages'; dependencies: Dependency[] }
  | { is: 'picture'; id: MediaId }
  | { is: 'paper' }
  | { is: 'nothing' };

/** Events after which settings, sections, names or everything at once may look different. */
const PAPER_EVENTS = new Set([
  'settings.changed',
  'sections.changed',
  'topics.changed',
  'byline.changed',
  'redirects.changed',
  'stories.moved',
  'stories.imported',
  'publication.restored',
  'tier.changed',
  'group.changed',
]);

/**
 * Reads which pages an event changes. An event nobody here knows changes nothing. A scheduled story shows nowhere yet,
 * but the pages it will stand on are made anew all the same: only then do they know at which instant they turn.
 */
export function changeOf(event: OutboxEvent, timeZone: string): Change {
  if (PAPER_EVENTS.has(event.name)) return { is: 'paper' };
  if (event.name === 'media.changed' && event.subject !== null)
    return { is: 'picture', id: event.subject as MediaId };
  if (event.name.startsWith('front.')) return { is: 'pages', dependencies: [frontOf(event.payload)] };
  if (!event.name.startsWith('story.') || event.subject === null) return { is: 'nothing' };
  const { before, after } = event.payload as { before: Places | null; after: Places | null };
  const places = [before, after].filter((one) => one !== null);
  const dependencies = new Set<Dependency>([`story:${event.subject}`, `card:${event.subject}`, 'latest']);
  for (const place of places) for (const dependency of listsOf(place, timeZone)) dependencies.add(dependency);
  return { is: 'pages', dependencies: [...dependencies] };
}

/** A launch that is planned or cancelled changes when a page turns, and so changes the page. */
function frontOf(payload: unknown): Dependency {
  const { section } = payload as { section: number | null };
  return `front:${section ?? 0}`;
}

function listsOf(place: Places, timeZone: string): Dependency[] {
  const lists: Dependency[] = [
    ...(place.section === null ? [] : [`section:${place.section}` as const]),
    ...place.topics.map((topic) => `topic:${topic}` as const),
    ...place.bylines.map((byline) => `byline:${byline}` as const),
  ];
  if (place.publishedAt === null) return lists;
  const { year, month } = partsIn(timeZone, new Date(place.publishedAt));
  return [...lists, `month:${year}-${String(month).padStart(2, '0')}`];
}
