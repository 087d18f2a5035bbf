/**
 * What a front is made of. A front is a page of containers, each filled with cards: first those placed by hand, then,
 * where the container has a rule, the stories that the rule finds. All of it is plain JSON.
 */
import type { MediaId, SectionId, StoryId, TopicId } from '#kit/ids.js';

/**
 * How a container looks.
 *
 * lead          one large with a second rank beside it     latest  headlines with their times
 * row           as its pictures allow                      pair    two side by side, large
 * row-3         three with their pictures                  picture-left  one large, the others beside it
 * list          words only                                 opinion voices, with portraits where there are any
 */
export const layouts = ['lead', 'latest', 'row', 'pair', 'row-3', 'picture-left', 'list', 'opinion'] as const;
export type Layout = (typeof layouts)[number];

/** What fills a container after the cards placed by hand. */
export type Rule =
  | { readonly by: 'newest' }
  | { readonly by: 'section'; readonly section: SectionId }
  | { readonly by: 'topic'; readonly topic: TopicId };

/** A line under a card: to a story of ours, or to any address. `text` '' stands for the story's headline. */
export type Sublink = { readonly story: StoryId | null; readonly href: string; readonly text: string };

/**
 * One card, placed by hand.
 *
 * id        given once and kept, so that a card is the same card wherever it is moved
 * story     null for a bare link, which then has an href and a headline
 * headline  the card's own; '' stands for the story's. `kicker` likewise
 * picture   the card's own, null for the story's
 * until     from when it is no longer shown, milliseconds since 1970, or null
 * pinned    the place it keeps in its container, counted from 1, or null
 * noted     the story's headline, and when, at the time the card got its own: what later changes are compared with
 */
export type FrontCard = {
  readonly id: string;
  readonly story: StoryId | null;
  readonly href: string;
  readonly headline: string;
  readonly kicker: string;
  readonly picture: MediaId | null;
  readonly until: number | null;
  readonly pinned: number | null;
  readonly sublinks: readonly Sublink[];
  readonly noted: { readonly headline: string; readonly at: number } | null;
};

/**
 * One container.
 *
 * title  '' stands for what the rule is about; no heading where there is none either
 * rule   null for cards placed by hand alone
 * limit  how many cards it shows at most, those of its rule included
 */
export type Container = {
  readonly id: string;
  readonly layout: Layout;
  readonly title: string;
  readonly rule: Rule | null;
  readonly limit: number;
  readonly cards: readonly FrontCard[];
};

/** Which version last changed a container, and by which timed launch where it was one. */
export type Since = { readonly version: number; readonly launch: number | null };

/** The name under which the order of the containers is kept beside those of the containers. */
export const ORDER = 'order';

/**
 * What readers see: one version of a front. Version 0 is a front that was never launched.
 *
 * since  of each container by id, and of their order under `order`
 */
export type Up = {
  readonly version: number;
  readonly containers: readonly Container[];
  readonly since: Readonly<Record<string, Since>>;
};

/**
 * What editors work on.
 *
 * aside  cards that stand in no container: their container was removed while they were placed in it
 * bases  for each container, and for `order`, the version of what is up that it was made from
 */
export type FrontDraft = {
  readonly containers: readonly Container[];
  readonly aside: readonly FrontCard[];
  readonly bases: Readonly<Record<string, number>>;
};

export const nothingUp: Up = { version: 0, containers: [], since: {} };

/** Bounds within which everything that comes in is kept. */
export const most = {
  containers: 40,
  cards: 40,
  limit: 30,
  sublinks: 6,
  headline: 300,
  kicker: 80,
  title: 120,
} as const;

/** An id as containers and cards have it: eight characters of a–z and 0–9, the first a letter. */
export function isPlaceId(text: unknown): text is string {
  return typeof text === 'string' && /^[a-z][a-z0-9]{7}$/.test(text);
}

/** Makes such an id of a number from 0 up to and not including 1, asked for eight times. */
export function newPlaceId(random: () => number): string {
  const of = (letters: string) => letters[Math.floor(random() * letters.length)] ?? 'a';
  const rest = Array.from({ length: 7 }, () => of('abcdefghijklmnopqrstuvwxyz0123456789'));
  return of('abcdefghijklmnopqrstuvwxyz') + rest.join('');
}

/** A card for a story, as it is when it has just been placed. */
export function storyCard(id: string, story: StoryId): FrontCard {
  const words = { href: '', headline: '', kicker: '' };
  return { id, story, ...words, picture: null, until: null, pinned: null, sublinks: [], noted: null };
}

/** All stories that stand on it by hand, sublinks not counted. */
export function storiesByHand(containers: readonly Container[]): Set<StoryId> {
  return new Set(containers.flatMap(({ cards }) => cards.flatMap(({ story }) => story ?? [])));
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
