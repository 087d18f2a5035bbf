import { fault } from '#kit/fault.js';
import type { AccountId } from '#kit/ids.js';
import { post } from '#store/letters.sql.js';
import type { Tx } from '#store/tables.js';
import type { Accounts } from './accounts.io.ts';
import { note } from './audit.sql.ts';
import { type Begun, beginSession, type Visitor } from './begin-session.io.ts';
import { checkEmail } from './email.ts';
import { accountFaults } from './faults.ts';
import { hashCode, hashWord, tidyCode } from './hash.ts';
import { writeInvitation } from './invitation-letter.ts';
import { newCode, newWord } from './random.io.ts';
import type { Way } from './session.sql.ts';
import { writeSignInLetter } from './sign-in-letter.ts';
import { findStaff, findStaffByEmail, hasStaff, saveStaff } from './staff.sql.ts';
import type { Staff } from './staff.ts';
import type { TryRule } from './tries.ts';
import { addWayIn, findLink, takeCode, takeFirst, takeLink } from './ways-in.sql.ts';

const CODE_MINUTES = 15;
const CODE_TRIES = 5;
const MINUTE_MS = 60_000;

const asked: Readonly<Record<'from' | 'address' | 'typed', TryRule>> = {
  from: { most: 30, withinMs: 10 * MINUTE_MS },
  address: { most: 6, withinMs: 15 * MINUTE_MS },
  typed: { most: 60, withinMs: 10 * MINUTE_MS },
};

/**
 * Sends a code and a link to this address, if it is somebody's at the desk. The answer is the same for every address.
 *
 * returns  the ticket that the asking browser keeps: the code is good with it alone
 * throws   email-wrong, too-many-tries
 */
export async function askForCode(accounts: Accounts, typed: string, visitor: Visitor): Promise<string> {
  const { store, clock } = accounts;
  const now = clock();
  const email = checkEmail(typed);
  allow(accounts, `ask ${visitor.from}`, asked.from);
  allow(accounts, `ask ${email}`, asked.address);
  const [ticket, code, token] = [newWord(), newCode(), newWord()];
  const expiresAt = new Date(now.getTime() + CODE_MINUTES * MINUTE_MS);
  await store.db.transaction().execute(async (tx) => {
    const staff = await findStaffByEmail(tx, email);
    const account = staff?.active ? staff.id : null;
    const hashes = {
      ticketHash: hashWord(ticket),
      codeHash: hashCode(code, ticket),
      tokenHash: hashWord(token),
    };
    await addWayIn(tx, { account, kind: 'letter', ...hashes, tries: CODE_TRIES, expiresAt }, now);
    if (staff?.active) await postCode(tx, accounts, { to: staff, code, token, expiresAt }, now);
  });
  return ticket;
}

type Posting = { to: { email: string; name: string }; code: string; token: string; expiresAt: Date };

async function postCode(tx: Tx, accounts: Accounts, posting: Posting, now: Date): Promise<void> {
  const { name: paper, language } = accounts.settings();
  const { to, code, token, expiresAt } = posting;
  const href = `${accounts.address()}/desk/sign-in/${token}`;
  const letter = writeSignInLetter({ paper, language, name: to.name, code, href, minutes: CODE_MINUTES });
  await post(tx, { kind: 'sign-in', to: to.email, ...letter, expiresAt }, now);
}

/** throws  code-wrong, code-over, too-many-tries */
export async function comeInByCode(
  accounts: Accounts,
  given: { ticket: string; code: string },
  visitor: Visitor,
): Promise<Begun> {
  allow(accounts, `code ${visitor.from}`, asked.typed);
  const now = accounts.clock();
  const ticketHash = hashWord(given.ticket);
  const codeHash = hashCode(tidyCode(given.code), given.ticket);
  // A wrong try is kept, so the refusal is thrown after the transaction.
  const taken = await accounts.store.db.transaction().execute(async (tx) => {
    const found = await takeCode(tx, { ticketHash, codeHash }, now);
    return typeof found === 'number' ? begin(tx, accounts, { account: found, way: 'code', visitor }) : found;
  });
  if (taken === 'wrong') throw fault(accountFaults, 'code-wrong');
  if (taken === 'over' || !taken) throw fault(accountFaults, 'code-over');
  return taken;
}

/** throws  link-over, too-many-tries */
export async function comeInByLink(accounts: Accounts, token: string, visitor: Visitor): Promise<Begun> {
  allow(accounts, `code ${visitor.from}`, asked.typed);
  const begun = await accounts.store.db.transaction().execute(async (tx) => {
    const taken = await takeLink(tx, hashWord(token), accounts.clock());
    return taken && begin(tx, accounts, { account: taken.account, way: 'link', visitor });
  });
  if (!begun) throw fault(accountFaults, 'link-over');
  return begun;
}

