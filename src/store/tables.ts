import type { Generated, Kysely, Transaction } from 'kysely';
import { type AccountsTables, accountsOwners } from './tables/accounts.ts';
import { type ActsTables, actsOwners } from './tables/acts.ts';
import { type BenefitsTables, benefitsOwners } from './tables/benefits.ts';
import { type CodesTables, codesOwners } from './tables/codes.ts';
import { type FrontsTables, frontsOwners } from './tables/fronts.ts';
import { type MachinesTables, machinesOwners } from './tables/machines.ts';
import { type MembershipsTables, membershipsOwners } from './tables/memberships.ts';
import { type PicturesTables, picturesOwners } from './tables/pictures.ts';
import { type PublishingTables, publishingOwners } from './tables/publishing.ts';
import { type ReadersTables, readersOwners } from './tables/readers.ts';
import { type WorkTables, workOwners } from './tables/work.ts';
import { type WorkingDocumentsTables, workingDocumentsOwners } from './tables/working-documents.ts';

/**
 * Every table of the house, one row type each. Times are milliseconds since 1970 in UTC, yes and no are 1 and 0,
 * JSON is text: so a row looks the same on SQLite and Postgres. `tableOwners` names the one room that writes each.
 */
export type Tables = FirstTables &
  AccountsTables &
  WorkingDocumentsTables &
  WorkTables &
  ActsTables &
  PicturesTables &
  FrontsTables &
  MachinesTables &
  PublishingTables &
  ReadersTables &
  MembershipsTables &
  CodesTables &
  BenefitsTables;

type FirstTables = {
  migration: { name: string; ran_at: number };
  /** What holds for the database as a whole: `asleep`, since when it is a copy that stays by itself. */
  meta: { name: string; value: string };
  event: {
    id: Generated<number>;
    xact: Generated<number>;
    name: string;
    subject: number | null;
    payload: string;
    at: number;
  };
  cursor: { consumer: string; xact: number; event_id: number };
  job: {
    id: Generated<number>;
    kind: string;
    unique_key: string | null;
    payload: string;
    run_at: number;
    state: 'waiting' | 'running' | 'done' | 'failed';
    attempts: number;
    lease_until: number | null;
    last_error: string | null;
    made_at: number;
  };
  setting: { name: string; value: string; changed_at: number };
  section: {
    id: Generated<number>;
    slug: string;
    name: string;
    description: string;
    parent_id: number | null;
    position: number;
    access: string;
  };
  byline: {
    id: Generated<number>;
    slug: string;
    name: string;
    kind: 'person' | 'agency';
    role: string;
    about: string;
    media_id: number | null;
  };
  media: {
    id: Generated<number>;
    file_key: string | null;
    mime: string;
    name: string;
    size_bytes: number;
    width: number | null;
    height: number | null;
    sha256: string | null;
    alt: string;
    caption: string;
    credit: string;
    rights: string;
    focal_x: number;
    focal_y: number;
    old_path: string | null;
    old_path_key: string | null;
    made_at: number;
  };
  story: {
    id: Generated<number>;
    kind: 'story' | 'page';
    state: 'draft' | 'published' | 'withdrawn' | 'killed';
    path: string;
    slug: string;
    section_id: number | null;
    access: string;
    headline: string;
    front_headline: string;
    standfirst: string;
    kicker: string;
    byline_text: string;
    lead_media_id: number | null;
    language: string;
    word_count: number;
    sticky: number;
    indexable: Generated<number>;
    /** 1: read freely without the meter, as breaking news. */
    meter_free: Generated<number>;
    published_revision_id: number | null;
    published_at: number | null;
    updated_at: number | null;
    embargo_until: number | null;
    embargo_open: number;
    unpublish_at: number | null;
    visible_from: number | null;
    visible_until: number | null;
    announced: number;
    made_at: number;
    changed_at: number;
  };
  revision: {
    id: Generated<number>;
    story_id: number;
    number: number;
    made_at: number;
    made_by: string;
    reason: string;
    content: string;
  };
  story_topic: { story_id: number; topic_id: number; position: number; published_at: number | null };
  story_byline: { story_id: number; byline_id: number; position: number; published_at: number | null };
  story_link: { story_id: number; to_story_id: number; kind: 'also-read' | 'link' };
  /** The storyline a story was said to belong to where it came from, by name. */
  story_storyline: { story_id: number; name: string };
  topic: {
    id: Generated<number>;
    slug: string;
    name: string;
    kind: string;
    introduction: string;
    aliases: string;
    listed: number;
  };
  address: {
    address_key: string;
    story_id: number | null;
    to_path: string | null;
    gone: number;
  };
  note: {
    id: Generated<number>;
    story_id: number;
    kind: string;
    text: string;
    block_id: string | null;
    dated: number;
  };
  hold: { id: Generated<number>; story_id: number; reason: string; placed_by: string; placed_at: number };
  comment: {
    id: Generated<number>;
    story_id: number;
    parent_id: number | null;
    author: string;
    url: string;
    text: string;
    state: 'shown' | 'waiting' | 'refused';
    written_at: number;
  };
  story_view: { story_id: number; hour: number; referrer: string; audience: string; views: number };
  search_row: { id: number; story_id: number };
  origin: {
    system: string;
    kind: string;
    origin_id: string;
    target_id: number | null;
    source_hash: string;
    revision_id: number | null;
    run_id: number;
    /** What the import left here, in short: where it is something else now, somebody changed it. */
    left_as: string;
    /** It points at something that had not come in yet. */
    pending: number;
    source: string | null;
  };
  import_run: {
    id: Generated<number>;
    system: string;
    started_at: number;
    ended_at: number | null;
    state: string;
    files: string;
    progress: string;
    report: string;
  };
};

export type Db = Kysely<Tables>;
/** An open transaction: what is asked for where rows and their event must land together. */
export type Tx = Transaction<Tables>;

export const tableOwners: Readonly<Record<keyof Tables, string>> = {
  migration: 'store',
  meta: 'store',
  event: 'store',
  cursor: 'store',
  job: 'store',
  setting: 'paper',
  section: 'paper',
  byline: 'accounts',
  media: 'media',
  story: 'stories',
  revision: 'stories',
  story_topic: 'stories',
  story_byline: 'stories',
  story_link: 'stories',
  story_storyline: 'stories',
  topic: 'stories',
  address: 'stories',
  note: 'stories',
  hold: 'stories',
  comment: 'stories',
  story_view: 'stories',
  search_row: 'stories',
  origin: 'transfer',
  import_run: 'transfer',
  ...accountsOwners,
  ...workingDocumentsOwners,
  ...workOwners,
  ...actsOwners,
  ...picturesOwners,
  ...frontsOwners,
  ...machinesOwners,
  ...publishingOwners,
  ...readersOwners,
  ...membershipsOwners,
  ...codesOwners,
  ...benefitsOwners,
};
