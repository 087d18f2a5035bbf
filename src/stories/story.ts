import type { BylineId, MediaId, RevisionId, SectionId, StoryId, TopicId } from '#kit/ids.js';
import type { Access } from './access.ts';
import type { Body } from './document.ts';

/** Credit on one story. `role` is '' for the writer, else the newsroom's word: 'photographs', 'additional reporting'. */
export type Credit = { byline: BylineId; role: string };

/** The picture above the text. Texts are '' where the library's own are to be used. */
export type LeadPicture = { media: MediaId; alt: string; caption: string; credit: string };

/** Everything of a story that is versioned: what a revision holds, immutable once saved. */
export type Content = {
  headline: string;
  /** For cards and fronts; '' means the headline. */
  frontHeadline: string;
  standfirst: string;
  kicker: string;
  dateline: string;
  body: Body;
  section: SectionId | null;
  credits: Credit[];
  /** The agencies whose copy is in it, as readers see them: 'Tidewater Press'. */
  agencyCredit: string;
  topics: TopicId[];
  access: Access;
  lead: LeadPicture | null;
  /** BCP 47; '' means the paper's. */
  language: string;
  /** For search engines and networks; '' means headline and standfirst. */
  searchTitle: string;
  searchDescription: string;
  /** Address of the original when this is a copy, else ''. */
  canonical: string;
  noindex: boolean;
};

export type StoryKind = 'story' | 'page';

/**
 * When readers may see a published story. Times are milliseconds since 1970, UTC.
 *
 * publishedAt   the time it carries; in the future means scheduled
 * embargo       'none', until a time, or until lifted by hand
 * unpublishAt   from when it is no longer there, or null
 * held          somebody's hold stands on it
 */
export type Timing = {
  publishedAt: number;
  embargo: Embargo;
  unpublishAt: number | null;
  held: boolean;
};

export type Embargo = { is: 'none' } | { is: 'until'; at: number } | { is: 'until-lifted' };

type Base = { id: StoryId; kind: StoryKind; path: string; slug: string };

export type Draft = Base & { state: 'draft'; embargo: Embargo; held: boolean };
export type Published = Base & {
  state: 'published';
  revision: RevisionId;
  timing: Timing;
  updatedAt: number | null;
};
/** Taken off without fault; its address answers 410 and it may return. */
export type Withdrawn = Base & { state: 'withdrawn'; revision: RevisionId; timing: Timing };
/** Taken off for good: neither headline nor picture is shown again. */
export type Killed = Base & { state: 'killed' };

/** One shape for each state, so that a killed story cannot hold a publish date. */
export type Story = Draft | Published | Withdrawn | Killed;
