import type { BylineId, SectionId, TopicId } from '#kit/ids.js';
import type { Files } from '#store/files.io.js';
import type { Store } from '#store/store.io.js';
import type { OwnHosts } from '../hosts.ts';
import type { ReportBook } from '../import-report.ts';

/** What a loader works on. */
export interface LoadHouse {
  store: Store;
  files: Files;
  folder: string;
  clock: () => Date;
}

/**
 * How a bundle is loaded.
 *
 * files            says which files and decisions this is, so that a stopped run is known again
 * mediaFolder      the old site's uploads folder, or null
 * oldHosts         hosts the old site went by, besides its own
 * embedHosts       hosts whose frames become embeds
 * followDeletions  withdraw what is in the bin at the source, or missing from a complete export
 * dryRun           say what would be done, and do nothing
 */
export interface LoadOptions {
  files: string;
  mediaFolder: string | null;
  oldHosts: readonly string[];
  embedHosts: readonly string[];
  followDeletions: boolean;
  dryRun: boolean;
}

/** Ids of what stories name, by the keys of the bundle. */
export interface Names {
  sections: Map<string, { id: SectionId; slug: string }>;
  /** Slugs of all sections of the paper, whoever made them. */
  sectionSlugs: Set<string>;
  topics: Map<string, { id: TopicId; slug: string }>;
  bylines: Map<string, { id: BylineId; slug: string; name: string }>;
}

/** One loading of one bundle, as its parts share it. */
export interface Loading {
  house: LoadHouse;
  options: LoadOptions;
  system: string;
  run: number;
  now: Date;
  names: Names;
  hosts: OwnHosts;
  book: ReportBook;
  /** How names are joined: the paper's language. */
  language: string;
}

/** Who is named as the maker of imported revisions. */
export const importer = 'import';
