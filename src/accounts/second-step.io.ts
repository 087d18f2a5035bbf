import { Secret, TOTP } from 'otpauth';
import { fault } from '#kit/fault.js';
import type { Tx } from '#store/tables.js';
import type { Accounts } from './accounts.io.ts';
import { note } from './audit.sql.ts';
import { accountFaults } from './faults.ts';
import { hashCode, tidyCode } from './hash.ts';
import { postNotice } from './notices.io.ts';
import { newRecoveryCode } from './random.io.ts';
import { seal, unseal } from './sealed.io.ts';
import {
  dropSecondStep,
  findSecondStep,
  offerSecondStep,
  saveRecoveryCodes,
  spendCounter,
  spendRecoveryCode,
} from './second-step.sql.ts';
import { endSessions, type Session, saveSecondStepOf } from './session.sql.ts';
import type { Staff } from './staff.ts';
import type { TryRule } from './tries.ts';
import { allow } from './ways-in.io.ts';

const RECOVERY_CODES = 10;
const PERIOD_S = 30;
/** Codes of one period before and after are taken too: clocks of phones differ. */
const WINDOW = 1;
const HOUR_MS = 3_600_000;
/**
 * Wrong codes end the session they were typed in, and never shut a person out: who holds the app comes in by the next
 * session. The second rule bounds guessing over many sessions, which takes the first step each time.
 */
const perSession: TryRule = { most: 5, withinMs: HOUR_MS };
const perAccount: TryRule = { most: 60, withinMs: HOUR_MS };

/** A person with the session they act in. */
export type Acting = { readonly staff: Staff; readonly session: Session };

/**
 * Begins the set-up of an app for codes: a secret that counts only once a code of it was typed.
 *
 * returns  the secret to type, and the address that a QR code carries
 * throws   second-step-there
 */
export async function beginSecondStep(
  accounts: Accounts,
  { staff }: Acting,
): Promise<{ secret: string; address: string }> {
  const { store, clock, secret: house } = accounts;
  const kept = await findSecondStep(store.db, staff.id);
  if (kept?.confirmed) throw fault(accountFaults, 'second-step-there');
  const secret = kept ? unseal(kept.sealed, house) : new Secret({ size: 20 }).base32;
  await store.db.transaction().execute((tx) => offerSecondStep(tx, staff.id, seal(secret, house), clock()));
  return { secret, address: totpOf(accounts, staff, secret).toString() };
}

/**
 * Confirms the app by a code it shows. From now on the second step follows every way in.
 *
 * returns  recovery codes, shown this once
 * throws   second-code-wrong, second-step-missing, sign-in-over
 */
export async function confirmSecondStep(accounts: Accounts, acting: Acting, code: string): Promise<string[]> {
  const { store, clock } = accounts;
  const kept = await findSecondStep(store.db, acting.staff.id);
  if (kept?.confirmed) throw fault(accountFaults, 'second-step-there');
  const codes = await store.db.transaction().execute(async (tx) => {
    if (!(await takeCodeOf(tx, accounts, acting, code, { confirmed: false }))) return undefined;
    await saveSecondStepOf(tx, acting.session, 'done', clock());
    await noteAct(tx, accounts, acting, 'second-step.set-up');
    return makeRecoveryCodes(tx, accounts, acting);
  });
  if (!codes) return refuse(accounts, acting);
  accounts.sessions.forget();
  return codes;
}

/**
 * Takes the second step with a code of the app, or with a recovery code, which works once.
 *
 * throws  second-code-wrong, sign-in-over after too many, too-many-tries
 */
export async function takeSecondStep(accounts: Accounts, acting: Acting, code: string): Promise<void> {
  const { store, clock } = accounts;
  allow(accounts, `second ${acting.staff.id}`, perAccount);
  const taken = await store.db.transaction().execute(async (tx) => {
    const by = (await takeAppCode(tx, accounts, acting, code))
      ? 'app'
      : (await takeRecoveryCode(tx, accounts, acting, code)) && 'recovery';
    if (!by) return false;
    await saveSecondStepOf(tx, acting.session, 'done', clock());
    await noteAct(tx, accounts, acting, 'second-step.taken', { by });
    if (by === 'recovery') await postNotice(tx, accounts, acting.staff, 'recovery-used');
    return true;
  });
  if (!taken) return refuse(accounts, acting);
  accounts.tries.clear(`second ${acting.session.id}`);
  accounts.sessions.forget();
}

