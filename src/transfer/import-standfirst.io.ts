import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fault } from '#kit/fault.js';
import { loadSettings } from '#paper/settings.io.js';
import { transferFaults } from './faults.ts';
import type { ImportNote, ImportReport } from './import-report.ts';
import { type LoadHouse, type LoadProgress, loadBundle } from './load.job.ts';
import { fingerprintOf } from './readable.io.ts';
import { canRestore, isHalfRestored, restorePublication } from './restore.io.ts';
import { deskFiles } from './standfirst/desk-form.ts';
import { FORM_VERSION, lineFiles, Manifest, readerOf } from './standfirst/form.ts';
import { readStandfirst } from './standfirst/read-standfirst.io.ts';
import type { WebhookKeeper } from './standfirst/webhook-keeper.ts';
import { usualEmbedHosts } from './wordpress/embed-hosts.ts';

/**
 * How an export of Standfirst, or a folder with stories in its form, is brought in.
 *
 * from             tells one archive of stories from another where their ids may be the same; '' for the one
 * followDeletions  withdraw what is gone at the source
 * dryRun           say what would be done, and do nothing
 */
export interface StandfirstImportOptions {
  from: string;
  followDeletions: boolean;
  dryRun: boolean;
}

/**
 * Brings in a folder that `export` wrote, or one with a `stories.jsonl` of somebody else's. Where nothing is yet, a whole
 * export is put back as it was; elsewhere its stories come in beside those that are there.
 *
 * throws  import-no-stories, export-unfinished, export-newer, import-half-done: then nothing was done
 */
export async function importStandfirst(
  house: LoadHouse & { webhooks?: WebhookKeeper },
  target: string,
  options: StandfirstImportOptions,
  progress: LoadProgress,
): Promise<ImportReport> {
  const folder = resolve(target);
  const manifest = findManifest(folder);
  const whole = manifest && (await canRestore(house.store, manifest));
  if (manifest && whole && !options.dryRun)
    return restorePublication(house, { folder, manifest }, progress, house.clock());
  if (await isHalfRestored(house.store)) throw fault(transferFaults, 'import-half-done');
  const { embedHosts } = await loadSettings(house.store.db, house.folder, {});
  const loadOptions = {
    files: fingerprintOf(
      ['publication.json', ...lineFiles].map((name) => join(folder, name)).filter(existsSync),
      { ...options, dryRun: false },
    ),
    mediaFolder: folder,
    oldHosts: [],
    embedHosts: [...usualEmbedHosts, ...embedHosts],
    followDeletions: options.followDeletions,
    dryRun: options.dryRun,
  };
  const site = manifest?.publication ?? options.from.trim().toLowerCase();
  const report = await loadBundle(house, readStandfirst(folder, site), loadOptions, progress);
  return manifest && !whole ? { ...report, notes: [...report.notes, ...leftOf(manifest)] } : report;
}

/** What of an export stays behind where stories are already. */
function leftOf({ lines }: Manifest): ImportNote[] {
  const left = deskFiles.filter((name) => (lines[name]?.lines ?? 0) > 0);
  if (left.length === 0) return [];
  const says =
    'Staff, work at the desk, working documents, fronts, the record, webhooks, members and benefits were left out: they come in only where nothing is yet.';
  return [{ about: 'desk', says, count: left.length, examples: left.slice(0, 3) }];
}

/** The manifest of an export; null where somebody else wrote the stories. */
function findManifest(folder: string): Manifest | null {
  if (!existsSync(join(folder, 'stories.jsonl')))
    throw fault(transferFaults, 'import-no-stories', { folder });
  const path = join(folder, 'manifest.json');
  if (!existsSync(path) && !existsSync(join(folder, 'publication.json'))) return null;
  const manifest = readerOf(Manifest)(readJson(path));
  if (!manifest.ok) throw fault(transferFaults, 'export-unfinished', { folder });
  const { version } = manifest.value;
  if (version > FORM_VERSION) throw fault(transferFaults, 'export-newer', { folder, version });
  return manifest.value;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
