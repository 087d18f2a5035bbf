import type { Insertable, Selectable, Updateable } from 'kysely';
import type { RevisionId, StoryId } from '#kit/ids.js';
import type { Tables } from '#store/tables.js';
import { writeAccess } from './access.ts';
import { wordCount } from './document.ts';
import type {
  Content,
  Draft,
  Embargo,
  Killed,
  Published,
  Story,
  StoryKind,
  Timing,
  Withdrawn,
} from './story.ts';
import { readersWindow } from './workflow.ts';

type Row = Selectable<Tables['story']>;

/** A story about to be made, with its first revision. `bylineText` is what cards show: 'Ada Finch and Tom Reed'. */
export type NewStory = {
  kind: StoryKind;
  path: string;
  slug: string;
  content: Content;
  bylineText: string;
  /** Held at the top of lists by the newsroom. */
  sticky: boolean;
  placing: Placing;
  madeBy: string;
  reason: string;
  /** Milliseconds since 1970, UTC. */
  madeAt: number;
};

/** Where a new story stands: a draft, or published or withdrawn with this timing. */
export type Placing =
  | { state: 'draft' }
  | { state: 'published' | 'withdrawn'; timing: Timing; updatedAt: number | null };

/** The story that a row tells of. `held` comes from the holds, which stand in a table of their own. */
export function toStory(row: Row, held: boolean): Story {
  const base = { id: row.id as StoryId, kind: row.kind, path: row.path, slug: row.slug };
  const embargo = embargoOf(row);
  const revision = row.published_revision_id as RevisionId | null;
  if (row.state === 'killed') return { ...base, state: 'killed' } satisfies Killed;
  if (row.state === 'draft' || revision === null || row.published_at === null) {
    return { ...base, state: 'draft', embargo, held } satisfies Draft;
  }
  const timing: Timing = { publishedAt: row.published_at, embargo, unpublishAt: row.unpublish_at, held };
  if (row.state === 'withdrawn') return { ...base, state: 'withdrawn', revision, timing } satisfies Withdrawn;
  return { ...base, state: 'published', revision, timing, updatedAt: row.updated_at } satisfies Published;
}

function embargoOf(row: Pick<Row, 'embargo_open' | 'embargo_until'>): Embargo {
  if (row.embargo_open === 1) return { is: 'until-lifted' };
  return row.embargo_until === null ? { is: 'none' } : { is: 'until', at: row.embargo_until };
}

/** The row of a new story; its published revision is set once that has an id. */
export function newStoryRow(story: NewStory, now: Date): Insertable<Tables['story']> {
  const { placing } = story;
  const out = placing.state === 'draft' ? null : placing;
  return {
    kind: story.kind,
    state: placing.state,
    path: story.path,
    slug: story.slug,
    sticky: story.sticky ? 1 : 0,
    ...cardRow(story.content, story.bylineText),
    ...(out ? timingRow(out.timing) : noTiming),
    // A withdrawn story keeps its times and is seen by nobody.
    ...(placing.state === 'withdrawn' ? { visible_from: null, visible_until: null } : {}),
    updated_at: out?.updatedAt ?? null,
    announced: out && isAnnounced(out.timing, now) ? 1 : 0,
    published_revision_id: null,
    made_at: story.madeAt,
    changed_at: now.getTime(),
  };
}

/** The columns that cards and lists read, so that a list needs no revision. */
export function cardRow(content: Content, bylineText: string) {
  return {
    section_id: content.section,
    access: writeAccess(content.access),
    headline: content.headline,
    front_headline: content.frontHeadline,
    standfirst: content.standfirst,
    kicker: content.kicker,
    byline_text: bylineText,
    lead_media_id: content.lead?.media ?? null,
    language: content.language,
    word_count: wordCount(content.body.content),
    // A story that search engines are kept from, or a copy that names its original, is in no sitemap.
    indexable: content.noindex || content.canonical !== '' ? 0 : 1,
  } satisfies Updateable<Tables['story']>;
}

/** When the story, if it is out, counts as listed; null keeps it off every list. */
export function listedAt(kind: StoryKind, timing: Timing): number | null {
  return kind === 'story' && readersWindow(timing) ? timing.publishedAt : null;
}

/** Whether its time has come, so that the clock need not tell of it any more. */
export function isAnnounced(timing: Timing, now: Date): boolean {
  const window = readersWindow(timing);
  return window !== null && window.from <= now.getTime();
}

const noTiming = {
  published_at: null,
  embargo_until: null,
  embargo_open: 0,
  unpublish_at: null,
  visible_from: null,
  visible_until: null,
} as const;

/** The columns in which the time rules stand; lists read only `visible_from` and `visible_until`. */
export function timingRow(timing: Timing) {
  const window = readersWindow(timing);
  return {
    published_at: timing.publishedAt,
    embargo_until: timing.embargo.is === 'until' ? timing.embargo.at : null,
    embargo_open: timing.embargo.is === 'until-lifted' ? 1 : 0,
    unpublish_at: timing.unpublishAt,
    visible_from: window?.from ?? null,
    visible_until: window?.until ?? null,
  };
}
