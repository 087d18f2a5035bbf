import { randomBytes, randomInt } from 'node:crypto';
import { makeWordCode } from './word-code.ts';

const TOKEN_BYTES = 16;
const PIN_DIGITS = 6;

/** What the QR code of a voucher carries: 128 bits, so that no guess meets one. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

export function newWordCode(language: string): string {
  return makeWordCode(language, (below) => randomInt(below));
}

export function newPin(): string {
  return String(randomInt(10 ** PIN_DIGITS)).padStart(PIN_DIGITS, '0');
}
