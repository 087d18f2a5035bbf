import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Accounts } from '#accounts/accounts.io.js';
import { note } from '#accounts/audit.sql.js';
import { CLIENT_HEADER, PROVIDER_ID } from '#accounts/auth.io.js';
import type { SignedIn } from '#accounts/signed-in.js';
import { visitorOf } from '#accounts/visitor.js';
import { allow } from '#accounts/ways-in.io.js';
import { fault } from '#kit/fault.js';
import type { AccountId } from '#kit/ids.js';
import { deskFaults } from './faults.ts';

const CEREMONY = { most: 60, withinMs: 600_000 };

/** What of better-auth may be reached, and by whom: signed in with everything, or on the way in. Nothing else may. */
const open = [
  ['GET', '/passkey/generate-authenticate-options'],
  ['POST', '/passkey/verify-authentication'],
  ['GET', `/callback/${PROVIDER_ID}`],
] as const;
/** Passkeys and the sign-in provider, which better-auth speaks with. */
export function passToLibrary(accounts: Accounts): FastifyPluginAsyncTypebox {
  return async (api) => {
    for (const [method, url] of open) {
      api.route({ method, url, handler: (request, reply) => pass(accounts, request, reply) });
    }
    api.get('/passkey/generate-register-options', async (request, reply) => {
      await demandSignedIn(accounts, request);
      return pass(accounts, request, reply);
    });
    api.post('/passkey/verify-registration', async (request, reply) => {
      const { staff } = await demandSignedIn(accounts, request);
      await pass(accounts, request, reply);
      if (reply.statusCode === 200) await notePasskey(accounts, staff.id);
      return reply;
    });
    // Where to go to is ours to say: nobody is sent anywhere else after signing in.
    api.post('/provider', { schema: { body: Type.Object({}) } }, (request, reply) => {
      const body = {
        provider: PROVIDER_ID,
        callbackURL: `${accounts.address()}/desk`,
        disableRedirect: true,
      };
      return pass(accounts, request, reply, { path: '/sign-in/social', body });
    });
  };
}

async function demandSignedIn(accounts: Accounts, request: FastifyRequest): Promise<SignedIn> {
  const signedIn = await accounts.findSignedIn(request.headers);
  if (!signedIn) throw fault(deskFaults, 'not-signed-in');
  return signedIn;
}

function notePasskey({ store, clock }: Accounts, by: AccountId): Promise<void> {
  const what = { by, act: 'passkey.made', about: 'staff', subject: by, details: {} };
  return store.db.transaction().execute((tx) => note(tx, { ...what, at: clock() }));
}

async function pass(
  accounts: Accounts,
  request: FastifyRequest,
  reply: FastifyReply,
  instead?: { path: string; body: object },
): Promise<FastifyReply> {
  const visitor = visitorOf(request.raw, accounts.settings().proxies);
  allow(accounts, `library ${visitor.from}`, CEREMONY);
  const address = accounts.address();
  const path = instead ? `/desk/auth${instead.path}` : request.url;
  const headers = headersOf(request);
  headers.set(CLIENT_HEADER, visitor.from);
  const body = request.method === 'GET' ? null : JSON.stringify(instead?.body ?? request.body ?? {});
  const asked = new Request(`${address}${path}`, { method: request.method, headers, body });
  const answer = await accounts.passToLibrary(asked);
  accounts.sessions.forget();
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') reply.header(name, value);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  return reply.code(answer.status).send(Buffer.from(await answer.arrayBuffer()));
}

function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const name of ['cookie', 'origin', 'user-agent', 'accept', 'referer', 'sec-fetch-site'] as const) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  headers.set('content-type', 'application/json');
  return headers;
}
