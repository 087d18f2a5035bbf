import type { Clock } from '#kit/clock.js';
import type { SectionId } from '#kit/ids.js';
import type { Section } from '#paper/section.sql.js';
import type { Settings } from '#paper/settings.js';
import type { Db } from '#store/tables.js';
import type { Audience, Guarded } from '#stories/gate.js';
import type { Parts } from './parts.ts';
import type { Theme } from './theme/theme.ts';
import type { PaperView } from './view.ts';

/**
 * What an answer was made of; when it changes, the answer is dropped.
 *
 * story:7    this story's page text
 * card:7     what lists show of it
 * latest     the newest stories of the whole paper
 * section:3, topic:4, byline:5   the lists of these
 * month:2026-10   the stories of that month, in the paper's time zone
 * paper      settings, sections, navigation
 * read       what is read most; refreshed by time, not by events
 * front:3    what editors arranged for this section; front:0 for the home page
 */
export type Dependency =
  | `story:${number}`
  | `card:${number}`
  | `section:${number}`
  | `topic:${number}`
  | `byline:${number}`
  | `month:${string}`
  | `front:${number}`
  | 'latest'
  | 'paper'
  | 'read';

/**
 * A finished answer, before it is compressed and kept.
 *
 * dependsOn  see Dependency; 'paper' is added to all
 * turnsAt    the next instant at which time alone changes it, milliseconds since 1970; null for none
 * keep       false for answers that are not worth keeping (searches, errors of the asker)
 * headers    further headers, names in small letters
 * views      the story whose reading this answer counts as
 * frameHosts hosts of the embeds in this page, which its content policy lets in
 * closed     what the gate goes by, where not everybody reads this page whole
 */
export type Answer = {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly dependsOn: readonly Dependency[];
  readonly turnsAt: number | null;
  readonly keep: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly views?: number;
  readonly frameHosts?: readonly string[];
  readonly closed?: Guarded;
};

/** The asker is to look elsewhere: an address that moved, another spelling of the right one. */
export type Redirect = { readonly status: 301 | 302; readonly to: string };

/** What a maker is asked: a decoded path without final slash ('/' for the front), its query, and for whom. */
export type Ask = {
  readonly path: string;
  /** The path as it was asked for, percent-encoded, with its final slash. */
  readonly rawPath: string;
  readonly query: URLSearchParams;
  readonly audience: Audience;
  readonly now: Date;
};

/** The paper as pages need it, kept in memory until settings or sections change. */
export type Paper = {
  readonly settings: Settings;
  readonly view: PaperView;
  readonly theme: Theme;
  readonly sections: readonly Section[];
  readonly sectionById: ReadonlyMap<SectionId, Section>;
  /** Public address without final slash: the setting, or where it listens. */
  readonly address: string;
  /** Host of that address, to tell readers who come from another page of the paper. */
  readonly host: string;
};

/**
 * What every maker may use.
 *
 * slow      for reads that may take over 5 ms
 * nextTurn  the next instant after now at which time alone brings a story out or takes one off, milliseconds, or null
 * parts     what many pages share, kept until it changes
 * mostRead  ids of the stories read most of late, most first; worked out every few minutes
 */
export type SiteHouse = {
  readonly db: Db;
  readonly slow: Db;
  readonly clock: Clock;
  readonly paper: Paper;
  readonly nextTurn: (now: Date) => Promise<number | null>;
  readonly mostRead: () => readonly number[];
  readonly parts: Parts;
};

/** Makes the answer for addresses it knows; undefined for those it does not. */
export type Maker = (house: SiteHouse, ask: Ask) => Promise<Answer | Redirect | undefined>;

/** One family of addresses. `match` is tried in order, on the decoded path without final slash. */
export type Route = { readonly name: string; readonly match: RegExp | string; readonly make: Maker };
