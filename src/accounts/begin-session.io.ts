import type { AccountId } from '#kit/ids.js';
import type { Tx } from '#store/tables.js';
import { note } from './audit.sql.ts';
import { newWord } from './random.io.ts';
import { findSecondStep } from './second-step.sql.ts';
import { addSession, endOldestSessions, type SecondStepState, type Way } from './session.sql.ts';
import { READER_SESSION_MS, SESSION_MS } from './session-table.io.ts';
import type { Role, Staff } from './staff.ts';
import { dropWaysIn } from './ways-in.sql.ts';

/** From where somebody signs in: their address, and what their browser calls itself. */
export type Visitor = { readonly from: string; readonly device: string };

/** The token of a session that has begun, and what has to follow. */
export type Begun = { readonly token: string; readonly secondStep: SecondStepState };

type Beginning = { staff: Staff; way: Way; visitor: Visitor; secondStepRoles: readonly Role[] };

/** Begins a session for somebody who has shown who they are; a second step may have to follow. */
export async function beginSession(
  tx: Tx,
  { staff, way, visitor, secondStepRoles }: Beginning,
  now: Date,
): Promise<Begun> {
  const token = newWord();
  const secondStep = await findSecondStepState(tx, staff, secondStepRoles);
  const expiresAt = new Date(now.getTime() + SESSION_MS);
  const session = { account: staff.id, token, way, secondStep, expiresAt, ...visitor };
  const id = await addSession(tx, session, now);
  await dropWaysIn(tx, staff.id);
  const details = { way, from: visitor.from, secondStep };
  await note(tx, { by: staff.id, act: 'session.begun', about: 'session', subject: id, details, at: now });
  return { token, secondStep };
}

/** A reader's devices at most: beyond that, the one not seen for longest is signed out. */
const READER_SESSIONS = 40;

/**
 * Begins a session at the readers' door. It lasts long, asks for no second step, and leads to no desk.
 *
 * returns  its token
 */
export async function beginReaderSession(
  tx: Tx,
  { account, way, visitor }: { account: AccountId; way: Way; visitor: Visitor },
  now: Date,
): Promise<string> {
  const token = newWord();
  const expiresAt = new Date(now.getTime() + READER_SESSION_MS);
  const session = { account, token, way, secondStep: 'due', door: 'paper', expiresAt, ...visitor } as const;
  await addSession(tx, session, now);
  await endOldestSessions(tx, account, READER_SESSIONS, now);
  return token;
}

/** What a new session of this person has to begin with. */
export async function findSecondStepState(
  tx: Tx,
  staff: Pick<Staff, 'id' | 'role'>,
  secondStepRoles: readonly Role[],
): Promise<SecondStepState> {
  const kept = await findSecondStep(tx, staff.id);
  if (kept?.confirmed) return 'due';
  return secondStepRoles.includes(staff.role) ? 'to-set-up' : 'done';
}
