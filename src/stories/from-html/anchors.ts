import type { Block, LinkMark } from '../document.ts';

const MOST = 2000;
const LONGEST = 200;

/**
 * Old anchors (`<h2 id="section-2">`, `<a name="notes">`) get lost, since blocks have ids of ours. Links inside the
 * text that led there lead to the block that took the anchor's place.
 */
export class Anchors {
  readonly #blocks = new Map<string, Block>();
  readonly #links: LinkMark[] = [];
  #waiting: string[] = [];

  met(name: string | undefined): void {
    if (name && name.length <= LONGEST && this.#blocks.size + this.#waiting.length < MOST)
      this.#waiting.push(name);
  }

  link(mark: LinkMark): void {
    if (mark.attrs.href.startsWith('#')) this.#links.push(mark);
  }

  /** The next block to be placed is where the anchors met since the last one lead. */
  standsAt(block: Block): void {
    if (this.#waiting.length === 0) return;
    for (const name of this.#waiting) if (!this.#blocks.has(name)) this.#blocks.set(name, block);
    this.#waiting = [];
  }

  /** Once blocks have their ids. */
  resolve(): void {
    for (const { attrs } of this.#links) {
      const block = this.#blocks.get(decoded(attrs.href.slice(1)));
      if (block?.attrs.id) attrs.href = `#${block.attrs.id}`;
    }
  }
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
