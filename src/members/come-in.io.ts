/** Joining and signing in, which are one thing: whoever shows that an address is theirs comes in. */
import { changeAccount, ensureAccount, findAccount, findAccountByEmail } from '#accounts/account.sql.js';
import { beginReaderSession, type Visitor } from '#accounts/begin-session.io.js';
import { checkEmail } from '#accounts/email.js';
import { accountFaults } from '#accounts/faults.js';
import type { Way } from '#accounts/session.sql.js';
import {
  allowAsking,
  allowTyping,
  CODE_MINUTES,
  lookAtWayIn,
  makeWayIn,
  refuseCode,
  takeOpenedLink,
  takeTypedCode,
} from '#accounts/ways-in.io.js';
import { dropReaderWaysIn, type WayIn } from '#accounts/ways-in.sql.js';
import { fault } from '#kit/fault.js';
import type { AccountId, StoryId } from '#kit/ids.js';
import { post } from '#store/letters.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { writeComeInLetter } from './come-in-letter.ts';
import { findConsent, saveConsent } from './consent.sql.ts';
import { memberFaults } from './faults.ts';
import { type JoinWish, readWish } from './join-wish.ts';
import type { Members } from './members.ts';
import { addReader, findReaderRow, noteSeen } from './readers.sql.ts';

const MINUTE_MS = 60_000;
/** A browser that somebody signed in with before may ask this often when many strangers do. */
const knownBrowser = { most: 6, withinMs: 10 * MINUTE_MS };

/** Somebody who came in: the token of their session, and where they wanted to go. */
export type CameIn = {
  readonly token: string;
  readonly account: AccountId;
  readonly isNew: boolean;
  readonly next: string;
  readonly story: StoryId | null;
};

/**
 * Posts a code and a link to this address, whoever has it and whether anybody knows it: answer, letter and time are
 * the same for all, and nothing is made before one of them comes back.
 *
 * browser  a word that this browser was given when somebody signed in with it; undefined for a stranger
 * returns  the ticket that the asking browser keeps: the code is good with it alone
 * throws   email-wrong, too-many-tries, joining-busy
 */
export async function askToComeIn(
  members: Members,
  asked: { email: string; wish: JoinWish; browser: string | undefined },
  visitor: Visitor,
): Promise<string> {
  const { accounts, store, clock } = members;
  const email = checkEmail(asked.email);
  allowAsking(accounts, email, visitor, () => allowStranger(members, asked.browser));
  const now = clock();
  return store.db.transaction().execute(async (tx) => {
    const wish = JSON.stringify(asked.wish);
    const { ticket, ...words } = await makeWayIn(tx, { account: null, kind: 'reader', email, wish }, now);
    await postLetter(tx, members, { email, wish: asked.wish, ...words }, now);
    return ticket;
  });
}

/** A flood of strangers shuts the door to strangers, not to those whose browser was here before. */
function allowStranger({ accounts, settings, clock }: Members, browser: string | undefined): void {
  const now = clock().getTime();
  if (browser && accounts.tries.spend(`browser ${browser}`, knownBrowser, now) === 0) return;
  const all = { most: settings().codesPerMinute, withinMs: MINUTE_MS };
  if (accounts.tries.spend('ask all', all, now) > 0) throw fault(memberFaults, 'joining-busy');
}

type Posting = { email: string; wish: JoinWish; code: string; token: string; expiresAt: Date };

async function postLetter(tx: Tx, members: Members, posting: Posting, now: Date): Promise<void> {
  const { name: paper, language } = members.settings();
  const { email, wish, code, token, expiresAt } = posting;
  const account = await findAccountByEmail(tx, email);
  const reader = await findReaderRow(tx, account?.id ?? NOBODY);
  const letter = writeComeInLetter({
    ...{ paper, code, minutes: CODE_MINUTES, letters: wish.letters, joins: wish.join },
    language: reader?.language || language,
    // A name that a stranger typed is no word of ours to a mailbox.
    name: account?.name ?? '',
    isKnown: reader !== undefined,
    href: `${members.address()}/account/come-in/${token}`,
  });
  await post(tx, { kind: 'sign-in', to: email, ...letter, expiresAt }, now);
}

