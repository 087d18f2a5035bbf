import { listSections } from '#paper/section.sql.js';
import { loadSettings } from '#paper/settings.io.js';
import { tell } from '#store/outbox.sql.js';
import type { Tx } from '#store/tables.js';
import { slugify } from '#stories/address.js';
import type {
  Bundle,
  BundleByline,
  BundleComment,
  BundleMedia,
  BundleMenu,
  BundleOrigin,
  BundlePart,
  BundleRecord,
  BundleRedirect,
  BundleSite,
} from './bundle.ts';
import { OwnHosts } from './hosts.ts';
import { type ImportReport, type Outcome, ReportBook } from './import-report.ts';
import { loadComments } from './load/comments.job.ts';
import { findGone } from './load/gone.job.ts';
import type { LoadHouse, Loading, LoadOptions } from './load/loading.ts';
import { findLost, setPortraits } from './load/lost.job.ts';
import { ImportedMedia } from './load/media.job.ts';
import { type NameRecord, saveNames } from './load/names.sql.ts';
import { systemOf } from './load/origin-rows.sql.ts';
import { takeSettings } from './load/paper.job.ts';
import { countParts, loadParts } from './load/parts.job.ts';
import { loadRedirects } from './load/redirects.job.ts';
import { beginRun, endRun, type ImportRun, saveProgress } from './load/runs.sql.ts';
import { settleLinks, settleRedirects } from './load/settle.job.ts';
import { StoryLoader } from './load/stories.job.ts';
import type { StoryRecord } from './load/story-content.ts';

export type { LoadHouse, LoadOptions } from './load/loading.ts';

/** Tells how far a loading is: a sentence, and the share that is done. */
export type LoadProgress = (says: string, share?: number) => void;

/** Stories in one transaction: enough that one commit to the disk is paid for, few enough that readers need not wait. */
const storiesABatch = 250;
const recordsABatch = 2000;

/**
 * Loads a bundle, whatever system it came from. What came in earlier is found again by its origin, so nothing is made twice;
 * a loading that was stopped at any point goes on where its last batch landed.
 */
export async function loadBundle(
  house: LoadHouse,
  bundle: Bundle,
  options: LoadOptions,
  progress: LoadProgress,
): Promise<ImportReport> {
  const loader = new BundleLoader(house, options, progress);
  for await (const record of bundle) await loader.take(record);
  return loader.finish();
}

interface Batch {
  names: NameRecord[];
  media: BundleMedia[];
  stories: StoryRecord[];
  comments: BundleComment[];
  redirects: BundleRedirect[];
  parts: BundlePart[];
}

function emptyBatch(): Batch {
  return { names: [], media: [], stories: [], comments: [], redirects: [], parts: [] };
}

/** The state of one loading, from the first record to the report. */
class BundleLoader {
  private readonly house: LoadHouse;
  private readonly options: LoadOptions;
  private readonly progress: LoadProgress;
  private readonly book: ReportBook;
  private readonly menus: BundleMenu[] = [];
  private readonly people: BundleByline[] = [];
  private batch = emptyBatch();
  private site: BundleSite | null = null;
  private loading: Loading | null = null;
  private media: ImportedMedia | null = null;
  private stories: StoryLoader | null = null;
  /** Records that count for resuming, and how many of them a stopped run had behind it. */
  private records = 0;
  private behind = 0;

  constructor(house: LoadHouse, options: LoadOptions, progress: LoadProgress) {
    this.house = house;
    this.options = options;
    this.progress = progress;
    this.book = new ReportBook(options.dryRun);
  }

  async take(record: BundleRecord): Promise<void> {
    switch (record.kind) {
      case 'site':
        this.site = record;
        return;
      case 'menu':
        this.menus.push(record);
        return;
      case 'skip':
        this.book.skip({ item: record.item, file: record.file, line: record.line, why: record.why });
        return;
      case 'note':
        this.book.addNote(record);
        return;
      case 'progress':
        this.progress(`${record.items} items read`, record.share);
        return;
      case 'end':
        this.book.report.complete = record.complete;
        return;
      case 'rule':
        return;
      default:
        await this.collect(record);
    }
  }

  private async collect(
    record: NameRecord | BundleMedia | StoryRecord | BundleComment | BundleRedirect | BundlePart,
  ): Promise<void> {
    if (record.kind !== 'redirect') await this.begin(record.origin);
    // What lies behind a stopped run's last batch is done and counted; names and addresses are only found again.
    const isBehind = this.records < this.behind;
    if (record.kind === 'section' || record.kind === 'topic' || record.kind === 'byline')
      this.collectName(record);
    else if (record.kind === 'redirect') this.batch.redirects.push(record);
    else if (!isBehind) await this.collectItem(record);
    this.records += 1;
    if (sizeOf(this.batch) >= recordsABatch) await this.flush();
  }

  private collectName(record: NameRecord): void {
    this.batch.names.push(record);
    if (record.kind === 'byline' && record.picture) this.people.push(record);
  }

