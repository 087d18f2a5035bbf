import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { note } from '#accounts/audit.sql.js';
import { changeStaff } from '#accounts/change-staff.sql.js';
import { accountFaults } from '#accounts/faults.js';
import { postNotice } from '#accounts/notices.io.js';
import { dropAllPasskeys } from '#accounts/passkeys.sql.js';
import { exceeds } from '#accounts/rights.js';
import { dropSecondStep } from '#accounts/second-step.sql.js';
import { endSessions, listSessions } from '#accounts/session.sql.js';
import { type Right, rights, roles, type Staff } from '#accounts/staff.js';
import { findStaffByEmail, getStaff, listStaff, type StaffEntry } from '#accounts/staff.sql.js';
import { listStandings, type Standing } from '#accounts/standing.sql.js';
import { postInvitation } from '#accounts/ways-in.io.js';
import { fault } from '#kit/fault.js';
import type { AccountId, BylineId, SectionId } from '#kit/ids.js';
import { listSections } from '#paper/section.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { sessionEntry } from './account.route.ts';
import type { Desk } from './desk.ts';
import { demand, editorOf } from './manners.ts';
import type { StaffLine, StaffList, StaffSheet } from './shapes/staff.ts';

const INVITATION_HOURS = 72;

const Id = Type.Object({ id: Type.Integer({ minimum: 1 }) });
const RightNames = Type.Array(Type.Union(rights.map((right) => Type.Literal(right))), { maxItems: 40 });
const Change = Type.Partial(
  Type.Object({
    name: Type.String({ maxLength: 120 }),
    role: Type.Union(roles.map((role) => Type.Literal(role))),
    sections: Type.Union([Type.Literal('all'), Type.Array(Type.Integer(), { maxItems: 2000 })]),
    granted: RightNames,
    denied: RightNames,
    byline: Type.Union([Type.Integer(), Type.Null()]),
    active: Type.Boolean(),
  }),
);
const Newcomer = Type.Intersect([
  Type.Object({ email: Type.String({ maxLength: 320 }), invite: Type.Boolean() }),
  Change,
]);

type Wished = {
  name?: string;
  role?: Staff['role'];
  sections?: 'all' | number[];
  granted?: Right[];
  denied?: Right[];
  byline?: number | null;
  active?: boolean;
};

/** Who is on the staff, for those who may change it: /desk/api/staff. */
export function staffRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.addHook('preHandler', async (request) => demand(editorOf(request), 'staff'));
    await api.register(reading(desk));
    await api.register(changing(desk));
    await api.register(helping(desk));
  };
}

function reading({ store, clock }: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.get('/staff', async (): Promise<StaffList> => {
      const standings = await listStandings(store.db, clock());
      const staff = await listStaff(store.db);
      const sections = await listSections(store.db);
      return {
        staff: staff.map((entry) => staffLine(entry, standings.get(entry.id))),
        sections: sections.map(({ id, name }) => ({ id, name })),
      };
    });
    api.get('/staff/:id', { schema: { params: Id } }, async (request): Promise<StaffSheet> => {
      const staff = await getStaff(store.db, request.params.id as AccountId);
      const standings = await listStandings(store.db, clock());
      const sessions = await listSessions(store.db, staff.id, clock());
      const line = staffLine(staff, standings.get(staff.id));
      return { ...line, open: sessions.map((session) => sessionEntry(session, null)) };
    });
  };
}

function changing({ store, clock, accounts }: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.post('/staff', { schema: { body: Newcomer } }, async (request, reply) => {
      const { email, invite, ...wished } = request.body;
      const id = await store.db.transaction().execute(async (tx) => {
        const known = await findStaffByEmail(tx, email);
        if (known) throw fault(accountFaults, 'staff-email-taken', { email: known.email });
        const change = { email, ...(await readWish(tx, wished)) };
        const { staff } = await changeStaff(tx, editorOf(request), change, clock());
        if (invite) await postInvitation(tx, accounts, staff, INVITATION_HOURS);
        return staff.id;
      });
      return reply.code(201).send({ id });
    });
    api.patch('/staff/:id', { schema: { params: Id, body: Change } }, async (request, reply) => {
      await store.db.transaction().execute(async (tx) => {
        const { email } = await getStaff(tx, request.params.id as AccountId);
        const change = { email, ...(await readWish(tx, request.body)) };
        await changeStaff(tx, editorOf(request), change, clock());
      });
      accounts.sessions.forget();
      return reply.code(204).send();
    });
  };
}

/** What an admin does for somebody who lost a device or stands before the door. */
function helping({ store, clock, accounts }: Desk): FastifyPluginAsyncTypebox {
  const help = async (
    by: Staff,
    id: number,
    act: string,
    work: (tx: Tx, staff: StaffEntry) => Promise<unknown>,
  ) => {
    await store.db.transaction().execute(async (tx) => {
      const staff = await getStaff(tx, id as AccountId);
      if (exceeds(staff, by)) throw fault(accountFaults, 'staff-beyond-own');
      await work(tx, staff);
      await note(tx, { by: by.id, act, about: 'staff', subject: id, details: {}, at: clock() });
    });
    accounts.sessions.forget();
  };
  return async (api) => {
    api.post('/staff/:id/invite', { schema: { params: Id } }, async (request, reply) => {
      await help(editorOf(request), request.params.id, 'staff.invited', async (tx, staff) => {
        if (staff.active) await postInvitation(tx, accounts, staff, INVITATION_HOURS);
      });
      return reply.code(204).send();
    });
    api.post('/staff/:id/sign-out', { schema: { params: Id } }, async (request, reply) => {
      await help(editorOf(request), request.params.id, 'staff.signed-out', (tx, { id }) =>
        endSessions(tx, id, 'all', clock()),
      );
      return reply.code(204).send();
    });
    api.post('/staff/:id/reset-second-step', { schema: { params: Id } }, async (request, reply) => {
      await help(editorOf(request), request.params.id, 'second-step.reset', async (tx, staff) => {
        const { id } = staff;
        await postNotice(tx, accounts, staff, 'reset');
        await dropSecondStep(tx, id, clock());
        await dropAllPasskeys(tx, id);
        await endSessions(tx, id, 'all', clock());
      });
      return reply.code(204).send();
    });
  };
}

/** What was asked for in the types of the house. throws  section-unknown */
async function readWish(db: Db, { sections, granted, denied, byline, ...rest }: Wished) {
  if (sections !== undefined && sections !== 'all') {
    const known = new Set<number>((await listSections(db)).map(({ id }) => id));
    const unknown = sections.find((id) => !known.has(id));
    if (unknown !== undefined) throw fault(accountFaults, 'section-unknown', { section: unknown });
  }
  return {
    ...rest,
    ...(sections !== undefined && {
      sections: sections === 'all' ? sections : new Set(sections as SectionId[]),
    }),
    ...(granted && { granted: new Set(granted) }),
    ...(denied && { denied: new Set(denied) }),
    ...(byline !== undefined && { byline: byline as BylineId | null }),
  };
}

function staffLine(entry: StaffEntry, standing: Standing | undefined): StaffLine {
  const { id, email, name, role, sections, granted, denied, byline, active } = entry;
  return {
    id,
    email,
    name,
    role,
    sections: sections === 'all' ? 'all' : [...sections],
    granted: [...granted],
    denied: [...denied],
    byline,
    active,
    app: standing?.app ?? false,
    passkeys: standing?.passkeys ?? 0,
    seenAt: standing?.seenAt ?? null,
  };
}
