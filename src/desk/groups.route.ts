import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { findAccount } from '#accounts/account.sql.js';
import { checkEmail } from '#accounts/email.js';
import { fault } from '#kit/fault.js';
import type { AccountId, GroupId, TierId } from '#kit/ids.js';
import { readAddresses } from '#members/addresses.js';
import { memberFaults } from '#members/faults.js';
import { type Group, invitationEnd, isUsed, standingOfGroup } from '#members/group.js';
import { addGroup, getGroup, getGroupToChange, listGroups, saveGroup } from '#members/group.sql.js';
import { inviteMany } from '#members/group-invite.io.js';
import { postGroupLetter } from '#members/group-letters.sql.js';
import { billGroup } from '#members/group-order.sql.js';
import { endGroup, giveSeatBack, settleSeats } from '#members/group-seats.sql.js';
import { findPayment } from '#members/payment.sql.js';
import { isCurrency } from '#members/price-words.js';
import { addReader, ensureAccount } from '#members/readers.sql.js';
import { listReceipts } from '#members/receipt.sql.js';
import { countUsedSeats, getSeat, listSeats, nameSeats } from '#members/seat.sql.js';
import { findTier, getTier } from '#members/tier.sql.js';
import type { Db, Tx } from '#store/tables.js';
import type { Desk } from './desk.ts';
import { AskedId, IdParams } from './ids-asked.ts';
import { demand, editorOf } from './manners.ts';
import { recorded } from './recorded.sql.ts';
import type { GroupLine, GroupReply, GroupsReply, InvitedReply, SeatView } from './shapes/codes.ts';

const Instant = Type.Integer({ minimum: 0 });
const Maybe = Type.Union([Instant, Type.Null()]);
const Line = Type.String({ maxLength: 300 });
/** Amounts include tax. `to`: end of the period it pays for. */
const Bill = Type.Object({
  amountMinor: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
  taxBp: Type.Integer({ minimum: 0, maximum: 10_000 }),
  currency: Type.String({ minLength: 3, maxLength: 3 }),
  from: Instant,
  to: Maybe,
});
const fields = {
  name: Type.String({ minLength: 1, maxLength: 120 }),
  seats: Type.Integer({ minimum: 1, maximum: 50_000 }),
  domain: Type.Union([Line, Type.Null()]),
  networks: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 200 }),
  from: Instant,
  until: Maybe,
  orderNumber: Line,
  invoiceTo: Type.String({ maxLength: 2_000 }),
  remark: Type.String({ maxLength: 5_000 }),
};
const Owner = Type.Union([Type.Object({ email: Type.String({ maxLength: 320 }), name: Line }), Type.Null()]);
/** `opensAtOnce`: seats are taken before the bill is paid. */
const NewGroup = Type.Object({
  ...fields,
  tier: AskedId,
  owner: Owner,
  bill: Type.Union([Bill, Type.Null()]),
  opensAtOnce: Type.Boolean(),
});
const Change = Type.Partial(Type.Object({ ...fields, tier: AskedId, owner: Owner }));
const Question = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200 })),
  before: Type.Optional(AskedId),
});
const Emails = Type.Object({ emails: Type.String({ maxLength: 100_000 }) });
const SeatParams = Type.Object({ id: AskedId, seat: AskedId });
const PAGE = 50;

/** /desk/api/groups: groups with seats, their owners, people and bills. */
export function groupsRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.addHook('preHandler', async (request) => demand(editorOf(request), 'members'));
    await api.register(reading(desk));
    await api.register(changing(desk));
    await api.register(seating(desk));
  };
}

