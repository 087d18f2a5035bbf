import { fault } from '#kit/fault.js';
import type { AccountId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';
import type { Accounts } from './accounts.io.ts';
import { note } from './audit.sql.ts';
import { type Begun, beginSession, type Visitor } from './begin-session.io.ts';
import { accountFaults } from './faults.ts';
import { postNotice } from './notices.io.ts';
import { dropPassword, findPassword, savePassword } from './password.sql.ts';
import { type Acting, takeAppCode } from './second-step.io.ts';
import { findSecondStep } from './second-step.sql.ts';
import { findStaffByEmail } from './staff.sql.ts';
import type { TryRule } from './tries.ts';
import { allow } from './ways-in.io.ts';

const LEAST_LENGTH = 12;
const LONGEST = 200;
const QUARTER_MS = 15 * 60_000;
const perVisitor: TryRule = { most: 10, withinMs: QUARTER_MS };
const perAddress: TryRule = { most: 100, withinMs: QUARTER_MS };

/** A large library: loaded when somebody comes with a password. */
const loadHashing = () => import('better-auth/crypto');

/** Checked where there is no password, so that every answer takes as long. */
let nobodys: Promise<string> | undefined;

/**
 * Comes in by password: the way in that needs no mail. A code of the app always follows.
 *
 * throws  password-refused, too-many-tries
 */
export async function comeInByPassword(
  accounts: Accounts,
  given: { email: string; password: string },
  visitor: Visitor,
): Promise<Begun> {
  const { store, clock, settings } = accounts;
  const email = given.email.trim().toLowerCase();
  allow(accounts, `password ${visitor.from} ${email}`, perVisitor);
  allow(accounts, `password ${email}`, perAddress);
  const staff = await findStaffByEmail(store.db, email);
  const hash = staff?.active ? await findUsablePassword(store.db, staff.id) : undefined;
  const { hashPassword, verifyPassword } = await loadHashing();
  nobodys ??= hashPassword('nobody has this password');
  const right = await verifyPassword({
    hash: hash ?? (await nobodys),
    password: given.password.slice(0, LONGEST),
  });
  if (!staff || !hash || !right) throw fault(accountFaults, 'password-refused');
  const { secondStepRoles } = settings();
  return store.db
    .transaction()
    .execute((tx) => beginSession(tx, { staff, way: 'password', visitor, secondStepRoles }, clock()));
}

async function findUsablePassword(db: Db, account: AccountId): Promise<string | undefined> {
  const step = await findSecondStep(db, account);
  return step?.confirmed ? findPassword(db, account) : undefined;
}

/**
 * Sets one's own password, or takes it away with an empty one; a code of the app has to agree.
 *
 * throws  second-step-missing, second-code-wrong, password-weak
 */
export async function setPassword(
  accounts: Accounts,
  acting: Acting,
  given: { password: string; code: string },
): Promise<void> {
  const { store, clock } = accounts;
  const { staff } = acting;
  if (!(await findSecondStep(store.db, staff.id))?.confirmed)
    throw fault(accountFaults, 'second-step-missing');
  allow(accounts, `second ${staff.id}`, perVisitor);
  const wished = given.password;
  if (wished !== '' && isWeak(wished, acting))
    throw fault(accountFaults, 'password-weak', { least: LEAST_LENGTH });
  const hash = wished === '' ? undefined : await (await loadHashing()).hashPassword(wished);
  await store.db.transaction().execute(async (tx) => {
    if (!(await takeAppCode(tx, accounts, acting, given.code)))
      throw fault(accountFaults, 'second-code-wrong');
    if (hash) {
      await savePassword(tx, staff.id, hash, clock());
      await postNotice(tx, accounts, staff, 'password-set');
    } else await dropPassword(tx, staff.id);
    const act = hash ? 'password.set' : 'password.removed';
    await note(tx, { by: staff.id, act, about: 'staff', subject: staff.id, details: {}, at: clock() });
  });
}

function isWeak(password: string, { staff }: Acting): boolean {
  const small = password.trim().toLowerCase();
  const short = small.length < LEAST_LENGTH || password.length > LONGEST;
  return short || small === staff.email || small === staff.name.toLowerCase() || new Set(small).size < 5;
}
