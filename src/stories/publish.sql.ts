/** Publishing as the desk does it: what it rests on, the checks, and everything that is saved in the one transaction. */
import type { AccountId, RevisionId, StoryId } from '#kit/ids.js';
import { no, type Result, yes } from '#kit/result.js';
import type { Tx } from '#store/tables.js';
import { type Blocked, checkStory, type Warning } from './checklist.ts';
import { changedParts, compareContents, type Part } from './compare.ts';
import { topBlockOf } from './document-places.ts';
import { holdBack } from './hold-back.ts';
import { addNote } from './note.sql.ts';
import { loadContext, loadPublishFacts, type PublishFacts } from './publish-facts.sql.ts';
import { listUnseen, type SeenState, stateOf } from './publish-state.ts';
import { dropWaitingUpdate, saveWaitingUpdate, type WaitingUpdate } from './publish-waiting.sql.ts';
import { addRevision, savePublished } from './save.sql.ts';
import { hasSecondPair } from './second-pair.ts';
import type { Content, Published, Story } from './story.ts';
import { noteWritten, startWork } from './work.sql.ts';
import { bylineTextOf, claimAddress } from './work-story.sql.ts';
import { isOut, type PublishRefusal, publish } from './workflow.ts';
import { forgetTouches, startWorking } from './working.sql.ts';

/**
 * What somebody wants to publish, and what they saw when they decided.
 *
 * base         the published revision they compared with; null where there was none
 * seen         the state of each changed part they saw
 * held         parts that wait for the next update
 * at           when readers are to see it, milliseconds; null for now
 * updateNote   what readers are told of it; '' for nothing
 * waive        why nobody else needs to look, where the story asks for that; null where that is not waived
 */
export type PublishWish = {
  by: AccountId;
  byName: string;
  base: RevisionId | null;
  seen: SeenState;
  held: ReadonlySet<Part>;
  at: number | null;
  unpublishAt: number | null;
  updateNote: string;
  readersAreTold: boolean;
  waive: string | null;
};

export type DeskRefusal =
  | { code: 'published-meanwhile'; by: string; at: number; revision: RevisionId }
  | { code: 'changed-meanwhile'; parts: Part[] }
  | { code: 'second-pair-missing' }
  | { code: 'publish-blocked'; blocks: Blocked[] }
  | { code: 'time-is-past' }
  | PublishRefusal;

/** What came of it: out or scheduled, or an update that waits. `warnings` is what it went out with. */
export type PublishOutcome = {
  story: Published;
  revision: RevisionId;
  waiting: WaitingUpdate | null;
  behind: boolean;
  warnings: Warning[];
};

/** Publishes the working document without what is held back, or says why not. Nothing is written where it says no. */
export async function publishStory(
  tx: Tx,
  id: StoryId,
  wish: PublishWish,
  now: Date,
): Promise<Result<PublishOutcome, DeskRefusal>> {
  const facts = await loadPublishFacts(tx, id);
  const refusal = refuse(facts, wish, now);
  if (refusal) return no(refusal);
  const content = holdBack(facts.published?.content ?? null, facts.working, wish.held);
  const goesOutAt = wish.at ?? now.getTime();
  const { blocks, warnings } = checkStory(content, await loadContext(tx, facts, content, goesOutAt));
  if (blocks.length > 0) return no({ code: 'publish-blocked', blocks });
  await startWork(tx, { story: id, by: wish.by }, now);
  // Without a shared document the newest revision is what the desk goes on from, and that is what goes out now.
  if (wish.held.size > 0) await startWorking(tx, id, now);
  const waits = wish.at !== null && isWithReaders(facts.story, now);
  const outcome = waits
    ? await savedForLater(tx, { facts, wish, content, now })
    : await savedNow(tx, { facts, wish, content, now });
  if (!outcome.ok) return outcome;
  const behind = waits || changedParts(compareContents(content, facts.working)).length > 0;
  if (behind) await noteBehind(tx, facts, now);
  return yes({ ...outcome.value, behind, warnings });
}

