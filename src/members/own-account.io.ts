/** What readers change about their own account: name, language, address, letters, devices and passkeys. */
import { changeAccount, findAccountByEmail } from '#accounts/account.sql.js';
import type { Visitor } from '#accounts/begin-session.io.js';
import { checkEmail } from '#accounts/email.js';
import { accountFaults } from '#accounts/faults.js';
import { dropPasskey } from '#accounts/passkeys.sql.js';
import { endSessions } from '#accounts/session.sql.js';
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
import { dropReaderWaysIn } from '#accounts/ways-in.sql.js';
import { fault } from '#kit/fault.js';
import type { AccountId } from '#kit/ids.js';
import { post } from '#store/letters.sql.js';
import type { Tx } from '#store/tables.js';
import { noteAct } from './acts.sql.ts';
import { findConsent, saveConsent } from './consent.sql.ts';
import { consentWords } from './consent-words.ts';
import { memberFaults } from './faults.ts';
import { tidyName } from './join-wish.ts';
import type { Members } from './members.ts';
import { demandNotAtDesk } from './own-data.sql.ts';
import { type OwnLetter, type OwnLetterKind, writeOwnLetter } from './own-letter.ts';
import type { Reader } from './reader.ts';
import { renewReader } from './readers.sql.ts';

/** Whose account it is. */
export type Owner = Pick<Reader, 'id' | 'email' | 'name' | 'language'>;

/** Posts a letter about somebody's own account, in their language. */
export async function postOwnLetter(
  tx: Tx,
  { settings, clock }: Members,
  {
    to,
    owner,
    kind,
    ...rest
  }: { to: string; owner: Owner; kind: OwnLetterKind; expiresAt?: Date } & Pick<
    OwnLetter,
    'code' | 'href' | 'about'
  >,
): Promise<void> {
  const { name: paper, language } = settings();
  const { expiresAt, ...says } = rest;
  const common = { paper, language: owner.language || language, name: owner.name, minutes: CODE_MINUTES };
  const letter = writeOwnLetter(kind, { ...common, ...says });
  const end = expiresAt ? { expiresAt } : {};
  await post(tx, { kind: `account-${kind}`, to, ...letter, ...end }, clock());
}

/** throws  reader-at-desk */
export async function saveName(members: Members, { id }: Owner, typed: string): Promise<void> {
  const { store, clock, readers } = members;
  await store.db.transaction().execute(async (tx) => {
    await demandNotAtDesk(tx, id);
    await changeAccount(tx, id, { name: tidyName(typed) }, clock());
    await renewReader(tx, id, {}, clock());
    await noteAct(tx, { account: id, act: 'name-changed' }, clock());
  });
  readers.forget(id);
}

/** language  'de', 'en', or '' for the paper's own */
export async function saveLanguage(members: Members, { id }: Owner, language: string): Promise<void> {
  const { store, clock, readers } = members;
  await store.db.transaction().execute((tx) => renewReader(tx, id, { language }, clock()));
  readers.forget(id);
}

/**
 * Posts a code to a new address. Where that has an account of its own, its owner is told; the answer is the same.
 *
 * returns  the ticket that the code is good with
 * throws   email-wrong, reader-email-same, reader-at-desk, too-many-tries
 */
export async function askForAddress(
  members: Members,
  owner: Owner,
  typed: string,
  visitor: Visitor,
): Promise<{ ticket: string; email: string }> {
  const { accounts, store, clock, address } = members;
  const email = checkEmail(typed);
  if (email === owner.email) throw fault(memberFaults, 'reader-email-same');
  await demandNotAtDesk(store.db, owner.id);
  allowAsking(accounts, email, visitor);
  return store.db.transaction().execute(async (tx) => {
    const wish = { account: owner.id, kind: 'address', email } as const;
    const { ticket, code, expiresAt } = await makeWayIn(tx, wish, clock());
    const isTaken = (await findAccountByEmail(tx, email)) !== undefined;
    const says = isTaken
      ? { kind: 'taken' as const, owner: { ...owner, name: '' }, href: `${address()}/account/sign-in` }
      : { kind: 'address' as const, owner, code };
    await postOwnLetter(tx, members, { to: email, expiresAt, ...says });
    return { ticket, email };
  });
}

