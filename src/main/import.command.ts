import { resolve } from 'node:path';
import { webhookKeeper } from '#desk/webhooks-kept.sql.js';
import type { ImportReport } from '#transfer/import-report.js';
import { type Given, givenValue, givenValues, hasFlag } from './arguments.ts';
import type { HouseCommand, Outcome, Progress } from './command.ts';
import type { House } from './house.io.ts';

/** Skipped items that are shown one by one; --json has all. */
const SHOWN = 30;

/** Each importer is loaded when it is used: a server has no need of them. */
type Importer = {
  /** What is wrong with the operands behind the system's name, if anything. */
  wrong(files: readonly string[]): string | undefined;
  run(house: House, files: readonly string[], given: Given, progress: Progress): Promise<ImportReport>;
};

const importers: Readonly<Record<string, Importer>> = {
  wordpress: {
    wrong: (files) => (files.length === 0 ? 'Name the files that WordPress exported.' : undefined),
    run: async (house, files, given, progress) => {
      const { importWordpress } = await import('#transfer/import-wordpress.io.js');
      return importWordpress(house, files, wordpressOptions(given), progress);
    },
  },
  ghost: {
    wrong: (files) => (files.length === 1 ? undefined : 'Name the one file that Ghost exported.'),
    run: async (house, [file = ''], given, progress) => {
      const { importGhost } = await import('#transfer/import-ghost.io.js');
      return importGhost(house, file, ghostOptions(given), progress);
    },
  },
  standfirst: {
    wrong: (files) => (files.length === 1 ? undefined : 'Name the one folder that was exported.'),
    run: async (house, [folder = ''], given, progress) => {
      const { importStandfirst } = await import('#transfer/import-standfirst.io.js');
      return importStandfirst(
        { ...house, webhooks: webhookKeeper },
        folder,
        {
          from: givenValue(given, 'from') ?? '',
          followDeletions: hasFlag(given, 'follow-deletions'),
          dryRun: hasFlag(given, 'dry-run'),
        },
        progress,
      );
    },
  },
};

export const importCommand: HouseCommand = {
  form: {
    name: 'import',
    says: 'brings a publication in: import wordpress FILE.xml… | ghost FILE.json | standfirst DIR',
    operands: 'SYSTEM FILE…',
    options: {
      'dry-run': { says: 'reads everything and writes nothing but, from WordPress, a first map' },
      media: { value: 'DIR', says: "the old site's uploads folder" },
      redirects: { value: 'FILE', says: "redirects that the old site's plugin or Ghost exported" },
      'old-host': { value: 'HOST', says: 'a host the old site went by, besides its own', many: true },
      'follow-deletions': { says: 'withdraws what was deleted at the source since the last import' },
      premium: {
        value: 'RULE',
        says: 'what is not open: category=NAME, tag=NAME, meta:KEY=VALUE, shortcode:NAME, block:NAME',
        many: true,
      },
      'all-open': { says: 'opens everything, whatever traces of a paywall there are' },
      map: { value: 'FILE', says: 'what becomes of post types, taxonomies, meta keys and authors' },
      sections: { value: 'TAG,…', says: 'tags of Ghost that become sections' },
      permalinks: { value: 'PATTERN', says: "Ghost's addresses, where they are not /{slug}/" },
      from: { value: 'NAME', says: 'a name for where a folder came from, to tell two apart' },
    },
  },
  kind: 'writes',
  needsData: false,
  check(given) {
    const [system = '', ...files] = given.operands;
    const importer = Object.hasOwn(importers, system) ? importers[system] : undefined;
    return importer ? importer.wrong(files) : 'Say what to import: wordpress, ghost or standfirst.';
  },
  async run(house, given, progress) {
    const [system = '', ...files] = given.operands;
    const paths = files.map((file) => resolve(given.cwd, file));
    const importer = importers[system];
    if (!importer) throw new Error(`There is no importer for ${system}.`);
    return outcomeOf(await importer.run(house, paths, given, progress));
  },
};

function wordpressOptions(given: Given) {
  return {
    ...commonOptions(given),
    premium: givenValues(given, 'premium'),
    allOpen: hasFlag(given, 'all-open'),
    map: pathGiven(given, 'map'),
  };
}

function ghostOptions(given: Given) {
  const sections = (givenValue(given, 'sections') ?? '')
    .split(',')
    .map((slug) => slug.trim())
    .filter(Boolean);
  return { ...commonOptions(given), sections, permalinks: givenValue(given, 'permalinks') ?? null };
}

function commonOptions(given: Given) {
  return {
    media: pathGiven(given, 'media'),
    oldHosts: givenValues(given, 'old-host'),
    redirects: pathGiven(given, 'redirects'),
    followDeletions: hasFlag(given, 'follow-deletions'),
    dryRun: hasFlag(given, 'dry-run'),
  };
}

function pathGiven(given: Given, name: string): string | null {
  const path = givenValue(given, name);
  return path === undefined ? null : resolve(given.cwd, path);
}

/** Read to its end is done, even with items skipped; ended early is not. */
function outcomeOf(report: ImportReport): Outcome {
  const { read, made, updated, ours, gone, already, skipped, notes, access, complete } = report;
  const counts = [
    `${read} items read: ${made} made, ${updated} updated, ${already} unchanged, ${ours} changed here too and left, ${gone} gone at the source, ${skipped.length} skipped.`,
  ];
  const byAccess = Object.entries(access)
    .filter(([, count]) => count > 0)
    .map(([to, count]) => `${to} ${count}`);
  const lines = [
    ...counts,
    ...(byAccess.length > 0 ? [`Stories by access: ${byAccess.join(', ')}.`] : []),
    ...skipped.slice(0, SHOWN).map(({ item, file, line, why }) => `Skipped: ${file}:${line} ${item}: ${why}`),
    ...(skipped.length > SHOWN ? [`… and ${skipped.length - SHOWN} more; --json lists all.`] : []),
    ...notes.map(
      ({ says, count, examples }) =>
        `Note: ${says}${count > 1 ? ` (${count} times)` : ''}${examples.length > 0 ? ` For example ${examples.join(', ')}` : ''}`,
    ),
  ];
  const why = complete ? undefined : 'The import ended early: what was whole is in, the rest was not read.';
  return { exit: complete ? 0 : 1, json: report, text: lines.join('\n'), ...(why ? { why } : {}) };
}
