import type { AccountId, FrontId, StoryId } from '#kit/ids.js';
import type { Tx } from '#store/tables.js';
import { lockFront, openFront } from './front.sql.ts';
import { type Container, most, storyCard } from './front.ts';
import { type Launched, launchNow, settleFront } from './launch.sql.ts';
import { givePlaceId, startingContainers } from './starter.sql.ts';
import { wishFor } from './up.ts';

/**
 * Puts a story first in the lead of the home front, at once and as a launch of its own: what a breaking story does.
 * Drafts take the card in, and a launch that waits leaves a lead that broke as it is. Where nothing was launched on
 * the home front yet, it is launched by rules with this story in its lead. A story that leads already changes nothing.
 *
 * The caller has checked the right `launch-front`. Called in the transaction that publishes the story.
 */
export async function placeOnHome(
  tx: Tx,
  { story, by, now }: { story: StoryId; by: AccountId | null; now: Date },
): Promise<{ front: FrontId; launched: Launched | undefined }> {
  const front = await openFront(tx, null, now);
  const up = await settleFront(tx, await lockFront(tx, front.id), now);
  const containers = up.version > 0 ? up.containers : await startingContainers(tx, front);
  const lead = containers.find(({ layout }) => layout === 'lead') ?? containers[0] ?? newLead();
  if (lead.cards[0]?.story === story) return { front: front.id, launched: undefined };
  const led = withFirst(lead, story);
  const wanted = containers.includes(lead)
    ? containers.map((one) => (one === lead ? led : one))
    : [led, ...containers];
  const made = { by, how: 'breaking' as const };
  return { front: front.id, launched: await launchNow(tx, front.id, wishFor(up, wanted), made, now) };
}

function withFirst(lead: Container, story: StoryId): Container {
  const known = lead.cards.find((card) => card.story === story);
  const first = known ?? storyCard(givePlaceId(), story);
  const cards = [{ ...first, pinned: null }, ...lead.cards.filter((card) => card !== known)];
  return { ...lead, cards: cards.slice(0, most.cards) };
}

function newLead(): Container {
  return { id: givePlaceId(), layout: 'lead', title: '', rule: { by: 'newest' }, limit: 5, cards: [] };
}
