/**
 * Something that was not brought over as it stood.
 *
 * removed             an element that may not come in, with what it held (`script`, `button`)
 * hidden              something readers did not see at its origin either
 * unsafe-link         the link was taken off, its words stay; `what` is the scheme
 * picture-left-out    a picture without an address that may be fetched; `what` says why
 * frame-not-listed    a frame of a host that is not on the list, kept as foreign; `what` is the host
 * not-trusted         one of our own elements in HTML that may not use them
 * too-deep            elements nested deeper than anyone writes; their text stays
 * too-many-attributes a tag with more attributes than anyone writes
 * unclosed            an element that would have swallowed the rest of the text
 * second-cut          a premium cut after the first
 * cut-moved           a premium cut whose place could not be told: all of the body is behind it now
 */
export type Note = {
  code:
    | 'removed'
    | 'hidden'
    | 'unsafe-link'
    | 'picture-left-out'
    | 'frame-not-listed'
    | 'not-trusted'
    | 'too-deep'
    | 'too-many-attributes'
    | 'unclosed'
    | 'second-cut'
    | 'cut-moved';
  what: string;
  count: number;
};

/** More kinds of trouble than this in one story are not told apart. */
const MOST_NOTES = 100;

export class Notes {
  readonly #notes = new Map<string, Note>();

  add(code: Note['code'], what: string): void {
    const key = `${code} ${what}`;
    const note = this.#notes.get(key);
    if (note) note.count++;
    else if (this.#notes.size < MOST_NOTES) this.#notes.set(key, { code, what, count: 1 });
  }

  copy(): Notes {
    const copy = new Notes();
    for (const [key, note] of this.#notes) copy.#notes.set(key, { ...note });
    return copy;
  }

  list(): Note[] {
    return [...this.#notes.values()];
  }
}
