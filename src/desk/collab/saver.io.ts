import { mergeUpdates } from 'yjs';
import type { Clock } from '#kit/clock.js';
import { isFault } from '#kit/fault.js';
import type { AccountId } from '#kit/ids.js';
import { appendUpdates, type SharedUpdate } from '#store/shared.sql.js';
import type { Store } from '#store/store.io.js';
import type { Tx } from '#store/tables.js';
import { findStoreFault, toStoreFault } from '#store/trouble.js';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

export type Trouble = { code: string; says: string };

/**
 * store, writer  where to, and under which name of this process
 * batchMs        what comes within this time of the first is committed together; at most 200
 * keepTouches    writes who touched what in the same transaction
 * onStale        documents that were replaced meanwhile: what came for them is gone
 * onTrouble      it could not be committed and is tried again
 */
export type SaverParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly writer: string;
  readonly batchMs: number;
  readonly keepTouches: (tx: Tx, name: string, touches: Touches) => Promise<void>;
  readonly onStale: (names: ReadonlySet<string>) => void;
  readonly onTrouble: (trouble: Trouble, error: unknown) => void;
};

/** part → account → when */
export type Touches = ReadonlyMap<string, ReadonlyMap<AccountId, number>>;
type Written = { name: string; generation: number; account: AccountId | null; pieces: Uint8Array[] };
type Batch = {
  written: Map<string, Written>;
  touches: Map<string, Map<string, Map<AccountId, number>>>;
  answers: ((at: Date) => void)[];
};

/** Commits what is typed, in all documents together, a few times a second; only then is it called saved. */
export class Saver {
  readonly #parts: SaverParts;
  #batch: Batch = emptyBatch();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #failures = 0;

  constructor(parts: SaverParts) {
    this.#parts = parts;
  }

  add(update: { name: string; generation: number; account: AccountId | null; bytes: Uint8Array }): void {
    const { bytes, ...from } = update;
    const key = `${from.name} ${from.generation} ${from.account}`;
    const known = this.#batch.written.get(key);
    if (known) known.pieces.push(bytes);
    else this.#batch.written.set(key, { ...from, pieces: [bytes] });
    this.#schedule(this.#parts.batchMs);
  }

  touch(name: string, part: string, account: AccountId, at: number): void {
    const parts = entry(this.#batch.touches, name, () => new Map());
    entry(parts, part, () => new Map()).set(account, at);
    this.#schedule(this.#parts.batchMs);
  }

  /** Calls `answer` once everything added before this is committed. */
  whenSaved(answer: (at: Date) => void): void {
    this.#batch.answers.push(answer);
    this.#schedule(this.#parts.batchMs);
  }

  /**
   * Commits now what was added up to now.
   *
   * throws  what the database complains of; nothing is lost then, it is tried again
   */
  async flush(): Promise<void> {
    await this.#running?.catch(() => {});
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#run();
  }

  #schedule(afterMs: number): void {
    if (this.#timer || this.#running) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#run().catch(() => {});
    }, afterMs);
  }

  #run(): Promise<void> {
    this.#running ??= this.#commit().finally(() => {
      this.#running = undefined;
      if (!isEmpty(this.#batch)) this.#schedule(this.#pauseMs());
    });
    return this.#running;
  }

  async #commit(): Promise<void> {
    const batch = this.#batch;
    if (isEmpty(batch)) return;
    this.#batch = emptyBatch();
    const at = this.#parts.clock();
    try {
      const stale = batch.written.size > 0 ? await this.#write(batch, at) : new Set<string>();
      this.#failures = 0;
      if (stale.size > 0) this.#parts.onStale(stale);
      for (const answer of batch.answers) answer(at);
    } catch (error) {
      this.#failures += 1;
      this.#batch = joined(batch, this.#batch);
      this.#parts.onTrouble(troubleOf(error, this.#parts.store.folder), error);
      throw toStoreFault(error, this.#parts.store.folder);
    }
  }

  #write(batch: Batch, at: Date): Promise<ReadonlySet<string>> {
    const { store, writer, keepTouches } = this.#parts;
    return store.db.transaction().execute(async (tx) => {
      const updates = [...batch.written.values()].map((written) => toUpdate(written, at));
      const stale = await appendUpdates(tx, updates, writer);
      for (const [name, touches] of batch.touches) if (!stale.has(name)) await keepTouches(tx, name, touches);
      return stale;
    });
  }

  #pauseMs(): number {
    if (this.#failures === 0) return this.#parts.batchMs;
    return Math.min(FIRST_PAUSE_MS * 2 ** (this.#failures - 1), LONGEST_PAUSE_MS);
  }
}

function toUpdate({ pieces, ...from }: Written, at: Date): SharedUpdate {
  const bytes = pieces.length === 1 ? (pieces[0] as Uint8Array) : mergeUpdates(pieces);
  return { ...from, bytes, at };
}

function emptyBatch(): Batch {
  return { written: new Map(), touches: new Map(), answers: [] };
}

function isEmpty({ written, touches, answers }: Batch): boolean {
  return written.size === 0 && touches.size === 0 && answers.length === 0;
}

/** What could not be committed, with what came meanwhile behind it. */
function joined(before: Batch, after: Batch): Batch {
  for (const [key, { pieces, ...from }] of after.written) {
    entry(before.written, key, () => ({ ...from, pieces: [] })).pieces.push(...pieces);
  }
  for (const [name, parts] of after.touches) {
    for (const [part, accounts] of parts) {
      const known = entry(
        entry(before.touches, name, () => new Map()),
        part,
        () => new Map(),
      );
      for (const [account, at] of accounts) known.set(account, at);
    }
  }
  return { ...before, answers: [...before.answers, ...after.answers] };
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function troubleOf(error: unknown, folder: string): Trouble {
  const known = isFault(error) ? error : findStoreFault(error, folder);
  if (known) return { code: known.code, says: known.message };
  return { code: 'not-saved', says: 'The database could not take it. It is tried again.' };
}
