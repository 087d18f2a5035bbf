/** Words that one field gives, parted by spaces. A word weighs more in the fields of A than in those of D. */
export type TextField = { readonly words: string; readonly weight: 'A' | 'B' | 'C' | 'D' };

/** Postgres counts no further; words behind it keep this place, and a phrase there is not found. */
const LAST_PLACE = 16_383;
/** Places kept of one word. */
const MOST_PLACES = 256;
/** A tsvector of a megabyte is refused; the words of some 100,000 signs more than a book are left out before that. */
const MOST_BYTES = 900_000;
/** Between two fields, so that no phrase runs from one into the next. */
const FIELD_GAP = 10;

/**
 * A tsvector as Postgres reads it. Its own parser would take words apart in other ways than SQLite's; this way both
 * hold exactly what `searchWords` gives.
 */
export function toTsvector(fields: readonly TextField[]): string {
  const places = new Map<string, string[]>();
  let place = 0;
  let bytes = 0;
  for (const { words, weight } of fields) {
    for (const word of words === '' ? [] : words.split(' ')) {
      place += 1;
      const known = places.get(word);
      if (!known) bytes += Buffer.byteLength(word) + 12;
      if (bytes > MOST_BYTES) break;
      const at = `${Math.min(place, LAST_PLACE)}${weight === 'D' ? '' : weight}`;
      if (!known) places.set(word, [at]);
      else if (known.length < MOST_PLACES) known.push(at);
    }
    place += FIELD_GAP;
  }
  return [...places].map(([word, at]) => `'${word}':${at.join()}`).join(' ');
}
