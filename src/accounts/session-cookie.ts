import { createHmac, timingSafeEqual } from 'node:crypto';
import { BoundedMap } from '#kit/bounded-map.js';

/** The cookie of a session as better-auth writes it; with the prefix where the paper is served over https. */
export const COOKIE_PREFIX = 'standfirst';
export const COOKIE_NAME = `${COOKIE_PREFIX}.session_token`;
const NAMES: ReadonlySet<string> = new Set([COOKIE_NAME, `__Secure-${COOKIE_NAME}`]);

/** A longer header is no browser's of ours. */
const LONGEST_COOKIE = 16_384;

/** The token of the session that a Cookie header speaks of, undefined where its signature is not ours. */
export function readSessionCookie(header: string | undefined, secret: string): string | undefined {
  if (!header || header.length > LONGEST_COOKIE) return undefined;
  for (const part of header.split(';')) {
    const equals = part.indexOf('=');
    if (equals < 0 || !NAMES.has(part.slice(0, equals).trim())) continue;
    const token = readSigned(part.slice(equals + 1).trim(), secret);
    if (token) return token;
  }
  return undefined;
}

/** The cookie's value for this token. */
export function writeSessionCookie(token: string, secret: string): string {
  return encodeURIComponent(`${token}.${sign(token, secret)}`);
}

/** As long as browsers keep a cookie: how long a session lasts is said by the session, not by its cookie. */
const COOKIE_SECONDS = 400 * 86_400;

/** The Set-Cookie header that begins a session, or ends one with an empty token. */
export function setSessionCookie(token: string, secret: string, address: string): string {
  const secure = address.startsWith('https:');
  const name = `${secure ? '__Secure-' : ''}${COOKIE_NAME}`;
  const value = token === '' ? '' : writeSessionCookie(token, secret);
  const seconds = token === '' ? 0 : COOKIE_SECONDS;
  return `${name}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

/**
 * Tokens whose signature was found to be ours: the same cookie comes with every page. It says nothing of whether the
 * session still lasts. What is not ours is never kept, so that nobody can push out what is.
 */
const verified = new BoundedMap<string, { secret: string; token: string }>(10_000);

function readSigned(raw: string, secret: string): string | undefined {
  const known = verified.get(raw);
  if (known?.secret === secret) return known.token;
  const token = readSignedAnew(raw, secret);
  if (token !== undefined) verified.set(raw, { secret, token });
  return token;
}

function readSignedAnew(raw: string, secret: string): string | undefined {
  let value: string;
  try {
    value = decodeURIComponent(raw);
  } catch {
    return undefined;
  }
  const dot = value.lastIndexOf('.');
  if (dot < 1) return undefined;
  const token = value.slice(0, dot);
  const given = Buffer.from(value.slice(dot + 1));
  const right = Buffer.from(sign(token, secret));
  return given.length === right.length && timingSafeEqual(given, right) ? token : undefined;
}

function sign(token: string, secret: string): string {
  return createHmac('sha256', secret).update(token).digest('base64');
}
