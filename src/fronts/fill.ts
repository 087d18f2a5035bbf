/** What stands in each container: the cards placed by hand that readers may see now, then what the rule finds. */
import type { StoryId } from '#kit/ids.js';
import type { Card } from '#stories/cards.sql.js';
import { type Container, type FrontCard, type Rule, type Sublink, storiesByHand } from './front.ts';

/** One place of a front, filled. `hand` is null where the rule found the story, `story` null for a bare link. */
export type FilledCard = {
  readonly hand: FrontCard | null;
  readonly story: Card | null;
  readonly sublinks: readonly { readonly href: string; readonly text: string }[];
};

export type Filled = { readonly container: Container; readonly cards: readonly FilledCard[] };

/**
 * The stories a front may need.
 *
 * byId        stories named by hand that readers may see now
 * candidates  what each rule finds, newest first, under its key
 */
export type Supply = {
  readonly byId: ReadonlyMap<number, Card>;
  readonly candidates: ReadonlyMap<string, readonly Card[]>;
};

/** How far a lead is looked for among what the rule finds, so that one with a picture leads. */
const LEAD_WITHIN = 8;

/** A name for what a rule asks, the same for the same question. */
export function ruleKey(rule: Rule): string {
  if (rule.by === 'newest') return rule.by;
  return rule.by === 'section' ? `section ${rule.section}` : `topic ${rule.topic}`;
}

/** Every story a front names: on cards and under them. */
export function namedStories(containers: readonly Container[]): StoryId[] {
  const cards = containers.flatMap((container) => container.cards);
  const linked = cards.flatMap(({ sublinks }) => sublinks.flatMap(({ story }) => story ?? []));
  return [...new Set([...storiesByHand(containers), ...linked])];
}

/**
 * How many stories a rule is asked for at most: the places of its own containers, and all that it may have to pass
 * over because it stands by hand or was found by another rule.
 *
 * mayMeet  whether two rules may find the same story
 */
export function candidatesNeeded(
  rule: Rule,
  containers: readonly Container[],
  mayMeet: (one: Rule, other: Rule) => boolean,
): number {
  const places = containers
    .filter((one) => one.rule && (ruleKey(one.rule) === ruleKey(rule) || mayMeet(rule, one.rule)))
    .reduce((sum, { limit }) => sum + limit, 0);
  return places + storiesByHand(containers).size + LEAD_WITHIN;
}

/** The rules of a front, each once. */
export function rulesOf(containers: readonly Container[]): Rule[] {
  const rules = new Map(containers.flatMap(({ rule }) => (rule ? [[ruleKey(rule), rule] as const] : [])));
  return [...rules.values()];
}

/**
 * Fills a front. What stands by hand anywhere on it is never repeated by a rule, and no rule repeats what another has
 * placed further up; only a list of the latest is read beside the rest and takes nothing away from it.
 */
export function fillFront(containers: readonly Container[], supply: Supply, now: Date): Filled[] {
  const placed = new Set<number>(storiesByHand(containers));
  return containers.map((container) => {
    const cards = fillContainer(container, supply, placed, now);
    if (container.layout !== 'latest') for (const { story } of cards) if (story) placed.add(story.id);
    return { container, cards };
  });
}

/** The next instant after `now` at which a card ends, or null. */
export function nextEnd(containers: readonly Container[], now: Date): number | null {
  const ends = containers.flatMap(({ cards }) => cards.flatMap(({ until }) => until ?? []));
  const coming = ends.filter((until) => until > now.getTime());
  return coming.length > 0 ? Math.min(...coming) : null;
}

/** Whether a card's time is over. */
export function isOver({ until }: FrontCard, now: Date): boolean {
  return until !== null && until <= now.getTime();
}

function fillContainer(
  container: Container,
  supply: Supply,
  placed: ReadonlySet<number>,
  now: Date,
): FilledCard[] {
  const { rule, limit } = container;
  const byHand = container.cards.flatMap((card) => handCard(card, supply, now) ?? []);
  const found = rule ? (supply.candidates.get(ruleKey(rule)) ?? []) : [];
  const free = found.filter(({ id }) => !placed.has(id));
  const first = container.layout === 'lead' && byHand.length === 0 ? leadFirst(free) : free;
  const byRule = first.map((story): FilledCard => ({ hand: null, story, sublinks: [] }));
  return inPlaces(byHand, byRule, limit);
}

function handCard(card: FrontCard, supply: Supply, now: Date): FilledCard | undefined {
  if (isOver(card, now)) return undefined;
  const story = card.story === null ? null : supply.byId.get(card.story);
  if (story === undefined || (story === null && card.headline === '')) return undefined;
  const sublinks = card.sublinks.flatMap((link) => openLink(link, supply) ?? []);
  return { hand: card, story, sublinks };
}

/** A line to a story that readers may not see is not shown, like its card. */
function openLink(
  { story, href, text }: Sublink,
  { byId }: Supply,
): { href: string; text: string } | undefined {
  if (story === null) return { href, text };
  const card = byId.get(story);
  return card && { href: card.path, text: text || card.frontHeadline || card.headline };
}

/** Cards with a place of their own stand there; the others fill the places between, those of the rule last. */
function inPlaces(byHand: readonly FilledCard[], byRule: readonly FilledCard[], limit: number): FilledCard[] {
  const pinned = byHand.filter(({ hand }) => hand?.pinned != null);
  const flowing = [...byHand.filter(({ hand }) => hand?.pinned == null), ...byRule];
  const cards: FilledCard[] = [];
  while (cards.length < limit && (flowing.length > 0 || pinned.length > 0)) {
    const here = pinned.findIndex(({ hand }) => (hand?.pinned ?? 0) <= cards.length + 1);
    const next = here >= 0 ? pinned.splice(here, 1)[0] : (flowing.shift() ?? pinned.shift());
    if (next) cards.push(next);
  }
  return cards;
}

function leadFirst(cards: readonly Card[]): readonly Card[] {
  const lead = cards.slice(0, LEAD_WITHIN).find((card) => card.lead !== null);
  return lead ? [lead, ...cards.filter((card) => card !== lead)] : cards;
}
