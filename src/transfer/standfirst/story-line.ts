import type { BylineId, MediaId, SectionId, StoryId, TopicId } from '#kit/ids.js';
import { no, type Result, yes } from '#kit/result.js';
import { readAccess, writeAccess } from '#stories/access.js';
import { type Body, checkBody, listLinks, plainText } from '#stories/document.js';
import type { KeptStory } from '#stories/restore.sql.js';
import type { Content, LeadPicture } from '#stories/story.js';
import { type HtmlOptions, toHtml } from '#stories/to-html.js';
import type { StoryLine } from './form.ts';

/** A publication's lists by id, and by slug. */
export type Names = {
  sections: ReadonlyMap<number, string>;
  topics: ReadonlyMap<number, { slug: string; name: string }>;
  bylines: ReadonlyMap<number, { slug: string; name: string }>;
};
export type Ids = {
  sections: ReadonlyMap<string, number>;
  topics: ReadonlyMap<string, number>;
  bylines: ReadonlyMap<string, number>;
};

/** A story as a line of an export. */
export function toStoryLine(story: KeptStory, names: Names, html: HtmlOptions): StoryLine {
  const { content, revision } = story;
  const topics = content.topics.flatMap((id) => names.topics.get(id) ?? []);
  return {
    id: story.id,
    kind: story.kind,
    state: story.state,
    published: isoOrNull(story.publishedAt),
    headline: content.headline,
    text: plainText(content.body.content),
    topics: topics.map(({ name }) => name),
    topicSlugs: topics.map(({ slug }) => slug),
    storyline: story.storyline,
    path: story.path,
    slug: story.slug,
    section: content.section === null ? null : (names.sections.get(content.section) ?? null),
    access: writeAccess(content.access),
    frontHeadline: content.frontHeadline,
    kicker: content.kicker,
    standfirst: content.standfirst,
    dateline: content.dateline,
    bylines: content.credits.flatMap(({ byline, role }) => {
      const found = names.bylines.get(byline);
      return found ? [{ ...found, role }] : [];
    }),
    bylineText: story.bylineText,
    agencyCredit: content.agencyCredit,
    lead: content.lead && leadParts(content.lead),
    language: content.language,
    search: {
      title: content.searchTitle,
      description: content.searchDescription,
      canonical: content.canonical,
      noindex: content.noindex,
    },
    updated: isoOrNull(story.updatedAt),
    embargo: embargoText(story),
    unpublish: isoOrNull(story.unpublishAt),
    made: iso(story.madeAt),
    changed: iso(story.changedAt),
    sticky: story.sticky,
    ...(story.meterFree ? { meterFree: true } : {}),
    announced: story.announced,
    revision: revisionParts(revision),
    addresses: story.addresses,
    notes: story.notes.map(({ id, kind, text, block, dated }) => ({
      ...{ id, kind, text, block },
      dated: iso(dated),
    })),
    holds: story.holds.map(({ id, reason, by, at }) => ({ id, reason, by, placed: iso(at) })),
    acts: story.acts.map(({ at, undoneAt, masks, ...act }) => ({
      ...act,
      masks: [...masks],
      at: iso(at),
      undone: isoOrNull(undoneAt),
    })),
    html: toHtml(content.body.content, html),
    body: content.body,
    linked: linkedPaths(content.body, html),
  };
}

function linkedPaths(body: Body, { story }: HtmlOptions): Record<string, string> {
  const named = listLinks(body).flatMap((link) => link.story ?? []);
  const paths = [...new Set(named)].sort((one, other) => one - other);
  return Object.fromEntries(paths.map((id) => [String(id), story?.(id)?.href ?? '']));
}

