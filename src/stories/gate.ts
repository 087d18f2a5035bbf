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
};

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

/** Blocks with words that an opening shows where the story has no premium cut. */
const OPENING_BLOCKS = 2;

export const noRights: Rights = makeRights({ registered: false, tiers: 'none' });

/** Rights of a reader who holds these. Members calls this; so do staff preview and the house's own readings. */
export function makeRights(held: { registered: boolean; tiers: Rights['tiers'] }): Rights {
  return seal<Rights>(held);
}

/** Whether these rights open a story with this access. */
export function opens(access: Access, rights: Rights): boolean {
  if (access.to === 'open') return true;
  if (access.to === 'registered') return rights.registered || rights.tiers !== 'none';
  if (rights.tiers === 'none') return false;
  if (rights.tiers === 'any') return true;
  const held = rights.tiers;
  return access.to === 'members' ? held.size > 0 : access.tiers.some((tier) => held.has(tier));
}

/** The one place that decides how much of a body leaves the house. */
export function readAs(story: { access: Access; body: Body }, rights: Rights): Opening | Whole {
  const { access, body } = story;
  if (access.to === 'open' || opens(access, rights)) {
    const blocks = passed(body.content.filter((block) => block.type !== 'premiumCut'));
    return seal<Whole>({ audience: 'whole', blocks, access });
  }
  return seal<Opening>({ audience: 'opening', blocks: passed(openingOf(body)), access });
}

/** What stands before the premium cut, or the first blocks where there is none. */
export function openingOf(body: Body): readonly Block[] {
  const cut = body.content.findIndex((block) => block.type === 'premiumCut');
  if (cut >= 0) return body.content.slice(0, cut);
  const shown: Block[] = [];
  for (const block of body.content) {
    // A story that begins with its one long table or fact box shows nothing of it: only plain paragraphs are given away.
    if (block.type !== 'paragraph' || shown.length >= OPENING_BLOCKS) break;
    shown.push(block);
  }
  // One paragraph is never the whole story by accident.
  return shown.length === body.content.length ? shown.slice(0, -1) : shown;
}

function passed(blocks: readonly Block[]): ReadableBlocks {
  return blocks as ReadableBlocks;
}

function seal<Sealed extends { readonly [made]: true }>(fields: Omit<Sealed, typeof made>): Sealed {
  return fields as Sealed;
}
