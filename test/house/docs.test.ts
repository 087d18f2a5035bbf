import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { FaultList } from '#kit/fault.js';
import { settingList } from '#paper/settings.js';
import { faultsPage, settingsPage } from './docs-pages.ts';
import { listProjectFiles, readRooms, root } from './source-files.ts';

/** The house's vocabulary. docs/words.md gives each its one meaning. */
const words =
  `Story Revision Working document Body Standfirst Kicker Crosshead Dateline Byline Section Topic Storyline Moment
  Statement Speaker Cue Front Container Card Wire item Desk Stage State Live Staff Reader Registered Member Tier Access
  Gate Opening Whole Preview Meter Partner Benefit Voucher Gift Offer Kill Withdrawn Hold Redact`
    .replaceAll('Working document', 'Working_document')
    .replaceAll('Wire item', 'Wire_item')
    .split(/\s+/)
    .map((word) => word.replace('_', ' '));

const pages = listProjectFiles().filter((path) => /^(docs\/.*|[A-Z]+)\.md$/.test(path));

test('docs/faults.md tells every fault, with a code of its own', async () => {
  const lists = await readFaults();
  const codes = [...lists.values()].flatMap((faults) => Object.keys(faults));
  expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
  await expect(faultsPage(lists)).toMatchFileSnapshot(join(root, 'docs', 'faults.md'));
});

test('no fault is listed that nobody throws', async () => {
  const codes = [...(await readFaults()).values()].flatMap((faults) => Object.keys(faults));
  const code = readRooms()
    .filter(({ path }) => !path.endsWith('/faults.ts'))
    .map((file) => file.code)
    .join('\n');
  expect(codes.filter((name) => !code.includes(`'${name}'`))).toEqual([]);
});

test('docs/settings.md tells every setting, its standard and its name in the environment', async () => {
  await expect(settingsPage(settingList)).toMatchFileSnapshot(join(root, 'docs', 'settings.md'));
});

test('docs/words.md gives every word of the house its one meaning', () => {
  const page = readFileSync(join(root, 'docs', 'words.md'), 'utf8');
  expect(words.filter((word) => !page.includes(`**${word}**`))).toEqual([]);
});

test.each(pages)('every link of %s leads somewhere', (page) => {
  const text = readFileSync(join(root, page), 'utf8').replace(/```[\s\S]*?```/g, '');
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)|<img[^>]+src="([^"]+)"/g)].map(
    ([, a, b]) => a ?? b ?? '',
  );
  const relative = targets.filter((target) => !/^[a-z]+:/.test(target));
  expect(relative.filter((target) => !leadsSomewhere(page, target))).toEqual([]);
});

async function readFaults(): Promise<Map<string, FaultList>> {
  const lists = new Map<string, FaultList>();
  for (const { path } of readRooms().filter((file) => /^src\/\w+\/faults\.ts$/.test(file.path))) {
    const exported: Record<string, FaultList> = await import(join(root, path));
    for (const [name, faults] of Object.entries(exported)) {
      if (name.endsWith('Faults')) lists.set(path.split('/')[1] ?? '', faults);
    }
  }
  return lists;
}

function leadsSomewhere(page: string, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? join(root, page) : join(root, dirname(page), path);
  if (!existsSync(file)) return false;
  return anchor === undefined || anchorsOf(readFileSync(file, 'utf8')).includes(anchor);
}

/** Anchors of headings, as code hosts make them. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
