/** Adds one list to another. `push(...more)` would put every item on the call stack, which has room for some ten thousand. */
export function addAll<Item>(list: Item[], more: readonly Item[]): void {
  for (const item of more) list.push(item);
}
