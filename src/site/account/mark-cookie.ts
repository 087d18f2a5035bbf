import { COOKIE_NAME } from '#accounts/session-cookie.js';

/** Tells the islands of a page that this browser has something of its own to ask for. It says nothing else. */
const MARK = 'standfirst.here';
const MARK_SECONDS = 400 * 86_400;

/**
 * What is to be set beside the cookies of an answer: the mark with every cookie of readers, and its end with the end
 * of a session. Pages ask `/account/me` only where it is, so those who never signed in nor spent ask for nothing.
 *
 * cookies  Set-Cookie headers of the answer
 */
export function markBeside(cookies: readonly string[], address: string): string[] {
  const own = cookies.filter((cookie) => /^(?:__Secure-)?standfirst\./.test(cookie));
  if (own.length === 0 || own.some((cookie) => cookie.startsWith(`${MARK}=`))) return [];
  const ended = own.every((cookie) => cookie.includes(`${COOKIE_NAME}=;`));
  return [setMark(address, ended)];
}

/** The Set-Cookie header of the mark, or of its end. */
export function setMark(address: string, ended = false): string {
  const secure = address.startsWith('https:') ? '; Secure' : '';
  return `${MARK}=${ended ? '' : '1'}; Max-Age=${ended ? 0 : MARK_SECONDS}; Path=/; SameSite=Lax${secure}`;
}
