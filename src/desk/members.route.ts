import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { note } from '#accounts/audit.sql.js';
import { checkEmail } from '#accounts/email.js';
import { fault } from '#kit/fault.js';
import type { AccountId, MembershipId, TierId } from '#kit/ids.js';
import { memberFaults } from '#members/faults.js';
import { readHistory } from '#members/history.sql.js';
import { correctReader, saveNotes, signOutReader } from '#members/member-changes.sql.js';
import { beginMembership, endMembership, getMembership } from '#members/membership.sql.js';
import { mergeReaders } from '#members/merge.sql.js';
import { addReader, ensureAccount, findReaderRow } from '#members/readers.sql.js';
import {
  listLabels,
  type MemberQuestion,
  memberStates,
  membershipSources,
  searchMembers,
} from '#members/search.sql.js';
import { getTier, listTiers } from '#members/tier.sql.js';
import type { Tx } from '#store/tables.js';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';
import { AskedId, IdParams } from './ids-asked.ts';
import { startsAt } from './lists.route.ts';
import { demand, editorOf } from './manners.ts';
import type { MemberReply, MembersFrame, MembersReply } from './shapes/members.ts';

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

export const MemberFilters = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200 })),
  tier: Type.Optional(AskedId),
  state: Type.Optional(Type.Enum(memberStates)),
  source: Type.Optional(Type.Enum(membershipSources)),
  label: Type.Optional(Type.String({ maxLength: 200 })),
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  after: Type.Optional(Type.String({ maxLength: 60 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
});

const NewMember = Type.Object({
  email: Type.String({ maxLength: 320 }),
  name: Type.String({ maxLength: 200 }),
});
const Notes = Type.Object({
  remark: Type.String({ maxLength: 20_000 }),
  labels: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 40 }),
});
const Person = Type.Object({
  name: Type.String({ maxLength: 200 }),
  email: Type.String({ maxLength: 320 }),
});
/** `until` the last day of access; null without end. */
const Given = Type.Object({
  tier: AskedId,
  until: Type.Union([Day, Type.Null()]),
  why: Type.String({ maxLength: 500 }),
});
const Ended = Type.Object({ why: Type.String({ maxLength: 500 }) });
const Merged = Type.Object({ gone: AskedId });

/** /desk/api/members: members, one of them, and what staff do for one. */
export function membersRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.addHook('preHandler', async (request) => demand(editorOf(request), 'members'));
    await api.register(reading(desk));
    await api.register(changing(desk));
    await api.register(holding(desk));
  };
}

/** A question as the room of members takes it, with days as the paper counts them. */
export function memberQuestion(
  desk: Desk,
  { q, from, to, limit = 50, ...rest }: Static<typeof MemberFilters>,
): MemberQuestion {
  const zone = desk.settings().timeZone;
  return {
    ...rest,
    words: q,
    from: from === undefined ? undefined : startsAt(zone, from, 0),
    to: to === undefined ? undefined : startsAt(zone, to, 1),
    limit,
  };
}

function reading(desk: Desk): FastifyPluginAsyncTypebox {
  const { store, clock } = desk;
  return async (api) => {
    api.get(
      '/members',
      { schema: { querystring: MemberFilters } },
      async (request): Promise<MembersReply> => {
        return searchMembers(store.slow, memberQuestion(desk, request.query), clock());
      },
    );
    api.get('/members/frame', async (): Promise<MembersFrame> => {
      const [tiers, labels] = await Promise.all([listTiers(store.db), listLabels(store.slow)]);
      return {
        tiers: tiers.map(({ id, slug, name, state }) => ({ id, slug, name, state })),
        labels,
        graceDays: desk.settings().graceDays,
      };
    });
    api.get('/members/:id', { schema: { params: IdParams } }, async (request): Promise<MemberReply> => {
      return readHistory(store.db, request.params.id as AccountId, clock());
    });
  };
}

