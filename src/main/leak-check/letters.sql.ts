import type { Db } from '#store/tables.js';
import type { Findings } from './findings.ts';
import type { Asker } from './may-see.ts';
import type { Visited } from './visit.io.ts';
import { looker } from './visit.io.ts';

/** Looks at every letter that would go out if the copy were awake. */
export async function lookAtLetters(
  db: Db,
  visited: Pick<Visited, 'url' | 'canaries'>,
  askers: readonly Asker[],
  findings: Findings,
): Promise<void> {
  const rows = await db.selectFrom('letter').select(['id', 'recipient', 'kind', 'subject', 'body']).execute();
  for (const { id, recipient, kind, subject, body } of rows) {
    const known = askers.find(({ email }) => email === recipient);
    const asker = known ?? { ...nobody, name: `whoever gets letters of the kind ${kind}` };
    const text = `letter\n\n${subject}\n${body ?? ''}`;
    looker(visited, asker, findings)({ path: ` (letter ${id}, ${kind})`, asked: '', status: 200, text });
  }
}

const nobody: Asker = { name: '', headers: {}, registered: false, tiers: [], opened: [] };
