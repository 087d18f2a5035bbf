import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Layout } from '#fronts/front.js';
import type { OfferKind } from '#members/offer.js';
import type { Period } from '#members/tier.js';

/** `paper.json` of the demonstration paper; demo/README.md tells the form. */
export type DemoPaper = {
  name: string;
  tagline: string;
  language: string;
  timeZone: string;
  description: string;
  navigation: { label: string; href: string }[];
  footer: string;
  colours: { accent: { light: string; dark: string } };
  sections: { slug: string; name: string; description: string }[];
  bylines: { slug: string; name: string; kind: 'person' | 'agency'; about: string; role: string }[];
  topics: { slug: string; name: string; kind: string; introduction: string; aliases: string[] }[];
  pictures: { file: string; alt: string; caption: string; credit: string; focal: [number, number] }[];
  pages: { slug: string; title: string; file: string }[];
  front: { lead: string; secondary: string[]; containers: DemoContainer[] };
};

/** A container of the home front; stories, sections and topics by their slugs. At most one of the three rules. */
export type DemoContainer = {
  layout: Layout;
  title?: string;
  newest?: boolean;
  section?: string;
  topic?: string;
  limit: number;
  cards: {
    story: string;
    headline?: string;
    kicker?: string;
    sublinks?: { story: string; text: string }[];
  }[];
};

/** What stands before the text of a story. Days count back from the demonstration's today. */
export type DemoStory = {
  slug: string;
  html: string;
  headline: string;
  standfirst: string;
  kicker?: string;
  section: string;
  bylines: { byline: string; role: string }[];
  agencyCredit?: string;
  dateline?: string;
  topics: string[];
  access: string;
  publishedDaysAgo: number;
  publishedAt: string;
  updatedDaysAgo?: number;
  updatedAt?: string;
  lead?: { picture: string; caption?: string };
  searchTitle?: string;
  corrections?: {
    kind: 'correction' | 'clarification' | 'update';
    daysAgo: number;
    at?: string;
    text: string;
  }[];
};

/** `members.json` of the demonstration paper: what membership costs and brings. */
export type DemoMembers = {
  settings: Record<string, unknown>;
  tiers: DemoTier[];
  taxBp: number;
  offers: DemoOffer[];
  partners: DemoPartner[];
};

type DemoTier = {
  slug: string;
  name: string;
  says: string;
  benefits: string[];
  prices: { period: Period; amountMinor: number; trialDays: number }[];
};

/** `tier` null: for every tier. */
type DemoOffer = {
  name: string;
  code: string;
  tier: string | null;
  period: Period | null;
  kind: OfferKind;
  amount: number;
  periods: number | null;
  newcomers: boolean;
};

export type DemoPartner = {
  name: string;
  about: string;
  email: string;
  places: { name: string; address: string }[];
  benefits: DemoBenefit[];
};

/** `codes` and `codeBegins` fill a pool with codes of the partner's: 'ALMA-0001'. */
export type DemoBenefit = {
  slug: string;
  title: string;
  says: string;
  terms: string;
  picture: string;
  kind: 'pool' | 'shared' | 'own';
  sharedCode?: string;
  worthMinor: number | null;
  settleMinor: number;
  perMember: number;
  perMemberDays: number | null;
  useWithinDays: number | null;
  lowAt?: number;
  codes?: number;
  codeBegins?: string;
  tiers: string[];
};

export function readDemoPaper(folder: string): DemoPaper {
  return JSON.parse(readFileSync(join(folder, 'paper.json'), 'utf8')) as DemoPaper;
}

export function readDemoMembers(folder: string): DemoMembers {
  return JSON.parse(readFileSync(join(folder, 'members.json'), 'utf8')) as DemoMembers;
}

/** All stories, oldest first, so that ALSO READ finds what it points to. */
export function readDemoStories(folder: string): DemoStory[] {
  const names = readdirSync(join(folder, 'stories')).filter((name) => name.endsWith('.html'));
  const stories = names.map(
    (name) =>
      ({ slug: name.replace(/\.html$/, ''), ...readWithHead(join(folder, 'stories', name)) }) as DemoStory,
  );
  return stories.sort(
    (one, other) =>
      other.publishedDaysAgo - one.publishedDaysAgo || one.publishedAt.localeCompare(other.publishedAt),
  );
}

/** A file of HTML with a JSON object in a comment at its head. */
export function readWithHead(path: string): { html: string } & Record<string, unknown> {
  const text = readFileSync(path, 'utf8');
  const end = text.indexOf('-->');
  if (!text.startsWith('<!--') || end < 0) return { html: text };
  return { ...(JSON.parse(text.slice(4, end)) as Record<string, unknown>), html: text.slice(end + 3).trim() };
}
