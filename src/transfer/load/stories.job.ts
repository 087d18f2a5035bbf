import { setImmediate } from 'node:timers/promises';
import type { MediaId, RevisionId, StoryId } from '#kit/ids.js';
import type { Tables, Tx } from '#store/tables.js';
import { addressKey } from '#stories/address.js';
import { addAddresses, findTakenAddresses } from '#stories/addresses.sql.js';
import type { Body } from '#stories/document.js';
import type { Note } from '#stories/from-html.js';
import { giveOwnAddresses } from '#stories/own-addresses.sql.js';
import { addRevision, addStories, savePublished, saveTakenOff } from '#stories/save.sql.js';
import { listNewestRevisions } from '#stories/settle-references.sql.js';
import type { Content } from '#stories/story.js';
import { getStory } from '#stories/story.sql.js';
import type { NewStory, Placing } from '#stories/story-row.js';
import { withdraw } from '#stories/workflow.js';
import type { SkippedItem } from '../import-report.ts';
import { saveBeside } from './beside.sql.ts';
import { importer, type Loading } from './loading.ts';
import type { ImportedMedia } from './media.job.ts';
import { originRow } from './names.sql.ts';
import {
  findOrigins,
  isSame,
  markSeen,
  type OriginKind,
  type OriginRow,
  saveOrigins,
} from './origin-rows.sql.ts';
import { renumber } from './own-numbers.job.ts';
import { givePaths } from './paths.sql.ts';
import { gatherPointed, type Pointed, settleBody } from './references.ts';
import {
  bylineText,
  placingOf,
  readBody,
  type StoryRecord,
  slugOf,
  toContent,
  wantedPath,
} from './story-content.ts';

/** Bodies read in one turn of the event loop: a few milliseconds of work. */
const bodiesATurn = 20;

/** A story or page of a batch, ready to be written. */
interface Prepared {
  record: StoryRecord;
  content: Content;
  placing: Placing;
  pending: boolean;
  row: OriginRow | undefined;
  /** It is here already and nobody has changed it since. */
  path: string;
}

/** What a batch will do, worked out before the transaction begins. */
interface Plan {
  fresh: Prepared[];
  changed: Prepared[];
  ours: { record: StoryRecord; row: OriginRow }[];
  same: OriginRow[];
  binned: { record: StoryRecord; row: OriginRow }[];
}

/** Loads stories and pages, a batch at a time. */
export class StoryLoader {
  private readonly loading: Loading;
  private readonly media: ImportedMedia;
  private plan: Plan = emptyPlan();

  constructor(loading: Loading, media: ImportedMedia) {
    this.loading = loading;
    this.media = media;
  }

  /** Works out what to do with these; reads, and takes pictures in. */
  async prepare(records: readonly StoryRecord[]): Promise<void> {
    this.plan = emptyPlan();
    const { pages, stories } = split(records);
    const toRead: { record: StoryRecord; row: OriginRow | undefined }[] = [];
    toRead.push(...(await this.sort('story', stories)), ...(await this.sort('page', pages)));
    const prepared = await this.read(toRead);
    const fresh = prepared.filter(({ row }) => row === undefined);
    const { db } = this.loading.house.store;
    const paths = await givePaths(
      db,
      fresh.map(({ path }) => path),
      this.loading,
    );
    this.plan.fresh = fresh.map((one, at) => ({ ...one, path: paths[at] ?? one.path }));
    this.plan.changed = prepared.filter(({ row }) => row !== undefined);
  }

  /** Works out what would be done, and reads the bodies for what would be told of them. */
  async rehearse(records: readonly StoryRecord[]): Promise<void> {
    this.plan = emptyPlan();
    const { pages, stories } = split(records);
    const toRead = [...(await this.sort('story', stories)), ...(await this.sort('page', pages))];
    const { names, now, house } = this.loading;
    const prepared = toRead.map(({ record, row }): Prepared => {
      const content = toContent(record, this.readOne(record), names, null);
      return {
        record,
        row,
        content,
        placing: placingOf(record.state, null, now),
        pending: false,
        path: wantedPath(record, content.headline, names),
      };
    });
    this.plan.fresh = prepared.filter(({ row }) => row === undefined);
    this.plan.changed = prepared.filter(({ row }) => row !== undefined);
    await givePaths(
      house.store.db,
      this.plan.fresh.map(({ path }) => path),
      this.loading,
    );
  }

