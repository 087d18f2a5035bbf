import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { askLibrary } from '#accounts/ask-library.io.js';
import { newWord } from '#accounts/random.io.js';
import { fault } from '#kit/fault.js';
import type { AccountId } from '#kit/ids.js';
import { welcomeByPasskey } from '#members/come-in.io.js';
import { memberFaults } from '#members/faults.js';
import { tellPasskey } from '#members/own-account.io.js';
import { demandNotAtDesk } from '#members/own-data.sql.js';
import { type AccountParts, readerOf, safeNext } from './door.ts';
import { visitorIn } from './sign-in.route.ts';
import { setBrowser } from './ticket-cookie.io.ts';

const Nothing = Type.Object({});
/** What the browser made of a passkey; the library reads it, and looks it up by its id. */
const Shown = Type.Object(
  { id: Type.String({ minLength: 1, maxLength: 2_000 }) },
  { additionalProperties: true },
);

/** What the island of passkeys asks. Whatever makes or uses something is a POST of our own pages. */
export function passkeyPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(comingIn(parts));
    await app.register(adding(parts));
  };
}

function comingIn(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  return async (app) => {
    app.post('/account/passkey/ask', { schema: { body: Nothing } }, async (request, reply) => {
      if (!members.settings().readerAccounts) throw fault(memberFaults, 'joining-closed');
      const answer = await ask(parts, request, 'GET', '/passkey/generate-authenticate-options');
      return give(reply, answer, await answer.json());
    });
    const proof = Type.Object({ response: Shown, next: Type.Optional(Type.String({ maxLength: 2_000 })) });
    app.post('/account/passkey/come-in', { schema: { body: proof } }, async (request, reply) => {
      const { response, next } = request.body;
      const answer = await ask(parts, request, 'POST', '/passkey/verify-authentication', { response });
      if (!answer.ok) return give(reply, answer, { to: null });
      // The library's answer holds the session's secret, which is the cookie's alone.
      const { user } = (await answer.json()) as { user: { id: string } };
      await welcomeByPasskey(members, Number(user.id) as AccountId);
      return give(reply, answer, { to: safeNext(next) }, [setBrowser(newWord(), members)]);
    });
  };
}

function adding(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  return async (app) => {
    app.post('/account/passkey/new', { schema: { body: Nothing } }, async (request, reply) => {
      await ownerOf(parts, request);
      const answer = await ask(parts, request, 'GET', '/passkey/generate-register-options');
      return give(reply, answer, await answer.json());
    });
    const made = Type.Object({ response: Shown });
    app.post('/account/passkey/add', { schema: { body: made } }, async (request, reply) => {
      const reader = await ownerOf(parts, request);
      const { response } = request.body;
      const answer = await ask(parts, request, 'POST', '/passkey/verify-registration', { response });
      if (!answer.ok) return give(reply, answer, { to: null });
      await tellPasskey(members, reader);
      return give(reply, answer, { to: '/account/devices?done=passkey-added' });
    });
  };
}

/** throws  reader-not-signed-in; reader-at-desk: passkeys of staff are made behind their second step */
async function ownerOf(parts: AccountParts, request: FastifyRequest) {
  const reader = await readerOf(parts, request);
  await demandNotAtDesk(parts.members.store.db, reader.id);
  return reader;
}

function ask(
  { members }: AccountParts,
  request: FastifyRequest,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<Response> {
  const { accounts } = members;
  const visitor = visitorIn(members, request);
  return askLibrary(accounts, { method, path, headers: request.headers, body, door: 'paper', visitor });
}

function give(
  reply: FastifyReply,
  answer: Response,
  body: unknown,
  more: readonly string[] = [],
): FastifyReply {
  const cookies = [...answer.headers.getSetCookie(), ...more];
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  return reply.code(answer.ok ? 200 : 400).send(body);
}
