import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fault } from '#kit/fault.js';
import type { Files } from '#store/files.io.js';
import { getPublicationName } from '#store/publication.sql.js';
import { readSnapshot } from '#store/snapshot.io.js';
import type { Store } from '#store/store.io.js';
import type { Db } from '#store/tables.js';
import { toStoreFault } from '#store/trouble.js';
import { transferFaults } from './faults.ts';
import { copyFiles } from './standfirst/copy-files.io.ts';
import { FORM, FORM_VERSION, type LineFile, lineFiles, type Manifest } from './standfirst/form.ts';
import { listFrontLaunchLines, listFrontLines, listFrontVersionLines } from './standfirst/kept-fronts.sql.ts';
import { listMemberLines } from './standfirst/kept-members.sql.ts';
import { readPublication } from './standfirst/kept-publication.io.ts';
import {
  listAddressLines,
  listBylineLines,
  listCommentLines,
  listImportLines,
  listMediaLines,
  listOriginLines,
  listRevisionLines,
  listTopicLines,
  listViewLines,
} from './standfirst/kept-rows.sql.ts';
import {
  listAuditLines,
  listMergedLines,
  listStaffLines,
  listWebhookLines,
} from './standfirst/kept-staff.sql.ts';
import {
  listTaskLines,
  listUpdateLines,
  listWorkingLines,
  listWorkLines,
} from './standfirst/kept-work.sql.ts';
import { type People, readPeople } from './standfirst/people.sql.ts';
import type { Names } from './standfirst/story-line.ts';
import { listStoryLines, readNames } from './standfirst/story-lines.sql.ts';
import type { WebhookKeeper } from './standfirst/webhook-keeper.ts';
import { type Counted, syncFile, writeLines } from './standfirst/write-lines.io.ts';

/** `lost` counts pictures and files whose bytes are not there any more. */
export type ExportReport = { stories: number; files: number; bytes: number; lost: number };

type Progress = (says: string, share: number) => void;

/**
 * Writes everything a publication has into a folder, in the open form that docs/contracts.md tells: as the database
 * stood at one moment, without holding up who works on it. The folder gets its name when all of it is there.
 *
 * throws  export-not-empty, store-full, store-not-writable
 */
export async function exportPublication(
  house: { store: Store; files: Files; folder: string; webhooks?: WebhookKeeper },
  target: string,
  progress: Progress,
): Promise<ExportReport> {
  const folder = resolve(target);
  const unfinished = `${folder}.unfinished`;
  try {
    await checkTarget(folder);
    await sweepUnfinished(unfinished);
    await mkdir(unfinished, { recursive: true });
    const report = await readSnapshot(house.store, (db) => writeAll(house, db, unfinished, progress));
    await rename(unfinished, folder);
    await syncFile(dirname(folder));
    return report;
  } catch (error) {
    throw toStoreFault(error, folder);
  }
}

async function writeAll(
  house: { files: Files; folder: string; webhooks?: WebhookKeeper },
  db: Db,
  folder: string,
  progress: Progress,
): Promise<ExportReport> {
  const publication = await readPublication(db, house.folder);
  await writeJson(join(folder, 'publication.json'), publication);
  const lines: Record<string, Counted> = {};
  const known = { people: await readPeople(db), names: await readNames(db), webhooks: house.webhooks };
  for (const name of lineFiles)
    lines[name] = await writeLines(join(folder, name), linesOf(db, name, known, progress));
  progress('pictures and files', SHARE_BEFORE_FILES);
  const files = await copyFiles(house.files, join(folder, 'media.jsonl'), join(folder, 'files'), (share) =>
    progress('pictures and files', SHARE_BEFORE_FILES + share * (1 - SHARE_BEFORE_FILES)),
  );
  const manifest: Manifest = {
    form: FORM,
    version: FORM_VERSION,
    publication: await getPublicationName(db),
    lines,
    files: { count: files.count, bytes: files.bytes },
  };
  await writeJson(join(folder, 'manifest.json'), manifest);
  return {
    stories: lines['stories.jsonl']?.lines ?? 0,
    files: files.count,
    bytes: Object.values(lines).reduce((sum, { bytes }) => sum + bytes, files.bytes),
    lost: files.lost,
  };
}

/** Texts first, then what they show. */
const SHARE_BEFORE_FILES = 0.8;

type Known = { people: People; names: Names; webhooks: WebhookKeeper | undefined };

function linesOf(
  db: Db,
  name: LineFile,
  { people, names, webhooks }: Known,
  progress: Progress,
): AsyncIterable<unknown> {
  switch (name) {
    case 'media.jsonl':
      return listMediaLines(db, people);
    case 'staff.jsonl':
      return listStaffLines(db, names);
    case 'merged.jsonl':
      return listMergedLines(db);
    case 'work.jsonl':
      return listWorkLines(db, people, names);
    case 'tasks.jsonl':
      return listTaskLines(db, people);
    case 'waiting-updates.jsonl':
      return listUpdateLines(db, people);
    case 'working-documents.jsonl':
      return listWorkingLines(db, people);
    case 'fronts.jsonl':
      return listFrontLines(db);
    case 'front-versions.jsonl':
      return listFrontVersionLines(db, people);
    case 'front-launches.jsonl':
      return listFrontLaunchLines(db, people);
    case 'audit.jsonl':
      return listAuditLines(db, people);
    case 'webhooks.jsonl':
      return listWebhookLines(db, people, webhooks);
    case 'members.jsonl':
      return listMemberLines(db);
    case 'bylines.jsonl':
      return listBylineLines(db);
    case 'topics.jsonl':
      return listTopicLines(db);
    case 'imports.jsonl':
      return listImportLines(db);
    case 'stories.jsonl':
      return listStoryLines(db, (share) => progress('stories', share * SHARE_BEFORE_FILES));
    case 'revisions.jsonl':
      return listRevisionLines(db);
    case 'comments.jsonl':
      return listCommentLines(db);
    case 'addresses.jsonl':
      return listAddressLines(db, people);
    case 'origins.jsonl':
      return listOriginLines(db);
    case 'views.jsonl':
      return listViewLines(db);
  }
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`, { flag: 'wx' });
  await syncFile(path);
}

async function checkTarget(folder: string): Promise<void> {
  if ((await namesIn(folder)).length > 0) throw fault(transferFaults, 'export-not-empty', { folder });
}

const OURS: ReadonlySet<string> = new Set(['publication.json', 'manifest.json', 'files', ...lineFiles]);

/** What an export that broke off has left, and nothing else. */
async function sweepUnfinished(folder: string): Promise<void> {
  const strange = (await namesIn(folder)).some((name) => !OURS.has(name));
  if (strange) throw fault(transferFaults, 'export-not-empty', { folder });
  await rm(folder, { recursive: true, force: true });
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    // A file of that name is something that is there already.
    if (code === 'ENOTDIR') throw fault(transferFaults, 'export-not-empty', { folder });
    throw error;
  }
}
