import type { IncomingHttpHeaders } from 'node:http';
import type { Accounts } from './accounts.io.ts';
import type { Visitor } from './begin-session.io.ts';
import { AUTH_PATH, CLIENT_HEADER, DOOR_HEADER } from './library-names.ts';
import type { DoorName } from './session.sql.ts';
import { allow } from './ways-in.io.ts';

const CEREMONY = { most: 60, withinMs: 600_000 };
/** Readers' ceremonies of everybody together: what a flood can do at most. */
const ALL_READERS = { most: 600, withinMs: 60_000 };

/**
 * A question to the sign-in library.
 *
 * path  below the library's own: '/passkey/verify-authentication', with its query
 * door  by which door the person comes: the library's sessions are of that door
 */
export type LibraryQuestion = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body?: unknown;
  readonly door: DoorName;
  readonly visitor: Visitor;
};

/** Passes a question on with the few headers that matter, and with what the house itself knows. throws  too-many-tries */
export async function askLibrary(accounts: Accounts, question: LibraryQuestion): Promise<Response> {
  const { method, path, door, visitor } = question;
  allow(accounts, `library ${visitor.from}`, CEREMONY);
  if (door === 'paper') allow(accounts, 'library readers', ALL_READERS);
  const headers = new Headers({ 'content-type': 'application/json' });
  for (const name of ['cookie', 'origin', 'user-agent', 'accept', 'referer', 'sec-fetch-site'] as const) {
    const value = question.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  headers.set(CLIENT_HEADER, visitor.from);
  headers.set(DOOR_HEADER, door);
  const body = method === 'GET' ? null : JSON.stringify(question.body ?? {});
  const address = `${accounts.address()}${AUTH_PATH}${path}`;
  const answer = await accounts.passToLibrary(new Request(address, { method, headers, body }));
  accounts.sessions.forget();
  return answer;
}
