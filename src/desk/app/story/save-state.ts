/** Whether what is typed here is safe, as the server says it: "Saved" is shown for nothing else. */

/**
 * saved    everything typed here is committed on the server, at `at`
 * saving   it is on its way
 * failing  the server has it and cannot commit it; it tries again
 * offline  there is no line; so many changes are kept in this browser
 */
export type SaveShown =
  | { readonly is: 'saved'; readonly at: number }
  | { readonly is: 'saving'; readonly changes: number }
  | { readonly is: 'failing'; readonly changes: number; readonly code: string }
  | { readonly is: 'offline'; readonly changes: number };

/**
 * Counts the changes made here and asks the server, one question at a time, whether it has committed them.
 *
 * send      gives a message without state to the server, behind every update that was handed over before
 * onChange  hears when something else is to be shown
 */
export class SaveState {
  readonly #send: (payload: string) => void;
  readonly #onChange: () => void;
  #changes = 0;
  #saved = 0;
  #savedAt: number | null = null;
  /** The change that was asked about and not answered yet. */
  #asked: number | null = null;
  #isOpen = false;
  #failing: string | null = null;
  #shown: SaveShown = { is: 'offline', changes: 0 };

  constructor(send: (payload: string) => void, onChange: () => void) {
    this.#send = send;
    this.#onChange = onChange;
  }

  /** The same object until something else is to be shown. */
  get shown(): SaveShown {
    return this.#shown;
  }

  /** Changes that are not known to be committed. */
  get unsaved(): number {
    return this.#changes - this.#saved;
  }

  /** Something was changed here, and given to the line where there is one. */
  changed(): void {
    this.#changes += 1;
    this.#ask();
    this.#tell();
  }

  /** The line stands and both sides have told each other what they have. */
  opened(): void {
    this.#isOpen = true;
    this.#asked = null;
    // Asked even without a change of now: this browser may have kept some of yesterday.
    this.#savedAt = null;
    this.#ask();
    this.#tell();
  }

  closed(): void {
    this.#isOpen = false;
    this.#asked = null;
    this.#failing = null;
    this.#tell();
  }

  /** A message without state came. returns  whether it was about saving */
  heard(payload: string): boolean {
    const news = readNews(payload);
    if (typeof news.saved === 'number' && typeof news.at === 'number') this.#answered(news.saved, news.at);
    else if (typeof news.failing === 'string') this.#failing = news.failing;
    else return false;
    this.#tell();
    return true;
  }

  #answered(mark: number, at: number): void {
    if (mark !== this.#asked) return;
    this.#asked = null;
    this.#failing = null;
    this.#saved = mark;
    this.#savedAt = at;
    this.#ask();
  }

  #ask(): void {
    if (!this.#isOpen || this.#asked !== null) return;
    if (this.#saved === this.#changes && this.#savedAt !== null) return;
    this.#asked = this.#changes;
    this.#send(JSON.stringify({ mark: this.#changes }));
  }

  #tell(): void {
    const shown = this.#now();
    if (JSON.stringify(shown) === JSON.stringify(this.#shown)) return;
    this.#shown = shown;
    this.#onChange();
  }

  #now(): SaveShown {
    const changes = this.unsaved;
    if (!this.#isOpen) return { is: 'offline', changes };
    if (changes === 0 && this.#savedAt !== null) return { is: 'saved', at: this.#savedAt };
    return this.#failing === null
      ? { is: 'saving', changes }
      : { is: 'failing', changes, code: this.#failing };
  }
}

function readNews(payload: string): { saved?: unknown; at?: unknown; failing?: unknown } {
  try {
    return (JSON.parse(payload) ?? {}) as object;
  } catch {
    return {};
  }
}
