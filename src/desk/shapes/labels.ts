import type { TopicKind } from '#stories/topic.sql.js';

export type SectionRow = {
  id: number;
  slug: string;
  name: string;
  description: string;
  parent: number | null;
  position: number;
  access: string;
  stories: number;
};
export type SectionsReply = { sections: SectionRow[] };

export type TopicRow = {
  id: number;
  slug: string;
  name: string;
  kind: TopicKind;
  introduction: string;
  aliases: string[];
  listed: boolean;
  stories: number;
};
/** `after` is where the list goes on; null at its end. The counts are of all topics. */
export type TopicsReply = { topics: TopicRow[]; after: string | null; all: number; listed: number };
export type TopicReply = { topic: TopicRow; formerly: string[] };

export type BylineRow = {
  id: number;
  slug: string;
  name: string;
  kind: 'person' | 'agency';
  role: string;
  about: string;
  portrait: { id: number; src: string; alt: string } | null;
  stories: number;
  /** Name of the desk account whose stories carry it, where there is one. */
  staff: string | null;
};
export type BylinesReply = { bylines: BylineRow[]; after: string | null };

/** What a merge did, in numbers for people. */
export type MergedReply = { stories: number };

export type RedirectRow = { from: string; to: string; byHand: boolean; at: number | null };
export type RedirectsReply = { redirects: RedirectRow[]; after: string | null };
/** What a reader is answered at an address: the last status, and the addresses on the way there. */
export type TestedAddress = { status: number; way: string[] };

export type PageRow = {
  id: number;
  path: string;
  headline: string;
  state: 'draft' | 'published' | 'withdrawn' | 'killed';
  changedAt: number;
};
export type PagesReply = { pages: PageRow[] };
