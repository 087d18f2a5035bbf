import type { Note } from '#stories/note.sql.js';
import { escapeText } from '#stories/to-html.js';
import type { Feed, FeedItem, FeedPicture } from './feeds.ts';
import { makeMessages } from './messages/messages.ts';
import type { Paper } from './page.ts';
import { paths } from './paths.ts';
import { mimeOfPicture, type SharedImage } from './shared-image.ts';
import { siteUrl } from './structured.ts';
import type { SyndicatedStory } from './syndicated.io.ts';
import { tagUri } from './tag-uri.ts';

/**
 * The list a feed is of.
 *
 * name       '' for the whole paper
 * path       of its page
 * self       path of the feed itself
 * updatedAt  what the feed says while nothing is in it, milliseconds since 1970
 */
export type FeedList = {
  readonly name: string;
  readonly description: string;
  readonly path: string;
  readonly self: string;
  readonly updatedAt: number;
};

/** The feed of a list, with these stories. */
export function feedOf(paper: Paper, list: FeedList, stories: readonly SyndicatedStory[]): Feed {
  const { name, description, tagline, language } = paper.settings;
  const changes = stories.map(({ changedAt }) => changedAt);
  const wordNote = noteWriter(paper);
  return {
    title: list.name ? `${name}: ${list.name}` : name,
    description: list.description || description || tagline,
    home: siteUrl(paper, list.path),
    self: siteUrl(paper, list.self),
    language,
    updatedAt: changes.length > 0 ? Math.max(...changes) : list.updatedAt,
    publisher: name,
    items: stories.map((story) => itemOf(paper, story, story.notes.map(wordNote))),
  };
}

function itemOf(paper: Paper, syndicated: SyndicatedStory, notes: readonly string[]): FeedItem {
  const { story, section, authors, topics, picture } = syndicated;
  const { headline, language } = story.content;
  const noteHtml = notes.map((note) => `<p><em>${escapeText(note)}</em></p>`);
  return {
    id: tagUri(paper, 'story', story.id, story.publishedAt),
    url: syndicated.url,
    title: headline,
    summary: [syndicated.summary, ...notes].filter(Boolean).join('\n\n'),
    html: syndicated.html === null ? null : [syndicated.html, ...noteHtml].join(''),
    publishedAt: story.publishedAt,
    updatedAt: syndicated.changedAt,
    authors: authors.map(({ byline: { name, slug } }) => ({
      name,
      url: siteUrl(paper, paths.byline(slug)),
    })),
    categories: [...(section ? [section.name] : []), ...topics.map(({ name }) => name)],
    language: language && language !== paper.settings.language ? language : null,
    picture: picture && pictureOf(paper, picture),
  };
}

function noteWriter({ settings }: Paper): (note: Note) => string {
  const { texts, day } = makeMessages(settings.language, settings.timeZone);
  return ({ kind, dated, text }) => {
    const label = texts[kind === 'change' ? 'correction' : kind];
    return `${label} (${day(new Date(dated).toISOString())}): ${text}`;
  };
}

function pictureOf(paper: Paper, { src, size, alt, credit }: SharedImage): FeedPicture {
  return {
    url: siteUrl(paper, src),
    mime: mimeOfPicture(src),
    width: size?.width ?? null,
    height: size?.height ?? null,
    alt,
    credit,
  };
}
