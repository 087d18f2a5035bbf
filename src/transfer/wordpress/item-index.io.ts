import { rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { BundleMedia } from '../bundle.ts';
import type { PictureFacts } from './media-facts.ts';

/** What other items need to know of an item: for menus, parents and doubled addresses. */
export interface IndexedItem {
  id: number;
  type: string;
  status: string;
  path: string | null;
  title: string;
  parent: number;
  guid: string;
}

/**
 * What one item of an export must know of others, by id, kept on disk while an import runs so that an export of any size takes
 * the same memory. The file is thrown away: it can always be made again from the export.
 */
export class ItemIndex {
  private readonly db: DatabaseSync;
  private readonly path: string;
  private readonly putMedia: StatementSync;
  private readonly putReusable: StatementSync;
  private readonly putItem: StatementSync;
  private readonly getMedia: StatementSync;
  private readonly getMediaOf: StatementSync;
  private readonly getReusable: StatementSync;
  private readonly getItem: StatementSync;
  private waiting = 0;

  constructor(path: string) {
    this.path = path;
    this.removeFiles();
    this.db = new DatabaseSync(path);
    this.db.exec(`pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -16000;
      create table media (id integer primary key, parent integer not null, position integer not null, record text not null);
      create index media_parent on media (parent, position, id);
      create table reusable (id integer primary key, content text not null);
      create table item (id integer primary key, type text not null, status text not null, path text, title text not null, parent integer not null,
        guid text not null);
      begin`);
    this.putMedia = this.db.prepare('insert or ignore into media values (?, ?, ?, ?)');
    this.putReusable = this.db.prepare('insert or replace into reusable values (?, ?)');
    this.putItem = this.db.prepare('insert or ignore into item values (?, ?, ?, ?, ?, ?, ?)');
    this.getMedia = this.db.prepare('select record from media where id = ?');
    this.getMediaOf = this.db.prepare('select record from media where parent = ? order by position, id');
    this.getReusable = this.db.prepare('select content from reusable where id = ?');
    this.getItem = this.db.prepare('select * from item where id = ?');
  }

  addMedia(id: number, parent: number, position: number, media: BundleMedia): void {
    this.putMedia.run(id, parent, position, JSON.stringify(media));
    this.breathe();
  }

  addReusable(id: number, content: string): void {
    this.putReusable.run(id, content);
    this.breathe();
  }

  /**
   * Notes an item. `again`: the same one came before, as where the files of an export overlap; `other`: another one has its
   * number, as in files that were put together by hand.
   */
  addItem({ id, type, status, path, title, parent, guid }: IndexedItem): 'new' | 'again' | 'other' {
    const { changes } = this.putItem.run(id, type, status, path, title, parent, guid);
    this.breathe();
    if (Number(changes) > 0) return 'new';
    const there = this.findItem(id);
    return there?.title === title && there.guid === guid ? 'again' : 'other';
  }

  findMedia(id: number): PictureFacts | undefined {
    const row = this.getMedia.get(id);
    return row && toFacts(id, parse(row));
  }

  /** Pictures uploaded to an item, in its order. */
  listMediaOf(parent: number): PictureFacts[] {
    const all = this.getMediaOf.all(parent).map(parse);
    return all
      .filter((media) => media.mime?.startsWith('image/'))
      .map((media) => toFacts(idOf(media), media));
  }

  findReusable(id: number): string | undefined {
    const row = this.getReusable.get(id);
    return row === undefined ? undefined : String(row.content);
  }

  findItem(id: number): IndexedItem | undefined {
    return this.getItem.get(id) as IndexedItem | undefined;
  }

  *listMedia(): Generator<BundleMedia> {
    for (const row of this.db.prepare('select record from media order by id').iterate()) yield parse(row);
  }

  /** Paths that more than one published item has, with how many. */
  *listDoubledPaths(): Generator<{ path: string; count: number }> {
    const doubled = this.db.prepare(`select lower(rtrim(path, '/')) as path, count(*) as count from item
      where path is not null and status = 'publish' group by 1 having count(*) > 1 order by 1`);
    for (const row of doubled.iterate()) yield { path: String(row.path), count: Number(row.count) };
  }

  /** Every path of a story or page, for comparing with what is taken already. */
  *listPaths(): Generator<{ path: string; title: string; id: number }> {
    for (const row of this.db
      .prepare('select id, path, title from item where path is not null order by id')
      .iterate()) {
      yield { id: Number(row.id), path: String(row.path), title: String(row.title) };
    }
  }

  close(): void {
    this.db.close();
    this.removeFiles();
  }

  /** Ends the transaction now and then: without a journal, a transaction's pages are kept in memory. */
  private breathe(): void {
    this.waiting += 1;
    if (this.waiting < 5000) return;
    this.waiting = 0;
    this.db.exec('commit; begin');
  }

  private removeFiles(): void {
    for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(this.path + ending, { force: true });
  }
}

function parse(row: Record<string, unknown>): BundleMedia {
  return JSON.parse(String(row.record)) as BundleMedia;
}

function idOf(media: BundleMedia): number {
  return Number(media.origin.id.replace(/^\D*/, ''));
}

function toFacts(id: number, { url, title, alt, caption, credit }: BundleMedia): PictureFacts {
  return { id, url, title, alt, caption, credit };
}
