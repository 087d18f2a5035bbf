import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Accounts } from '#accounts/accounts.io.js';
import { askLibrary } from '#accounts/ask-library.io.js';
import { note } from '#accounts/audit.sql.js';
import { AUTH_PATH, PROVIDER_ID } from '#accounts/library-names.js';
import { postNotice } from '#accounts/notices.io.js';
import type { Staff } from '#accounts/staff.js';
import { visitorOf } from '#accounts/visitor.js';
import { fault } from '#kit/fault.js';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';

/** What of better-auth anybody may reach on the way in. Two more are for those who are in; nothing else may be asked. */
const open = [
  ['GET', '/passkey/generate-authenticate-options'],
  ['POST', '/passkey/verify-authentication'],
  ['GET', `/callback/${PROVIDER_ID}`],
] as const;

/** Passkeys and the sign-in provider, which better-auth speaks with. */
export function passToLibrary({ accounts }: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    for (const [method, url] of open) {
      const handler = async (request: FastifyRequest, reply: FastifyReply) =>
        give(reply, await ask(accounts, request));
      api.route({ method, url, handler });
    }
    api.get('/passkey/generate-register-options', async (request, reply) => {
      await demandSignedIn(accounts, request);
      return give(reply, await ask(accounts, request));
    });
    api.post('/passkey/verify-registration', async (request, reply) => {
      const staff = await demandSignedIn(accounts, request);
      const answer = await ask(accounts, request);
      if (answer.ok) await tellPasskey(accounts, staff);
      return give(reply, answer);
    });
    // Where to go to is ours to say: nobody is sent anywhere else after signing in.
    api.post('/provider', { schema: { body: Type.Object({}) } }, async (request, reply) => {
      const callbackURL = `${accounts.address()}/desk`;
      const body = { provider: PROVIDER_ID, callbackURL, disableRedirect: true };
      return give(reply, await ask(accounts, request, { path: '/sign-in/social', body }));
    });
  };
}

async function demandSignedIn(accounts: Accounts, request: FastifyRequest): Promise<Staff> {
  const signedIn = await accounts.findSignedIn(request.headers);
  if (!signedIn) throw fault(deskFaults, 'not-signed-in');
  return signedIn.staff;
}

function tellPasskey(accounts: Accounts, staff: Staff): Promise<void> {
  const { store, clock } = accounts;
  return store.db.transaction().execute(async (tx) => {
    const what = { by: staff.id, act: 'passkey.made', about: 'staff', subject: staff.id, details: {} };
    await note(tx, { ...what, at: clock() });
    await postNotice(tx, accounts, staff, 'passkey-added');
  });
}

function ask(
  accounts: Accounts,
  request: FastifyRequest,
  instead?: { path: string; body: object },
): Promise<Response> {
  const { headers, method } = request;
  const path = instead?.path ?? request.url.slice(AUTH_PATH.length);
  const body = instead?.body ?? request.body;
  const visitor = visitorOf(request.raw, accounts.settings().proxies);
  return askLibrary(accounts, {
    method: method === 'GET' ? 'GET' : 'POST',
    path,
    headers,
    body,
    visitor,
    door: 'desk',
  });
}

async function give(reply: FastifyReply, answer: Response): Promise<FastifyReply> {
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') reply.header(name, value);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  return reply.code(answer.status).send(Buffer.from(await answer.arrayBuffer()));
}
