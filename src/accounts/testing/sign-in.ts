import { randomBytes } from 'node:crypto';
import { getSecret } from '#store/secret.sql.js';
import type { Store } from '#store/store.io.js';
import { addSession } from '../session.sql.ts';
import { COOKIE_NAME, writeSessionCookie } from '../session-cookie.ts';
import { SESSION_MS } from '../session-table.io.ts';
import { type StaffWish, saveStaff } from '../staff.sql.ts';
import type { Staff } from '../staff.ts';

/**
 * Makes a desk account, or changes the one of this address, and signs it in, as a browser would be afterwards.
 *
 * returns  the person, and the Cookie header of the session
 */
export async function signIn(
  { db }: Store,
  wish: StaffWish,
  now: Date = new Date(),
): Promise<{ staff: Staff; cookie: string }> {
  const token = randomBytes(24).toString('base64url');
  const secret = await getSecret(db);
  const staff = await db.transaction().execute(async (tx) => {
    const { active: _active, madeAt: _madeAt, ...person } = await saveStaff(tx, wish, now);
    const expiresAt = new Date(now.getTime() + SESSION_MS);
    const common = { account: person.id, token, expiresAt, from: '127.0.0.1', device: 'Test' };
    await addSession(tx, { ...common, way: 'test', secondStep: 'done' }, now);
    return person;
  });
  return { staff, cookie: `${COOKIE_NAME}=${writeSessionCookie(token, secret)}` };
}
