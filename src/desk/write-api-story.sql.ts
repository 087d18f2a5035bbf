import { createHash } from 'node:crypto';
import type { ApiKey } from '#accounts/api-key.js';
import { note } from '#accounts/audit.sql.js';
import { fault } from '#kit/fault.js';
import type { StoryId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';
import { compareContents } from '#stories/compare.js';
import { type PublishOutcome, publishStory } from '#stories/publish.sql.js';
import { loadPublishFacts } from '#stories/publish-facts.sql.js';
import { stateOf } from '#stories/publish-state.js';
import type { Content, Story } from '#stories/story.js';
import { getStory } from '#stories/story.sql.js';
import { createStory } from '#stories/work-story.sql.js';
import { isOut } from '#stories/workflow.js';
import { changeWorking, readWorkingContent } from '#stories/working.sql.js';
import { applyContent } from '#stories/working-document.js';
import { deskFaults } from './faults.ts';
import { refused } from './refused.ts';
import { type ReadContent, readGiven } from './write-api-content.sql.ts';
import { demandReach, demandStory } from './write-api-key.io.ts';
import type { Draft, NewStory, PublishWish, StoryChange, Written } from './write-api-shapes.ts';

/** Who asks, and where the paper stands. */
export type Writing = { readonly key: ApiKey; readonly address: string; readonly now: Date };

/** Makes a draft. It is in hand at the desk like any other, made by nobody, with the key's name in its history. */
export async function writeStory(tx: Tx, { key, address, now }: Writing, given: NewStory): Promise<Written> {
  const { content, notes } = await readGiven(tx, given);
  const { headline = '', section = null, ...draft } = content;
  demandReach(key, section);
  const id = await createStory(tx, { by: null, byName: nameOf(key), headline, section, draft }, now);
  await noteKey(tx, key, { act: 'story.made-by-key', id, now });
  return writtenOf(tx, id, { address, notes, now });
}

/**
 * Changes the working document, whoever types in it meanwhile. What readers see already is changed only by a key that
 * may publish.
 *
 * throws  story-not-found, api-base-old, killed-already, api-key-may-not, api-story-wrong
 */
export async function rewriteStory(
  tx: Tx,
  writing: Writing,
  id: StoryId,
  change: StoryChange,
): Promise<Written> {
  const { key, address, now } = writing;
  const { base, ...given } = change;
  await demandStory(tx, key, id, now);
  const story = await getStory(tx, id);
  if (story.state === 'killed') throw fault(deskFaults, 'killed-already');
  if (story.state !== 'draft' && !key.scopes.has('publish'))
    throw fault(deskFaults, 'api-key-may-not', { scope: 'publish' });
  const before = await readWorkingContent(tx, id);
  demandBase(before, base);
  const read: ReadContent = await readGiven(tx, given);
  const after: Content = { ...before, ...read.content };
  demandReach(key, after.section);
  await changeWorking(tx, id, { by: key.madeBy, at: now }, (doc) => applyContent(doc, after));
  await noteKey(tx, key, { act: 'story.changed-by-key', id, now });
  return writtenOf(tx, id, { address, notes: read.notes, now });
}

/** throws  story-not-found, api-base-old, and whatever stands in the way of a publish */
export async function putOut(tx: Tx, writing: Writing, id: StoryId, wish: PublishWish): Promise<Written> {
  const { key, address, now } = writing;
  await demandStory(tx, key, id, now);
  const { published, working } = await loadPublishFacts(tx, id);
  demandBase(working, wish.base);
  const outcome = await publishStory(
    tx,
    id,
    {
      by: key.madeBy,
      byName: nameOf(key),
      base: published?.revision ?? null,
      // The base says that it knows all of it.
      seen: stateOf(compareContents(published?.content ?? null, working), working),
      held: new Set(),
      at: readTime(wish.at),
      unpublishAt: readTime(wish.unpublishAt),
      updateNote: wish.updateNote ?? '',
      readersAreTold: true,
      waive: null,
    },
    now,
  );
  if (!outcome.ok) throw refused(outcome.refusal);
  await noteKey(tx, key, { act: 'story.published-by-key', id, now });
  return writtenOf(tx, id, { address, notes: [], now }, outcome.value);
}

/** What the desk has of a story now. */
export async function readDraft(db: Db, { key, address, now }: Writing, id: StoryId): Promise<Draft> {
  await demandStory(db, key, id, now);
  const written = await writtenOf(db, id, { address, notes: [], now });
  return { ...written, story: await readWorkingContent(db, id) };
}

type Around = { address: string; notes: string[]; now: Date };

async function writtenOf(db: Db, id: StoryId, around: Around, outcome?: PublishOutcome): Promise<Written> {
  const story = outcome?.story ?? (await getStory(db, id));
  const isPublic = story.state === 'published' && !outcome?.waiting;
  return {
    id,
    state: outcome?.waiting ? 'waiting' : wordState(story, around.now),
    base: baseOf(await readWorkingContent(db, id)),
    address: isPublic || story.state !== 'draft' ? around.address + story.path : null,
    desk: `${around.address}/desk/stories/${id}`,
    notes: around.notes,
  };
}

function wordState(story: Story, now: Date): Written['state'] {
  if (story.state !== 'published') return story.state;
  if (isOut(story.timing, now)) return 'out';
  return story.timing.embargo.is === 'none' ? 'scheduled' : 'embargoed';
}

/** A short mark of everything the desk has of a story: it changes with any change, whoever made it. */
function baseOf(content: Content): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22);
}

/** throws  api-base-old */
function demandBase(content: Content, base: string): void {
  const now = baseOf(content);
  if (now !== base) throw fault(deskFaults, 'api-base-old', { base: now });
}

function readTime(text: string | undefined): number | null {
  if (text === undefined) return null;
  const at = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at))
    throw fault(deskFaults, 'api-story-wrong', {
      problem: 'Write times with a zone, as 2026-03-01T06:00:00Z.',
    });
  return at;
}

function nameOf({ name }: ApiKey): string {
  return `${name} (key)`;
}

async function noteKey(
  tx: Tx,
  key: ApiKey,
  { act, id, now }: { act: string; id: StoryId; now: Date },
): Promise<void> {
  const details = { key: key.id, name: key.name };
  await note(tx, { by: null, act, about: 'story', subject: id, details, at: now });
}
