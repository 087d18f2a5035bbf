import type { StoryId } from '#kit/ids.js';
import type { Access } from './access.ts';
import type { Block, Body } from './document.ts';

/** A value only this file can make. */
declare const made: unique symbol;

/**
 * What a reader may read. Made by `noRights`, by members from what the reader holds, and by the few readings of the
 * house itself that the gate's test lists.
 */
export type Rights = {
  readonly [made]: true;
  readonly registered: boolean;
  /** Slugs of the tiers held; 'any' counts for every tier. */
  readonly tiers: 'none' | 'any' | ReadonlySet<string>;
  /** Whether this story was opened by itself: by the meter, or as somebody's gift. */
  readonly opened: (story: StoryId) => boolean;
};

/** What of a story the gate goes by. */
export type Guarded = { readonly id: StoryId; readonly access: Access };

/** What the gate lets a reader see, and why: so that staff can tell a reader who asks. */
export type Decision =
  | { readonly is: 'whole'; readonly by: 'open' | 'registered' | 'tier' | 'opened' | 'staff' }
  | { readonly is: 'opening'; readonly why: 'not-registered' | 'no-tier' | 'other-tier' };

/** Blocks that passed the gate. The renderers of readers' pages take nothing else. */
export type ReadableBlocks = readonly Block[] & { readonly [made]: true };

/** What the gate shows to those without access: the beginning, and nothing of the rest. */
export type Opening = {
  readonly [made]: true;
  readonly audience: 'opening';
  readonly blocks: ReadableBlocks;
  readonly access: Exclude<Access, { to: 'open' }>;
};

/** The whole text. Only the gate makes it, so whoever renders a whole body has passed here. */
export type Whole = {
  readonly [made]: true;
  readonly audience: 'whole';
  readonly blocks: ReadableBlocks;
  readonly access: Access;
};

export type Audience = 'opening' | 'whole';

/** Paragraphs that an opening shows at least where a story has no premium cut; a paper may show more. */
export const FEWEST_PARAGRAPHS = 1;

export const noRights: Rights = makeRights({ registered: false, tiers: 'none' });

/** Rights of a reader who holds these. Members calls this; so do staff preview and the house's own readings. */
export function makeRights(held: {
  registered: boolean;
  tiers: Rights['tiers'];
  opened?: Rights['opened'];
}): Rights {
  return seal<Rights>({ opened: openedNone, ...held });
}

function openedNone(): boolean {
  return false;
}

/** What a reader with these rights sees of a story. */
export function decide({ id, access }: Guarded, rights: Rights): Decision {
  if (access.to === 'open') return { is: 'whole', by: 'open' };
  if (rights.tiers === 'any') return { is: 'whole', by: 'staff' };
  if (opens(access, rights)) return { is: 'whole', by: access.to === 'registered' ? 'registered' : 'tier' };
  if (rights.opened(id)) return { is: 'whole', by: 'opened' };
  if (!rights.registered) return { is: 'opening', why: 'not-registered' };
  return {
    is: 'opening',
    why: rights.tiers === 'none' || rights.tiers.size === 0 ? 'no-tier' : 'other-tier',
  };
}

/** Whether these rights open every story with this access. */
export function opens(access: Access, rights: Rights): boolean {
  if (access.to === 'open') return true;
  if (access.to === 'registered') return rights.registered || rights.tiers !== 'none';
  if (rights.tiers === 'none') return false;
  if (rights.tiers === 'any') return true;
  const held = rights.tiers;
  return access.to === 'members' ? held.size > 0 : access.tiers.some((tier) => held.has(tier));
}

/**
 * The one place that decides how much of a body leaves the house.
 *
 * id          left out where nothing can have been opened by itself, as in feeds
 * paragraphs  that an opening shows where the story has no premium cut
 */
export function readAs(
  story: { id?: StoryId; access: Access; body: Body },
  rights: Rights,
  paragraphs = FEWEST_PARAGRAPHS,
): Opening | Whole {
  const { id, access, body } = story;
  const mayRead = id === undefined ? opens(access, rights) : decide({ id, access }, rights).is === 'whole';
  if (access.to === 'open' || mayRead) {
    const blocks = passed(body.content.filter((block) => block.type !== 'premiumCut'));
    return seal<Whole>({ audience: 'whole', blocks, access });
  }
  return seal<Opening>({ audience: 'opening', blocks: passed(openingOf(body, paragraphs)), access });
}

/** What stands before the premium cut, or the first paragraphs where there is none. */
export function openingOf(body: Body, paragraphs = FEWEST_PARAGRAPHS): readonly Block[] {
  const cut = body.content.findIndex((block) => block.type === 'premiumCut');
  if (cut >= 0) return body.content.slice(0, cut);
  const shown: Block[] = [];
  for (const block of body.content) {
    // A story that begins with its one long table or fact box shows nothing of it: only plain paragraphs are given away.
    if (block.type !== 'paragraph' || shown.length >= paragraphs) break;
    shown.push(block);
  }
  // However many paragraphs are given away, they are never the whole story by accident.
  return shown.length === body.content.length ? shown.slice(0, -1) : shown;
}

function passed(blocks: readonly Block[]): ReadableBlocks {
  return blocks as ReadableBlocks;
}

function seal<Sealed extends { readonly [made]: true }>(fields: Omit<Sealed, typeof made>): Sealed {
  return fields as Sealed;
}
