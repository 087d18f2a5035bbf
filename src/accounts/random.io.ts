import { randomBytes, randomInt } from 'node:crypto';

const WORD_BYTES = 32;
const CODE_DIGITS = 8;
/** Without letters and digits that look alike. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const RECOVERY_LENGTH = 12;

/** A long word for links, tickets and sessions: 256 bits. */
export function newWord(): string {
  return randomBytes(WORD_BYTES).toString('base64url');
}

/** Eight digits, for letters. */
export function newCode(): string {
  return String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
}

/** Twelve letters and digits, for the drawer: about 59 bits. */
export function newRecoveryCode(): string {
  return Array.from({ length: RECOVERY_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