/** New recovery codes in place of the old ones. throws  second-code-wrong, sign-in-over */
export async function renewRecoveryCodes(
  accounts: Accounts,
  acting: Acting,
  code: string,
): Promise<string[]> {
  const codes = await accounts.store.db.transaction().execute(async (tx) => {
    if (!(await takeAppCode(tx, accounts, acting, code))) return undefined;
    await noteAct(tx, accounts, acting, 'second-step.codes-renewed');
    return makeRecoveryCodes(tx, accounts, acting);
  });
  return codes ?? refuse(accounts, acting);
}

/**
 * Takes one's own app away, which a code of it or a recovery code has to agree to.
 *
 * throws  second-code-wrong, sign-in-over, second-step-required
 */
export async function removeSecondStep(accounts: Accounts, acting: Acting, code: string): Promise<void> {
  const { store, clock, settings } = accounts;
  if (settings().secondStepRoles.includes(acting.staff.role))
    throw fault(accountFaults, 'second-step-required');
  const removed = await store.db.transaction().execute(async (tx) => {
    const right =
      (await takeAppCode(tx, accounts, acting, code)) || (await takeRecoveryCode(tx, accounts, acting, code));
    if (!right) return false;
    await dropSecondStep(tx, acting.staff.id, clock());
    await noteAct(tx, accounts, acting, 'second-step.removed');
    await postNotice(tx, accounts, acting.staff, 'app-removed');
    return true;
  });
  if (!removed) return refuse(accounts, acting);
  accounts.sessions.forget();
}

/** Whether this is a code of the person's app now; it is used up then. */
export function takeAppCode(tx: Tx, accounts: Accounts, acting: Acting, typed: string): Promise<boolean> {
  return takeCodeOf(tx, accounts, acting, typed, { confirmed: true });
}

/** confirmed  whether it must be an app in use, or one that is being set up */
async function takeCodeOf(
  tx: Tx,
  accounts: Accounts,
  { staff }: Acting,
  typed: string,
  { confirmed }: { confirmed: boolean },
): Promise<boolean> {
  const kept = await findSecondStep(tx, staff.id);
  const token = tidyCode(typed);
  if (kept?.confirmed !== confirmed || !/^\d{6}$/.test(token)) return false;
  const now = accounts.clock();
  const totp = totpOf(accounts, staff, unseal(kept.sealed, accounts.secret));
  const delta = totp.validate({ token, timestamp: now.getTime(), window: WINDOW });
  if (delta === null) return false;
  const counter = Math.floor(now.getTime() / 1000 / PERIOD_S) + delta;
  return spendCounter(tx, staff.id, counter, now);
}

function takeRecoveryCode(tx: Tx, accounts: Accounts, { staff }: Acting, typed: string): Promise<boolean> {
  return spendRecoveryCode(tx, staff.id, hashCode(tidyCode(typed), accounts.secret), accounts.clock());
}

async function makeRecoveryCodes(tx: Tx, accounts: Accounts, { staff }: Acting): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  const hashes = codes.map((code) => hashCode(code, accounts.secret));
  await saveRecoveryCodes(tx, staff.id, hashes);
  return codes.map((code) => code.replace(/(.{4})(?=.)/g, '$1-'));
}

/** A wrong code counts; too many of them end the session. */
async function refuse(accounts: Accounts, { staff, session }: Acting): Promise<never> {
  const { store, clock, tries, sessions } = accounts;
  if (tries.spend(`second ${session.id}`, perSession, clock().getTime()) === 0)
    throw fault(accountFaults, 'second-code-wrong');
  await store.db.transaction().execute((tx) => endSessions(tx, staff.id, { only: session.id }, clock()));
  sessions.forget();
  throw fault(accountFaults, 'sign-in-over');
}

function noteAct(
  tx: Tx,
  { clock }: Accounts,
  { staff }: Acting,
  act: string,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  return note(tx, { by: staff.id, act, about: 'staff', subject: staff.id, details, at: clock() });
}

function totpOf(accounts: Accounts, staff: Staff, secret: string): TOTP {
  return new TOTP({
    issuer: accounts.settings().name,
    label: staff.email,
    secret: Secret.fromBase32(secret),
    digits: 6,
    period: PERIOD_S,
  });
}
