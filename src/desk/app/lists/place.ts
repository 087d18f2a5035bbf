/** Where each list was left, by list and filters, so that one comes back to it. */
const places = new Map<string, number>();

/** Puts a list where it was left, and remembers where it is left next. returns  what stops remembering */
export function keepPlace(list: string, element: HTMLElement): () => void {
  const left = places.get(list);
  if (left) requestAnimationFrame(() => element.scrollTo({ top: left }));
  const remember = () => places.set(list, element.scrollTop);
  element.addEventListener('scroll', remember, { passive: true });
  return () => element.removeEventListener('scroll', remember);
}
