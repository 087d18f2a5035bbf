import { basename } from 'node:path';
import type { BundleRecord, BundleRedirect, BundleSkip } from '../bundle.ts';
import { bylinesOf, listPaths, menusOf, type OriginOf, originMaker, sectionsOf, topicsOf } from './heads.ts';
import { NoteBook } from './notes.ts';
import { mediaOf } from './pictures.ts';
import { type GhostChoices, isPage, toPage, toStory } from './post.ts';
import { readTables } from './read-tables.io.ts';
import { type GhostRecord, type ReadEnd, readRecords } from './records.io.ts';
import { type GhostTables, idOf, type Row, rowOf, stringOf } from './tables.ts';

export type GhostOptions = {
  /** Slugs of tags that become sections. */
  sections: readonly string[];
  /** Pattern of the old addresses, where it is not `/:slug/`. */
  permalinks?: string | undefined;
  /** Rules of Ghost's redirects file, and notes on it, read already. */
  redirects: readonly BundleRecord[];
};

const PROGRESS_EVERY = 200;

/** Reads a Ghost export as a bundle: the small tables first, then the posts one by one. */
export async function* readGhost(path: string, options: GhostOptions): AsyncGenerator<BundleRecord> {
  const file = basename(path);
  const { tables, end: outcome } = await readTables(path);
  if (!outcome.met.has('posts')) {
    yield noExport(outcome, file);
    yield { kind: 'end', items: 1, complete: false };
    return;
  }
  const setting = (name: string): string => tables.settings.get(name) ?? '';
  const host = hostOf(setting('url'));
  const originOf = originMaker(host || setting('db_hash'), file);
  const notes = new NoteBook();
  yield {
    kind: 'site',
    name: setting('title'),
    description: setting('description'),
    language: setting('locale') || setting('lang') || setting('default_locale') || null,
    address: setting('url') || originOfUrl(tables.firstUrl),
  };
  const sections = sectionsOf(tables, options.sections, originOf);
  for (const slug of options.sections)
    if (!sections.some((section) => section.key === slug)) notes.add(`No tag has the slug "${slug}".`, '');
  const topics = topicsOf(tables, new Set(sections.map(({ slug }) => slug)), originOf);
  const bylines = bylinesOf(tables, originOf);
  yield* sections;
  yield* topics;
  yield* bylines;
  const choices: GhostChoices = {
    sectionOf: new Map(sections.map(({ slug, key }) => [slug, key])),
    defaultSection: sections.at(-1)?.key ?? 'news',
    topics: new Set(topics.map(({ key }) => key)),
    bylines: new Set(bylines.map(({ key }) => key)),
    permalinks: options.permalinks ?? (setting('permalinks') || '/:slug/'),
    zone: zoneOf(setting('timezone') || setting('active_timezone')),
  };
  const end = yield* readPosts(path, { file, tables, choices, originOf, notes });
  yield* listPaths(tables, { sections, topics, bylines }, file);
  yield* menusOf(tables, originOf);
  yield* options.redirects.filter((record): record is BundleRedirect => record.kind === 'redirect');
  for (const rule of ['endings', 'feeds', 'sitemaps', 'uploads'] as const)
    yield { kind: 'rule', rule, at: '/' };
  yield* notes.list();
  yield* options.redirects.filter(({ kind }) => kind === 'note');
  yield { kind: 'end', ...end };
}

type Reading = {
  file: string;
  tables: GhostTables;
  choices: GhostChoices;
  originOf: OriginOf;
  notes: NoteBook;
};

/** What broke off at the end of a file counts as an item, read and skipped. */
async function* readPosts(
  path: string,
  reading: Reading,
): AsyncGenerator<BundleRecord, { items: number; complete: boolean }> {
  const records = readRecords(path, new Set(['posts']));
  let items = 0;
  for (;;) {
    const next = await records.next();
    if (next.done) {
      const end = next.value;
      if (end.complete) return { items, complete: true };
      yield { kind: 'skip', item: reading.file, file: reading.file, line: end.line, why: end.why };
      return { items: items + 1, complete: false };
    }
    items += 1;
    yield* readPost(next.value, items, reading);
    if (items % PROGRESS_EVERY === 0)
      yield { kind: 'progress', items, share: items / Math.max(1, reading.tables.posts) };
  }
}

function noExport(end: ReadEnd, file: string): BundleSkip {
  const [line, why] = end.complete
    ? [1, 'there are no posts in it: it is no Ghost export.']
    : [end.line, end.why];
  return { kind: 'skip', item: file, file, line, why };
}

function* readPost(record: GhostRecord, item: number, reading: Reading): Generator<BundleRecord> {
  const { file, tables, choices, originOf, notes } = reading;
  const { line, text } = record;
  const parsed = rowOf(record);
  const id = parsed ? idOf(parsed) : '';
  if (!parsed || id === '') {
    const why =
      text === ''
        ? 'it is larger than a story can be.'
        : parsed
          ? 'it has neither id nor slug.'
          : 'it is not valid JSON.';
    yield { kind: 'skip', item: `post ${item}`, file, line, why };
    return;
  }
  const row: Row = { ...parsed, ...tables.metas.get(id), id };
  const address = `/${stringOf(row, 'slug')}/`;
  if (record.misread) notes.add('A post was not in UTF-8 and was read as Windows-1252.', address);
  const around = [tables.tagsOf, tables.authorsOf, tables.tiersOf].map((lists) => lists.get(id));
  const origin = {
    ...originOf(`post:${id}`, text + JSON.stringify([around, tables.metas.get(id)]), line),
    source: text,
  };
  const told = { tables, notes: notes.of(address), origin };
  yield* mediaOf(row, origin);
  yield isPage(row) ? toPage(row, told) : toStory(row, { ...told, choices });
}

/** Ghost keeps names of the tz database; one that this machine does not know counts as UTC. */
function zoneOf(name: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name || 'Etc/UTC';
  } catch {
    return 'Etc/UTC';
  }
}

function hostOf(address: string): string {
  return address
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '')
    .toLowerCase();
}

function originOfUrl(url: string): string | null {
  return /^https?:/i.test(url) && URL.canParse(url) ? new URL(url).origin : null;
}
