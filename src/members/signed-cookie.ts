import { createHmac, timingSafeEqual } from 'node:crypto';
import { BoundedMap } from '#kit/bounded-map.js';

/** A longer header is no browser's of ours. */
const LONGEST_HEADER = 16_384;
/** Characters of the signature: 132 bits. */
const SIGNATURE_LENGTH = 22;

/**
 * A cookie whose value we alone can write.
 *
 * name     without prefix
 * purpose  bound into the signature, so that no cookie can stand in for another
 */
export type SignedCookie = { readonly name: string; readonly purpose: string };

/** The values of all cookies of this name whose signature is ours, in the order they came. */
export function readCookies(
  header: string | undefined,
  { name, purpose }: SignedCookie,
  secret: string,
): string[] {
  // Most readers carry none of ours, and looking for the name costs little.
  if (!header || header.length > LONGEST_HEADER || !header.includes(name)) return [];
  return header.split(';').flatMap((part) => {
    const equals = part.indexOf('=');
    const named = part.slice(0, Math.max(equals, 0)).trim();
    if (named !== name && named !== `__Secure-${name}`) return [];
    const value = verify(part.slice(equals + 1).trim(), purpose, secret);
    return value === undefined ? [] : [value];
  });
}

/**
 * The Set-Cookie header that keeps a value, or forgets it where it is ''.
 *
 * value    of letters, digits, - and _ and . alone
 * address  of the paper: over https the cookie goes over https only
 */
export function setCookie(
  { name, purpose }: SignedCookie,
  wish: { value: string; seconds: number; secret: string; address: string },
): string {
  const { value, secret, address } = wish;
  const secure = address.startsWith('https:');
  const signed = value === '' ? '' : `${value}.${sign(value, purpose, secret)}`;
  const seconds = value === '' ? 0 : Math.max(0, Math.ceil(wish.seconds));
  return `${secure ? '__Secure-' : ''}${name}=${signed}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

/**
 * Values that were found to be ours, by all that they were signed by: a reader brings the same cookie with every page.
 * What is not ours is never kept, so that nobody can push out what is.
 */
const verified = new BoundedMap<string, string>(2_000);

function verify(signed: string, purpose: string, secret: string): string | undefined {
  const key = `${secret}\n${purpose}\n${signed}`;
  const known = verified.get(key);
  if (known !== undefined) return known;
  const value = verifyAnew(signed, purpose, secret);
  if (value !== undefined) verified.set(key, value);
  return value;
}

function verifyAnew(signed: string, purpose: string, secret: string): string | undefined {
  const dot = signed.lastIndexOf('.');
  if (dot < 1) return undefined;
  const value = signed.slice(0, dot);
  const given = Buffer.from(signed.slice(dot + 1));
  const right = Buffer.from(sign(value, purpose, secret));
  return given.length === right.length && timingSafeEqual(given, right) ? value : undefined;
}

function sign(value: string, purpose: string, secret: string): string {
  return createHmac('sha256', secret)
    .update(`${purpose}\n${value}`)
    .digest('base64url')
    .slice(0, SIGNATURE_LENGTH);
}
