import type { MediaId } from '#kit/ids.js';
import { slugify } from '#stories/address.js';
import { type Body, checkBody, plainText } from '#stories/document.js';
import { fromHtml, type Note } from '#stories/from-html.js';
import type { Content } from '#stories/story.js';
import type { Placing } from '#stories/story-row.js';
import type { BundleBody, BundlePage, BundleState, BundleStory } from '../bundle.ts';
import type { Names } from './loading.ts';

export type StoryRecord = BundleStory | BundlePage;

const longestHeadline = 80;

/** The body of a record, with what reading it noted. */
export function readBody(body: BundleBody, embedHosts: readonly string[]): { body: Body; notes: Note[] } {
  if (body.form === 'document') return { body: checkBody(body.document), notes: [] };
  return fromHtml(body.html, { trusted: true, embedHosts, blankLines: body.blankLines === true });
}

/** What a record says, as a revision holds it. */
export function toContent(record: StoryRecord, body: Body, names: Names, lead: MediaId | null): Content {
  const headline = (record.kind === 'page' ? record.title : record.headline) || headlineOf(body);
  const { search } = record;
  const common = {
    ...{ headline, frontHeadline: '', dateline: '', body, access: record.access, language: '' },
    ...{
      searchTitle: search.title,
      searchDescription: search.description,
      canonical: search.canonical ?? '',
      noindex: search.noindex,
    },
  };
  if (record.kind === 'page') {
    return {
      ...common,
      standfirst: '',
      kicker: '',
      section: null,
      credits: [],
      agencyCredit: '',
      topics: [],
      lead: null,
    };
  }
  const { picture, more } = record;
  return {
    ...common,
    frontHeadline: more?.frontHeadline ?? '',
    dateline: more?.dateline ?? '',
    language: more?.language ?? '',
    standfirst: record.standfirst,
    kicker: record.kicker,
    section: (record.section === null ? undefined : names.sections.get(record.section)?.id) ?? null,
    credits: record.bylines.flatMap(({ byline, role }) => {
      const found = names.bylines.get(byline);
      return found ? [{ byline: found.id, role }] : [];
    }),
    agencyCredit: record.agencyCredit,
    topics: [...new Set(record.topics.flatMap((key) => names.topics.get(key)?.id ?? []))],
    lead:
      lead === null || !picture
        ? null
        : { media: lead, alt: picture.alt, caption: picture.caption, credit: picture.credit },
  };
}

/** A story without a headline goes by its first words. */
function headlineOf(body: Body): string {
  const words = plainText(body.content).replace(/\s+/g, ' ').trim();
  if (words === '') return '(no headline)';
  if (words.length <= longestHeadline) return words;
  const cut = words.slice(0, longestHeadline);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 20))} …`;
}

/** Names as cards show them: the writers, else whoever stands first. */
export function bylineText(record: StoryRecord, names: Names, language: string): string {
  if (record.kind === 'page') return '';
  const writers = record.bylines.filter(({ role }) => role === '');
  const shown = (writers.length > 0 ? writers : record.bylines.slice(0, 1)).flatMap(
    ({ byline }) => names.bylines.get(byline)?.name ?? [],
  );
  return shown.length < 2 ? (shown[0] ?? '') : joinNames(shown, language);
}

const formats = new Map<string, Intl.ListFormat>();

function joinNames(names: readonly string[], language: string): string {
  const format = formats.get(language) ?? new Intl.ListFormat(language, { type: 'conjunction' });
  formats.set(language, format);
  return format.format(names);
}

/** Where a record's state puts it here. */
export function placingOf(state: BundleState, updatedMs: number | null, now: Date): Placing {
  const window = state.is === 'published' ? state.window : undefined;
  const out = (state: 'published' | 'withdrawn', publishedAt: number): Placing => ({
    state,
    timing: {
      publishedAt,
      embargo: window?.embargo ?? { is: 'none' },
      unpublishAt: window?.unpublishMs ?? null,
      held: false,
    },
    updatedAt: updatedMs !== null && updatedMs > publishedAt ? updatedMs : null,
  });
  switch (state.is) {
    case 'published':
      return out('published', state.atMs ?? now.getTime());
    case 'scheduled':
      return out('published', state.atMs);
    case 'private':
      return out('withdrawn', state.atMs ?? now.getTime());
    default:
      return { state: 'draft' };
  }
}

/** The slug of a record: its own, else one made of its headline. */
export function slugOf(record: StoryRecord, headline: string): string {
  return slugify(record.slug || headline);
}

/** The path a record wants: the one it had, else its section and slug. */
export function wantedPath(record: StoryRecord, headline: string, names: Names): string {
  if (record.path !== null) return record.path;
  const section =
    record.kind === 'story' && record.section !== null ? names.sections.get(record.section)?.slug : undefined;
  return `${section === undefined ? '' : `/${section}`}/${slugOf(record, headline)}`;
}

/** Another path like this one: `/2019/05/bridge/` → `/2019/05/bridge-2/`, `/page.html` → `/page-2.html`. */
export function otherPath(path: string, turn: number): string {
  const match = /^(.*\/)([^/]+?)(\.[a-z0-9]{2,5})?(\/?)$/i.exec(path);
  return match ? `${match[1]}${match[2]}-${turn}${match[3] ?? ''}${match[4]}` : `${path}-${turn}`;
}