function refuse(facts: PublishFacts, wish: PublishWish, now: Date): DeskRefusal | undefined {
  const { published, working, work } = facts;
  if (facts.story.state === 'killed') return { code: 'story-killed' };
  if (published && published.revision !== wish.base) {
    const { madeBy: by, madeAt: at, revision } = published;
    return { code: 'published-meanwhile', by, at, revision };
  }
  const there = stateOf(compareContents(published?.content ?? null, working), working);
  const parts = listUnseen(wish.seen, there, wish.held);
  if (parts.length > 0) return { code: 'changed-meanwhile', parts };
  if (work && wish.waive === null && !hasSecondPair(work, wish.by)) return { code: 'second-pair-missing' };
  return wish.at !== null && wish.at <= now.getTime() ? { code: 'time-is-past' } : undefined;
}

type Saving = { facts: PublishFacts; wish: PublishWish; content: Content; now: Date };
type Saved = Result<Omit<PublishOutcome, 'behind' | 'warnings'>, DeskRefusal>;

async function savedNow(tx: Tx, { facts, wish, content, now }: Saving): Promise<Saved> {
  const { story } = facts;
  const times = timesOf(story, wish, now);
  const allowed = publish(story, { ...times, revision: 0 as RevisionId }, now);
  if (!allowed.ok) return allowed;
  const revision = await addRevision(tx, story.id, { content, by: wish.byName, reason: 'publish', at: now });
  const decided: Published = { ...allowed.value, revision };
  const published = await withAddress(tx, decided, facts, content);
  await dropWaitingUpdate(tx, story.id, now);
  await savePublished(tx, published, { content, bylineText: await bylineTextOf(tx, content) }, now);
  await forgetTouches(tx, story.id, now, withInside(facts.working, wish.held));
  if (wish.updateNote.trim() !== '' && isWithReaders(story, now)) {
    const text = wish.updateNote.trim();
    await addNote(tx, story.id, { kind: 'change', text, block: null, dated: now.getTime() }, now);
  }
  return yes({ story: published, revision, waiting: null });
}

function timesOf(story: Story, { at, unpublishAt, readersAreTold }: PublishWish, now: Date) {
  const embargo = story.state === 'killed' ? ({ is: 'none' } as const) : embargoOf(story);
  return { publishedAt: at ?? now.getTime(), unpublishAt, embargo, readersAreTold };
}

/** Held parts with everything that stands in them: who typed there is asked again next time. */
function withInside({ body }: Content, held: ReadonlySet<Part>): Part[] {
  const inside = [...topBlockOf(body)].filter(([, top]) => held.has(top)).map(([id]) => id);
  return [...held, ...inside];
}

/** Readers go on seeing the published revision until the time of the new one. */
async function savedForLater(tx: Tx, { facts, wish, content, now }: Saving): Promise<Saved> {
  const { story } = facts;
  if (story.state !== 'published') return no({ code: 'story-killed' });
  const revision = await addRevision(tx, story.id, { content, by: wish.byName, reason: 'schedule', at: now });
  const waiting: WaitingUpdate = {
    story: story.id,
    revision,
    base: story.revision,
    goesOutAt: wish.at ?? now.getTime(),
    unpublishAt: wish.unpublishAt,
    updateNote: wish.updateNote.trim(),
    readersAreTold: wish.readersAreTold,
    by: wish.by,
    byName: wish.byName,
    madeAt: now.getTime(),
  };
  await saveWaitingUpdate(tx, waiting, now);
  return yes({ story, revision, waiting });
}

/** A story gets its address when it is first published; later it keeps it. */
async function withAddress(
  tx: Tx,
  story: Published,
  facts: PublishFacts,
  content: Content,
): Promise<Published> {
  if (facts.story.state !== 'draft') return story;
  return { ...story, ...(await claimAddress(tx, story, { section: content.section, slug: facts.slug })) };
}

/** The lists go on showing what the working document has, and that readers see something older. */
export async function noteBehind(tx: Tx, { story, words, working }: PublishFacts, now: Date): Promise<void> {
  const { headline, standfirst, section } = working;
  await noteWritten(tx, story.id, { headline, standfirst, section, words, by: null, at: now });
}

/** Whether readers see it, or saw it until it was over. */
export function isWithReaders(story: Story, now: Date): story is Published {
  return story.state === 'published' && isOut(story.timing, now);
}

export function embargoOf(story: Exclude<Story, { state: 'killed' }>) {
  return story.state === 'draft' ? story.embargo : story.timing.embargo;
}
