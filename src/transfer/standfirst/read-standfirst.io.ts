import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Static, TSchema } from 'typebox';
import type { BundleOrigin, BundleRecord, BundleSection, BundleSkip } from '../bundle.ts';
import { cleanJson } from '../clean-json.ts';
import { namedIn, toRecord, usualSection } from './any-story.ts';
import {
  AddressLine,
  AnyStoryLine,
  BylineLine,
  CommentLine,
  type LineFile,
  MediaLine,
  Publication,
  readerOf,
  TopicLine,
} from './form.ts';
import { digestOf, originId } from './origin-ids.ts';
import { readJsonLines } from './read-lines.io.ts';
import { commentRecord, mediaRecord, redirectRecord } from './to-records.ts';

/** Reads an export of Standfirst, or stories that others wrote in its form, as a bundle. `site` says whose they are. */
export async function* readStandfirst(folder: string, site: string): AsyncGenerator<BundleRecord> {
  const reader = new FolderReader(folder, site);
  yield* reader.publication();
  yield* reader.bylines();
  yield* reader.topics();
  yield* reader.media();
  yield* reader.stories();
  yield* reader.comments();
  yield* reader.addresses();
  yield { kind: 'end', items: reader.items, complete: true };
}

type Read<Line> = { value: Line; line: number; text: string; share: number };

class FolderReader {
  items = 0;
  readonly #folder: string;
  readonly #site: string;
  /** Keys of sections, topics and bylines that were handed over. */
  readonly #known = new Set<string>();

  constructor(folder: string, site: string) {
    this.#folder = folder;
    this.#site = site;
  }

  *publication(): Generator<BundleRecord> {
    const path = join(this.#folder, 'publication.json');
    const file = 'publication.json';
    if (!existsSync(path)) return;
    const read = readJson(path);
    const publication = read.ok ? readerOf(Publication)(read.value) : read;
    if (!publication.ok) {
      yield this.#skip(file, 1, publication.refusal);
      return;
    }
    const { settings, sections } = publication.value;
    const text = (name: string): string => (typeof settings[name] === 'string' ? settings[name] : '');
    yield {
      kind: 'site',
      name: text('name'),
      description: text('description'),
      language: text('language') || null,
      address: text('address') || null,
    };
    const slugs = new Map(sections.map(({ id, slug }) => [id, slug]));
    for (const { slug, name, description, parent } of sections) {
      const above = parent === null ? null : (slugs.get(parent) ?? null);
      yield this.#section({ slug, name, description, parent: above });
    }
  }

  async *bylines(): AsyncGenerator<BundleRecord> {
    for await (const read of this.#lines('bylines.jsonl', BylineLine)) {
      if ('why' in read) yield read;
      else {
        const { slug, name, kind, about, portrait } = read.value;
        const picture = portrait === null ? null : { id: originId('media', portrait), url: null };
        yield* this.#byline({ slug, name, is: kind, biography: about, picture }, read);
      }
    }
  }

  async *topics(): AsyncGenerator<BundleRecord> {
    for await (const read of this.#lines('topics.jsonl', TopicLine)) {
      if ('why' in read) yield read;
      else yield* this.#topic(read.value, read);
    }
  }

  async *media(): AsyncGenerator<BundleRecord> {
    for await (const read of this.#lines('media.jsonl', MediaLine)) {
      if ('why' in read) yield read;
      else {
        this.items += 1;
        const origin = this.#origin(originId('media', read.value.id), 'media.jsonl', read);
        yield mediaRecord(read.value, { ...origin, source: '' });
      }
    }
  }

  async *stories(): AsyncGenerator<BundleRecord> {
    for await (const read of this.#lines('stories.jsonl', AnyStoryLine)) {
      this.items += 1;
      if ('why' in read) yield read;
      else {
        yield* this.#named(read);
        const origin = this.#origin(originId('story', read.value.id), 'stories.jsonl', read);
        const record = toRecord(read.value, origin);
        yield typeof record === 'string' ? this.#skip('stories.jsonl', read.line, record) : record;
        if (this.items % PROGRESS_EVERY === 0)
          yield { kind: 'progress', items: this.items, share: read.share };
      }
    }
  }

  async *comments(): AsyncGenerator<BundleRecord> {
    for await (const read of this.#lines('comments.jsonl', CommentLine)) {
      if ('why' in read) yield read;
      else {
        const origin = this.#origin(originId('comment', read.value.id), 'comments.jsonl', read);
        yield commentRecord(read.value, { ...origin, source: '' });
      }
    }
  }

  async *addresses(): AsyncGenerator<BundleRecord> {
    for await (const read of this.#lines('addresses.jsonl', AddressLine)) {
      if ('why' in read) yield read;
      else yield redirectRecord(read.value, 'addresses.jsonl', read.line);
    }
  }

  /** What a story names and no list told of. */
  *#named(read: Read<AnyStoryLine>): Generator<BundleRecord> {
    const { section, topics, bylines } = namedIn(read.value);
    if (read.value.kind !== 'page' && !this.#known.has(`section ${section}`)) {
      const name = section === usualSection.slug ? usualSection.name : section;
      yield this.#section({ slug: section, name, description: '', parent: null });
    }
    const bare = { kind: 'subject' as const, introduction: '', aliases: [], listed: true };
    for (const { key, name } of topics) yield* this.#topic({ slug: key, name, ...bare }, read);
    for (const { key, name } of bylines)
      yield* this.#byline({ slug: key, name, is: 'person', biography: '', picture: null }, read);
  }

