import { join } from 'node:path';
import type { Clock } from '#kit/clock.js';
import { isAsleep } from '#store/asleep.sql.js';
import {
  endLetter,
  findNextLetterTime,
  listDueLetters,
  putLetterOff,
  type WaitingLetter,
} from '#store/letters.sql.js';
import type { Store } from '#store/store.io.js';
import type { MailSettings } from './mail-settings.ts';
import { openPostBox, type PostBox } from './post-box.io.ts';
import { nextTry } from './retry.ts';

const BATCH = 20;
/** Looks at least this often, in case another process or the clock of the machine changed something. */
const LONGEST_WAIT_MS = 30_000;
const SHORTEST_WAIT_MS = 50;

type Log = { info(facts: object, says: string): void; error(facts: object, says: string): void };

export type MailRoomParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: () => MailSettings;
  readonly address: () => string;
  readonly log: Log;
};

/**
 * Sends the letters that wait, one at a time, woken by commits. A letter that does not go out is tried again; nothing a
 * letter says is logged, and it is erased once the letter is out or given up.
 */
export class MailRoom {
  readonly #parts: MailRoomParts;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> | undefined;
  #stopListening: () => void = () => {};
  #again = false;
  #stopped = false;

  constructor(parts: MailRoomParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#stopListening = this.#parts.store.onCommit(() => this.#plan(0));
    this.#plan(0);
  }

  /** A letter on its way is waited for. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopListening();
    clearTimeout(this.#timer);
    await this.#working;
  }

  #plan(waitMs: number): void {
    if (this.#working && waitMs === 0) this.#again = true;
    if (this.#stopped || this.#working) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#begin(), waitMs);
    this.#timer.unref();
  }

  #begin(): void {
    this.#again = false;
    this.#working = this.#look()
      .catch((error: unknown) => {
        this.#parts.log.error(
          { err: error },
          'The letters that wait could not be read; they are tried again.',
        );
        return LONGEST_WAIT_MS;
      })
      .then((waitMs) => {
        this.#working = undefined;
        this.#plan(this.#again ? 0 : waitMs);
      });
  }

  /** Sends what is due; gives after how many milliseconds to look again. */
  async #look(): Promise<number> {
    const { store, clock } = this.#parts;
    // Most commits post no letter: a cheap look first.
    const next = await findNextLetterTime(store.db);
    if (next === undefined || next > clock().getTime()) return waitFor(next, clock());
    // A copy of the paper writes to nobody, and of several processes one does.
    if ((await isAsleep(store.db)) || !(await store.claim('mail'))) return LONGEST_WAIT_MS;
    await this.#sendDue();
    return waitFor(await findNextLetterTime(store.db), clock());
  }

  async #sendDue(): Promise<void> {
    const { store, clock, settings, address } = this.#parts;
    const folder = join(store.folder, 'outbox');
    const due = await listDueLetters(store.db, clock(), BATCH);
    if (due.length === 0) return;
    const box = await openPostBox(settings(), { address: address(), folder });
    try {
      for (const letter of due) {
        if (this.#stopped) return;
        await this.#send(box, letter);
      }
    } finally {
      box.close();
    }
  }

  async #send(box: PostBox, letter: WaitingLetter): Promise<void> {
    const { store, clock, log } = this.#parts;
    const facts = { letter: letter.id, kind: letter.kind };
    if (letter.expiresAt && letter.expiresAt <= clock()) {
      return endLetter(
        store.db,
        letter.id,
        { state: 'failed', why: 'It would have come too late.' },
        clock(),
      );
    }
    try {
      const file = await box.send(letter);
      await endLetter(store.db, letter.id, { state: 'sent' }, clock());
      if (file) log.info({ ...facts, file }, 'No mail server is set: a letter lies in the folder outbox.');
    } catch (error) {
      const why = error instanceof Error ? error.message.slice(0, 500) : String(error);
      const again = nextTry(letter, clock());
      log.error(
        { ...facts, why },
        again ? 'A letter did not go out; it is tried again.' : 'A letter did not go out.',
      );
      if (again) await putLetterOff(store.db, letter.id, why, again);
      else await endLetter(store.db, letter.id, { state: 'failed', why }, clock());
    }
  }
}

function waitFor(next: number | undefined, now: Date): number {
  if (next === undefined) return LONGEST_WAIT_MS;
  return Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, next - now.getTime()));
}
