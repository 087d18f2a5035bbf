import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { findAccount } from '#accounts/account.sql.js';
import { fault } from '#kit/fault.js';
import type { GroupId } from '#kit/ids.js';
import { readAddresses } from '#members/addresses.js';
import { settlePaidCode } from '#members/bought.sql.js';
import { memberFaults } from '#members/faults.js';
import { type Group, invitationEnd, isUsed, type Seat, standingOfGroup } from '#members/group.js';
import { getGroup, getGroupToChange, handOverGroup, saveGroup } from '#members/group.sql.js';
import { inviteMany } from '#members/group-invite.io.js';
import { postGroupLetter } from '#members/group-letters.sql.js';
import { giveSeatBack, takeOwnSeat } from '#members/group-seats.sql.js';
import { tidyName } from '#members/join-wish.js';
import { wordDay } from '#members/money-house.js';
import type { Reader } from '#members/reader.js';
import { getSeat, listSeats, nameSeats } from '#members/seat.sql.js';
import type { Tx } from '#store/tables.js';
import { type AccountParts, draw, readerOf } from './door.ts';
import { OwnerPage, type OwnerProps, type SeatLine } from './group.page.tsx';
import { type GroupTexts, groupTexts } from './messages/groups.ts';

const Digits = Type.String({ pattern: '^[1-9][0-9]{0,14}$' });
const Id = Type.Object({ id: Digits });
const SeatOf = Type.Object({ id: Digits, seat: Digits });
const Done = Type.Object({
  done: Type.Optional(Type.Union(['back', 'name', 'own', 'invited'].map((one) => Type.Literal(one)))),
  count: Type.Optional(Type.String({ pattern: '^[0-9]{1,5}$' })),
  already: Type.Optional(Type.String({ pattern: '^[0-9]{1,5}$' })),
});
const Emails = Type.Object({ emails: Type.String({ maxLength: 100_000 }) });
const Name = Type.Object({ name: Type.String({ maxLength: 1_000 }) });
const Owner = Type.Object({ seat: Digits, sure: Type.Optional(Type.String({ maxLength: 10 })) });
const MOST_AT_ONCE = 500;

/** /account/group/N: for whoever looks after the group. */
export function groupOwnerPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(ownerPage(parts));
    await app.register(peoplePages(parts));
    await app.register(groupChanges(parts));
  };
}

function ownerPage(parts: AccountParts): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get('/account/group/:id', { schema: { params: Id, querystring: Done } }, async (request, reply) => {
      const { group } = await ownedBy(parts, request, request.params.id);
      const { t } = wordsOf(parts);
      const { done, count = '0', already = '0' } = request.query;
      const said = {
        back: t.backDone,
        name: t.nameDone,
        own: t.ownSeatDone,
        invited: t.invitedDone(+count, +already),
      };
      return drawOwner(reply, parts, group, done ? { done: said[done as keyof typeof said] } : {});
    });
  };
}

function peoplePages(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  return async (app) => {
    app.post(
      '/account/group/:id/invite',
      { schema: { params: Id, body: Emails } },
      async (request, reply) => {
        const { group } = await ownedBy(parts, request, request.params.id);
        const typed = request.body.emails;
        const refuse = (says: string) =>
          drawOwner(reply, parts, group, { problem: { at: 'invite', says }, typed });
        const { t, now } = wordsOf(parts);
        const { emails, wrong } = readAddresses(typed);
        if (wrong.length > 0) return refuse(t.refused.addresses(wrong.slice(0, 5).join(', ')));
        if (emails.length === 0) return refuse(t.refused.nobody);
        if (emails.length > MOST_AT_ONCE) return refuse(t.refused.many);
        const done = await inTx(parts, (tx) => inviteMany(tx, members, { group, emails }, now));
        if (!done.ok) {
          const { refusal } = done;
          return refuse(
            refusal.code === 'over'
              ? t.refused.over
              : t.refused['too-few-seats'](refusal.wanted, refusal.free),
          );
        }
        const { invited, already } = done.value;
        const query = `done=invited&count=${invited.length}&already=${already.length}`;
        return reply.redirect(`/account/group/${group.id}?${query}`, 303);
      },
    );
    app.post('/account/group/:id/seat/:seat/back', { schema: { params: SeatOf } }, async (request, reply) => {
      const { group } = await ownedBy(parts, request, request.params.id);
      await inTx(parts, async (tx) => {
        const seat = await getSeat(tx, group.id, +request.params.seat);
        if (seat.state !== 'left') await giveSeatBack(tx, { seat, by: 'owner' }, members.clock());
      });
      return reply.redirect(`/account/group/${group.id}?done=back`, 303);
    });
    app.post('/account/group/:id/own-seat', { schema: { params: Id } }, async (request, reply) => {
      const { group, reader } = await ownedBy(parts, request, request.params.id);
      const { t, now } = wordsOf(parts);
      const wish = { group: group.id, account: reader.id, email: reader.email };
      const zone = members.settings().timeZone;
      const done = await inTx(parts, (tx) => takeOwnSeat(tx, { ...wish, zone }, now));
      if (!done.ok) {
        const says = t.refused[done.refusal.code];
        return drawOwner(reply, parts, group, { problem: { at: 'invite', says } });
      }
      members.readers.forget(reader.id);
      return reply.redirect(`/account/group/${group.id}?done=own`, 303);
    });
  };
}

