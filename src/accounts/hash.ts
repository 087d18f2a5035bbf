import { createHash, createHmac } from 'node:crypto';

/** The hash of a long random word: such words need no salt, nobody guesses them. */
export function hashWord(word: string): string {
  return createHash('sha256').update(word).digest('base64url');
}

/** The hash of a short code, bound to a long word that is not kept: without it no guess can be checked. */
export function hashCode(code: string, word: string): string {
  return createHmac('sha256', word).update(code).digest('base64url');
}

/** A code as people type it, with spaces, hyphens and letters of any size, brought to one form. */
export function tidyCode(typed: string): string {
  return typed.replace(/[\s-]/g, '').toLowerCase();
}
