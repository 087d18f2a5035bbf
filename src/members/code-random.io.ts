import { randomBytes } from 'node:crypto';
import { CODE_BYTES, INVITATION_BYTES, makeCode } from './code.ts';

/** A new code for a gift, a membership or an extension: 55 bits. */
export function newCodeText(): string {
  return makeCode(randomBytes(CODE_BYTES));
}

/** A new code for an invitation, which stands in links too: 75 bits. */
export function newInvitationText(): string {
  return makeCode(randomBytes(INVITATION_BYTES));
}
