import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { setSessionCookie } from '#accounts/session-cookie.js';
import { findStaff } from '#accounts/staff.sql.js';
import { askToLeave, leave } from '#members/leave.io.js';
import { wordDay } from '#members/money-house.js';
import { gatherOwnData, type Leaving, lookAtLeaving } from '#members/own-data.sql.js';
import type { Reader } from '#members/reader.js';
import { LeaveForm, OwnData } from './data.page.tsx';
import { type AccountParts, draw, readerOf } from './door.ts';
import { type OwnTexts, ownTexts } from './messages/own.ts';
import { OwnCodeForm } from './own.page.tsx';
import { refusalOf } from './refusal.ts';
import { visitorIn } from './sign-in.route.ts';
import { dropTicket, readTicket, setTicket } from './ticket-cookie.io.ts';

const Code = Type.Object({ code: Type.String({ maxLength: 60 }) });

/** /account/data: one's own data as a file; /account/leave: the way out for good, in two steps. */
export function dataPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(takingAlong(parts));
    await app.register(leaving(parts));
    await app.register(lastStep(parts));
  };
}

function takingAlong(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  const { db } = members.store;
  return async (app) => {
    app.get('/account/data', async (request, reply) => {
      const { id, number } = await readerOf(parts, request);
      const t = textsOf(parts);
      const atDesk = (await findStaff(db, id))?.active ?? false;
      const back = { href: '/account', label: t.account };
      return draw(reply, parts, {
        title: t.data,
        back,
        content: OwnData({ t, atDesk, isReader: number !== '' }),
      });
    });
    app.get('/account/data/file', async (request, reply) => {
      const { id, number } = await readerOf(parts, request);
      // Somebody of the desk who never came in as a reader: nothing is kept of them as one.
      if (!number) return reply.redirect('/account/data', 303);
      const data = await gatherOwnData(db, id, members.clock());
      reply.header('content-disposition', `attachment; filename="${number}.json"`);
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(data, null, 2));
    });
  };
}

function leaving(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  return async (app) => {
    app.get('/account/leave', async (request, reply) =>
      drawLeave(reply, parts, await readerOf(parts, request)),
    );
    app.post('/account/leave', async (request, reply) => {
      const reader = await readerOf(parts, request);
      try {
        const ticket = await askToLeave(members, reader, visitorIn(members, request));
        reply.header('set-cookie', setTicket('deletion', { ticket, email: reader.email }, members));
        return reply.redirect('/account/leave/code', 303);
      } catch (error) {
        return drawLeave(reply, parts, reader, refusalOf(error, textsOf(parts).refused));
      }
    });
  };
}

function lastStep(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  return async (app) => {
    app.get('/account/leave/code', async (request, reply) => {
      const { email } = await readerOf(parts, request);
      if (!readTicket('deletion', request.headers.cookie, members))
        return reply.redirect('/account/leave', 303);
      return drawCode(reply, parts, { email });
    });
    app.post('/account/leave/code', { schema: { body: Code } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      const kept = readTicket('deletion', request.headers.cookie, members);
      if (!kept) return reply.redirect('/account/leave', 303);
      const given = { ticket: kept.ticket, code: request.body.code };
      try {
        await leave(members, reader, given, visitorIn(members, request));
      } catch (error) {
        const { status, says: problem } = refusalOf(error, textsOf(parts).refused);
        return drawCode(reply, parts, { email: reader.email, status, problem });
      }
      const out = setSessionCookie('', members.secret, members.address());
      reply.header('set-cookie', [out, dropTicket('deletion', members)]);
      return reply.redirect('/account/left', 303);
    });
    app.get('/account/left', async (_request, reply) => {
      const t = textsOf(parts);
      const back = { href: '/', label: t.toFront };
      return draw(reply, parts, { title: t.left, about: t.leftAbout, back, content: null });
    });
  };
}

async function drawLeave(
  reply: FastifyReply,
  parts: AccountParts,
  { id }: Reader,
  refused?: { status: number; says: string },
): Promise<FastifyReply> {
  const { members } = parts;
  const t = textsOf(parts);
  const looked = await lookAtLeaving(members.store.db, id, members.clock());
  const content = LeaveForm({ t, ...balance(parts, t, looked), problem: refused?.says });
  const back = { href: '/account/data', label: t.data };
  return draw(reply, parts, {
    ...{ title: t.leave, about: t.leaveAbout, back, content },
    ...{ status: refused?.status ?? 200 },
  });
}

function balance({ members }: AccountParts, t: OwnTexts, looked: Leaving) {
  const { language, timeZone } = members.settings();
  const goes = [
    t.goesSelf,
    ...looked.memberships.map(({ tier, until, isPaid }) =>
      isPaid && until !== null
        ? t.goesPaid(tier, wordDay(until, language, timeZone))
        : t.goesMembership(tier),
    ),
    ...(looked.vouchers > 0 ? [t.goesVouchers(looked.vouchers)] : []),
    ...looked.groups.map(t.goesGroup),
  ];
  const stays = [
    looked.receipts > 0 ? t.staysReceipts(looked.receipts) : t.staysNothing,
    ...(looked.openInvoices > 0 ? [t.staysInvoices] : []),
    t.staysNumber,
  ];
  return { goes, stays };
}

function drawCode(
  reply: FastifyReply,
  parts: AccountParts,
  { email, status = 200, problem }: { email: string; status?: number; problem?: string },
): FastifyReply {
  const t = textsOf(parts);
  const says = t.leaveCodeDo;
  const content = OwnCodeForm({ t, action: '/account/leave/code', again: '/account/leave', says, problem });
  return draw(reply, parts, { title: t.leaveCode, about: t.leaveCodeAbout(email), status, content });
}

function textsOf({ members }: AccountParts): OwnTexts {
  return ownTexts(members.settings().language);
}
