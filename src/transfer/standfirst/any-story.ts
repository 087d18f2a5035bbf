import { readAccess } from '#stories/access.js';
import { slugify } from '#stories/address.js';
import { checkBody } from '#stories/document.js';
import type {
  BundleAccess,
  BundleBody,
  BundleOrigin,
  BundlePage,
  BundlePicture,
  BundleState,
  BundleStory,
} from '../bundle.ts';
import { timeOf } from '../ghost/times.ts';
import { oldHtml } from '../old-html.ts';
import { escapeHtml } from '../wordpress/html-text.ts';
import type { AnyStoryLine } from './form.ts';

/** The section of stories that name none. */
export const usualSection = { slug: 'news', name: 'News' };

/** What a line names, each by its key. */
export type Named = {
  section: string;
  topics: { key: string; name: string }[];
  bylines: { key: string; name: string; role: string }[];
};

/** A story line as a record of a bundle, or what is wrong with it. */
export function toRecord(line: AnyStoryLine, origin: BundleOrigin): BundleStory | BundlePage | string {
  const wrong = findWrong(line);
  if (wrong) return wrong;
  const named = namedIn(line);
  const state = stateOf(line);
  const common = {
    origin,
    path: line.path ?? null,
    slug: line.slug ?? '',
    body: bodyOf(line),
    access: accessOf(line),
    state,
    updatedMs: timeOf(line.updated),
    search: searchOf(line),
    oldPaths: line.addresses ?? [],
  };
  if (line.kind === 'page') return { kind: 'page', ...common, title: line.headline ?? '', parent: null };
  return {
    kind: 'story',
    ...common,
    section: named.section,
    headline: line.headline ?? '',
    kicker: line.kicker ?? '',
    standfirst: line.standfirst ?? '',
    createdMs: timeOf(line.made),
    bylines: named.bylines.map(({ key, role }) => ({ byline: key, role })),
    agencyCredit: line.agencyCredit ?? '',
    topics: named.topics.map(({ key }) => key),
    picture: pictureOf(line),
    pinned: line.sticky === true,
    takesComments: true,
    more: {
      frontHeadline: line.frontHeadline ?? '',
      dateline: line.dateline ?? '',
      language: line.language ?? '',
      storyline: line.storyline ? String(line.storyline) : null,
      notes: (line.notes ?? []).map(({ kind, text, block, dated }) => ({
        ...{ kind, text, block },
        datedMs: Date.parse(dated),
      })),
    },
  };
}

function accessOf(line: AnyStoryLine): BundleAccess {
  const access = readAccess(line.access ?? 'open');
  return access.to === 'tiers' ? { to: 'tiers', tiers: [...access.tiers] } : { to: access.to };
}

export function namedIn(line: AnyStoryLine): Named {
  const slugs = line.topicSlugs ?? [];
  const topics = (line.topics ?? []).flatMap((name, at) => {
    const key = slugs[at] ?? slugify(name);
    return /[\p{L}\p{N}]/u.test(name) ? [{ key, name: name.trim() }] : [];
  });
  const bylines = (line.bylines ?? []).map(({ slug, name, role }) => {
    return { key: slug || slugify(name), name, role: role ?? '' };
  });
  return { section: line.section || usualSection.slug, topics, bylines };
}

function findWrong(line: AnyStoryLine): string | undefined {
  for (const name of ['published', 'updated', 'unpublish', 'made'] as const) {
    const time = line[name];
    if (time && timeOf(time) === null) return `"${name}" is no time.`;
  }
  if (line.embargo && line.embargo !== 'until lifted' && timeOf(line.embargo) === null)
    return '"embargo" is no time.';
  const empty = !line.headline?.trim() && !line.text?.trim() && !line.html && line.body === undefined;
  if (empty) return 'it has neither a headline nor a text.';
  if (line.body === undefined || line.body === null) return undefined;
  try {
    checkBody(line.body);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What was not for readers there is not for readers here. */
function stateOf(line: AnyStoryLine): BundleState {
  const atMs = timeOf(line.published);
  if (line.state === 'killed') return { is: 'binned' };
  if (line.state === 'draft' || atMs === null) return { is: 'draft' };
  const [hold] = line.holds ?? [];
  if (hold) return { is: 'private', atMs, why: `it was held: ${hold.reason}` };
  if (line.state === 'withdrawn') return { is: 'private', atMs, why: 'it was withdrawn' };
  const untilMs = line.embargo === 'until lifted' ? null : timeOf(line.embargo);
  const lifts = line.embargo === 'until lifted' ? ({ is: 'until-lifted' } as const) : undefined;
  const embargo =
    lifts ?? (untilMs === null ? { is: 'none' as const } : { is: 'until' as const, at: untilMs });
  return { is: 'published', atMs, window: { embargo, unpublishMs: timeOf(line.unpublish) } };
}

function bodyOf(line: AnyStoryLine): BundleBody {
  if (line.body !== undefined && line.body !== null)
    return { form: 'document', document: line.body, linked: line.linked ?? {} };
  if (line.html) return { form: 'html', html: oldHtml(line.html) };
  const lines = (line.text ?? '').split(/\r?\n/).filter((paragraph) => paragraph.trim() !== '');
  return { form: 'html', html: lines.map((words) => `<p>${escapeHtml(words)}</p>`).join('') };
}

function pictureOf({ lead }: AnyStoryLine): BundlePicture | null {
  if (!lead) return null;
  const { media, alt, caption, credit } = lead;
  return { media: { id: `media:${media}`, url: null }, alt, caption, credit };
}

function searchOf({ search }: AnyStoryLine): BundleStory['search'] {
  if (!search) return { title: '', description: '', canonical: null, noindex: false };
  return { ...search, canonical: search.canonical || null };
}
