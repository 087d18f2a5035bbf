import { fault } from '#kit/fault.js';
import type { AccountId } from '#kit/ids.js';
import type { Tx } from '#store/tables.js';
import { note } from './audit.sql.ts';
import { checkEmail } from './email.ts';
import { accountFaults } from './faults.ts';
import { exceeds } from './rights.ts';
import { endSessions } from './session.sql.ts';
import { countAdmins, findStaffByEmail, type StaffEntry, type StaffWish, saveStaff } from './staff.sql.ts';
import type { Staff } from './staff.ts';
import { dropWaysIn } from './ways-in.sql.ts';

/** What is to be different; what is left out stays. A new account needs a name and a role. */
export type StaffChange = Partial<Omit<StaffWish, 'email'>> & { readonly email: string };

/**
 * Makes a desk account or changes the one of this address, and writes down who did it. Whoever is put out of service
 * is signed out everywhere with it.
 *
 * by      who does it; undefined for the command line, which may do anything
 * throws  email-wrong, staff-name-missing, role-missing, staff-last-admin, staff-beyond-own
 */
export async function changeStaff(
  tx: Tx,
  by: Staff | undefined,
  change: StaffChange,
  now: Date,
): Promise<{ staff: StaffEntry; made: boolean }> {
  const email = checkEmail(change.email);
  const before = await findStaffByEmail(tx, email);
  const name = (change.name ?? before?.name ?? '').trim();
  const role = change.role ?? before?.role;
  if (name === '') throw fault(accountFaults, 'staff-name-missing');
  if (!role) throw fault(accountFaults, 'role-missing');
  if (before && by && exceeds(before, by)) throw fault(accountFaults, 'staff-beyond-own');
  const staff = await saveStaff(tx, { ...change, email, name, role }, now);
  if (by && exceeds(staff, by)) throw fault(accountFaults, 'staff-beyond-own');
  const wasAdmin = before?.role === 'admin' && before.active;
  if (wasAdmin && (await countAdmins(tx)) === 0) throw fault(accountFaults, 'staff-last-admin');
  if (!staff.active) await shutOut(tx, staff.id, now);
  const what = { by: by?.id ?? null, about: 'staff', subject: staff.id, at: now };
  await note(tx, {
    ...what,
    act: before ? 'staff.changed' : 'staff.made',
    details: before ? difference(summary(before), summary(staff)) : summary(staff),
  });
  return { staff, made: !before };
}

async function shutOut(tx: Tx, account: AccountId, now: Date): Promise<void> {
  await endSessions(tx, account, 'all', now);
  await dropWaysIn(tx, account);
}

type Summary = Readonly<Record<string, unknown>>;

function summary(staff: StaffEntry): Summary {
  const { email, name, role, sections, granted, denied, byline, active } = staff;
  const lists = { granted: [...granted], denied: [...denied] };
  return {
    email,
    name,
    role,
    sections: sections === 'all' ? 'all' : [...sections],
    ...lists,
    byline,
    active,
  };
}

/** What of it is different now, each as [before, after]. */
function difference(before: Summary, after: Summary): Summary {
  const names = Object.keys(after).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  return Object.fromEntries(names.map((name) => [name, [before[name], after[name]]]));
}