function reading(desk: Desk): FastifyPluginAsyncTypebox {
  const { db } = desk.store;
  return async (api) => {
    api.get('/groups', { schema: { querystring: Question } }, async ({ query }): Promise<GroupsReply> => {
      const found = await listGroups(db, { ...query, limit: PAGE + 1 });
      const groups: GroupLine[] = [];
      for (const group of found.slice(0, PAGE)) groups.push(await lineOf(db, group, desk.clock()));
      return { groups, next: found.length > PAGE ? (groups.at(-1)?.id ?? null) : null };
    });
    api.get('/groups/:id', { schema: { params: IdParams } }, async ({ params }): Promise<GroupReply> => {
      return replyOf(db, params.id as GroupId, desk.clock());
    });
  };
}

function changing(desk: Desk): FastifyPluginAsyncTypebox {
  const { members } = desk;
  return async (api) => {
    api.post('/groups', { schema: { body: NewGroup } }, async (request): Promise<GroupReply> => {
      return recorded(desk, editorOf(request), async (tx, now) => {
        const { owner, bill, opensAtOnce, tier, ...wish } = request.body;
        await getTier(tx, tier as TierId);
        const account = await ownerOf(tx, owner, now);
        const waits = bill !== null && !opensAtOnce;
        const state = waits ? ('waiting' as const) : ('running' as const);
        const group = await addGroup(tx, { ...wish, tier: tier as TierId, owner: account, state }, now);
        if (bill) await billGroup(tx, members, { group, bill: checked(bill) }, now);
        if (owner) await tellOwner(tx, desk, group, owner.email, now);
        return done(await replyOf(tx, group.id, now), 'group.made');
      });
    });
    api.put(
      '/groups/:id',
      { schema: { params: IdParams, body: Change } },
      async (request): Promise<GroupReply> => {
        return recorded(desk, editorOf(request), async (tx, now) => {
          const before = await getGroupToChange(tx, request.params.id as GroupId);
          const { owner, tier, ...change } = request.body;
          if (tier !== undefined) await getTier(tx, tier as TierId);
          const account = owner === undefined ? before.owner : await ownerOf(tx, owner, now);
          const wish = { ...before, ...change, owner: account, tier: (tier as TierId) ?? before.tier };
          const used = await countUsedSeats(tx, before.id, now);
          if (wish.seats < used) throw wishWrong(`${used} seats are filled or kept: take some back first.`);
          const group = await saveGroup(tx, wish, now);
          await settleSeats(tx, group, now);
          if (owner && account !== before.owner) await tellOwner(tx, desk, group, owner.email, now);
          return done(await replyOf(tx, group.id, now), 'group.changed');
        });
      },
    );
    api.post(
      '/groups/:id/bill',
      { schema: { params: IdParams, body: Bill } },
      async (request): Promise<GroupReply> => {
        return recorded(desk, editorOf(request), async (tx, now) => {
          const group = await getGroupToChange(tx, request.params.id as GroupId);
          await billGroup(tx, members, { group, bill: checked(request.body) }, now);
          return done(await replyOf(tx, group.id, now), 'group.billed');
        });
      },
    );
    api.post('/groups/:id/open', { schema: { params: IdParams } }, async (request): Promise<GroupReply> => {
      return recorded(desk, editorOf(request), async (tx, now) => {
        const group = await getGroupToChange(tx, request.params.id as GroupId);
        if (group.state === 'ended') throw fault(memberFaults, 'group-over');
        await saveGroup(tx, { ...group, state: 'running' }, now);
        return done(await replyOf(tx, group.id, now), 'group.opened');
      });
    });
    api.post('/groups/:id/end', { schema: { params: IdParams } }, async (request): Promise<GroupReply> => {
      const staff = editorOf(request);
      return recorded(desk, staff, async (tx, now) => {
        const group = await endGroup(tx, { group: request.params.id as GroupId, staff: staff.id }, now);
        return done(await replyOf(tx, group.id, now), 'group.ended');
      });
    });
  };
}

