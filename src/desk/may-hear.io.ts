import { mayOpen, type StoryFacts } from '#accounts/rights.js';
import type { Staff } from '#accounts/staff.js';
import type { Clock } from '#kit/clock.js';
import type { StoryId } from '#kit/ids.js';
import type { OutboxEvent } from '#store/outbox.sql.js';
import type { Db } from '#store/tables.js';
import { findStoryFacts } from '#stories/work.sql.js';

/** Events of which the subject is a story. */
const OF_STORIES = /^(story|work|note|revision|comment|hold|plan|task|suggestion)\./;
/** Events whose facts are kept: each is asked for once for every open desk. */
const KEPT = 500;

/** Tells who may hear of an event: of a story, only those who may open it. */
export function mayHearOf(db: Db, clock: Clock): (staff: Staff, event: OutboxEvent) => Promise<boolean> {
  const facts = new Map<number, Promise<StoryFacts | undefined>>();
  return async (staff, event) => {
    if (event.subject === null || !OF_STORIES.test(event.name)) return true;
    let known = facts.get(event.id);
    if (!known) {
      if (facts.size >= KEPT) facts.clear();
      known = findStoryFacts(db, event.subject as StoryId, clock());
      facts.set(event.id, known);
    }
    const found = await known;
    return found !== undefined && mayOpen(staff, found);
  };
}
