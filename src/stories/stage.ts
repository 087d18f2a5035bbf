/**
 * A step of the work on a story. `kind` says what the desk makes of it: planned stories may have no text yet, ready
 * ones wait for their time.
 */
export type Stage = { readonly slug: string; readonly name: string; readonly kind: StageKind };
export type StageKind = 'planned' | 'work' | 'ready';

/** Where a story stands once it is done with. It is on no board; any stage brings it back. */
export const OUT = 'out';

const slugs = [
  ['planned', 'planned'],
  ['work', 'work'],
  ['edit', 'work'],
  ['approve', 'work'],
  ['ready', 'ready'],
] as const satisfies readonly (readonly [string, StageKind])[];

const names: Readonly<Record<string, readonly string[]>> = {
  en: ['Planned', 'In work', 'To edit', 'To approve', 'Ready'],
  de: ['Geplant', 'In Arbeit', 'Zum Redigieren', 'Zur Abnahme', 'Fertig'],
};

/** The stages of a newsroom that has set none, named in the language of its paper. */
export function defaultStages(language: string): Stage[] {
  const [primary = 'en'] = language.toLowerCase().split('-');
  const named = names[primary] ?? (names.en as readonly string[]);
  return slugs.map(([slug, kind], at) => ({ slug, kind, name: named[at] ?? slug }));
}

/** The first stage of this kind, or of any. */
export function firstOf(stages: readonly Stage[], kind: StageKind): string {
  return (stages.find((stage) => stage.kind === kind) ?? stages[0])?.slug ?? 'work';
}
