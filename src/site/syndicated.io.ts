import { type Byline, findBylines } from '#accounts/byline.sql.js';
import type { BylineId } from '#kit/ids.js';
import { findPictures, type Picture } from '#media/picture.sql.js';
import type { Section } from '#paper/section.sql.js';
import { type Card, findCards } from '#stories/cards.sql.js';
import { type Body, listLinks, listMedia, plainText } from '#stories/document.js';
import { noRights, type Opening, type Rights, readAs, type Whole } from '#stories/gate.js';
import { listNotes, type Note } from '#stories/note.sql.js';
import { type ReadableStory, readStory } from '#stories/readable.sql.js';
import { escapeValue, toHtml } from '#stories/to-html.js';
import { findTopics, type Topic } from '#stories/topic.sql.js';
import { asReadNow } from './as-read-now.ts';
import { excerpt } from './excerpt.ts';
import { findTexts } from './messages/messages.ts';
import type { SiteHouse } from './page.ts';
import { fileAddress, pictureView } from './picture-view.ts';
import { articleImages, type SharedImage } from './shared-image.ts';
import { distinct } from './story-parts.io.ts';
import { siteUrl } from './structured.ts';

/**
 * A story as others are given it, in feeds and by the read API: what anyone may read, and nothing behind the gate.
 *
 * url      absolute, percent-encoded
 * summary  the standfirst, else how the story begins
 * html     the whole text of an open story, the opening of another; null where only summaries go out
 * notes    corrections and clarifications, newest first
 * changedAt  of the last change that readers are told of, a correction too; the time of publishing without one
 */
export type SyndicatedStory = {
  readonly story: ReadableStory;
  readonly url: string;
  readonly summary: string;
  readonly read: Opening | Whole;
  readonly html: string | null;
  readonly section: Section | null;
  readonly authors: readonly SyndicatedAuthor[];
  readonly topics: readonly Topic[];
  readonly notes: readonly Note[];
  readonly picture: SharedImage | null;
  readonly changedAt: number;
};

/** part  what somebody did for the story where it was not the writing, else '' */
export type SyndicatedAuthor = { readonly byline: Byline; readonly part: string };

const SUMMARY_LENGTH = 400;

/**
 * What goes out of these stories: in the order given; those that are gone by now are missing.
 *
 * rights  of the one it goes to; nobody's, where it goes to everybody
 */
export async function loadSyndicated(
  house: SiteHouse,
  cards: readonly Pick<Card, 'id'>[],
  texts: 'summary' | 'whole',
  now: Date,
  rights: Rights = noRights,
): Promise<SyndicatedStory[]> {
  const { db } = house;
  const found = await Promise.all(cards.map(({ id }) => readStory(db, id, now)));
  const { settings } = house.paper;
  const stories = found.flatMap((one) => (one.is === 'out' ? [asReadNow(one.story, settings)] : []));
  const reads = stories.map((story) => readAs(story.content, rights, settings.openingParagraphs));
  const labels = await loadLabels(house, stories);
  const references = await loadReferences(house, stories, texts === 'whole' ? reads : [], now);
  const notes = await Promise.all(stories.map(({ id }) => listNotes(db, id)));
  return stories.map((story, at) => {
    const read = reads[at] as Opening | Whole;
    const corrections = (notes[at] ?? []).filter(({ kind }) => kind !== 'change');
    const { content } = story;
    return {
      story,
      read,
      url: siteUrl(house.paper, story.path),
      summary: excerpt(content.standfirst || plainText(read.blocks.slice(0, 8)), SUMMARY_LENGTH),
      html: texts === 'whole' ? storyHtml(house, story, read, references) : null,
      section: (story.section !== null && house.paper.sectionById.get(story.section)) || null,
      authors: content.credits.flatMap(({ byline: id, role }) => {
        const byline = labels.bylines.get(id);
        return byline ? [{ byline, part: role }] : [];
      }),
      topics: distinct(content.topics.flatMap((id) => labels.topics.get(id) ?? [])).filter(
        ({ listed }) => listed,
      ),
      notes: corrections,
      picture: leadImage(story, references.pictures),
      changedAt: Math.max(story.updatedAt ?? story.publishedAt, ...corrections.map(({ dated }) => dated)),
    };
  });
}

type Labels = { bylines: Map<BylineId, Byline>; topics: Map<number, Topic> };

async function loadLabels({ db, parts }: SiteHouse, stories: readonly ReadableStory[]): Promise<Labels> {
  const bylines = [...new Set(stories.flatMap(({ content }) => content.credits.map(({ byline }) => byline)))];
  const topics = [...new Set(stories.flatMap(({ content }) => content.topics))];
  return {
    bylines: await parts.findMany('byline', bylines, (ids) => findBylines(db, ids)),
    topics: await parts.findMany('topic', topics, (ids) => findTopics(db, ids)),
  };
}

type References = { cards: Map<number, Card>; pictures: Map<number, Picture> };

/** Stories and pictures that go out with these texts; the lead pictures always do. */
async function loadReferences(
  { db }: SiteHouse,
  stories: readonly ReadableStory[],
  reads: readonly (Opening | Whole)[],
  now: Date,
): Promise<References> {
  const shown: Body = { type: 'doc', content: reads.flatMap(({ blocks }) => [...blocks]) };
  const linked = listLinks(shown).flatMap(({ story }) => story ?? []);
  const leads = stories.flatMap(({ lead }) => lead ?? []);
  return {
    cards: await findCards(db, linked, now),
    pictures: await findPictures(db, [...listMedia(shown), ...leads]),
  };
}

function storyHtml(
  { paper }: SiteHouse,
  story: ReadableStory,
  read: Opening | Whole,
  { cards, pictures }: References,
): string {
  const url = siteUrl(paper, story.path);
  const texts = findTexts(paper.settings.language);
  const body = toHtml(read.blocks, {
    base: url,
    ids: false,
    alsoRead: texts.alsoRead,
    story: (id) => {
      const card = cards.get(id);
      return card && { href: card.path, headline: card.headline };
    },
    media: (id) => mediaFound(pictures.get(id)),
  });
  if (read.audience === 'whole') return body;
  const says = read.access.to === 'registered' ? texts.gateRegistered : texts.gateMembers;
  return `${body}<p><a href="${escapeValue(url)}">${says}</a></p>`;
}

function mediaFound(picture: Picture | undefined): { src: string; width?: number; height?: number } | null {
  if (!picture) return null;
  const view = pictureView(picture);
  if (view) return { src: view.src, width: view.width, height: view.height };
  const src = fileAddress(picture);
  return src === null ? null : { src };
}

function leadImage({ content }: ReadableStory, pictures: ReadonlyMap<number, Picture>): SharedImage | null {
  const { lead } = content;
  const picture = lead ? pictures.get(lead.media) : undefined;
  if (!lead || !picture) return null;
  return articleImages(pictureView(picture, lead), picture)[0] ?? null;
}
