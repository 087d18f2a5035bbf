import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { note } from '#accounts/audit.sql.js';
import { accountFaults } from '#accounts/faults.js';
import { dropPasskey, listPasskeys } from '#accounts/passkeys.sql.js';
import { setPassword } from '#accounts/password.io.js';
import { findPassword } from '#accounts/password.sql.js';
import { type Acting, removeSecondStep, renewRecoveryCodes } from '#accounts/second-step.io.js';
import { countRecoveryCodes, findSecondStep } from '#accounts/second-step.sql.js';
import { endSessions, listSessions, type Session } from '#accounts/session.sql.js';
import { saveStaff } from '#accounts/staff.sql.js';
import { fault } from '#kit/fault.js';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';
import { editorOf } from './manners.ts';
import type { OwnAccount, SessionEntry } from './shapes/account.ts';
import type { RecoveryCodes } from './shapes/sign-in.ts';

const Id = Type.Object({ id: Type.Integer({ minimum: 1 }) });
const Code = Type.Object({ code: Type.String({ maxLength: 60 }) });

/** One's own account: /desk/api/account. */
export function accountRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    await api.register(ownAccount(desk));
    await api.register(ownSecrets(desk));
    await api.register(ownSessions(desk));
  };
}

function ownAccount({ store, clock, accounts }: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.get('/account', async (request): Promise<OwnAccount> => {
      const { staff, session } = await actingOf(accounts, request);
      const { db } = store;
      const app = (await findSecondStep(db, staff.id))?.confirmed ?? false;
      const sessions = await listSessions(db, staff.id, clock());
      return {
        name: staff.name,
        email: staff.email,
        role: staff.role,
        app,
        appRequired: accounts.settings().secondStepRoles.includes(staff.role),
        recoveryCodesLeft: app ? await countRecoveryCodes(db, staff.id) : 0,
        password: (await findPassword(db, staff.id)) !== undefined,
        passkeys: await listPasskeys(db, staff.id),
        sessions: sessions.map((one) => sessionEntry(one, session.id)),
      };
    });
    const named = Type.Object({ name: Type.String({ maxLength: 120 }) });
    api.put('/account/name', { schema: { body: named } }, async (request, reply) => {
      const { email, role, id } = editorOf(request);
      const name = request.body.name.trim();
      if (name === '') throw fault(accountFaults, 'staff-name-missing');
      await store.db.transaction().execute(async (tx) => {
        await saveStaff(tx, { email, role, name }, clock());
        const what = { by: id, act: 'staff.renamed', about: 'staff', subject: id };
        await note(tx, { ...what, details: { name }, at: clock() });
      });
      accounts.sessions.forget();
      return reply.code(204).send();
    });
  };
}

function ownSecrets({ store, clock, accounts }: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    const password = Type.Object({ password: Type.String({ maxLength: 200 }), ...Code.properties });
    api.put('/account/password', { schema: { body: password } }, async (request, reply) => {
      await setPassword(accounts, await actingOf(accounts, request), request.body);
      return reply.code(204).send();
    });
    api.post('/account/app/remove', { schema: { body: Code } }, async (request, reply) => {
      await removeSecondStep(accounts, await actingOf(accounts, request), request.body.code);
      return reply.code(204).send();
    });
    api.post('/account/app/codes', { schema: { body: Code } }, async (request): Promise<RecoveryCodes> => {
      const acting = await actingOf(accounts, request);
      return { codes: await renewRecoveryCodes(accounts, acting, request.body.code) };
    });
    api.delete('/account/passkeys/:id', { schema: { params: Id } }, async (request, reply) => {
      const { id: by } = editorOf(request);
      await store.db.transaction().execute(async (tx) => {
        if (!(await dropPasskey(tx, by, request.params.id))) return;
        const what = { by, act: 'passkey.removed', about: 'staff', subject: by, details: {} };
        await note(tx, { ...what, at: clock() });
      });
      return reply.code(204).send();
    });
  };
}

function ownSessions({ store, clock, accounts }: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.delete('/account/sessions/:id', { schema: { params: Id } }, async (request, reply) => {
      const { id: by } = editorOf(request);
      await store.db.transaction().execute(async (tx) => {
        const ended = await endSessions(tx, by, { only: request.params.id }, clock());
        const what = { by, act: 'session.ended', about: 'session', subject: request.params.id };
        if (ended > 0) await note(tx, { ...what, details: {}, at: clock() });
      });
      accounts.sessions.forget();
      return reply.code(204).send();
    });
    api.post('/account/sessions/end-others', async (request) => {
      const { staff, session } = await actingOf(accounts, request);
      const ended = await store.db.transaction().execute(async (tx) => {
        const count = await endSessions(tx, staff.id, { but: session.id }, clock());
        const what = { by: staff.id, act: 'session.others-ended', about: 'staff', subject: staff.id };
        await note(tx, { ...what, details: { count }, at: clock() });
        return count;
      });
      accounts.sessions.forget();
      return { ended };
    });
  };
}

/** Who asks, with the session they ask in. */
async function actingOf(accounts: Desk['accounts'], request: FastifyRequest): Promise<Acting> {
  const known = await accounts.sessions.find(request.headers);
  if (known?.session.secondStep !== 'done') throw fault(deskFaults, 'not-signed-in');
  return { staff: known.signedIn.staff, session: known.session };
}

export function sessionEntry(session: Session, here: number | null): SessionEntry {
  const { id, way, device, from, madeAt, seenAt } = session;
  return { id, way, device, from, madeAt, seenAt, here: id === here };
}