/** The story that a line holds, or what is wrong with it. */
export function readStoryLine(line: StoryLine, ids: Ids): Result<KeptStory, string> {
  const body = readBody(line.body);
  if (!body.ok) return body;
  const times = readTimes(line);
  if (!times.ok) return times;
  const { id, kind, state, path, slug, sticky, announced, bylineText, storyline, addresses } = line;
  return yes({
    id: id as StoryId,
    meterFree: line.meterFree === true,
    ...{ kind, state, path, slug, sticky, announced, bylineText, storyline, addresses },
    ...times.value,
    content: contentOf(line, ids, body.value),
    revision: readRevision(line.revision),
    notes: line.notes.map((note) => ({ ...note, dated: Date.parse(note.dated) })),
    holds: line.holds.map(({ placed, ...hold }) => ({ ...hold, at: Date.parse(placed) })),
    acts: (line.acts ?? []).map(({ at, undone, ...act }) => ({
      ...act,
      at: Date.parse(at),
      undoneAt: undone === null ? null : Date.parse(undone),
    })),
  });
}

export function revisionParts(revision: KeptStory['revision']): StoryLine['revision'] {
  const { id, number, madeAt, by, reason } = revision;
  return { id, number, made: iso(madeAt), by, reason };
}

export function readRevision({ made, ...revision }: StoryLine['revision']): KeptStory['revision'] {
  const { id, number, by, reason } = revision;
  return { id, number, by, reason, madeAt: Date.parse(made) };
}

export function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

export function isoOrNull(atMs: number | null): string | null {
  return atMs === null ? null : iso(atMs);
}

function leadParts({ media, alt, caption, credit }: LeadPicture): LeadPicture {
  return { media, alt, caption, credit };
}

function embargoText({ embargo }: KeptStory): string | null {
  if (embargo.is === 'none') return null;
  return embargo.is === 'until' ? iso(embargo.at) : 'until lifted';
}

function readBody(value: unknown): Result<Body, string> {
  try {
    return yes(checkBody(value));
  } catch (error) {
    return no(error instanceof Error ? error.message : String(error));
  }
}

type Times = Pick<
  KeptStory,
  'publishedAt' | 'updatedAt' | 'embargo' | 'unpublishAt' | 'madeAt' | 'changedAt'
>;

function readTimes(line: StoryLine): Result<Times, string> {
  const { published, updated, embargo, unpublish, made, changed } = line;
  const at = (time: string | null): number | null => (time === null ? null : Date.parse(time));
  const until = embargo === null || embargo === 'until lifted' ? null : Date.parse(embargo);
  const read = [at(published), at(updated), at(unpublish), until, at(made), at(changed)];
  if (read.some((time) => Number.isNaN(time))) return no('one of its times is none.');
  const open = embargo === null ? ({ is: 'none' } as const) : ({ is: 'until-lifted' } as const);
  return yes({
    publishedAt: at(published),
    updatedAt: at(updated),
    unpublishAt: at(unpublish),
    embargo: until === null ? open : { is: 'until', at: until },
    madeAt: Date.parse(made),
    changedAt: Date.parse(changed),
  });
}

function contentOf(line: StoryLine, ids: Ids, body: Body): Content {
  const { headline, frontHeadline, kicker, standfirst, dateline, agencyCredit, language, search } = line;
  const section = line.section === null ? undefined : ids.sections.get(line.section);
  return {
    headline,
    frontHeadline,
    standfirst,
    kicker,
    dateline,
    body,
    section: (section ?? null) as SectionId | null,
    credits: line.bylines.flatMap(({ slug, role }) => {
      const byline = ids.bylines.get(slug);
      return byline === undefined ? [] : [{ byline: byline as BylineId, role }];
    }),
    agencyCredit,
    topics: line.topicSlugs.flatMap((slug) => ids.topics.get(slug) ?? []) as TopicId[],
    access: readAccess(line.access),
    lead: line.lead && { ...line.lead, media: line.lead.media as MediaId },
    language,
    searchTitle: search.title,
    searchDescription: search.description,
    canonical: search.canonical,
    noindex: search.noindex,
  };
}
