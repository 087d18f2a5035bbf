/** Puts people, the record of what they did and merged bylines back as an export holds them. It tells nobody. */
import type { AccountId, BylineId, SectionId } from '#kit/ids.js';
import { raiseIds, raiseIdsBehind } from '#store/sequences.sql.js';
import type { Tx } from '#store/tables.js';
import type { AuditWish } from './audit.sql.ts';
import { tidyEmail } from './staff.sql.ts';
import type { Role } from './staff.ts';

/** A person as an export holds them. Whoever has an account here already keeps it as it is. */
export type KeptStaff = {
  id: AccountId;
  email: string;
  name: string;
  role: Role;
  sections: 'all' | readonly SectionId[];
  granted: readonly string[];
  denied: readonly string[];
  byline: BylineId | null;
  active: boolean;
  madeAt: number;
};

export async function restoreStaff(tx: Tx, people: readonly KeptStaff[]): Promise<void> {
  for (const person of people) {
    const { id, madeAt: made_at } = person;
    const times = { made_at, changed_at: made_at };
    const account = { id, email: tidyEmail(person.email), name: person.name, image: null };
    await tx
      .insertInto('account')
      .values({ ...account, ...times, email_verified: 1 })
      .onConflict((conflict) => conflict.column('email').doNothing())
      .execute();
    const row = {
      ...{ account_id: id, role: person.role, sections: JSON.stringify(person.sections) },
      ...{ granted: JSON.stringify(person.granted), denied: JSON.stringify(person.denied) },
      ...{ byline_id: person.byline, active: person.active ? 1 : 0, ...times },
    };
    await tx
      .insertInto('staff')
      .values(row)
      .onConflict((conflict) => conflict.column('account_id').doNothing())
      .execute();
  }
  if (people.length > 0) await raiseIds(tx, 'account');
}

/** A reader's account as an export holds it. */
export type KeptAccount = {
  readonly id: AccountId;
  readonly email: string;
  readonly name: string;
  readonly isVerified: boolean;
  readonly madeAt: number;
};

/** Whoever has an account here already keeps it as it is. */
export async function restoreAccounts(tx: Tx, accounts: readonly KeptAccount[]): Promise<void> {
  if (accounts.length === 0) return;
  const rows = accounts.map(({ id, email, name, isVerified, madeAt }) => ({
    ...{ id, email: tidyEmail(email), name, image: null, email_verified: isVerified ? 1 : 0 },
    ...{ made_at: madeAt, changed_at: madeAt },
  }));
  await tx
    .insertInto('account')
    .values(rows)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .execute();
  await raiseIds(tx, 'account');
}

/** Appends lines behind those that are here, in the order given: their numbers are new. */
export async function restoreAudit(tx: Tx, lines: readonly AuditWish[]): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map(({ by, at, act, about, subject, details }) => {
    return { at: at.getTime(), account_id: by, act, about, subject, details: JSON.stringify(details) };
  });
  await tx.insertInto('audit').values(rows).execute();
}

export async function restoreMergedBylines(
  tx: Tx,
  merged: readonly { id: number; into: number; at: number }[],
): Promise<void> {
  if (merged.length === 0) return;
  const rows = merged.map(({ id, into, at }) => ({ byline_id: id, into_id: into, merged_at: at }));
  await tx.insertInto('byline_merged').values(rows).execute();
  await raiseIdsBehind(tx, 'byline', Math.max(...merged.map(({ id }) => id)));
}
