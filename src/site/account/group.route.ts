import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashWord } from '#accounts/hash.js';
import { fault } from '#kit/fault.js';
import { readAddresses } from '#members/addresses.js';
import { settlePaidCode } from '#members/bought.sql.js';
import { readCode } from '#members/code.js';
import { CodeTries } from '#members/code-tries.js';
import { memberFaults } from '#members/faults.js';
import { type Group, type Seat, standingOfGroup } from '#members/group.js';
import { findGroup, getGroup, listOwnedGroups } from '#members/group.sql.js';
import { askForSeat } from '#members/group-invite.io.js';
import { confirmSeat, giveSeatBack, type SeatRefusal, takeSeat } from '#members/group-seats.sql.js';
import { wordDay } from '#members/money-house.js';
import type { Reader } from '#members/reader.js';
import { countUsedSeats, findSeatByToken, listSeatsOf } from '#members/seat.sql.js';
import { findTier } from '#members/tier.sql.js';
import { type AccountParts, draw, readerOf } from './door.ts';
import { GroupAsk, GroupSaid, GroupsPage, type OwnSeatLine } from './group.page.tsx';
import { type GroupTexts, groupTexts } from './messages/groups.ts';
import { visitorIn } from './sign-in.route.ts';

const Token = Type.Object({ token: Type.String({ minLength: 1, maxLength: 100 }) });
const Id = Type.Object({ id: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) });
const Ask = Type.Object({ email: Type.String({ maxLength: 320 }) });
const Asked = Type.Object({ email: Type.Optional(Type.String({ maxLength: 320 })) });

/** /account/group: the groups somebody looks after, the seat they have, and how to get one. */
export function groupPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(listPages(parts));
    await app.register(invitationPages(parts));
    await app.register(confirmPages(parts));
  };
}

function listPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  const tries = new CodeTries(members.accounts.tries, 'seat');
  return async (app) => {
    app.get('/account/group', async (request, reply) => {
      const reader = await readerOf(parts, request);
      return drawGroups(reply, parts, { reader, typed: '' });
    });
    app.post('/account/group/ask', { schema: { body: Ask } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      const { t, now } = wordsOf(parts);
      const typed = request.body.email.trim();
      const [email] = readAddresses(typed).emails;
      if (!email) return drawGroups(reply, parts, { reader, typed, problem: t.refused.email });
      const minutes = tries.ask({ account: reader.id, from: visitorIn(members, request).from }, now);
      if (minutes > 0) return drawGroups(reply, parts, { reader, typed, problem: t.refused.wait(minutes) });
      await members.store.db.transaction().execute((tx) => askForSeat(tx, members, email, now));
      return reply.redirect(`/account/group/asked?email=${encodeURIComponent(email)}`, 303);
    });
    app.get('/account/group/asked', { schema: { querystring: Asked } }, async (request, reply) => {
      await readerOf(parts, request);
      const { t } = wordsOf(parts);
      const about = t.askedAbout(request.query.email ?? '');
      return draw(reply, parts, { title: t.asked, about, back: backOf(t), content: null });
    });
    app.post('/account/group/seat/:id/leave', { schema: { params: Id } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      await leave(parts, reader, Number(request.params.id));
      return reply.redirect('/account/group', 303);
    });
  };
}

async function leave({ members }: AccountParts, reader: Reader, id: number): Promise<void> {
  const { db } = members.store;
  await db.transaction().execute(async (tx) => {
    const seat = (await listSeatsOf(tx, reader.id)).find((one) => one.id === id);
    if (!seat) throw fault(memberFaults, 'seat-unknown', { seat: id });
    await giveSeatBack(tx, { seat, by: 'reader' }, members.clock());
  });
  members.readers.forget(reader.id);
}

type Listing = { reader: Reader; typed: string; problem?: string };

async function drawGroups(reply: FastifyReply, parts: AccountParts, listing: Listing): Promise<FastifyReply> {
  const { reader, typed, problem } = listing;
  const { t, now } = wordsOf(parts);
  const { db } = parts.members.store;
  const owned = [];
  for (const { id, name, seats } of await listOwnedGroups(db, reader.id)) {
    owned.push({ id, name, stands: t.seats(await countUsedSeats(db, id, now), seats) });
  }
  const seats: OwnSeatLine[] = [];
  for (const seat of await listSeatsOf(db, reader.id)) seats.push(await lineOf(parts, seat));
  const content = GroupsPage({ t, owned, seats, typed, problem });
  const about = owned.length + seats.length > 0 ? null : t.groupAbout;
  const status = problem ? 422 : 200;
  return draw(reply, parts, { title: t.group, about, back: backOf(t), status, content });
}

async function lineOf(parts: AccountParts, seat: Seat): Promise<OwnSeatLine> {
  const { t, now, day } = wordsOf(parts);
  const { db } = parts.members.store;
  const group = await getGroup(db, seat.group);
  const tier = (await findTier(db, group.tier))?.name ?? '';
  const { confirmBy } = seat;
  const until = [group.until, confirmBy].filter((at) => at !== null).toSorted((one, other) => one - other)[0];
  const over = standingOfGroup(group, now) === 'ended';
  const stands = until === undefined ? t.seatEndless(tier) : t.seatUntil(tier, day(until - 1));
  return {
    ...{ id: seat.id, group: group.name, stands: over ? t.standing.ended : stands },
    confirms: confirmBy === null ? '' : t.confirmBy(seat.email, day(confirmBy)),
    leaves: t.leaveSays(tier),
  };
}

function invitationPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  const path = '/account/group/invitation/:token';
  const tries = new CodeTries(members.accounts.tries, 'invitation');
  return async (app) => {
    app.get(path, { schema: { params: Token } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      const stop = slowed(parts, { request, reply, reader, tries });
      if (stop) return stop;
      const token = readCode(request.params.token);
      const found = await findInvitation(parts, token);
      if (!found) return drawRefused(reply, parts, { code: 'unknown' });
      const { t } = wordsOf(parts);
      const { group, tier } = found;
      const lines = [t.invitationSays(members.settings().name, tier), t.invitationAs(reader.email)];
      const content = GroupAsk({ lines, action: `/account/group/invitation/${token}`, says: t.take });
      return draw(reply, parts, { title: t.invitation(group.name), back: backOf(t), content });
    });
    app.post(path, { schema: { params: Token } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      const stop = slowed(parts, { request, reply, reader, tries });
      if (stop) return stop;
      const token = readCode(request.params.token);
      const { db } = members.store;
      const found = await findInvitation(parts, token);
      if (found?.group.payment) await settlePaidCode(members, found.group.payment, members.clock());
      const wish = { token, account: reader.id, zone: members.settings().timeZone };
      const done = await db.transaction().execute((tx) => takeSeat(tx, wish, members.clock()));
      if (!done.ok) return drawRefused(reply, parts, done.refusal);
      members.readers.forget(reader.id);
      return reply.redirect('/account/group/taken', 303);
    });
    app.get('/account/group/taken', async (request, reply) => {
      const reader = await readerOf(parts, request);
      const { t } = wordsOf(parts);
      const seat = (await listSeatsOf(members.store.db, reader.id)).at(-1);
      if (!seat) return reply.redirect('/account/group', 303);
      const about = (await lineOf(parts, seat)).stands;
      const content = GroupSaid({ href: '/', label: t.toFront });
      return draw(reply, parts, { title: t.taken, about, back: backOf(t), content });
    });
  };
}

type Asking = { request: FastifyRequest; reply: FastifyReply; reader: Reader; tries: CodeTries };

/** The page to answer with where somebody has tried links too often. */
function slowed(parts: AccountParts, { request, reply, reader, tries }: Asking): FastifyReply | undefined {
  const { t, now } = wordsOf(parts);
  const minutes = tries.ask({ account: reader.id, from: visitorIn(parts.members, request).from }, now);
  if (minutes === 0) return undefined;
  const said = { title: t.group, about: t.refused.wait(minutes), status: 429 };
  return draw(reply, parts, { ...said, back: backOf(t), content: null });
}

async function findInvitation(
  { members }: AccountParts,
  token: string,
): Promise<{ group: Group; tier: string } | undefined> {
  const { db } = members.store;
  const seat = await findSeatByToken(db, hashWord(token));
  if (seat?.state !== 'invited') return undefined;
  const group = await getGroup(db, seat.group);
  return { group, tier: (await findTier(db, group.tier))?.name ?? '' };
}

/** Whoever opens this link from their mailbox shows that the address is theirs: nobody has to be signed in. */
function confirmPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  const path = '/account/group/confirm/:token';
  return async (app) => {
    app.get(path, { schema: { params: Token } }, async (request, reply) => {
      const { t } = wordsOf(parts);
      const token = readCode(request.params.token);
      const { db } = members.store;
      const seat = await findSeatByToken(db, hashWord(token));
      const group = seat && (await findGroup(db, seat.group));
      if (seat?.state !== 'taken' || !group) return drawRefused(reply, parts, { code: 'unknown' });
      const lines = [t.confirmSays(seat.email, group.name)];
      const content = GroupAsk({ lines, action: `/account/group/confirm/${token}`, says: t.confirmDo });
      return draw(reply, parts, { title: t.confirm, content });
    });
    app.post(path, { schema: { params: Token } }, async (request, reply) => {
      const { t, day } = wordsOf(parts);
      const wish = { token: readCode(request.params.token), zone: members.settings().timeZone };
      const { db } = members.store;
      const done = await db.transaction().execute((tx) => confirmSeat(tx, wish, members.clock()));
      if (!done.ok) return drawRefused(reply, parts, done.refusal);
      const { until } = done.value;
      const about = until === null ? null : t.confirmedAbout(day(until - 1));
      const content = GroupSaid({ href: '/', label: t.toFront });
      return draw(reply, parts, { title: t.confirmed, about, content });
    });
  };
}

function drawRefused(reply: FastifyReply, parts: AccountParts, { code }: SeatRefusal): FastifyReply {
  const { t } = wordsOf(parts);
  const status = code === 'unknown' || code === 'expired' ? 410 : 409;
  const content = GroupSaid({ href: '/account/group', label: t.toGroup });
  return draw(reply, parts, { title: t.group, about: t.refused[code], back: backOf(t), status, content });
}

function backOf(t: GroupTexts) {
  return { href: '/account', label: t.toAccount };
}

function wordsOf({ members }: AccountParts): { t: GroupTexts; now: Date; day: (at: number) => string } {
  const { language, timeZone } = members.settings();
  const day = (at: number) => wordDay(at, language, timeZone);
  return { t: groupTexts(language), now: members.clock(), day };
}
