import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenStore, TestStore } from '#harness/both-databases.js';
import { newFolder } from '#harness/folder.js';
import type { StoryId } from '#kit/ids.js';
import { type Files, openFolderFiles } from '#store/files.io.js';
import { findAddress } from '#stories/addresses.sql.js';
import { findLatestRevision } from '#stories/story.sql.js';
import type { ImportReport } from '../import-report.ts';
import { importWordpress, type WordpressOptions } from '../import-wordpress.io.ts';

const usual: WordpressOptions = {
  premium: [],
  allOpen: false,
  map: null,
  media: null,
  oldHosts: [],
  redirects: null,
  followDeletions: false,
  dryRun: false,
};

const testing = join(import.meta.dirname, '../wordpress/testing');

/** The text of one of the exports written for these tests. */
export function exportNamed(name: string): string {
  return readFileSync(join(testing, name), 'utf8');
}

/** A newsroom with an empty paper, ready to import. */
export class Newsroom {
  readonly store: TestStore;
  readonly files: Files;
  private readonly folder: string;
  private exports = 0;

  private constructor(store: TestStore, folder: string) {
    this.store = store;
    this.folder = folder;
    this.files = openFolderFiles(join(folder, 'files'));
  }

  static async open(open: OpenStore): Promise<Newsroom> {
    return new Newsroom(await open(), await newFolder('newsroom'));
  }

  /** Writes an export into a file of its own. */
  async save(xml: string, name = `export-${++this.exports}.xml`): Promise<string> {
    const path = join(this.folder, name);
    await writeFile(path, xml);
    return path;
  }

  /** Imports exports, given as text, as the files of one site. */
  async import(
    xmls: string | readonly string[],
    options: Partial<WordpressOptions> = {},
  ): Promise<ImportReport> {
    const files = await Promise.all([xmls].flat().map((xml) => this.save(xml)));
    return this.importFiles(files, options);
  }

  async importFiles(
    files: readonly string[],
    options: Partial<WordpressOptions> = {},
  ): Promise<ImportReport> {
    const clock = () => new Date('2026-03-01T06:00:00Z');
    const house = { store: this.store, files: this.files, folder: this.folder, clock };
    return importWordpress(house, files, { ...usual, ...options }, () => {});
  }

  /** Everything that stands in the paper, in the order in which it was made. */
  async stories() {
    const { db } = this.store;
    const rows = await db.selectFrom('story').selectAll().orderBy('id').execute();
    return Promise.all(
      rows.map(async (row) => {
        const newest = await findLatestRevision(db, row.id as StoryId);
        if (!newest) throw new Error('A story without a revision.');
        return { ...row, revisions: newest.number, content: newest.content };
      }),
    );
  }

  async story(headline: string) {
    const found = (await this.stories()).find((one) => one.headline === headline);
    if (!found) throw new Error(`There is no story called ${headline}.`);
    return found;
  }

  /** Where an address leads: a story's headline, an address, or gone. */
  async leads(address: string): Promise<string | undefined> {
    const target = await findAddress(this.store.db, address);
    if (target?.is === 'redirect') return target.to;
    if (target?.is !== 'story') return target?.is;
    return (await this.stories()).find((one) => one.id === target.id)?.headline;
  }

  async count(
    table: 'story' | 'revision' | 'media' | 'comment' | 'section' | 'topic' | 'byline',
  ): Promise<number> {
    const row = await this.store.db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirst();
    return Number(row?.count ?? 0);
  }
}