/** Asked for where there is no account, so that both ways take as long. */
const NOBODY = 0 as AccountId;

/** throws  code-wrong, code-over, too-many-tries */
export async function comeInByCode(
  members: Members,
  given: { ticket: string; code: string },
  visitor: Visitor,
): Promise<CameIn> {
  allowTyping(members.accounts, visitor);
  const now = members.clock();
  // A wrong try is kept, so the refusal is thrown after the transaction.
  const came = await members.store.db.transaction().execute(async (tx) => {
    const shown = await takeTypedCode(tx, { kind: 'reader', ...given }, now);
    return typeof shown === 'string' ? shown : letIn(tx, { shown, way: 'code', visitor }, now);
  });
  return typeof came === 'string' ? refuseCode(came) : came;
}

/** throws  link-over, too-many-tries */
export async function comeInByLink(members: Members, token: string, visitor: Visitor): Promise<CameIn> {
  allowTyping(members.accounts, visitor);
  const now = members.clock();
  return members.store.db.transaction().execute(async (tx) => {
    const shown = await takeOpenedLink(tx, { kind: 'reader', token }, now);
    if (!shown) throw fault(accountFaults, 'link-over');
    return letIn(tx, { shown, way: 'link', visitor }, now);
  });
}

/** What a link would do, so that its page can say so. It uses nothing up: mail scanners open links too. */
export async function lookAtComeIn(
  { accounts, store }: Members,
  token: string,
): Promise<{ email: string; isKnown: boolean; wish: JoinWish } | undefined> {
  const shown = await lookAtWayIn(accounts, { kind: 'reader', token });
  if (!shown?.email) return undefined;
  const account = await findAccountByEmail(store.db, shown.email);
  const reader = account && (await findReaderRow(store.db, account.id));
  return { email: shown.email, isKnown: reader !== undefined, wish: readWish(shown.wish) };
}

/** Somebody came in by passkey, which the library has begun a session for: staff may read for the first time here. */
export async function welcomeByPasskey(
  { store, clock, readers }: Members,
  account: AccountId,
): Promise<void> {
  await store.db.transaction().execute(async (tx) => {
    await addReader(tx, { account, cameBy: 'joined' }, clock());
    await noteSeen(tx, account, clock());
  });
  readers.forget(account);
}

type Arrival = { shown: WayIn; way: Way; visitor: Visitor };

async function letIn(tx: Tx, { shown, way, visitor }: Arrival, now: Date): Promise<CameIn> {
  const wish = readWish(shown.wish);
  const email = shown.email ?? '';
  const account = await ensureAccount(tx, { email, name: wish.name }, now);
  const isNew = (await findReaderRow(tx, account)) === undefined;
  const name = wish.name && (await findAccount(tx, account))?.name === '' ? { name: wish.name } : {};
  await changeAccount(tx, account, { ...name, isVerified: true }, now);
  const story = await findStory(tx, wish.story);
  await addReader(tx, { account, cameBy: 'joined', story }, now);
  await agree(tx, account, wish, now);
  await noteSeen(tx, account, now);
  await dropReaderWaysIn(tx, email);
  const token = await beginReaderSession(tx, { account, way, visitor }, now);
  return { token, account, isNew, next: wish.next, story };
}

/** By the code or link that came back, an address has agreed twice. */
async function agree(tx: Tx, account: AccountId, { letters: says }: JoinWish, now: Date): Promise<void> {
  if (!says || (await findConsent(tx, account, 'letters'))?.given) return;
  await saveConsent(tx, { account, kind: 'letters', given: true, source: 'join', says }, now);
}

async function findStory(db: Db, id: StoryId | null): Promise<StoryId | null> {
  if (id === null) return null;
  return (await db.selectFrom('story').select('id').where('id', '=', id).executeTakeFirst()) ? id : null;
}