  private async collectItem(record: BundleMedia | StoryRecord | BundleComment | BundlePart): Promise<void> {
    if (record.kind === 'media') this.batch.media.push(record);
    else if (record.kind === 'comment') this.batch.comments.push(record);
    else if (record.kind === 'part') this.batch.parts.push(record);
    else await this.collectStory(record);
  }

  /** A batch ends before a story, so that comments land with the story they stand under, and its pictures before it. */
  private async collectStory(record: StoryRecord): Promise<void> {
    if (this.batch.stories.length >= storiesABatch || this.batch.media.length > 0) await this.flush();
    this.batch.stories.push(record);
  }

  /** The first thing with an origin says which site this is. */
  private async begin(origin: BundleOrigin): Promise<void> {
    if (this.loading) return;
    const { house, options, book } = this;
    const now = house.clock();
    const system = systemOf(origin);
    const run = await this.findRun(system, now);
    const settings = await loadSettings(house.store.db, house.folder, {});
    const hosts = new OwnHosts([origin.site, this.site?.address ?? '', ...options.oldHosts]);
    const names = {
      sections: new Map(),
      sectionSlugs: new Set<string>(),
      topics: new Map(),
      bylines: new Map(),
    };
    const loading = {
      house,
      options,
      system,
      run: run.id,
      now,
      names,
      hosts,
      book,
      language: settings.language,
    };
    this.loading = loading;
    this.media = await ImportedMedia.open(loading);
    this.stories = new StoryLoader(loading, this.media);
    if (!run.resumed) return;
    this.behind = run.resumed.records;
    for (const [outcome, count] of Object.entries(run.resumed.counts)) book.count(outcome as Outcome, count);
    for (const item of run.resumed.skipped) this.stories.skip(item);
    Object.assign(book.report.access, run.resumed.access);
  }

  private async findRun(system: string, now: Date): Promise<ImportRun> {
    if (this.options.dryRun) return { id: 0, resumed: null };
    return beginRun(this.house.store.db, system, this.options.files, now);
  }

  /** Lands what has been collected: names first, then pictures, then stories with all that hangs on them. */
  private async flush(): Promise<void> {
    const { batch, loading, media, stories, options } = this;
    this.batch = emptyBatch();
    if (!loading || !media || !stories || sizeOf(batch) === 0) return;
    const { db } = this.house.store;
    if (options.dryRun) return this.rehearse(batch, loading);
    if (batch.names.length > 0) await db.transaction().execute((tx) => saveNames(tx, batch.names, loading));
    await media.prepare(batch.media);
    await stories.prepare(batch.stories);
    await db.transaction().execute((tx) => this.land(tx, batch, loading));
  }

  /** Writes a batch together with the place it leads to, so that a stopped run goes on behind it. */
  private async land(tx: Tx, batch: Batch, loading: Loading): Promise<void> {
    await this.media?.write(tx);
    await this.stories?.write(tx);
    await loadParts(tx, batch.parts, loading);
    await loadComments(tx, batch.comments, loading);
    await loadRedirects(tx, batch.redirects, loading);
    const { made, updated, ours, gone, already, access } = loading.book.report;
    const skipped = this.stories?.skipped ?? [];
    const progress = {
      records: this.records,
      counts: { made, updated, ours, gone, already },
      access,
      skipped,
    };
    await saveProgress(tx, loading.run, progress);
    if (batch.stories.length === 0) return;
    const told = { system: loading.system, stories: batch.stories.length };
    await tell(tx, 'stories.imported', null, told, loading.now);
  }

  /** Counts what would be done. Sections are known by their slugs alone, so that addresses can be compared with them. */
  private async rehearse(batch: Batch, loading: Loading): Promise<void> {
    const { db } = this.house.store;
    for (const { slug } of await listSections(db)) loading.names.sectionSlugs.add(slug);
    for (const record of batch.names) {
      if (record.kind === 'section') loading.names.sectionSlugs.add(slugify(record.slug));
    }
    await this.media?.prepare(batch.media);
    this.media?.count();
    await this.stories?.rehearse(batch.stories);
    this.stories?.count();
    await countParts(db, batch.parts, loading);
  }

  async finish(): Promise<ImportReport> {
    await this.flush();
    const { loading, media, options, book } = this;
    if (!loading || !media || options.dryRun) return book.finish();
    this.progress('links and old addresses');
    await settleLinks(loading);
    await settleRedirects(loading);
    await setPortraits(this.people, loading, media);
    if (book.report.complete) await findGone(loading);
    this.progress('pictures');
    await findLost(loading, media);
    await takeSettings(this.site, this.menus, loading);
    const report = book.finish();
    await this.house.store.db
      .transaction()
      .execute((tx) =>
        tell(tx, 'stories.imported', null, { system: loading.system, stories: 0 }, loading.now),
      );
    await endRun(
      this.house.store.db,
      loading.run,
      { ...report, skipped: report.skipped.length },
      this.house.clock(),
    );
    return report;
  }
}

function sizeOf(batch: Batch): number {
  return (
    batch.names.length +
    batch.media.length +
    batch.stories.length +
    batch.comments.length +
    batch.redirects.length +
    batch.parts.length
  );
}