function seating(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    const asks = { params: IdParams, body: Emails };
    api.post('/groups/:id/invite', { schema: asks }, async (request): Promise<InvitedReply> => {
      return recorded(desk, editorOf(request), async (tx, now) => {
        const group = await getGroup(tx, request.params.id as GroupId);
        const { emails, wrong } = readAddresses(request.body.emails);
        if (wrong.length > 0) throw wishWrong(`this is no address: ${wrong.slice(0, 5).join(', ')}.`);
        const outcome = await inviteMany(tx, desk.members, { group, emails }, now);
        if (!outcome.ok) {
          const { refusal } = outcome;
          if (refusal.code === 'over') throw fault(memberFaults, 'group-over');
          throw wishWrong(`${refusal.wanted} were to be invited, and ${refusal.free} seats are free.`);
        }
        const invited = outcome.value.invited.map(({ email }) => email);
        const made = { invited, already: outcome.value.already };
        const details = { invited: invited.length };
        return { made, act: 'group.invited', about: 'group', subject: group.id, details };
      });
    });
    api.post(
      '/groups/:id/seats/:seat/back',
      { schema: { params: SeatParams } },
      async (request): Promise<GroupReply> => {
        const staff = editorOf(request);
        return recorded(desk, staff, async (tx, now) => {
          const seat = await getSeat(tx, request.params.id as GroupId, request.params.seat);
          if (seat.state !== 'left') await giveSeatBack(tx, { seat, by: 'staff', staff: staff.id }, now);
          return done(await replyOf(tx, seat.group, now), 'seat.taken-back');
        });
      },
    );
  };
}

function done(made: GroupReply, act: string) {
  const { id, name, seats } = made.group;
  return { made, act, about: 'group', subject: id, details: { name, seats } };
}

function wishWrong(reason: string) {
  return fault(memberFaults, 'group-wish-wrong', { reason });
}

function checked<One extends { currency: string }>(bill: One): One {
  if (!isCurrency(bill.currency)) throw wishWrong('a currency has three capitals, as EUR.');
  return bill;
}

async function ownerOf(
  tx: Tx,
  owner: { email: string; name: string } | null,
  now: Date,
): Promise<AccountId | null> {
  if (owner === null) return null;
  const account = await ensureAccount(tx, { email: checkEmail(owner.email), name: owner.name }, now);
  await addReader(tx, { account, cameBy: 'group' }, now);
  return account;
}

async function tellOwner(tx: Tx, { members }: Desk, group: Group, email: string, now: Date): Promise<void> {
  const to = checkEmail(email);
  await postGroupLetter(tx, members, { kind: 'handed-over', group, to, token: '' }, now);
}

async function lineOf(db: Db, group: Group, now: Date): Promise<GroupLine> {
  const owner = group.owner === null ? undefined : await findAccount(db, group.owner);
  return {
    ...group,
    standing: standingOfGroup(group, now),
    tierName: (await findTier(db, group.tier))?.name ?? '',
    used: await countUsedSeats(db, group.id, now),
    ...{ ownerName: owner?.name ?? null, ownerEmail: owner?.email ?? null },
  };
}

async function replyOf(db: Db, id: GroupId, now: Date): Promise<GroupReply> {
  const group = await getGroup(db, id);
  const names = await nameSeats(db, id);
  const seats = (await listSeats(db, id)).map(
    (seat): SeatView => ({
      ...seat,
      name: names.get(seat.id) ?? null,
      isUsed: isUsed(seat, now),
      invitedUntil: seat.state === 'invited' ? invitationEnd(seat) : null,
    }),
  );
  return { group: await lineOf(db, group, now), seats, bill: await billOf(db, group) };
}

async function billOf(db: Db, { payment: id }: Group): Promise<GroupReply['bill']> {
  const payment = id === null ? undefined : await findPayment(db, id);
  if (!payment) return null;
  const { state, amountMinor, currency, dueAt, paidAt } = payment;
  const [receipt] = await listReceipts(db, { payment: payment.id });
  return {
    payment: payment.id,
    state,
    amountMinor,
    currency,
    dueAt,
    paidAt,
    number: receipt?.number ?? null,
  };
}
