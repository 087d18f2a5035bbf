import { listMergedBylines } from '#accounts/byline.sql.js';
import { listMergedSections, listSections } from '#paper/section.sql.js';
import type { Db } from '#store/tables.js';
import { listLinks, listMedia } from '#stories/document.js';
import { listMergedTopics } from '#stories/merged.sql.js';
import type { KeptStory } from '#stories/restore.sql.js';
import type { StoryLine } from './form.ts';
import { listBylineLines, listTopicLines } from './kept-rows.sql.ts';
import { countAllStories, findNamed, listKeptStories } from './kept-stories.sql.ts';
import { type Names, toStoryLine } from './story-line.ts';

/** Stories read at a time. */
const PAGE = 100;

/** Every story and page as a line, by id. */
export async function* listStoryLines(db: Db, progress: (share: number) => void): AsyncGenerator<StoryLine> {
  const names = await readNames(db);
  const all = await countAllStories(db);
  let done = 0;
  for (let after = 0; ; ) {
    const stories = await listKeptStories(db, after, PAGE);
    if (stories.length === 0) return;
    yield* await toLines(db, stories, names);
    after = stories.at(-1)?.id ?? after;
    done += stories.length;
    progress(done / Math.max(1, all));
  }
}

async function toLines(db: Db, stories: readonly KeptStory[], names: Names): Promise<StoryLine[]> {
  const bodies = stories.map(({ content }) => content.body);
  const linked = bodies.flatMap((body) => listLinks(body).flatMap(({ story }) => story ?? []));
  const named = await findNamed(db, [...new Set(linked)], [...new Set(bodies.flatMap(listMedia))]);
  const html = {
    story: (id: number) => named.stories.get(id),
    media: (id: number) => named.media.get(id),
  };
  return stories.map((story) => toStoryLine(story, names, html));
}

/** What stories are named under. Revisions still name what was merged since. */
export async function readNames(db: Db): Promise<Names> {
  const sections = new Map((await listSections(db)).map(({ id, slug }) => [id as number, slug]));
  const topics = await named(listTopicLines(db));
  const bylines = await named(listBylineLines(db));
  return {
    sections: withMerged(sections, await listMergedSections(db)),
    topics: withMerged(topics, await listMergedTopics(db)),
    bylines: withMerged(bylines, await listMergedBylines(db)),
  };
}

function withMerged<Name>(names: Map<number, Name>, merged: ReadonlyMap<number, number>): Map<number, Name> {
  for (const [old, now] of merged) {
    const name = names.get(now);
    if (name !== undefined) names.set(old, name);
  }
  return names;
}

type Named = { slug: string; name: string };

async function named(lines: AsyncIterable<Named & { id: number }>): Promise<Map<number, Named>> {
  const found = new Map<number, Named>();
  for await (const { id, slug, name } of lines) found.set(id, { slug, name });
  return found;
}
