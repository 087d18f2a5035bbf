import { saveByline } from '#accounts/byline.sql.js';
import type { RevisionId, StoryId, TopicId } from '#kit/ids.js';
import { saveSection } from '#paper/section.sql.js';
import type { Store } from '#store/store.io.js';
import type { Tx } from '#store/tables.js';
import { addAddresses } from '#stories/addresses.sql.js';
import { addRevision, addStories, placeHold, savePublished, saveTakenOff } from '#stories/save.sql.js';
import type { Content, Embargo } from '#stories/story.js';
import { findLatestRevision, getStory } from '#stories/story.sql.js';
import { newStory, type StoryWish } from '#stories/testing/new-story.js';
import { saveTopics } from '#stories/topic.sql.js';
import { kill, publish, withdraw } from '#stories/workflow.js';

/** When a story is to be out; at once and for ever when nothing is said. */
export type Placing = { at?: Date; embargo?: Embargo; until?: Date };

/**
 * What a newsroom does, as its desk would do it: each a transaction with its event. Its stories stand in the section
 * `news`, under the topic `harbour`, by `ada-finch`.
 */
export type Newsroom = {
  draft(wish: Omit<StoryWish, 'at'>): Promise<number>;
  /** Publishes the newest revision, or schedules it. */
  publish(story: number, placing?: Placing): Promise<void>;
  /** Saves a changed revision; it is not published. */
  write(story: number, change: Partial<Content>): Promise<void>;
  withdraw(story: number): Promise<void>;
  kill(story: number): Promise<void>;
  hold(story: number): Promise<void>;
};

export async function openNewsroom({ db }: Store, clock: () => Date = () => new Date()): Promise<Newsroom> {
  const inTurn = <Value>(work: (tx: Tx) => Promise<Value>) => db.transaction().execute(work);
  const named = await inTurn((tx) => nameThings(tx, clock()));
  return {
    draft: (wish) => inTurn((tx) => addDraft(tx, { ...named, ...wish, at: clock().toISOString() }, clock())),
    publish: (story, placing = {}) => inTurn((tx) => publishLatest(tx, story as StoryId, placing, clock())),
    write: (story, change) => inTurn((tx) => addChanged(tx, story as StoryId, change, clock())),
    withdraw: (story) =>
      inTurn(async (tx) => {
        const known = await getStory(tx, story as StoryId);
        if (known.state === 'published') await saveTakenOff(tx, withdraw(known), clock());
      }),
    kill: (story) =>
      inTurn(async (tx) => saveTakenOff(tx, kill(await getStory(tx, story as StoryId)), clock())),
    hold: (story) =>
      inTurn((tx) =>
        placeHold(tx, story as StoryId, { reason: 'Asked by a court', by: 'Ada Finch' }, clock()),
      ),
  };
}

async function nameThings(tx: Tx, at: Date): Promise<Pick<Content, 'section' | 'topics' | 'credits'>> {
  const news = { slug: 'news', name: 'News', description: '', parent: null, position: 1, access: 'open' };
  const harbour = { slug: 'harbour', name: 'Harbour', kind: 'place' as const, introduction: '', aliases: [] };
  const ada = { slug: 'ada-finch', name: 'Ada Finch', kind: 'person' as const, role: '', about: '' };
  const [topic] = await saveTopics(tx, [{ ...harbour, listed: true }], at);
  const section = await saveSection(tx, news, at);
  const byline = await saveByline(tx, { ...ada, portrait: null }, at);
  return { section, topics: [topic as TopicId], credits: [{ byline, role: '' }] };
}

async function addDraft(tx: Tx, wish: StoryWish, now: Date): Promise<number> {
  const story = newStory({ bylineText: 'Ada Finch', ...wish, state: 'draft' });
  const [made] = await addStories(tx, [story], now);
  const id = made?.id as StoryId;
  await addAddresses(tx, [{ path: story.path, target: { is: 'story', id } }]);
  return id;
}

async function addChanged(tx: Tx, id: StoryId, change: Partial<Content>, at: Date): Promise<void> {
  const latest = await findLatestRevision(tx, id);
  const content = { ...(latest?.content as Content), ...change };
  await addRevision(tx, id, { content, by: 'Ada Finch', reason: '', at });
}

async function publishLatest(tx: Tx, id: StoryId, placing: Placing, now: Date): Promise<void> {
  const latest = await findLatestRevision(tx, id);
  const wish = {
    revision: latest?.id as RevisionId,
    publishedAt: (placing.at ?? now).getTime(),
    unpublishAt: placing.until?.getTime() ?? null,
    embargo: placing.embargo ?? { is: 'none' as const },
    readersAreTold: true,
  };
  const outcome = publish(await getStory(tx, id), wish, now);
  if (!outcome.ok) throw new Error(`Story ${id} was not published: ${outcome.refusal.code}.`);
  const shown = { content: latest?.content as Content, bylineText: 'Ada Finch' };
  await savePublished(tx, outcome.value, shown, now);
}
