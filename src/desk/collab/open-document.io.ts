import type { Document } from '@hocuspocus/server';
import { applyUpdate, mergeUpdates } from 'yjs';
import type { Clock } from '#kit/clock.js';
import type { AccountId } from '#kit/ids.js';
import {
  compactShared,
  isStillOf,
  listUpdatesOfOthers,
  loadShared,
  type Standing,
} from '#store/shared.sql.js';
import type { Store } from '#store/store.io.js';
import type { RefusalCode } from '../shapes/collab.ts';
import { condensed } from './condense.ts';
import type { DocumentKind } from './document-kind.ts';
import type { Saver } from './saver.io.ts';
import { Shadow } from './shadow.ts';
import { accountOf, connectionOf, refuse, type Visitor } from './visitor.ts';

/** Changes that were read from the store: they are not written there again. */
const FROM_STORE = { source: 'redis' } as const;

export type Pace = { readonly writtenMs: number; readonly pauseMs: number };

export type OpenParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly saver: Saver;
  readonly writer: string;
  readonly pace: Pace;
  readonly complain: (error: unknown, says: string) => void;
};

/** One shared document while somebody has it open in this process. */
export class OpenDocument {
  readonly name: string;
  readonly kind: DocumentKind;
  readonly id: number;
  readonly generation: number;
  readonly document: Document;
  readonly #parts: OpenParts;
  readonly #shadow: Shadow;
  readonly #stopWatching: () => void;
  /** Id of the last update of others that is in it. */
  #upTo: number;
  #lastBy: AccountId | null = null;
  #isAhead: boolean;
  #written: NodeJS.Timeout | undefined;
  #paused: NodeJS.Timeout | undefined;

  constructor(
    parts: OpenParts,
    of: { document: Document; kind: DocumentKind; id: number },
    stored: { generation: number; upTo: number; waiting: number },
  ) {
    this.#parts = parts;
    this.name = of.document.name;
    this.kind = of.kind;
    this.id = of.id;
    this.document = of.document;
    this.generation = stored.generation;
    this.#upTo = stored.upTo;
    // Updates beside the snapshot are of somebody who did not get as far as a pause.
    this.#isAhead = stored.waiting > 0;
    this.#shadow = new Shadow(of.document, of.kind.guarded);
    this.#stopWatching = this.#watch();
  }

  get upTo(): number {
    return this.#upTo;
  }

  /** Why an update of this visitor is not taken, or undefined. */
  refusalOf(update: Uint8Array, visitor: Visitor): RefusalCode | undefined {
    if (visitor.access === 'read') return 'read-only';
    return this.#shadow.refusalOf(update, {
      isForeign: (client) => this.#isForeign(client, visitor.staff?.id),
      isGuarded: visitor.access === 'write-guarded',
      mayWait: !visitor.isSynced,
    });
  }

  /** Takes in what other processes, and the house itself, wrote, up to where it stands in the store. */
  async catchUp({ snapshotUpTo, upTo }: Standing): Promise<void> {
    const { store, writer } = this.#parts;
    if (snapshotUpTo > this.#upTo) {
      const stored = await loadShared(store.db, this.name);
      if (stored?.generation !== this.generation) return;
      applyUpdate(this.document, stored.update, FROM_STORE);
      this.#upTo = Math.max(this.#upTo, stored.upTo);
      return;
    }
    const others = await listUpdatesOfOthers(store.db, { name: this.name, after: this.#upTo, writer });
    const mine = others.filter(({ generation }) => generation === this.generation);
    if (mine.length > 0) applyUpdate(this.document, mergeUpdates(mine.map(({ bytes }) => bytes)), FROM_STORE);
    this.#upTo = Math.max(this.#upTo, upTo, others.at(-1)?.id ?? 0);
  }

  turnAway(code: RefusalCode): void {
    for (const connection of this.document.getConnections()) refuse(connection, code);
  }

  /**
   * Tells the lists and keeps a pause, where anything was written since the last one.
   *
   * throws  what the database complains of
   */
  async settle(): Promise<void> {
    this.#stopTimers();
    const { store, saver, clock } = this.#parts;
    await saver.flush();
    if (!this.#isAhead) return;
    this.#isAhead = false;
    const at = clock();
    try {
      await store.db.transaction().execute(async (tx) => {
        // What was put in its place meanwhile must not be followed by a revision with the old words.
        if (!(await isStillOf(tx, this.name, this.generation))) return;
        await this.kind.written?.(tx, this.id, this.document, { by: this.#lastBy, at });
        await this.kind.paused?.(tx, this.id, this.document, at);
      });
    } catch (error) {
      this.#isAhead = true;
      throw error;
    }
  }

  /** Puts it away: everything is committed, and its updates go into the snapshot. */
  async putAway(): Promise<void> {
    await this.settle();
    await this.#parts.store.db.transaction().execute((tx) => compactShared(tx, this.name, condensed));
  }

  destroy(): void {
    this.#stopTimers();
    this.#stopWatching();
    this.#shadow.destroy();
  }

  #watch(): () => void {
    const { saver, clock } = this.#parts;
    const onUpdate = (bytes: Uint8Array, origin: unknown) => {
      if (origin === FROM_STORE) return;
      const account = accountOf(origin);
      saver.add({ name: this.name, generation: this.generation, account, bytes });
      this.#noteChange(account);
    };
    const stop = this.kind.watch?.(this.document, (parts, origin) => {
      const account = connectionOf(origin) && accountOf(origin);
      if (account) for (const part of parts) saver.touch(this.name, part, account, clock().getTime());
    });
    this.document.on('update', onUpdate);
    return () => {
      this.document.off('update', onUpdate);
      stop?.();
    };
  }

  #noteChange(account: AccountId | null): void {
    const { pace } = this.#parts;
    this.#lastBy = account ?? this.#lastBy;
    this.#isAhead = true;
    this.#written ??= setTimeout(() => {
      this.#written = undefined;
      void this.#tellLists();
    }, pace.writtenMs);
    clearTimeout(this.#paused);
    this.#paused = setTimeout(() => {
      this.putAway().catch((error) => this.#parts.complain(error, 'A pause in work could not be kept.'));
    }, pace.pauseMs);
    this.#paused.unref();
  }

  async #tellLists(): Promise<void> {
    const { store, clock, saver, complain } = this.#parts;
    try {
      await saver.flush();
      const made = { by: this.#lastBy, at: clock() };
      await store.db.transaction().execute(async (tx) => {
        if (!(await isStillOf(tx, this.name, this.generation))) return;
        await this.kind.written?.(tx, this.id, this.document, made);
      });
    } catch (error) {
      complain(error, 'The lists could not be told what is written in a story.');
    }
  }

  /**
   * Whether a mark belongs to another person who is here now and has told all they had. Before that, a colleague's desk
   * may well be the first to bring their words back after the server was gone.
   */
  #isForeign(client: number, own: AccountId | undefined): boolean {
    for (const connection of this.document.getConnections()) {
      const { staff, isSynced } = connection.context as Visitor;
      if (isSynced && staff?.id !== own && this.document.getClients(connection).has(client)) return true;
    }
    return false;
  }

  #stopTimers(): void {
    clearTimeout(this.#written);
    this.#written = undefined;
    clearTimeout(this.#paused);
  }
}
