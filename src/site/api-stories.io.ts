import { findByline } from '#accounts/byline.sql.js';
import { fault } from '#kit/fault.js';
import type { StoryId } from '#kit/ids.js';
import { startOfDay } from '#kit/zone.js';
import { storyFaults } from '#stories/faults.js';
import { noRights } from '#stories/gate.js';
import type { NinjsStory } from '#stories/ninjs.js';
import { readStory } from '#stories/readable.sql.js';
import { findStories, type SearchQuestion } from '#stories/search.sql.js';
import { findTopic } from '#stories/topic.sql.js';
import type { StoriesQuery } from './api-shapes.ts';
import { sectionFamily } from './card-view.ts';
import { siteFaults } from './faults.ts';
import { toNinjs } from './ninjs.ts';
import type { Paper, SiteHouse } from './page.ts';
import { readDay, readNextKey, writeSearchKey } from './search-address.ts';
import { findSection } from './section.route.ts';
import { siteUrl } from './structured.ts';
import { loadSyndicated } from './syndicated.io.ts';

const LIMIT = 20;

/** Whether whole texts of open stories go out with the answer. */
export type Texts = 'summary' | 'whole';

export type StoriesPage = { stories: NinjsStory[]; after: string | null; next: string | null };

/**
 * Stories by section, topic, byline, words and time, newest first unless the best are asked for.
 *
 * throws  api-question-wrong, search-query-too-long
 */
export async function listApiStories(
  house: SiteHouse,
  query: StoriesQuery,
  texts: Texts,
  now: Date,
): Promise<StoriesPage> {
  const question = await readQuery(house, query);
  const { cards, older } = await findStories(house.slow, question, now);
  // Off the serving thread: a hundred whole texts take longer than a reader should wait.
  const stories = await loadSyndicated({ ...house, db: house.slow }, cards, texts, now);
  const after = older && writeSearchKey(older);
  return {
    stories: stories.map((story) => toNinjs(house.paper, story)),
    after,
    next: after && nextAddress(house.paper, { ...query, after }),
  };
}

/** throws  story-not-found, api-story-gone */
export async function getApiStory(
  house: SiteHouse,
  id: number,
  texts: Texts,
  now: Date,
): Promise<NinjsStory> {
  const found = await readStory(house.db, id as StoryId, now);
  if (found.is === 'gone') throw fault(siteFaults, 'api-story-gone', { id });
  const isStory = found.is === 'out' && found.story.kind === 'story';
  const [story] = isStory ? await loadSyndicated(house, [{ id: id as StoryId }], texts, now) : [];
  if (!story) throw fault(storyFaults, 'story-not-found', { id });
  return toNinjs(house.paper, story);
}

async function readQuery({ db, paper }: SiteHouse, query: StoriesQuery): Promise<SearchQuestion> {
  const { section, topic, byline, q = '', from, to, after, limit = LIMIT } = query;
  const order = q === '' ? 'newest' : (query.order ?? 'newest');
  return {
    words: q,
    language: paper.settings.language,
    sections:
      section === undefined
        ? undefined
        : sectionFamily(paper, known('section', section, findSection(paper, section))),
    topic: topic === undefined ? undefined : known('topic', topic, await findTopic(db, topic)).id,
    byline: byline === undefined ? undefined : known('byline', byline, await findByline(db, byline)).id,
    from: readMoment(paper, 'from', from, 0),
    // The day itself is meant too.
    to: readMoment(paper, 'to', to, 1),
    order,
    rights: noRights,
    limit,
    key: after === undefined ? undefined : known('after', after, readNextKey(after, order)),
  };
}

/** throws  api-question-wrong where nothing of this name was found */
function known<Found>(filter: string, asked: string, found: Found | undefined): Found {
  if (found === undefined) throw wrong(`${filter} names nothing here: ${asked}`);
  return found;
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** A day of the paper, `days` later, or a moment with its zone. */
function readMoment(paper: Paper, filter: string, text: string | undefined, days: number): Date | undefined {
  if (text === undefined) return undefined;
  const day = readDay(text);
  if (day) return startOfDay(paper.settings.timeZone, day.year, day.month, day.day + days);
  const at = MOMENT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at))
    throw wrong(`${filter} is neither a day (2026-03-01) nor a moment with its zone (2026-03-01T06:00:00Z).`);
  return new Date(at);
}

function nextAddress(paper: Paper, query: StoriesQuery): string {
  const asked = Object.entries(query).map(([name, value]) => [name, String(value)]);
  return siteUrl(paper, `/api/stories?${new URLSearchParams(asked)}`);
}

function wrong(problem: string) {
  return fault(siteFaults, 'api-question-wrong', { problem });
}
