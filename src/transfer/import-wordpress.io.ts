import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fault } from '#kit/fault.js';
import { loadSettings } from '#paper/settings.io.js';
import type { BundleNote, BundleRecord } from './bundle.ts';
import { transferFaults } from './faults.ts';
import { plainHost } from './hosts.ts';
import type { ImportReport } from './import-report.ts';
import { type LoadHouse, loadBundle } from './load.job.ts';
import { checkReadable, fingerprintOf } from './readable.io.ts';
import { readRedirects } from './redirects-file.ts';
import { checkAddresses } from './wordpress/check-addresses.ts';
import { usualEmbedHosts } from './wordpress/embed-hosts.ts';
import { writeFirstMap } from './wordpress/first-map.ts';
import { type PremiumRule, readPremiumRule } from './wordpress/premium-rules.ts';
import { type OpenExport, openExport } from './wordpress/read-wordpress.io.ts';
import { newScratchPath } from './wordpress/scratch.io.ts';
import { emptyMap, readMap, type WpMap } from './wordpress/wp-map.ts';
import { hasAccessRule, type WpOptions } from './wordpress/wp-options.ts';

/**
 * How WordPress exports are brought in, as the command line says it.
 *
 * premium          rules for what is not open, as written: `category=Plus`, `meta:_paid=1`
 * allOpen          signs of a paywall count for nothing
 * map              path of the newsroom's map; a dry run writes a first one there where there is none
 * media            the uploads folder of the old site
 * oldHosts         further hosts it went by
 * redirects        path of a redirect plugin's CSV file
 * followDeletions  withdraw what is gone at the source
 * dryRun           say what would be done, and do nothing
 */
export interface WordpressOptions {
  premium: readonly string[];
  allOpen: boolean;
  map: string | null;
  media: string | null;
  oldHosts: readonly string[];
  redirects: string | null;
  followDeletions: boolean;
  dryRun: boolean;
}

export type ImportProgress = (says: string, share?: number) => void;

/** The first reading takes about this share of the time. */
const surveyShare = 0.15;

/**
 * Brings the exports of one WordPress site in. Several files are one export, split as `wp export` does it.
 *
 * returns  the report; `complete` is false when a file ended early
 * throws   import-no-file, import-wrong-rule, import-wrong-map, import-not-wordpress, import-paywall-found: then nothing was done
 */
export async function importWordpress(
  house: LoadHouse,
  files: readonly string[],
  options: WordpressOptions,
  progress: ImportProgress,
): Promise<ImportReport> {
  for (const file of files) checkReadable(file);
  const settings = await loadSettings(house.store.db, house.folder, {});
  const decided = readDecisions(options, settings.embedHosts);
  const surveying = (share: number) => progress('reading what is in the files', share * surveyShare);
  const opened = await openExport(files, decided, newScratchPath(house.folder), surveying);
  try {
    if (!opened.known) throw fault(transferFaults, 'import-not-wordpress', { files });
    const notes = [...paywallNotes(opened, decided, options.dryRun), ...checkAddresses(opened.sources)];
    for (const { says } of notes) progress(says);
    if (options.dryRun && options.map !== null && !existsSync(options.map)) {
      writeFileSync(options.map, writeFirstMap(opened.survey, decided));
    }
    const loadOptions = {
      files: fingerprintOf(files, { ...options, dryRun: false }),
      mediaFolder: options.media,
      oldHosts: [...opened.survey.place.hosts, ...options.oldHosts],
      embedHosts: [...usualEmbedHosts, ...settings.embedHosts],
      followDeletions: options.followDeletions,
      dryRun: options.dryRun,
    };
    const loading = (says: string, share?: number) =>
      progress(says, share === undefined ? undefined : surveyShare + share * (1 - surveyShare));
    return await loadBundle(house, recordsOf(opened, notes, options), loadOptions, loading);
  } finally {
    opened.close();
  }
}

async function* recordsOf(
  opened: OpenExport,
  notes: readonly BundleNote[],
  options: WordpressOptions,
): AsyncGenerator<BundleRecord> {
  yield* notes;
  for await (const record of opened.records()) {
    // The newsroom's own redirects come last, so that stories have their addresses before.
    if (record.kind === 'end' && options.redirects !== null) yield* redirectsOf(options.redirects, opened);
    yield record;
  }
}

function* redirectsOf(path: string, opened: OpenExport): Generator<BundleRecord> {
  const { hosts } = opened.survey.place;
  const { redirects, skipped } = readRedirects(readFileSync(path, 'utf8'), basename(path), (host) =>
    hosts.has(plainHost(host)),
  );
  yield* redirects;
  for (const { item, file, line, why } of skipped) {
    yield {
      kind: 'note',
      about: 'redirects',
      says: `A redirect was left out: ${why}.`,
      count: 1,
      examples: [`${file}, line ${line}: ${item}`],
    };
  }
}

function readDecisions(options: WordpressOptions, embedHosts: readonly string[]): WpOptions {
  if (options.redirects !== null) checkReadable(options.redirects);
  const premium = options.premium.map((text): PremiumRule => {
    const rule = readPremiumRule(text);
    if (!rule.ok) throw fault(transferFaults, 'import-wrong-rule', { reason: rule.refusal });
    return rule.value;
  });
  return { premium, allOpen: options.allOpen, map: mapOf(options), oldHosts: options.oldHosts, embedHosts };
}

function mapOf({ map, dryRun }: WordpressOptions): WpMap {
  if (map === null || (dryRun && !existsSync(map))) return emptyMap;
  checkReadable(map);
  const read = readMap(readFileSync(map, 'utf8'));
  if (!read.ok) throw fault(transferFaults, 'import-wrong-map', { file: map, reason: read.refusal });
  return read.value;
}

/**
 * Access is never guessed open: where there are signs of a paywall and no rule, the import stops before its first write. A dry
 * run goes on and tells of them.
 */
function paywallNotes({ survey }: OpenExport, decided: WpOptions, dryRun: boolean): BundleNote[] {
  const traces = [...survey.traces.values()].sort((one, other) => other.count - one.count);
  if (traces.length === 0 || decided.allOpen || hasAccessRule(decided)) return [];
  const lines = traces.map(({ plugin, kind, name, count, examples }) => {
    const sign = kind === 'shortcode' ? `[${name}]` : name;
    return `  ${kind} ${sign} (${plugin}): ${count} ${count === 1 ? 'item' : 'items'}, as ${examples[0] ?? ''}`;
  });
  if (!dryRun) throw fault(transferFaults, 'import-paywall-found', { list: lines.join('\n'), traces });
  const says =
    'Signs of a paywall: an import without a --premium rule, a map with access fields or --all-open would stop here.';
  return [
    {
      kind: 'note',
      about: 'access',
      says,
      count: traces.length,
      examples: lines.slice(0, 3).map((line) => line.trim()),
    },
  ];
}