function groupChanges(parts: AccountParts): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post('/account/group/:id/name', { schema: { params: Id, body: Name } }, async (request, reply) => {
      const { group } = await ownedBy(parts, request, request.params.id);
      const { t, now } = wordsOf(parts);
      const name = tidyName(request.body.name);
      if (name === '')
        return drawOwner(reply, parts, group, { problem: { at: 'name', says: t.refused.name }, typed: '' });
      await inTx(parts, async (tx) =>
        saveGroup(tx, { ...(await getGroupToChange(tx, group.id)), name }, now),
      );
      return reply.redirect(`/account/group/${group.id}?done=name`, 303);
    });
    app.post('/account/group/:id/owner', { schema: { params: Id, body: Owner } }, async (request, reply) => {
      const { group, reader } = await ownedBy(parts, request, request.params.id);
      const { t } = wordsOf(parts);
      if (!request.body.sure)
        return drawOwner(reply, parts, group, { problem: { at: 'owner', says: t.refused.tick } });
      await inTx(parts, (tx) => handOver(tx, parts, { group: group.id, seat: +request.body.seat, reader }));
      return reply.redirect('/account/group', 303);
    });
  };
}

async function handOver(
  tx: Tx,
  { members }: AccountParts,
  { group: id, seat: seatId, reader }: { group: GroupId; seat: number; reader: Reader },
): Promise<void> {
  const now = members.clock();
  const group = await getGroupToChange(tx, id);
  const seat = await getSeat(tx, id, seatId);
  const to =
    seat.state === 'taken' && seat.account !== null ? await findAccount(tx, seat.account) : undefined;
  if (!to || group.owner !== reader.id) throw fault(memberFaults, 'seat-unknown', { seat: seatId });
  const saved = await handOverGroup(tx, { group, to: to.id, by: null }, now);
  await postGroupLetter(tx, members, { kind: 'handed-over', group: saved, to: to.email, token: '' }, now);
}

/**
 * The group, for its owner.
 *
 * throws  group-unknown, for whoever is not: there is nothing to be learned from numbers
 */
async function ownedBy(
  parts: AccountParts,
  request: FastifyRequest,
  id: string,
): Promise<{ group: Group; reader: Reader }> {
  const reader = await readerOf(parts, request);
  const { members } = parts;
  const group = await getGroup(members.store.db, +id as GroupId);
  if (group.owner !== reader.id) throw fault(memberFaults, 'group-unknown', { group: +id });
  if (group.payment) await settlePaidCode(members, group.payment, members.clock());
  return { group: await getGroup(members.store.db, group.id), reader };
}

async function drawOwner(
  reply: FastifyReply,
  parts: AccountParts,
  group: Group,
  said: { done?: string; problem?: OwnerProps['problem']; typed?: string },
): Promise<FastifyReply> {
  const { t, now } = wordsOf(parts);
  const { db } = parts.members.store;
  const seats = await listSeats(db, group.id);
  const names = await nameSeats(db, group.id);
  const shown = seats.filter(
    ({ state, way }) => state === 'taken' || (state === 'invited' && way !== 'domain'),
  );
  const lines = shown.map((seat) => lineOf(parts, seat, names.get(seat.id) ?? ''));
  const content = OwnerPage({
    ...{ t, id: group.id, name: group.name, all: group.seats, lines: groupLines(parts, group) },
    used: seats.filter((seat) => isUsed(seat, now)).length,
    seats: lines,
    hasOwnSeat: seats.some(({ state, account }) => state === 'taken' && account === group.owner),
    isOver: standingOfGroup(group, now) === 'ended',
    ...{ done: said.done, problem: said.problem, typed: said.typed },
  });
  const back = { href: '/account/group', label: t.group };
  return draw(reply, parts, { title: group.name, back, status: said.problem ? 422 : 200, content });
}

function lineOf(parts: AccountParts, seat: Seat, name: string): SeatLine {
  const { t, now, day } = wordsOf(parts);
  const { id, email, state, confirmBy } = seat;
  const used = isUsed(seat, now);
  const filled = confirmBy === null ? t.state.taken : t.state.confirm(day(confirmBy));
  const invited = used ? t.state.invited(day(invitationEnd(seat))) : t.state.late;
  const stands = state === 'taken' ? (used ? filled : t.state.lapsed) : invited;
  return { id, email, name, stands, isFilled: state === 'taken' && used };
}

function groupLines(parts: AccountParts, group: Group): string[] {
  const { t, now, day } = wordsOf(parts);
  const standing = standingOfGroup(group, now);
  const runs = group.until === null ? t.standing.endless : t.standing.running(day(group.until - 1));
  const stands = {
    waiting: t.standing.waiting,
    coming: t.standing.coming(day(group.from)),
    running: runs,
    ended: t.standing.ended,
  }[standing];
  const domain = group.domain ? [t.domain(group.domain)] : [];
  return [stands, ...domain, ...(group.orderNumber ? [t.order(group.orderNumber)] : [])];
}

function inTx<Made>({ members }: AccountParts, work: (tx: Tx) => Promise<Made>): Promise<Made> {
  return members.store.db.transaction().execute(work);
}

function wordsOf({ members }: AccountParts): { t: GroupTexts; now: Date; day: (at: number) => string } {
  const { language, timeZone } = members.settings();
  const day = (at: number) => wordDay(at, language, timeZone);
  return { t: groupTexts(language), now: members.clock(), day };
}
