import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Begun } from '#accounts/begin-session.io.js';
import { comeInByPassword } from '#accounts/password.io.js';
import { beginSecondStep, confirmSecondStep, takeSecondStep } from '#accounts/second-step.io.js';
import { endSessions } from '#accounts/session.sql.js';
import { setSessionCookie } from '#accounts/session-cookie.js';
import type { Known } from '#accounts/session-table.io.js';
import { hasStaff } from '#accounts/staff.sql.js';
import { visitorOf } from '#accounts/visitor.js';
import { askForCode, comeInByCode, comeInByLink, comeInFirst, lookAtLink } from '#accounts/ways-in.io.js';
import { fault } from '#kit/fault.js';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';
import { addPlainManners } from './manners.ts';
import type { DoorState, LinkLook, RecoveryCodes, SecondStepOffer } from './shapes/sign-in.ts';
import { passToLibrary } from './sign-in-library.route.ts';

const Word = Type.String({ minLength: 1, maxLength: 200 });
const Code = Type.Object({ code: Type.String({ maxLength: 60 }) });
const Email = Type.String({ minLength: 1, maxLength: 320 });

/** What the sign-in page asks, under /desk/auth. A GET uses nothing up, whoever opens it. */
export function signInRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    addPlainManners(api);
    await api.register(waysIn(desk));
    await api.register(secondStep(desk));
    await api.register(passToLibrary(desk));
  };
}

function waysIn({ accounts, clock }: Desk): FastifyPluginAsyncTypebox {
  const visitor = (request: FastifyRequest) => visitorOf(request.raw, accounts.settings().proxies);
  return async (api) => {
    api.get('/state', (request) => findDoorState(accounts, request));
    api.post('/code', { schema: { body: Type.Object({ email: Email }) } }, async (request) => {
      return { ticket: await askForCode(accounts, request.body.email, visitor(request)) };
    });
    const byCode = Type.Object({ ticket: Word, code: Type.String({ maxLength: 60 }) });
    api.post('/code/use', { schema: { body: byCode } }, async (request, reply) =>
      letIn(accounts, reply, await comeInByCode(accounts, request.body, visitor(request))),
    );
    const byLink = Type.Object({ token: Word });
    api.post('/link', { schema: { body: byLink } }, async ({ body }): Promise<LinkLook> => {
      return (await lookAtLink(accounts, body.token)) ?? { is: 'over' };
    });
    api.post('/link/use', { schema: { body: byLink } }, async (request, reply) =>
      letIn(accounts, reply, await comeInByLink(accounts, request.body.token, visitor(request))),
    );
    const first = Type.Object({ token: Word, name: Type.String({ maxLength: 120 }), email: Email });
    api.post('/first', { schema: { body: first } }, async (request, reply) =>
      letIn(accounts, reply, await comeInFirst(accounts, request.body, visitor(request))),
    );
    const byPassword = Type.Object({ email: Email, password: Type.String({ maxLength: 400 }) });
    api.post('/password', { schema: { body: byPassword } }, async (request, reply) =>
      letIn(accounts, reply, await comeInByPassword(accounts, request.body, visitor(request))),
    );
    api.post('/sign-out', async (request, reply) => {
      const known = await accounts.sessions.find(request.headers);
      if (known) {
        const { account, id } = known.session;
        await accounts.store.db
          .transaction()
          .execute((tx) => endSessions(tx, account, { only: id }, clock()));
        accounts.sessions.forget();
      }
      reply.header('set-cookie', setSessionCookie('', accounts.secret, accounts.address()));
      return { is: 'out' };
    });
  };
}

/** Open to whoever has the first step behind them. */
function secondStep({ accounts }: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.post('/second-step', { schema: { body: Code } }, async (request) => {
      await takeSecondStep(accounts, await acting(accounts, request, 'due'), request.body.code);
      return { is: 'in' };
    });
    api.post('/second-step/offer', async (request): Promise<SecondStepOffer> => {
      const who = await acting(accounts, request, 'to-set-up');
      const { secret, address } = await beginSecondStep(accounts, who);
      return { secret, picture: await (await import('qrcode')).toDataURL(address, { margin: 1, scale: 6 }) };
    });
    api.post('/second-step/confirm', { schema: { body: Code } }, async (request): Promise<RecoveryCodes> => {
      const who = await acting(accounts, request, 'to-set-up');
      return { codes: await confirmSecondStep(accounts, who, request.body.code) };
    });
  };
}

/** Whoever asks, if their session stands where this step belongs; those who are in may always set an app up. */
async function acting(accounts: Desk['accounts'], request: FastifyRequest, at: 'due' | 'to-set-up') {
  const known = await accounts.sessions.find(request.headers);
  const stands = known?.session.secondStep;
  if (!known || !(stands === at || (stands === 'done' && at === 'to-set-up'))) {
    throw fault(deskFaults, 'not-signed-in');
  }
  return { staff: known.signedIn.staff, session: known.session };
}

function letIn({ secret, address }: Desk['accounts'], reply: FastifyReply, begun: Begun) {
  reply.header('set-cookie', setSessionCookie(begun.token, secret, address()));
  return { is: stateOf(begun.secondStep) };
}

async function findDoorState(accounts: Desk['accounts'], request: FastifyRequest): Promise<DoorState> {
  const known = await accounts.sessions.find(request.headers);
  const { name, language, providerAddress, providerClient, providerName } = accounts.settings();
  const provider =
    providerAddress && providerClient ? providerName || new URL(providerAddress).hostname : null;
  return {
    is: known ? stateOf(known.session.secondStep) : 'out',
    name: known?.signedIn.staff.name ?? null,
    paper: name,
    language,
    provider,
    first: !known && !(await hasStaff(accounts.store.db)),
  };
}

function stateOf(step: Known['session']['secondStep']): DoorState['is'] {
  return step === 'done' ? 'in' : step === 'due' ? 'second-step' : 'set-up';
}
