import type { MemberColumn, MemberFileKind, RefusedRow } from '#members/member-file.js';
import { type Given, givenValue, givenValues, hasFlag } from '../arguments.ts';
import type { MembersAct } from './act.ts';
import { readGivenFile } from './given-file.io.ts';

/** Lines that are shown one by one; --json has all. */
const SHOWN = 30;
const kinds: readonly string[] = ['ghost', 'stripe', 'csv'] satisfies MemberFileKind[];

/** `members import FILE.csv`: brings members in, silently and as often as one likes. */
export const importFileAct: MembersAct = {
  says: 'import FILE.csv: brings members in from Ghost, Stripe or a table, without a letter to anybody',
  options: {
    from: { value: 'SYSTEM', says: 'ghost, stripe or csv; guessed from the columns when left out' },
    map: { value: 'FIELD=COLUMN', says: 'a column by its name: email=Anschrift', many: true },
    'dry-run': { says: 'says what would be done, and writes nothing' },
  },
  check(given) {
    if (given.operands.length !== 1) return 'Name the one file to bring in.';
    const from = givenValue(given, 'from');
    if (from !== undefined && !kinds.includes(from)) return `--from is one of ${kinds.join(', ')}.`;
    const wrong = givenValues(given, 'map').find((one) => !/^[a-z_]+=./.test(one));
    return wrong === undefined ? undefined : `--map ${wrong} is not of the form FIELD=COLUMN.`;
  },
  async run({ store, clock }, given, progress) {
    const { getMemberFile, importMembers } = await loadImport();
    const bytes = await readGivenFile(given);
    const file = getMemberFile(bytes, {
      kind: givenValue(given, 'from') as MemberFileKind | undefined,
      map: mapOf(given),
    });
    const isDry = hasFlag(given, 'dry-run');
    const says = isDry ? 'Reading members' : 'Bringing members in';
    const wish = { isDry, staff: null, progress: (share: number) => progress(says, share) };
    const done = await importMembers(store, file, wish, clock);
    const { lines, added, changed, same, memberships, consents, refused, notes } = done;
    const text = [
      `${isDry ? 'Would take' : 'Took'} ${lines} lines of ${done.kind}: ${added} new, ${changed} changed, ${same} as they were, ${refused.length} not taken.`,
      `Memberships: ${memberships}. Answers about letters: ${consents}. No letter was sent.`,
      ...linesOf('Not taken', refused),
      ...linesOf('Taken, but', notes),
    ].join('\n');
    return { exit: 0, json: done, text };
  },
};

async function loadImport() {
  const { getMemberFile } = await import('#members/member-file-wish.js');
  const { importMembers } = await import('#members/member-import.sql.js');
  return { getMemberFile, importMembers };
}

function mapOf(given: Given): Partial<Record<MemberColumn, string>> {
  return Object.fromEntries(
    givenValues(given, 'map').map((one) => {
      const cut = one.indexOf('=');
      return [one.slice(0, cut), one.slice(cut + 1)];
    }),
  );
}

function linesOf(what: string, rows: readonly RefusedRow[]): string[] {
  const shown = rows.slice(0, SHOWN).map(({ line, why }) => `  ${what}: line ${line}: ${why}`);
  return rows.length > SHOWN ? [...shown, `  … and ${rows.length - SHOWN} more; --json lists all.`] : shown;
}
