import type { Audience, Guarded } from '#stories/gate.js';
import type { Dependency } from './page.ts';

/** The forms in which a kept page is ready to be sent. */
export type Coding = 'identity' | 'gzip' | 'br';

/** A form of a page: its bytes and the raw header list that goes with them, names and values in turn. */
export type Form = { readonly body: Buffer; readonly headers: readonly string[] };

/** A page as it is kept. */
export type KeptPage = {
  readonly key: string;
  readonly audience: Audience;
  readonly status: number;
  readonly etag: string;
  readonly lastModified: string;
  readonly dependsOn: readonly Dependency[];
  /** Not served at or after this instant, milliseconds since 1970. */
  readonly servedUntil: number;
  readonly views: number | undefined;
  /** What the gate goes by, where some readers get another page at this address. */
  readonly closed: Guarded | undefined;
  readonly forms: Map<Coding, Form>;
  /** Headers of a 304. */
  readonly unchanged: readonly string[];
  /** Askers since it was made; what is read again is made again before anyone asks. */
  hits: number;
  /** Asked since the last sweep for memory. */
  used: boolean;
};

/** What a page takes beside its bytes: keys, headers, index entries. */
const OVERHEAD_BYTES = 2_000;
/** Drops remembered, so that a page begun before a drop is not kept after it. */
const DROPS_REMEMBERED = 20_000;

/**
 * Finished pages in memory, once per audience, bounded by bytes. Dropping is exact: each page says what it was made
 * of, and goes when that changes.
 */
export class PageStore {
  readonly #pages = new Map<string, KeptPage>();
  readonly #byDependency = new Map<Dependency, Set<KeptPage>>();
  readonly #droppedAt = new Map<Dependency, number>();
  #epoch = 0;
  #forgottenBefore = 0;
  #bytes = 0;
  #limitBytes: number;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get size(): { pages: number; bytes: number } {
    return { pages: this.#pages.size, bytes: this.#bytes };
  }

  /** Counts drops; remember it before making a page, and give it to `keep`. */
  get epoch(): number {
    return this.#epoch;
  }

  limit(bytes: number): void {
    this.#limitBytes = bytes;
    this.#makeRoom();
  }

  /** The page, if it may be served at `now`, counted as a hit. */
  find(key: string, now: number): KeptPage | undefined {
    const page = this.#pages.get(key);
    if (!page) return undefined;
    if (now >= page.servedUntil) {
      this.#remove(page);
      return undefined;
    }
    page.hits += 1;
    page.used = true;
    return page;
  }

  /**
   * Keeps a page, unless something it was made of has changed since it was begun.
   *
   * begun    the store's epoch when its making began
   * returns  whether it was kept
   */
  keep(page: KeptPage, begun: number): boolean {
    if (begun < this.#forgottenBefore) return false;
    if (page.dependsOn.some((dependency) => (this.#droppedAt.get(dependency) ?? 0) > begun)) return false;
    const old = this.#pages.get(page.key);
    if (old) this.#remove(old);
    this.#pages.set(page.key, page);
    this.#bytes += bytesOf(page);
    for (const dependency of page.dependsOn) {
      const set = this.#byDependency.get(dependency);
      if (set) set.add(page);
      else this.#byDependency.set(dependency, new Set([page]));
    }
    this.#makeRoom();
    return this.#pages.has(page.key);
  }

  /** A form was added to a kept page. */
  grew(page: KeptPage, form: Form): void {
    if (this.#pages.get(page.key) !== page) return;
    this.#bytes += form.body.length;
    this.#makeRoom();
  }

  /** Drops every page made of one of these; returns them, so that those in use can be made anew. */
  drop(dependencies: Iterable<Dependency>): KeptPage[] {
    this.#epoch += 1;
    const gone = new Set<KeptPage>();
    for (const dependency of dependencies) {
      this.#droppedAt.set(dependency, this.#epoch);
      for (const page of this.#byDependency.get(dependency) ?? []) gone.add(page);
    }
    for (const page of gone) this.#remove(page);
    if (this.#droppedAt.size > DROPS_REMEMBERED) {
      this.#droppedAt.clear();
      this.#forgottenBefore = this.#epoch;
    }
    return [...gone];
  }

  dropAll(): KeptPage[] {
    this.#epoch += 1;
    this.#forgottenBefore = this.#epoch;
    const gone = [...this.#pages.values()];
    this.#pages.clear();
    this.#byDependency.clear();
    this.#droppedAt.clear();
    this.#bytes = 0;
    return gone;
  }

  /** The least recently used go first: a page asked for since the last sweep is passed over once. */
  #makeRoom(): void {
    for (const page of this.#pages.values()) {
      if (this.#bytes <= this.#limitBytes) return;
      if (page.used && this.#pages.size > 1) {
        page.used = false;
        this.#pages.delete(page.key);
        this.#pages.set(page.key, page);
      } else this.#remove(page);
    }
  }

  #remove(page: KeptPage): void {
    if (!this.#pages.delete(page.key)) return;
    this.#bytes -= bytesOf(page);
    for (const dependency of page.dependsOn) {
      const set = this.#byDependency.get(dependency);
      set?.delete(page);
      if (set?.size === 0) this.#byDependency.delete(dependency);
    }
  }
}

/** One address for one audience. */
export function pageKey(audience: Audience, address: string): string {
  return audience === 'opening' ? address : `\n${address}`;
}

export function audienceOfKey(key: string): Audience {
  return key.startsWith('\n') ? 'whole' : 'opening';
}

function bytesOf(page: KeptPage): number {
  let bytes = OVERHEAD_BYTES;
  for (const form of page.forms.values()) bytes += form.body.length;
  return bytes;
}