  /** Writes what was worked out. */
  async write(tx: Tx): Promise<void> {
    const { loading, plan } = this;
    await this.writeFresh(tx, plan.fresh);
    for (const one of plan.changed) await this.writeChanged(tx, one);
    for (const { record, row } of plan.ours) await this.keepBoth(tx, record, row);
    for (const { record, row } of plan.binned) await this.writeBinned(tx, record, row);
    for (const kind of ['story', 'page'] as const)
      await markSeen(
        tx,
        plan.same.filter((row) => row.kind === kind),
        loading.run,
      );
    this.count();
  }

  /** Counts what was worked out. */
  count(): void {
    const { plan, loading } = this;
    loading.book.count('made', plan.fresh.length);
    loading.book.count('updated', plan.changed.length);
    loading.book.count('ours', plan.ours.length);
    loading.book.count('already', plan.same.length);
    loading.book.count('gone', plan.binned.length);
  }

  /** Parts what is new or changed, and must be read, from what is not. */
  private async sort(
    kind: OriginKind,
    records: readonly StoryRecord[],
  ): Promise<{ record: StoryRecord; row: OriginRow | undefined }[]> {
    const { db } = this.loading.house.store;
    const rows = await findOrigins(
      db,
      this.loading.system,
      kind,
      records.map((record) => record.origin.id),
    );
    const changed: { record: StoryRecord; row: OriginRow }[] = [];
    const fresh = new Map<string, StoryRecord>();
    for (const record of records) {
      const row = rows.get(record.origin.id);
      this.loading.book.report.access[record.access.to] += 1;
      if (!row && fresh.has(record.origin.id)) this.loading.book.count('already');
      else if (!row && record.state.is === 'binned') this.skipRecord(record, 'it is in the bin');
      else if (!row) fresh.set(record.origin.id, record);
      else if (record.state.is === 'binned') this.plan.binned.push({ record, row });
      else if (isSame(row, record.origin)) this.plan.same.push(row);
      else changed.push({ record, row });
    }
    const touched = await this.findTouched(changed.map(({ row }) => row));
    this.plan.ours.push(...changed.filter(({ row }) => touched.has(row.origin_id)));
    const untouched = changed.filter(({ row }) => !touched.has(row.origin_id));
    return [...[...fresh.values()].map((record) => ({ record, row: undefined })), ...untouched];
  }

  /** Items this loader skipped, for a run that goes on after it was stopped. */
  readonly skipped: SkippedItem[] = [];

  skip(item: SkippedItem): void {
    this.skipped.push(item);
    this.loading.book.skip(item);
  }

  private skipRecord(record: StoryRecord, why: string): void {
    const { file, line, id } = record.origin;
    const name = record.kind === 'page' ? record.title : record.headline;
    this.skip({ item: record.path ?? (name || id), file, line, why });
  }

  /** Which of these somebody has worked on here since they came. */
  private async findTouched(rows: readonly OriginRow[]): Promise<Set<string>> {
    const newest = await listNewestRevisions(
      this.loading.house.store.db,
      rows.map((row) => row.target_id as StoryId),
    );
    const touched = rows.filter((row) => {
      const there = newest.get(row.target_id as StoryId);
      return !there || there.revision !== row.revision_id || there.state !== row.left_as;
    });
    return new Set(touched.map((row) => row.origin_id));
  }

  private async read(
    records: readonly { record: StoryRecord; row: OriginRow | undefined }[],
  ): Promise<Prepared[]> {
    const { loading } = this;
    const renumbered = await renumber(
      records.map(({ record }) => record),
      await this.readBodies(records.map(({ record }) => record)),
      loading,
      this.media,
    );
    const bodies = renumbered.map(({ body }) => body);
    const pointed: Pointed = { files: new Set(), pages: new Set() };
    for (const body of bodies) gatherPointed(body, loading.hosts, pointed);
    const files = await this.media.findAllAt([...pointed.files]);
    const addresses = await findTakenAddresses(loading.house.store.db, [...pointed.pages]);
    const stories = new Map(
      [...addresses].flatMap(([key, target]) => (target.is === 'story' ? [[key, target.id] as const] : [])),
    );
    const leads = await this.findLeads(records.map(({ record }) => record));
    return records.map(({ record, row }, at) => {
      const { body, pending } = settleBody(bodies[at] as Body, loading.hosts, { files, stories });
      const content = toContent(record, body, loading.names, leads.get(record) ?? null);
      const placing = placingOf(record.state, record.updatedMs, loading.now);
      return {
        record,
        row,
        content,
        placing,
        pending: pending || renumbered[at]?.waits === true,
        path: wantedPath(record, content.headline, loading.names),
      };
    });
  }

