import { createHash, randomBytes } from 'node:crypto';

/** With this every key of ours begins, so that people and scanners of secrets know one when they see it. */
const PREFIX = 'sfk_';

/** A new key, shown once; `hash` is what is kept of it, `hint` its end. */
export function makeApiKey(): { key: string; hash: string; hint: string } {
  const key = PREFIX + randomBytes(32).toString('base64url');
  return { key, hash: hashOfKey(key), hint: key.slice(-4) };
}

/** A key has too many possible values to be guessed from a plain hash. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
