import type { MediaId, StoryId } from '#kit/ids.js';
import type { Db, Tables } from '#store/tables.js';
import { type AlsoRead, type Body, listLinks, listMedia, mapReferences } from '#stories/document.js';
import type { BundleBody } from '../bundle.ts';
import { originId } from '../standfirst/origin-ids.ts';
import type { Loading } from './loading.ts';
import type { ImportedMedia } from './media.job.ts';
import type { StoryRecord } from './story-content.ts';
import { findStories } from './targets.sql.ts';

/** A body with our numbers in it. `waits`: it names stories under ALSO READ that have not come in yet. */
export type Renumbered = { body: Body; waits: boolean };

/** Puts our numbers of stories and pictures in place of those of the origin, in bodies that came in our own form. */
export async function renumber(
  records: readonly StoryRecord[],
  bodies: readonly Body[],
  loading: Loading,
  media: ImportedMedia,
): Promise<Renumbered[]> {
  const own = records.map((record) => record.body).map((body) => (body.form === 'document' ? body : null));
  const named = bodies.filter((_, at) => own[at]);
  if (named.length === 0) return bodies.map((body) => ({ body, waits: false }));
  const { db } = loading.house.store;
  const stories = await findStories(db, named.flatMap(storiesIn).map(storyAt), loading);
  const pictures = await media.findByOrigin(named.flatMap(listMedia).map((id) => originId('media', id)));
  return bodies.map((body, at) => {
    const form = own[at];
    return form ? renumberOne(body, form, stories, pictures) : { body, waits: false };
  });
}

/**
 * Looks again for the stories under ALSO READ that had not come in when their body did.
 *
 * source  the line that the body came in
 */
export async function settleAlsoRead(
  db: Db,
  rows: readonly Tables['origin'][],
  bodies: readonly (Body | undefined)[],
  loading: Loading,
): Promise<(Body | undefined)[]> {
  const wanted = rows.map(({ source }) => alsoReadIn(source));
  const ids = wanted.flatMap((blocks) => [...blocks.values()].flat());
  if (ids.length === 0) return [...bodies];
  const stories = await findStories(db, ids.map(storyAt), loading);
  return bodies.map((body, at) => {
    const blocks = wanted[at];
    if (!body || !blocks || blocks.size === 0) return body;
    const content = body.content.map((block) => {
      const numbers = block.type === 'alsoRead' ? blocks.get(block.attrs.id) : undefined;
      if (!numbers || block.type !== 'alsoRead') return block;
      const found = ours(numbers, stories);
      return found.length === block.attrs.stories.length
        ? block
        : { ...block, attrs: { ...block.attrs, stories: found } };
    });
    return content.some((block, place) => block !== body.content[place]) ? { ...body, content } : body;
  });
}

type OwnForm = Extract<BundleBody, { form: 'document' }>;

function renumberOne(
  body: Body,
  { linked = {} }: OwnForm,
  stories: ReadonlyMap<string, StoryId>,
  pictures: ReadonlyMap<string, MediaId>,
): Renumbered {
  let waits = false;
  const mediaOf = (id: MediaId | null): MediaId | null =>
    id === null ? null : (pictures.get(originId('media', id)) ?? null);
  const renumbered = mapReferences(body, {
    picture: (picture) => ({ ...picture, media: mediaOf(picture.media) }),
    file: (file) => ({ ...file, media: mediaOf(file.media) }),
    link: (link) => {
      if (link.story === null) return link;
      const story = stories.get(storyAt(link.story));
      // One that has not come in yet is found again by its path.
      return story === undefined
        ? { href: `${linked[String(link.story)] || '/'}${link.href}`, story: null }
        : { ...link, story };
    },
    alsoRead: (ids) => {
      const found = ours(ids, stories);
      if (found.length < ids.length) waits = true;
      return found;
    },
  });
  return { body: renumbered, waits };
}

function ours(ids: readonly number[], stories: ReadonlyMap<string, StoryId>): AlsoRead['attrs']['stories'] {
  return ids.flatMap((id) => stories.get(storyAt(id)) ?? []);
}

function storiesIn(body: Body): number[] {
  return listLinks(body).flatMap(({ story }) => story ?? []);
}

function storyAt(id: number): string {
  return originId('story', id);
}

/** The blocks of a line's body under which stories are offered, by the blocks' own ids. */
function alsoReadIn(source: string | null): Map<string, number[]> {
  const blocks = new Map<string, number[]>();
  if (source === null || !source.includes('"alsoRead"')) return blocks;
  const { body } = JSON.parse(source) as { body?: Body };
  for (const block of body?.content ?? [])
    if (block.type === 'alsoRead') blocks.set(block.attrs.id, block.attrs.stories);
  return blocks;
}
