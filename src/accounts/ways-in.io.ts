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
import {
  addWayIn,
  findLink,
  takeCode,
  takeFirst,
  takeLink,
  type WayIn,
  type WayInKind,
  type WayInWish,
} from './ways-in.sql.ts';

/** How long code and link of a letter are good. */
export const CODE_MINUTES = 15;
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
  allowAsking(accounts, email, visitor);
  return store.db.transaction().execute(async (tx) => {
    const staff = await findStaffByEmail(tx, email);
    const account = staff?.active ? staff.id : null;
    const { ticket, ...words } = await makeWayIn(tx, { account, kind: 'letter' }, now);
    if (staff?.active) await postCode(tx, accounts, { to: staff, ...words }, now);
    return ticket;
  });
}

/**
 * Counts one letter asked for.
 *
 * meanwhile  counts between place and address, so that what it refuses leaves no trace of the address
 * throws     too-many-tries: from one place, or for one address
 */
export function allowAsking(
  accounts: Accounts,
  email: string,
  visitor: Visitor,
  meanwhile: () => void = () => {},
): void {
  allow(accounts, `ask ${networkOf(visitor.from)}`, asked.from);
  meanwhile();
  allow(accounts, `ask ${email}`, asked.address);
}

/** throws  too-many-tries: codes and links typed from one place */
export function allowTyping(accounts: Accounts, visitor: Visitor): void {
  allow(accounts, `code ${networkOf(visitor.from)}`, asked.typed);
}

/**
 * Makes a code with its ticket, and a link, good for a quarter of an hour.
 *
 * ticket  for the browser that asks · code, token  for the letter
 */
export async function makeWayIn(
  tx: Tx,
  wish: Pick<WayInWish, 'account' | 'kind' | 'email' | 'wish'>,
  now: Date,
): Promise<{ ticket: string; code: string; token: string; expiresAt: Date }> {
  const [ticket, code, token] = [newWord(), newCode(), newWord()];
  const expiresAt = new Date(now.getTime() + CODE_MINUTES * MINUTE_MS);
  const hashes = {
    ticketHash: hashWord(ticket),
    codeHash: hashCode(code, ticket),
    tokenHash: hashWord(token),
  };
  await addWayIn(tx, { ...wish, ...hashes, tries: CODE_TRIES, expiresAt }, now);
  return { ticket, code, token, expiresAt };
}

/** What a typed code shows. A wrong one has used up a try, which is to be kept: throw once the transaction is over. */
export function takeTypedCode(
  tx: Tx,
  { kind, ticket, code }: { kind: WayInKind; ticket: string; code: string },
  now: Date,
): Promise<WayIn | 'wrong' | 'over'> {
  const codeHash = hashCode(tidyCode(code), ticket);
  return takeCode(tx, { kind, ticketHash: hashWord(ticket), codeHash }, now);
}

/** What an opened link shows, which is used up with that. */
export function takeOpenedLink(
  tx: Tx,
  { kind, token }: { kind: WayInKind; token: string },
  now: Date,
): Promise<WayIn | undefined> {
  return takeLink(tx, { kinds: [kind], tokenHash: hashWord(token) }, now);
}

/** What a link would show; it stays good. */
export async function lookAtWayIn(
  { store, clock }: Accounts,
  { kind, token }: { kind: WayInKind; token: string },
): Promise<WayIn | undefined> {
  const found = await findLink(store.db, hashWord(token), clock());
  return found?.kind === kind ? found : undefined;
}

/** throws  code-wrong, code-over: what `takeTypedCode` answered, once its try is kept */
export function refuseCode(answer: 'wrong' | 'over'): never {
  throw fault(accountFaults, answer === 'wrong' ? 'code-wrong' : 'code-over');
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
  allowTyping(accounts, visitor);
  const now = accounts.clock();
  // A wrong try is kept, so the refusal is thrown after the transaction.
  const taken = await accounts.store.db.transaction().execute(async (tx) => {
    const found = await takeTypedCode(tx, { kind: 'letter', ...given }, now);
    if (typeof found === 'string') return found;
    return (
      (found.account && (await begin(tx, accounts, { account: found.account, way: 'code', visitor }))) ??
      'over'
    );
  });
  return typeof taken === 'string' ? refuseCode(taken) : taken;
}

/** throws  link-over, too-many-tries */
export async function comeInByLink(accounts: Accounts, token: string, visitor: Visitor): Promise<Begun> {
  allowTyping(accounts, visitor);
  const begun = await accounts.store.db.transaction().execute(async (tx) => {
    const given = { kinds: ['letter', 'link'] as const, tokenHash: hashWord(token) };
    const account = (await takeLink(tx, given, accounts.clock()))?.account;
    return account ? begin(tx, accounts, { account, way: 'link', visitor }) : undefined;
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
  const isOfDesk = link?.kind === 'letter' || link?.kind === 'link';
  const staff = isOfDesk && link.account ? await findStaff(store.db, link.account) : undefined;
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
  allowTyping(accounts, visitor);
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

/** One place that somebody asks from: an IPv4 address, or the network that a home has in IPv6. */
function networkOf(from: string): string {
  if (!from.includes(':') || from.startsWith('::ffff:')) return from;
  return from.split(':').slice(0, 4).join(':');
}

/** throws  too-many-tries */
export function allow({ tries, clock }: Pick<Accounts, 'tries' | 'clock'>, key: string, rule: TryRule): void {
  const waitMs = tries.spend(key, rule, clock().getTime());
  if (waitMs > 0) throw fault(accountFaults, 'too-many-tries', { minutes: Math.ceil(waitMs / MINUTE_MS) });
}
