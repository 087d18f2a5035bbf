/** What an import does for one person, decided before anything is written. */
import type { MemberFileKind, MemberRow } from './member-file.ts';

/** What is known of somebody before the import; undefined for one whom nobody knows. */
export type KnownMember = {
  readonly isReader: boolean;
  readonly name: string;
  readonly remark: string;
  readonly labels: readonly string[];
  /** What holds of letters, and where it was said. */
  readonly letters: { readonly given: boolean; readonly source: string } | null;
  /** Tiers held that have not ended. */
  readonly tiers: ReadonlySet<number>;
};

/** `until` null: without end. */
export type NewHolding = {
  readonly tier: number;
  readonly source: 'given' | 'imported';
  readonly until: number | null;
};

export type ImportPlan = {
  readonly act: 'add' | 'change' | 'same';
  readonly name: string | null;
  readonly remark: string | null;
  readonly labels: readonly string[] | null;
  readonly letters: boolean | null;
  readonly holdings: readonly NewHolding[];
  /** What was not taken over, and why. */
  readonly notes: readonly string[];
};

/**
 * Decides what a line changes. What somebody said here stays: an import fills what is empty, adds labels and tiers, and
 * takes over a yes or no to letters only where nobody has said one here.
 *
 * tiers  ids of the paper's tiers by slug and by name, in small letters
 */
export function planImport(
  row: MemberRow,
  known: KnownMember | undefined,
  { kind, tiers, now }: { kind: MemberFileKind; tiers: ReadonlyMap<string, number>; now: number },
): ImportPlan {
  const { holdings, notes } = planHoldings(row, known, tiers, now);
  const labels = [...new Set([...(known?.labels ?? []), ...row.labels])];
  const plan = {
    name: row.name !== '' && !known?.name ? row.name : null,
    remark: row.remark !== '' && !known?.remark ? row.remark : null,
    labels: labels.length > (known?.labels.length ?? 0) ? labels : null,
    letters: planLetters(row, known, kind),
    holdings,
    notes,
  };
  const changes = plan.name !== null || plan.remark !== null || plan.labels !== null || plan.letters !== null;
  if (!known?.isReader) return { act: 'add', ...plan };
  return { act: changes || holdings.length > 0 ? 'change' : 'same', ...plan };
}

function planLetters(row: MemberRow, known: KnownMember | undefined, kind: MemberFileKind): boolean | null {
  if (row.letters === null) return null;
  const said = known?.letters ?? null;
  if (said === null) return row.letters;
  return said.source === `import:${kind}` && said.given !== row.letters ? row.letters : null;
}

function planHoldings(
  row: MemberRow,
  known: KnownMember | undefined,
  tiers: ReadonlyMap<string, number>,
  now: number,
): Pick<ImportPlan, 'holdings' | 'notes'> {
  const notes: string[] = [];
  const holdings: NewHolding[] = [];
  const pays = row.customer !== null && !row.isGiven;
  if (pays && row.tiers.length > 0)
    notes.push('Pays at Stripe: bring the subscription in with “members import-stripe”.');
  if (row.isGiven && row.tiers.length === 0)
    notes.push('Holds something given, and the file does not say which tier.');
  for (const name of pays ? [] : row.tiers) {
    const tier = tiers.get(name.toLowerCase());
    if (tier === undefined) notes.push(`There is no tier “${name}”; joined without it.`);
    else if (row.until !== null && row.until <= now) notes.push(`“${name}” is over and was left out.`);
    else if (!known?.tiers.has(tier))
      holdings.push({ tier, source: row.isGiven ? 'given' : 'imported', until: row.until });
  }
  return { holdings, notes };
}
