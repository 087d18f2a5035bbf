/** What each kind of page says in its head: title, description, canonical address, feeds, Open Graph, JSON-LD. */
import type { Byline } from '#accounts/byline.sql.js';
import type { SectionId } from '#kit/ids.js';
import type { Picture } from '#media/picture.sql.js';
import { plainText } from '#stories/document.js';
import { type Opening, openingOf, type Whole } from '#stories/gate.js';
import type { Note } from '#stories/note.sql.js';
import type { ReadableStory } from '#stories/readable.sql.js';
import type { Topic } from '#stories/topic.sql.js';
import { excerpt } from './excerpt.ts';
import { findTexts } from './messages/messages.ts';
import { openGraph, storyGraph } from './open-graph.ts';
import type { Paper } from './page.ts';
import { paths } from './paths.ts';
import { articleImages, graphImage } from './shared-image.ts';
import {
  absolute,
  breadcrumbs,
  collectionPage,
  newsArticle,
  newsOrganization,
  profilePage,
  webSite,
} from './structured.ts';
import type {
  AlternateView,
  CardView,
  CreditView,
  ErrorView,
  LinkView,
  PageMeta,
  PictureView,
} from './view.ts';

/** Search engines show about this much. */
const DESCRIPTION_LENGTH = 200;
/** A title longer than this goes without the paper's name, which would be cut off anyway. */
const TITLE_LENGTH = 90;
/** Allows large pictures in results, which news needs to be shown well. */
const LISTED = 'max-image-preview:large';

export type StoryMetaFacts = {
  readonly story: ReadableStory;
  readonly read: Opening | Whole;
  readonly credits: readonly CreditView[];
  readonly lead: PictureView | null;
  /** The library's own of the lead, out of which networks and search engines get their shapes. */
  readonly leadOriginal?: Picture | undefined;
  readonly section: LinkView | null;
  readonly topics: readonly Topic[];
  readonly notes: readonly Note[];
};

export function storyMeta(paper: Paper, facts: StoryMetaFacts): PageMeta {
  const { story, credits, lead, leadOriginal, topics, notes } = facts;
  const { content, path } = story;
  const listed = topics.filter((topic) => topic.listed);
  const sections = sectionsDownTo(paper, story.section);
  const description = describeStory(story);
  const canonical = content.canonical || absolute(paper, path);
  const gated = content.access.to !== 'open';
  const image = graphImage(lead, leadOriginal);
  const graph = storyGraph(paper, { story, credits, description, sections, gated, topics: listed, image });
  const article = newsArticle(paper, {
    path,
    headline: content.headline,
    description,
    language: content.language || paper.settings.language,
    publishedAt: story.publishedAt,
    updatedAt: story.updatedAt,
    credits,
    agencyCredit: content.agencyCredit,
    dateline: content.dateline,
    images: articleImages(lead, leadOriginal),
    sections,
    topics: listed,
    gated,
    wordCount: story.wordCount,
    corrections: notes.filter((note) => note.kind !== 'change'),
  });
  return {
    title: titled(paper, content.searchTitle || content.headline),
    description,
    canonical,
    robots: robots(paper, content.noindex),
    alternates: storyFeeds(paper, sections.at(-1)),
    openGraph: graph,
    jsonLd: [article, breadcrumbs(paper, [...sections, { label: content.headline, href: path }])],
  };
}

/** A page of the newsroom's own: about us, contact, legal notice. */
export function pageMeta(paper: Paper, story: ReadableStory): PageMeta {
  const { content, path } = story;
  const description = describeStory(story);
  const title = content.searchTitle || content.headline;
  return {
    title: titled(paper, title),
    description,
    canonical: content.canonical || absolute(paper, path),
    robots: robots(paper, content.noindex),
    alternates: [],
    openGraph: openGraph(paper, { type: 'website', title, description, path, image: null }),
    jsonLd: [breadcrumbs(paper, [{ label: content.headline, href: path }])],
  };
}

export function frontMeta(paper: Paper, lead: CardView | null): PageMeta {
  const { name, tagline, description } = paper.settings;
  const about = description || tagline || null;
  return {
    title: tagline ? `${name} – ${tagline}` : name,
    description: about && excerpt(about, DESCRIPTION_LENGTH),
    canonical: absolute(paper, paths.front),
    robots: robots(paper, false),
    alternates: feedsOf(paper, paths.front, name),
    openGraph: openGraph(paper, {
      type: 'website',
      title: name,
      description: about,
      path: paths.front,
      image: graphImage(lead?.picture ?? null, undefined),
    }),
    jsonLd: [newsOrganization(paper), webSite(paper)],
  };
}

/**
 * A list: section, topic, month.
 *
 * first    false for its further pages, whose stories move on with every new one: they are not listed by search
 *          engines, the months of the archive are
 * parents  what stands above it
 * hidden   true for a list that is shown nowhere by itself
 */
export type ListFacts = {
  readonly name: string;
  readonly description: string;
  readonly path: string;
  readonly first: boolean;
  readonly parents: readonly LinkView[];
  readonly hidden?: boolean;
};

