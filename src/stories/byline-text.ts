import type { BylineId } from '#kit/ids.js';
import type { Credit } from './story.ts';

const formats = new Map<string, Intl.ListFormat>();

/** Names as cards show them: the writers, else whoever stands first. */
export function bylineTextOf(
  credits: readonly Credit[],
  names: ReadonlyMap<BylineId, { readonly name: string }>,
  language: string,
): string {
  const writers = credits.filter(({ role }) => role === '');
  const shown = (writers.length > 0 ? writers : credits.slice(0, 1)).flatMap(
    ({ byline }) => names.get(byline)?.name ?? [],
  );
  const distinct = [...new Set(shown)];
  return distinct.length < 2 ? (distinct[0] ?? '') : formatOf(language).format(distinct);
}

function formatOf(language: string): Intl.ListFormat {
  const known = formats.get(language);
  if (known) return known;
  const made = new Intl.ListFormat(language, { type: 'conjunction' });
  formats.set(language, made);
  return made;
}
