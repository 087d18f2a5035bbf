import { basename } from 'node:path';
import type { BundleNote, BundleRecord, BundleRedirect } from '../bundle.ts';
import { bylinesOf, type OriginOf, originMaker, sectionsOf, topicsOf } from './heads.ts';
import { type GhostChoices, isPage, mediaOf, type PostNotes, toPage, toStory } from './post.ts';
import { readRecords } from './records.io.ts';
import { type GhostTables, parseRow, readTables, stringOf } from './tables.io.ts';

export type GhostOptions = {
  /** Slugs of tags that become sections. */
  sections: readonly string[];
  /** Rules of Ghost's redirects file, read already. */
  redirects: readonly BundleRedirect[];
};

const EXAMPLES = 3;

/** Reads a Ghost export as a bundle: the small tables first, then the posts one by one. */
export async function* readGhost(path: string, options: GhostOptions): AsyncGenerator<BundleRecord> {
  const file = basename(path);
  const tables = await readTables(path);
  const setting = (name: string): string => tables.settings.get(name) ?? '';
  const originOf = originMaker(
    setting('url')
      .replace(/^https?:\/\//, '')
      .replace(/\/+$/, '')
      .toLowerCase(),
    file,
  );
  yield {
    kind: 'site',
    name: setting('title'),
    description: setting('description'),
    language: setting('locale') || setting('lang') || null,
    address: setting('url') || null,
  };
  const sections = sectionsOf(tables, options.sections, originOf);
  const topics = topicsOf(tables, new Set(sections.map(({ slug }) => slug)), originOf);
  const bylines = bylinesOf(tables, originOf);
  yield* sections;
  yield* topics;
  yield* bylines;
  const choices: GhostChoices = {
    sectionOf: new Map(sections.map(({ slug, key }) => [slug, key])),
    defaultSection: sections.at(-1)?.key ?? 'news',
    topicOf: new Map(topics.map(({ key }) => [key, key])),
    bylineOf: new Map(bylines.map(({ key }) => [key, key])),
    permalinks: setting('permalinks') || '/:slug/',
  };
  const notes = new NoteBook();
  const end = yield* readPosts(path, { file, tables, choices, originOf, notes });
  yield* options.redirects;
  for (const rule of ['endings', 'feeds', 'sitemaps', 'uploads'] as const)
    yield { kind: 'rule', rule, at: '/' };
  yield* notes.list();
  yield { kind: 'end', items: end.items, complete: end.complete };
}

type Reading = {
  file: string;
  tables: GhostTables;
  choices: GhostChoices;
  originOf: OriginOf;
  notes: NoteBook;
};

async function* readPosts(
  path: string,
  { file, tables, choices, originOf, notes }: Reading,
): AsyncGenerator<BundleRecord, { items: number; complete: boolean }> {
  const reading = readRecords(path, new Set(['posts']));
  let items = 0;
  for (;;) {
    const next = await reading.next();
    if (next.done) {
      if (next.value.complete) return { items, complete: true };
      yield { kind: 'skip', item: file, file, line: next.value.line, why: next.value.why };
      return { items: items + 1, complete: false };
    }
    const { line, text } = next.value;
    items += 1;
    const row = parseRow(text);
    const id = row ? stringOf(row, 'id') || stringOf(row, 'slug') : '';
    if (!row || id === '') {
      yield {
        kind: 'skip',
        item: `post ${items}`,
        file,
        line,
        why: row ? 'it has neither id nor slug.' : 'it is not valid JSON, or larger than a story can be.',
      };
      continue;
    }
    const relations = [
      tables.tagsOf.get(id),
      tables.authorsOf.get(id),
      tables.tiersOf.get(id),
      tables.metas.get(id),
    ];
    const origin = { ...originOf(`post:${id}`, text + JSON.stringify(relations), line), source: text };
    yield* mediaOf(row, tables, origin);
    const marked = notes.of(`/${stringOf(row, 'slug')}/`);
    yield isPage(row) ? toPage(row, tables, marked, origin) : toStory(row, tables, choices, marked, origin);
    if (items % 200 === 0) yield { kind: 'progress', items, share: items / Math.max(1, tables.posts) };
  }
}

/** Counts what readers will not see, by name, with a few addresses to look at. */
class NoteBook {
  readonly #found = new Map<string, { count: number; examples: string[] }>();

  of(address: string): PostNotes {
    return {
      unknown: (name) =>
        this.#add(`Ghost's card "${name}" is kept for the desk and hidden from readers.`, address),
      injected: () => this.#add('Code that was injected into single posts is not taken over.', address),
    };
  }

  list(): BundleNote[] {
    return [...this.#found].map(([says, { count, examples }]) => ({
      kind: 'note',
      about: 'ghost',
      says,
      count,
      examples,
    }));
  }

  #add(says: string, address: string): void {
    const known = this.#found.get(says) ?? { count: 0, examples: [] };
    known.count += 1;
    if (known.examples.length < EXAMPLES && !known.examples.includes(address)) known.examples.push(address);
    this.#found.set(says, known);
  }
}
