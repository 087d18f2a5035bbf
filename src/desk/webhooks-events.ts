import type { OutboxEvent } from '#store/outbox.sql.js';
import type { Places } from '#stories/story.sql.js';

/** What a webhook may ask to hear of. Names stay; docs/api.md says what each brings. */
export const webhookEvents = [
  'story.published',
  'story.updated',
  'story.withdrawn',
  'story.killed',
  'story.noted',
  'front.launched',
  'sections.changed',
  'topics.changed',
  'byline.changed',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** What became public, or is public no more. `needsOut`: told only of a story that readers have been told of. */
export type WebhookNews = {
  readonly name: WebhookEvent;
  readonly subject: number | null;
  readonly needsOut: boolean;
};

/** A story that comes out with a date this long ago is one of the archive: nobody outside is told. */
const BACK_DATED_MS = 24 * 60 * 60 * 1000;

type StoryPayload = { before: Places | null; after: Places | null; first?: boolean; turned?: boolean };

/** What an event of the house means for those outside; undefined where it is no news for them. */
export function newsOf(event: OutboxEvent): WebhookNews | undefined {
  const { name, subject } = event;
  switch (name) {
    case 'story.published':
      return publishedNews(event);
    case 'story.withdrawn':
    case 'story.killed':
    case 'story.noted':
      return { name, subject, needsOut: true };
    // Taken from readers for a while, or until somebody says so: for them it is gone.
    case 'story.held':
      return { name: 'story.withdrawn', subject, needsOut: true };
    case 'story.embargoed':
      return { name: 'story.withdrawn', subject, needsOut: false };
    case 'front.launched':
    case 'sections.changed':
    case 'topics.changed':
    case 'byline.changed':
      return { name, subject, needsOut: false };
    default:
      return undefined;
  }
}

function publishedNews({ payload, subject, at }: OutboxEvent): WebhookNews | undefined {
  const { before, after, first, turned } = payload as StoryPayload;
  if (!first) return { name: 'story.updated', subject, needsOut: true };
  const isNew = !turned && (before === null || before.publishedAt === null);
  if (isNew && (after?.publishedAt ?? at) < at - BACK_DATED_MS) return undefined;
  return { name: 'story.published', subject, needsOut: true };
}
