import type { BundleNote } from '../bundle.ts';
import type { PostNotes } from './post.ts';

const EXAMPLES = 3;

/** Counts what the newsroom should know of, with a few addresses to look at. */
export class NoteBook {
  readonly #found = new Map<string, { count: number; examples: string[] }>();

  /** The notes of the post at this address. */
  of(address: string): PostNotes {
    return {
      unknown: (name) =>
        this.add(`Ghost's card "${name}" is kept for the desk and hidden from readers.`, address),
      injected: () => this.add('Code that was injected into single posts is not taken over.', address),
    };
  }

  add(says: string, address: string): void {
    const known = this.#found.get(says) ?? { count: 0, examples: [] };
    known.count += 1;
    if (address && known.examples.length < EXAMPLES && !known.examples.includes(address))
      known.examples.push(address);
    this.#found.set(says, known);
  }

  list(): BundleNote[] {
    return [...this.#found].map(([says, found]) => ({ kind: 'note', about: 'ghost', says, ...found }));
  }
}
