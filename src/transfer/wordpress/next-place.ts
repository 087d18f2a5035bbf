/**
 * Finds the next place of `what` in a text, again and again, for places that only go up. What was found is remembered, so
 * that a text of ten thousand beginnings without an end is searched once and not ten thousand times.
 *
 * returns  a function from a place to the next one at or after it; the text's length where there is none
 */
export function nextPlace(text: string, what: string): (from: number) => number {
  let found = -1;
  return (from) => {
    if (found < from) {
      const at = text.indexOf(what, from);
      found = at < 0 ? text.length : at;
    }
    return found;
  };
}