  /** Reads bodies, and lets others have their turn in between: the import may run in the process that serves the paper. */
  private async readBodies(records: readonly StoryRecord[]): Promise<Body[]> {
    const bodies: Body[] = [];
    for (const record of records) {
      bodies.push(this.readOne(record));
      if (bodies.length % bodiesATurn === 0) await setImmediate();
    }
    return bodies;
  }

  private readOne(record: StoryRecord): Body {
    const { body, notes } = readBody(record.body, this.loading.options.embedHosts);
    for (const note of notes) this.tell(note, record);
    return body;
  }

  private tell(note: Note, record: StoryRecord): void {
    const says = noteSays[note.code];
    const where = record.path ?? record.slug;
    if (says) this.loading.book.note('bodies', says.replace('{what}', note.what), where, note.count);
  }

  /** The pictures above the texts: by number where the library has it, else by address. */
  private async findLeads(records: readonly StoryRecord[]): Promise<Map<StoryRecord, MediaId>> {
    const leads = new Map<StoryRecord, MediaId>();
    const wanted = records.flatMap((record) =>
      record.kind === 'story' && record.picture ? [{ record, media: record.picture.media }] : [],
    );
    const byOrigin = await this.media.findByOrigin(wanted.flatMap(({ media }) => media.id ?? []));
    const rest: { record: StoryRecord; path: string }[] = [];
    for (const { record, media } of wanted) {
      const found = media.id === null ? undefined : byOrigin.get(media.id);
      const own = media.url === null ? undefined : this.loading.hosts.partsOf(media.url);
      if (found !== undefined) leads.set(record, found);
      else if (own) rest.push({ record, path: own.path });
      else
        this.loading.book.note(
          'pictures',
          'A story names a picture above its text that the export does not have.',
          record.path ?? record.slug,
        );
    }
    const byPath = await this.media.findAllAt(rest.map(({ path }) => path));
    for (const { record, path } of rest) {
      const found = byPath.get(path);
      if (found !== undefined) leads.set(record, found);
    }
    return leads;
  }

  private async writeFresh(tx: Tx, fresh: readonly Prepared[]): Promise<void> {
    const { loading } = this;
    const made = await addStories(
      tx,
      fresh.map((one) => this.newStory(one)),
      loading.now,
    );
    const rows = fresh.map((one, at) =>
      this.originOf(one, made[at]?.id as StoryId, made[at]?.revision as RevisionId),
    );
    await saveOrigins(tx, rows);
    await giveOwnAddresses(
      tx,
      fresh.map(({ path }, at) => ({ path, id: made[at]?.id as StoryId })),
    );
    const further = fresh.flatMap(({ record }, at) =>
      record.oldPaths.map((path) => ({
        path,
        target: { is: 'story' as const, id: made[at]?.id as StoryId },
      })),
    );
    await addAddresses(tx, further);
    await saveBeside(
      tx,
      fresh.map(({ record }, at) => ({ id: made[at]?.id as StoryId, record, isNew: true })),
      loading.now,
    );
  }

  private newStory({ record, content, placing, path }: Prepared): NewStory {
    const { names, language, now } = this.loading;
    const made = record.kind === 'story' ? (record.createdMs ?? record.updatedMs) : record.updatedMs;
    return {
      kind: record.kind,
      path,
      slug: slugOf(record, content.headline),
      content,
      bylineText: bylineText(record, names, language),
      sticky: record.kind === 'story' && record.pinned,
      placing,
      madeBy: importer,
      reason: reasonOf(record),
      madeAt: placing.state === 'draft' ? (made ?? now.getTime()) : placing.timing.publishedAt,
    };
  }

  private originOf(
    { record, placing, pending }: Prepared,
    id: StoryId,
    revision: RevisionId,
  ): Tables['origin'] {
    const row = originRow(record.origin, record.kind, id, this.loading);
    return { ...row, revision_id: revision, left_as: placing.state, pending: pending ? 1 : 0 };
  }

