/** Reads containers and cards that somebody else wrote: a browser, an import, an older version. What does not fit is left out. */
import type { MediaId, SectionId, StoryId, TopicId } from '#kit/ids.js';
import { cleanLink } from '#stories/document.js';
import {
  type Container,
  type FrontCard,
  isPlaceId,
  type Layout,
  layouts,
  most,
  type Rule,
  type Sublink,
} from './front.ts';

/** Containers in order, ids once each, cards once each; at most as many as a front may have. */
export function readContainers(raw: unknown): Container[] {
  const [containerIds, cardIds] = [new Set<string>(), new Set<string>()];
  const containers = listOf(raw)
    .flatMap((one) => readContainer(one) ?? [])
    .filter(({ id }) => isFirst(containerIds, id))
    .slice(0, most.containers);
  return containers.map((container) => ({
    ...container,
    cards: container.cards.filter(({ id }) => isFirst(cardIds, id)).slice(0, most.cards),
  }));
}

export function readContainer(raw: unknown): Container | undefined {
  const { id, layout, title, rule, limit, cards } = recordOf(raw);
  if (!isPlaceId(id)) return undefined;
  return {
    id,
    layout: layouts.includes(layout as Layout) ? (layout as Layout) : 'list',
    title: textOf(title, most.title),
    rule: readRule(rule),
    limit: Math.min(most.limit, Math.max(1, wholeOf(limit) ?? 6)),
    cards: listOf(cards).flatMap((card) => readCard(card) ?? []),
  };
}

/** A card needs a story, or an address that is safe and a headline to read. */
export function readCard(raw: unknown): FrontCard | undefined {
  const { id, story, href, headline, kicker, picture, until, pinned, sublinks, noted } = recordOf(raw);
  if (!isPlaceId(id)) return undefined;
  const ofStory = idOf<StoryId>(story);
  const link = ofStory === null ? (cleanLink(textOf(href, 2_000)) ?? '') : '';
  const own = textOf(headline, most.headline);
  if (ofStory === null && link === '') return undefined;
  const place = idOf(pinned);
  return {
    id,
    story: ofStory,
    href: link,
    headline: own,
    kicker: textOf(kicker, most.kicker),
    picture: idOf<MediaId>(picture),
    until: timeOf(until),
    pinned: place !== null && place <= most.limit ? place : null,
    sublinks: listOf(sublinks)
      .flatMap((one) => readSublink(one) ?? [])
      .slice(0, most.sublinks),
    noted: own === '' ? null : readNoted(noted),
  };
}

export function readRule(raw: unknown): Rule | null {
  const { by, section, topic } = recordOf(raw);
  if (by === 'newest') return { by };
  const [ofSection, ofTopic] = [idOf<SectionId>(section), idOf<TopicId>(topic)];
  if (by === 'section' && ofSection !== null) return { by, section: ofSection };
  return by === 'topic' && ofTopic !== null ? { by, topic: ofTopic } : null;
}

function readSublink(raw: unknown): Sublink | undefined {
  const { story, href, text } = recordOf(raw);
  const ofStory = idOf<StoryId>(story);
  const words = textOf(text, most.headline);
  if (ofStory !== null) return { story: ofStory, href: '', text: words };
  const link = cleanLink(textOf(href, 2_000));
  return link && words ? { story: null, href: link, text: words } : undefined;
}

function readNoted(raw: unknown): FrontCard['noted'] {
  const { headline, at } = recordOf(raw);
  const time = timeOf(at);
  return time === null ? null : { headline: textOf(headline, 2_000), at: time };
}

function recordOf(raw: unknown): Record<string, unknown> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw)
    ? (raw as Record<string, unknown>)
    : {};
}

function listOf(raw: unknown): unknown[] {
  return Array.isArray(raw) ? raw : [];
}

/** One line of text, without what no reader should get. */
function textOf(raw: unknown, longest: number): string {
  if (typeof raw !== 'string') return '';
  return raw
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .slice(0, longest)
    .trim();
}

function wholeOf(raw: unknown): number | null {
  return typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 0 ? raw : null;
}

/** An instant that a calendar knows, in milliseconds. */
function timeOf(raw: unknown): number | null {
  const whole = wholeOf(raw);
  return whole === null || whole > 8_640_000_000_000_000 ? null : whole;
}

function idOf<Id extends number>(raw: unknown): Id | null {
  const whole = wholeOf(raw);
  return whole === null || whole === 0 ? null : (whole as Id);
}

function isFirst(known: Set<string>, id: string): boolean {
  if (known.has(id)) return false;
  known.add(id);
  return true;
}
