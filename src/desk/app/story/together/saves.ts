/** What of one's own is in the server's database. "Saved" is said of that, and of nothing else. */
import type { CollabNews, RefusalCode } from '../../../shapes/collab.ts';

/**
 * at       when the server last had everything, by its clock; null before it said so
 * waiting  changes made here since then
 * failing  what keeps the server from saving, in its words
 */
export type Saves = { readonly at: number | null; readonly waiting: number; readonly failing: string | null };

export const noSaves: Saves = { at: null, waiting: 0, failing: null };

/** Changes of a tenth of a second are asked about together. */
const TOGETHER_MS = 100;

/** Counts one's own changes, marks how far they were sent, and hears how far they are saved. */
export class SaveCount {
  #made = 0;
  #mark = 0;
  #saved = 0;
  /** How many changes had been made when a mark was sent. */
  readonly #marks = new Map<number, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saves = noSaves;
  readonly #send: (payload: string) => void;
  readonly #tell: (saves: Saves) => void;

  constructor(send: (payload: string) => void, tell: (saves: Saves) => void) {
    this.#send = send;
    this.#tell = tell;
  }

  made(): void {
    this.#made += 1;
    this.#change({ waiting: this.#made - this.#saved });
    this.#timer ??= setTimeout(() => this.ask(), TOGETHER_MS);
  }

  /** Asks when everything made up to now is saved; also after the line was down. */
  ask(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#made === this.#saved) return;
    this.#mark += 1;
    this.#marks.set(this.#mark, this.#made);
    this.#send(JSON.stringify({ mark: this.#mark }));
  }

  /** returns  why the server takes nothing more, where it says so */
  hear(payload: string): { code: RefusalCode; says: string } | undefined {
    const news = JSON.parse(payload) as CollabNews;
    if ('refused' in news) return { code: news.refused, says: news.says };
    if ('failing' in news) this.#change({ failing: news.says });
    else {
      this.#saved = Math.max(this.#saved, this.#marks.get(news.saved) ?? 0);
      for (const mark of this.#marks.keys()) if (mark <= news.saved) this.#marks.delete(mark);
      this.#change({ at: news.at, waiting: this.#made - this.#saved, failing: null });
    }
    return undefined;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #change(change: Partial<Saves>): void {
    this.#saves = { ...this.#saves, ...change };
    this.#tell(this.#saves);
  }
}