export function listMeta(paper: Paper, list: ListFacts): PageMeta {
  const { name, path, first, parents } = list;
  const description = list.description ? excerpt(list.description, DESCRIPTION_LENGTH) : null;
  // Neither a month nor the record of corrections has a feed of its own.
  const hasFeed = !/\/archive\/\d{4}\/\d{2}$/.test(path) && path !== paths.corrections;
  return {
    title: titled(paper, [name, parents.at(-1)?.label].filter(Boolean).join(' – ')),
    description,
    canonical: first ? absolute(paper, path) : null,
    robots: robots(paper, !first || list.hidden === true),
    alternates: hasFeed ? feedsOf(paper, path, name) : [],
    openGraph: openGraph(paper, { type: 'website', title: name, description, path, image: null }),
    jsonLd: [
      collectionPage(paper, { name, path, description: list.description }),
      breadcrumbs(paper, [...parents, { label: name, href: path }]),
    ],
  };
}

export type BylineFacts = Pick<Byline, 'name' | 'role' | 'about' | 'kind'> & {
  readonly path: string;
  readonly first: boolean;
};

export function bylineMeta(paper: Paper, byline: BylineFacts): PageMeta {
  const { name, role, about, path, first } = byline;
  const description = excerpt([role, about].filter(Boolean).join('. '), DESCRIPTION_LENGTH) || null;
  const type = byline.kind === 'person' ? 'profile' : 'website';
  return {
    title: titled(paper, name),
    description,
    canonical: first ? absolute(paper, path) : null,
    robots: robots(paper, !first),
    alternates: feedsOf(paper, path, name),
    openGraph: openGraph(paper, { type, title: name, description, path, image: null }),
    jsonLd: [profilePage(paper, byline), breadcrumbs(paper, [{ label: name, href: path }])],
  };
}

/** Search results are made of what asks, so search engines keep out of them. */
export function searchMeta(paper: Paper, query: string): PageMeta {
  const { searchFor } = findTexts(paper.settings.language);
  return unlisted(paper, query ? `${query} – ${searchFor}` : searchFor);
}

export function errorMeta(paper: Paper, status: ErrorView['status']): PageMeta {
  const texts = findTexts(paper.settings.language);
  const titles = {
    400: texts.badRequest,
    404: texts.notFound,
    410: texts.gone,
    429: texts.tooMany,
    500: texts.ourFault,
    503: texts.ourFault,
  };
  return unlisted(paper, titles[status]);
}

/** What stands under the headline in results: the editor's words for it, the standfirst, else how the story begins. */
export function describeStory({ content }: Pick<ReadableStory, 'content'>): string | null {
  // The opening even where the whole is shown: one description for everyone, and no word from behind the gate.
  const given = content.searchDescription || content.standfirst;
  const shown = content.access.to === 'open' ? content.body.content.slice(0, 8) : openingOf(content.body);
  const text = given || plainText(shown);
  return excerpt(text, DESCRIPTION_LENGTH) || null;
}

/** A page that no search engine has to list: one's own account, a step on the way to it. */
export function unlisted(paper: Paper, title: string): PageMeta {
  return {
    title: titled(paper, title),
    description: null,
    canonical: null,
    robots: 'noindex',
    alternates: [],
    openGraph: [],
    jsonLd: [],
  };
}

function titled(paper: Paper, title: string): string {
  const whole = `${title} – ${paper.settings.name}`;
  return whole.length > TITLE_LENGTH && title.length > TITLE_LENGTH / 2 ? title : whole;
}

function robots(paper: Paper, keepOut: boolean): string {
  return keepOut || !paper.settings.searchEngines ? 'noindex' : LISTED;
}

/** Every form of a list's feed; `path` is the list's own. */
function feedsOf(paper: Paper, path: string, name: string): AlternateView[] {
  const title = name === paper.settings.name ? name : `${paper.settings.name}: ${name}`;
  return [
    { href: paths.feed(path, 'xml'), type: 'application/rss+xml', title, language: null },
    { href: paths.feed(path, 'atom'), type: 'application/atom+xml', title, language: null },
    { href: paths.feed(path, 'json'), type: 'application/feed+json', title, language: null },
  ];
}

function storyFeeds(paper: Paper, section: LinkView | undefined): AlternateView[] {
  const [ofPaper] = feedsOf(paper, paths.front, paper.settings.name);
  const [ofSection] = section ? feedsOf(paper, section.href, section.label) : [];
  return [ofPaper, ofSection].filter((feed) => feed !== undefined);
}

function sectionsDownTo(paper: Paper, id: SectionId | null): LinkView[] {
  const way: LinkView[] = [];
  let section = id === null ? undefined : paper.sectionById.get(id);
  // A section cannot hold itself, but a hand in the database could say so.
  while (section && way.length < paper.sections.length) {
    way.unshift({ label: section.name, href: paths.section(section.slug) });
    section = section.parent === null ? undefined : paper.sectionById.get(section.parent);
  }
  return way;
}