  /** A new revision of what nobody here has touched. */
  private async writeChanged(tx: Tx, one: Prepared): Promise<void> {
    const { record, content, placing } = one;
    const { names, language, now } = this.loading;
    const id = one.row?.target_id as StoryId;
    const story = await getStory(tx, id);
    const revision = await addRevision(tx, id, { content, by: importer, reason: reasonOf(record), at: now });
    if (placing.state === 'published') {
      const { kind, slug } = story;
      const path = await this.movedPath(tx, record, story);
      const { timing, updatedAt } = placing;
      const shown = { content, bylineText: bylineText(record, names, language), silent: true };
      await savePublished(
        tx,
        { id, kind, path, slug, state: 'published', revision, timing, updatedAt },
        shown,
        now,
      );
    } else if (story.state === 'published') await saveTakenOff(tx, withdraw(story), now);
    const after =
      placing.state === 'published' ? 'published' : story.state === 'published' ? 'withdrawn' : story.state;
    await saveOrigins(tx, [{ ...this.originOf(one, id, revision), left_as: after }]);
    await addAddresses(
      tx,
      record.oldPaths.map((old) => ({ path: old, target: { is: 'story', id } })),
    );
    await saveBeside(tx, [{ id, record, isNew: false }], now);
  }

  /** The path it has at the source now, when that is another one and free; the old one goes on leading here. */
  private async movedPath(
    tx: Tx,
    record: StoryRecord,
    story: { id: StoryId; path: string },
  ): Promise<string> {
    if (record.path === null || addressKey(record.path) === addressKey(story.path)) return story.path;
    const [free] = await givePaths(tx, [record.path], this.loading);
    if (free !== record.path) return story.path;
    await giveOwnAddresses(tx, [{ path: record.path, id: story.id }]);
    return record.path;
  }

  /** Changed at the source and here: the story stays, and what came is kept with its origin. */
  private async keepBoth(tx: Tx, record: StoryRecord, row: OriginRow): Promise<void> {
    const next = originRow(record.origin, record.kind, row.target_id, this.loading);
    await saveOrigins(tx, [
      { ...next, revision_id: row.revision_id, left_as: row.left_as, pending: row.pending },
    ]);
    this.loading.book.note(
      'changed on both sides',
      'Changed at the source and here too. The text here stays; the one that came is kept with it.',
      record.path ?? record.slug,
    );
  }

  private async writeBinned(tx: Tx, record: StoryRecord, row: OriginRow): Promise<void> {
    await markSeen(tx, [row], this.loading.run);
    if (this.loading.options.followDeletions)
      await withdrawGone(tx, row, record.origin.hash, this.loading.now);
  }
}

/** Withdraws a story that is gone at the source, unless it is off already. */
export async function withdrawGone(tx: Tx, row: OriginRow, hash: string, now: Date): Promise<boolean> {
  const story = await getStory(tx, row.target_id as StoryId);
  if (story.state !== 'published') return false;
  await saveTakenOff(tx, withdraw(story), now);
  await tx
    .updateTable('origin')
    .set({ left_as: 'withdrawn', source_hash: hash })
    .where('system', '=', row.system)
    .where('kind', '=', row.kind)
    .where('origin_id', '=', row.origin_id)
    .execute();
  return true;
}

function reasonOf({ origin }: StoryRecord): string {
  return `imported from ${origin.file || origin.system}`;
}

function split(records: readonly StoryRecord[]) {
  return {
    stories: records.filter(({ kind }) => kind === 'story'),
    pages: records.filter(({ kind }) => kind === 'page'),
  };
}

function emptyPlan(): Plan {
  return { fresh: [], changed: [], ours: [], same: [], binned: [] };
}

/** What the newsroom is told of what reading a body noted; the rest is nothing to worry about. */
const noteSays: Partial<Record<Note['code'], string>> = {
  removed: 'An element <{what}> may not come in and was left out.',
  'unsafe-link': 'A link that could run something ({what}:) was taken off; its words stay.',
  'picture-left-out': 'A picture was left out: {what}.',
  'frame-not-listed':
    'A frame of {what} is hidden from readers and kept for the desk: its host is not on the list of embeds.',
  'too-deep': 'Elements were nested deeper than anyone writes. Their words stay.',
  'cut-moved': 'The place of a paywall could not be told. All of the story is behind it.',
};
