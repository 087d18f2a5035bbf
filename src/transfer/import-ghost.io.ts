import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { loadSettings } from '#paper/settings.io.js';
import { readGhost } from './ghost/read-ghost.io.ts';
import { readGhostRedirects } from './ghost/redirects.ts';
import type { ImportReport } from './import-report.ts';
import { type LoadHouse, type LoadProgress, loadBundle } from './load.job.ts';
import { checkReadable, fingerprintOf } from './readable.io.ts';
import { usualEmbedHosts } from './wordpress/embed-hosts.ts';

/**
 * How a Ghost export is brought in, as the command line says it.
 *
 * sections         slugs of tags that become sections
 * permalinks       pattern of the old addresses, or null for `/:slug/`
 * redirects        path of Ghost's redirects file
 * media            the content folder of the old site
 * oldHosts         hosts it went by
 * followDeletions  withdraw what is gone at the source
 * dryRun           say what would be done, and do nothing
 */
export interface GhostImportOptions {
  sections: readonly string[];
  permalinks: string | null;
  redirects: string | null;
  media: string | null;
  oldHosts: readonly string[];
  followDeletions: boolean;
  dryRun: boolean;
}

/**
 * Brings a Ghost export in.
 *
 * returns  the report; `complete` is false when the file ended early or is no export of Ghost
 * throws   import-no-file
 */
export async function importGhost(
  house: LoadHouse,
  file: string,
  options: GhostImportOptions,
  progress: LoadProgress,
): Promise<ImportReport> {
  checkReadable(file);
  const redirects = options.redirects === null ? [] : readRedirectsFile(options.redirects);
  const settings = await loadSettings(house.store.db, house.folder, {});
  const { sections, permalinks, media, oldHosts, followDeletions, dryRun } = options;
  const bundle = readGhost(file, { sections, permalinks: permalinks ?? undefined, redirects });
  const loadOptions = {
    files: fingerprintOf([file], { ...options, dryRun: false }),
    mediaFolder: media,
    oldHosts,
    embedHosts: [...usualEmbedHosts, ...settings.embedHosts],
    followDeletions,
    dryRun,
  };
  return loadBundle(house, bundle, loadOptions, progress);
}

function readRedirectsFile(path: string) {
  checkReadable(path);
  return readGhostRedirects(readFileSync(path, 'utf8'), basename(path));
}