function changing(desk: Desk): FastifyPluginAsyncTypebox {
  const change = changer(desk);
  return async (api) => {
    api.post('/members', { schema: { body: NewMember } }, async (request, reply) => {
      const { email, name } = request.body;
      const now = desk.clock();
      const id = await desk.store.db.transaction().execute(async (tx) => {
        const account = await ensureAccount(tx, { email: checkEmail(email), name: name.trim() }, now);
        const known = await findReaderRow(tx, account);
        if (known) throw fault(memberFaults, 'reader-address-taken', { email: known.email, reader: account });
        await addReader(tx, { account, cameBy: 'staff' }, now);
        await noteOf(tx, editorOf(request).id, 'reader.made', account, now);
        return account;
      });
      return reply.code(201).send({ id });
    });
    api.put('/members/:id/notes', { schema: { params: IdParams, body: Notes } }, (request) =>
      change(request, 'reader.notes-changed', (tx, by, now) =>
        saveNotes(tx, { ...by, ...request.body }, now),
      ),
    );
    api.put('/members/:id/person', { schema: { params: IdParams, body: Person } }, (request) =>
      change(request, 'reader.corrected', (tx, by, now) =>
        correctReader(tx, { ...by, ...request.body }, now),
      ),
    );
    api.post('/members/:id/sign-out', { schema: { params: IdParams } }, (request) =>
      change(request, 'reader.signed-out', (tx, by, now) => signOutReader(tx, by, now)),
    );
    api.post('/members/:id/merge', { schema: { params: IdParams, body: Merged } }, (request) =>
      change(request, 'reader.merged', (tx, { account: keep, staff }, now) =>
        mergeReaders(tx, { keep, gone: request.body.gone as AccountId, staff }, now),
      ),
    );
  };
}

/** Access that is given, and taken back again. */
function holding(desk: Desk): FastifyPluginAsyncTypebox {
  const change = changer(desk);
  const Both = Type.Object({ id: AskedId, membership: AskedId });
  return async (api) => {
    api.post('/members/:id/given', { schema: { params: IdParams, body: Given } }, (request) =>
      change(request, 'membership.given', async (tx, { account, staff }, now) => {
        const { tier, until, why } = request.body;
        const ends = until === null ? null : startsAt(desk.settings().timeZone, until, 1);
        if (ends !== null && ends <= now.getTime()) throw fault(deskFaults, 'time-is-past');
        if (!(await findReaderRow(tx, account)))
          throw fault(memberFaults, 'reader-unknown', { reader: account });
        await getTier(tx, tier as TierId);
        const wish = { account, tier: tier as TierId, source: 'given', staff, remark: why.trim() } as const;
        await beginMembership(tx, { ...wish, from: now.getTime(), until: ends }, now);
      }),
    );
    api.post('/members/:id/given/:membership/end', { schema: { params: Both, body: Ended } }, (request) =>
      change(request, 'membership.taken-back', async (tx, { account, staff }, now) => {
        const one = await getMembership(tx, request.params.membership as MembershipId);
        // What is paid for is cancelled or refunded, where money is dealt with.
        const isFree = one.source === 'given' || one.source === 'imported' || one.source === 'code';
        if (one.account !== account || !isFree)
          throw fault(memberFaults, 'membership-unknown', { membership: one.id });
        await endMembership(tx, one.id, { at: now, why: request.body.why, staff }, now);
      }),
    );
  };
}

type Asked = { signedIn: { staff: { id: AccountId } }; params: { id: number } };
type By = { account: AccountId; staff: AccountId };

/** Does one thing to one reader and writes down who did it, both or neither. */
function changer({ store, clock }: Desk) {
  return async (
    { signedIn, params }: Asked,
    act: string,
    work: (tx: Tx, by: By, now: Date) => Promise<unknown>,
  ): Promise<{ done: true }> => {
    const now = clock();
    const by = { account: params.id as AccountId, staff: signedIn.staff.id };
    await store.db.transaction().execute(async (tx) => {
      await work(tx, by, now);
      await noteOf(tx, by.staff, act, by.account, now);
    });
    return { done: true };
  };
}

function noteOf(tx: Tx, by: AccountId, act: string, subject: AccountId, at: Date): Promise<void> {
  return note(tx, { by, act, about: 'reader', subject, details: {}, at });
}