  #section(section: Pick<BundleSection, 'slug' | 'name' | 'description' | 'parent'>): BundleSection {
    this.#known.add(`section ${section.slug}`);
    const text = JSON.stringify(section);
    const origin = this.#origin(originId('section', section.slug), 'publication.json', { line: 1, text });
    return { kind: 'section', origin, key: section.slug, path: null, ...section };
  }

  *#topic(
    topic: Pick<TopicLine, 'slug' | 'name' | 'kind' | 'introduction' | 'aliases' | 'listed'>,
    at: { line: number },
  ): Generator<BundleRecord> {
    if (this.#known.has(`topic ${topic.slug}`)) return;
    this.#known.add(`topic ${topic.slug}`);
    const { slug, name, kind: about, introduction: description, aliases, listed } = topic;
    const text = JSON.stringify([slug, name]);
    const origin = this.#origin(originId('topic', slug), 'topics.jsonl', { ...at, text });
    const rest = { slug, name, about, description, aliases, listed, path: null };
    yield { kind: 'topic', origin: { ...origin, source: '' }, key: slug, ...rest };
  }

  *#byline(
    byline: Pick<Extract<BundleRecord, { kind: 'byline' }>, 'slug' | 'name' | 'is' | 'biography' | 'picture'>,
    at: { line: number },
  ): Generator<BundleRecord> {
    if (this.#known.has(`byline ${byline.slug}`)) return;
    this.#known.add(`byline ${byline.slug}`);
    const text = JSON.stringify([byline.slug, byline.name]);
    const origin = this.#origin(originId('byline', byline.slug), 'bylines.jsonl', { ...at, text });
    yield {
      kind: 'byline',
      origin: { ...origin, source: '' },
      key: byline.slug,
      email: null,
      path: null,
      ...byline,
    };
  }

  #origin(id: string, file: string, { line, text }: { line: number; text: string }): BundleOrigin {
    const hash = digestOf(text);
    return { system: 'standfirst', site: this.#site, id, hash, source: text, file, line };
  }

  #skip(file: string, line: number, why: string): BundleSkip {
    return { kind: 'skip', item: `line ${line}`, file, line, why };
  }

  /** Lines of a file, or why one of them cannot be read. A file that is not there has none. */
  async *#lines<Schema extends TSchema>(
    file: LineFile,
    schema: Schema,
  ): AsyncGenerator<Read<Static<Schema>> | BundleSkip> {
    const path = join(this.#folder, file);
    if (!existsSync(path)) return;
    const reader = readerOf(schema);
    for await (const json of readJsonLines(path)) {
      const read = json.ok
        ? reader(cleanJson(json.value, json.text))
        : { ok: false as const, refusal: json.why };
      if (!read.ok) yield this.#skip(file, json.line, read.refusal);
      else if (json.ok) yield { value: read.value, line: json.line, text: json.text, share: json.share };
    }
  }
}

const PROGRESS_EVERY = 200;

function readJson(path: string): { ok: true; value: unknown } | { ok: false; refusal: string } {
  try {
    return { ok: true, value: JSON.parse(readFileSync(path, 'utf8')) };
  } catch (error) {
    return { ok: false, refusal: error instanceof Error ? error.message : String(error) };
  }
}