/** Takes the new address, and tells the old one. throws  code-wrong, code-over, reader-email-taken, too-many-tries */
export async function confirmAddress(
  members: Members,
  owner: Owner,
  given: { ticket: string; code: string },
  visitor: Visitor,
): Promise<string> {
  const { accounts, store, clock, readers, address } = members;
  allowTyping(accounts, visitor);
  const now = clock();
  const email = await store.db.transaction().execute(async (tx) => {
    const shown = await takeTypedCode(tx, { kind: 'address', ...given }, now);
    if (typeof shown === 'string') return { refused: shown };
    if (shown.account !== owner.id || !shown.email) return { refused: 'over' as const };
    await demandNotAtDesk(tx, owner.id);
    if (await findAccountByEmail(tx, shown.email)) throw fault(memberFaults, 'reader-email-taken');
    await changeAccount(tx, owner.id, { email: shown.email, isVerified: true }, now);
    await renewReader(tx, owner.id, {}, now);
    await dropReaderWaysIn(tx, owner.email);
    const details = { from: owner.email, to: shown.email };
    await noteAct(tx, { account: owner.id, act: 'email-changed', details }, now);
    const says = { kind: 'changed', about: shown.email, href: `${address()}/account` } as const;
    await postOwnLetter(tx, members, { to: owner.email, owner, ...says });
    return shown.email;
  });
  if (typeof email !== 'string') return refuseCode(email.refused);
  readers.forget(owner.id);
  return email;
}

/**
 * Says yes or no to letters. Where the paper asks twice, a yes holds once a link in a letter was confirmed.
 *
 * throws  too-many-tries
 */
export async function saveLetters(
  members: Members,
  owner: Owner,
  wanted: boolean,
  visitor: Visitor,
): Promise<'kept' | 'asked'> {
  const { store, settings, clock, accounts, address } = members;
  const now = clock();
  const before = await findConsent(store.db, owner.id, 'letters');
  if ((before?.given ?? false) === wanted) return 'kept';
  const says = consentWords(settings());
  if (!wanted || !settings().lettersDoubleOptIn) {
    const consent = { account: owner.id, kind: 'letters', given: wanted, source: 'account', says } as const;
    await store.db.transaction().execute((tx) => saveConsent(tx, consent, now));
    return 'kept';
  }
  allowAsking(accounts, owner.email, visitor);
  await store.db.transaction().execute(async (tx) => {
    const wish = JSON.stringify({ says });
    const { token, expiresAt } = await makeWayIn(tx, { account: owner.id, kind: 'letters', wish }, now);
    const href = `${address()}/account/letters/${token}`;
    await postOwnLetter(tx, members, {
      to: owner.email,
      owner,
      kind: 'letters',
      about: says,
      href,
      expiresAt,
    });
  });
  return 'asked';
}

/** The words that a link would agree to; undefined where it is over. */
export async function lookAtLetters({ accounts }: Members, token: string): Promise<string | undefined> {
  const shown = await lookAtWayIn(accounts, { kind: 'letters', token });
  return shown?.wish ? (JSON.parse(shown.wish) as { says: string }).says : undefined;
}

/** throws  link-over, too-many-tries */
export async function confirmLetters(members: Members, token: string, visitor: Visitor): Promise<void> {
  const { store, clock, accounts } = members;
  allowTyping(accounts, visitor);
  await store.db.transaction().execute(async (tx) => {
    const shown = await takeOpenedLink(tx, { kind: 'letters', token }, clock());
    if (!shown?.account || !shown.wish) throw fault(accountFaults, 'link-over');
    const { says } = JSON.parse(shown.wish) as { says: string };
    const consent = {
      account: shown.account,
      kind: 'letters',
      given: true,
      source: 'account',
      says,
    } as const;
    await saveConsent(tx, consent, clock());
  });
}

/** Signs devices out: one, or all others. returns  how many */
export async function endDevices(
  members: Members,
  id: AccountId,
  which: { only: number } | { but: number },
): Promise<number> {
  const { store, clock, readers, accounts } = members;
  const ended = await store.db.transaction().execute(async (tx) => {
    const count = await endSessions(tx, id, which, clock());
    if (count > 0) await noteAct(tx, { account: id, act: 'devices-ended', details: { count } }, clock());
    return count;
  });
  readers.forget(id);
  accounts.sessions.forget();
  return ended;
}

/** A passkey was made for this reader: it is written down, and they are told. */
export async function tellPasskey(members: Members, owner: Owner): Promise<void> {
  const { store, clock, address } = members;
  await store.db.transaction().execute(async (tx) => {
    await noteAct(tx, { account: owner.id, act: 'passkey-added' }, clock());
    const href = `${address()}/account/devices`;
    await postOwnLetter(tx, members, { to: owner.email, owner, kind: 'passkey', href });
  });
}

/** throws  reader-at-desk */
export async function removePasskey(members: Members, { id }: Owner, passkey: number): Promise<void> {
  const { store, clock } = members;
  await store.db.transaction().execute(async (tx) => {
    await demandNotAtDesk(tx, id);
    if (await dropPasskey(tx, id, passkey))
      await noteAct(tx, { account: id, act: 'passkey-removed' }, clock());
  });
}