type Arrival = { account: AccountId; way: Way; visitor: Visitor };

async function begin(
  tx: Tx,
  accounts: Accounts,
  { account, way, visitor }: Arrival,
): Promise<Begun | undefined> {
  const staff = await findStaff(tx, account);
  if (!staff?.active) return undefined;
  const { secondStepRoles } = accounts.settings();
  return beginSession(tx, { staff, way, visitor, secondStepRoles }, accounts.clock());
}

/** Who a link is for, so that its page can ask by name. It uses nothing up: mail scanners open links too. */
export async function lookAtLink(
  { store, clock }: Accounts,
  token: string,
): Promise<{ is: 'first' } | { is: 'sign-in'; name: string } | undefined> {
  const link = await findLink(store.db, hashWord(token), clock());
  if (link?.kind === 'first') return (await hasStaff(store.db)) ? undefined : { is: 'first' };
  const staff = link?.account ? await findStaff(store.db, link.account) : undefined;
  return staff?.active ? { is: 'sign-in', name: staff.name } : undefined;
}

/** A link that signs this person in once, until it expires. */
export async function makeSignInLink(tx: Tx, account: AccountId, now: Date, hours: number): Promise<string> {
  const token = newWord();
  const expiresAt = new Date(now.getTime() + hours * 60 * MINUTE_MS);
  const hashes = { ticketHash: null, codeHash: null, tokenHash: hashWord(token) };
  await addWayIn(tx, { account, kind: 'link', ...hashes, tries: 0, expiresAt }, now);
  return `/desk/sign-in/${token}`;
}

/** Posts a letter with a link that signs this person in for the first time. */
export async function postInvitation(tx: Tx, accounts: Accounts, to: Staff, hours: number): Promise<void> {
  const now = accounts.clock();
  const { name: paper, language } = accounts.settings();
  const href = `${accounts.address()}${await makeSignInLink(tx, to.id, now, hours)}`;
  const letter = writeInvitation({ paper, language, name: to.name, href, hours });
  const expiresAt = new Date(now.getTime() + hours * 60 * MINUTE_MS);
  await post(tx, { kind: 'invitation', to: to.email, ...letter, expiresAt }, now);
}

/** A link that makes the first admin; undefined where there is somebody on the staff. */
export async function makeFirstLink({ store, clock }: Accounts): Promise<string | undefined> {
  const now = clock();
  return store.db.transaction().execute(async (tx) => {
    if (await hasStaff(tx)) return undefined;
    const token = newWord();
    const expiresAt = new Date(now.getTime() + FIRST_DAYS * 24 * 60 * MINUTE_MS);
    const hashes = { ticketHash: null, codeHash: null, tokenHash: hashWord(token) };
    await addWayIn(tx, { account: null, kind: 'first', ...hashes, tries: 0, expiresAt }, now);
    return `/desk/first/${token}`;
  });
}

const FIRST_DAYS = 30;

/**
 * Makes the first admin by the link that `serve` printed, and signs them in.
 *
 * throws  first-over, email-wrong, staff-name-missing
 */
export async function comeInFirst(
  accounts: Accounts,
  given: { token: string; name: string; email: string },
  visitor: Visitor,
): Promise<Begun> {
  allow(accounts, `code ${visitor.from}`, asked.typed);
  const now = accounts.clock();
  const email = checkEmail(given.email);
  const name = given.name.trim();
  if (name === '') throw fault(accountFaults, 'staff-name-missing');
  return accounts.store.db.transaction().execute(async (tx) => {
    const good = await takeFirst(tx, hashWord(given.token), now);
    if (!good || (await hasStaff(tx))) throw fault(accountFaults, 'first-over');
    const staff = await saveStaff(tx, { email, name, role: 'admin' }, now);
    const made = { by: staff.id, act: 'staff.made', about: 'staff', subject: staff.id };
    await note(tx, { ...made, details: { role: 'admin', first: true }, at: now });
    const { secondStepRoles } = accounts.settings();
    return beginSession(tx, { staff, way: 'first', visitor, secondStepRoles }, now);
  });
}

/** throws  too-many-tries */
export function allow({ tries, clock }: Pick<Accounts, 'tries' | 'clock'>, key: string, rule: TryRule): void {
  const waitMs = tries.spend(key, rule, clock().getTime());
  if (waitMs > 0) throw fault(accountFaults, 'too-many-tries', { minutes: Math.ceil(waitMs / MINUTE_MS) });
}
