import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { findStaff } from '#accounts/staff.sql.js';
import { askForAddress, confirmAddress } from '#members/own-account.io.js';
import { type AccountParts, draw, readerOf } from './door.ts';
import { type OwnTexts, ownTexts } from './messages/own.ts';
import { AtDesk, EmailForm, OwnCodeForm } from './own.page.tsx';
import { refusalOf } from './refusal.ts';
import { visitorIn } from './sign-in.route.ts';
import { dropTicket, readTicket, setTicket } from './ticket-cookie.io.ts';

const Asked = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) });
const Form = Type.Object({ email: Type.String({ maxLength: 320 }) });
const Code = Type.Object({ code: Type.String({ maxLength: 60 }) });

/** /account/email: another address, which a code from there shows to be theirs. */
export function emailPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(asking(parts));
    await app.register(confirming(parts));
  };
}

function asking(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  return async (app) => {
    app.get('/account/email', { schema: { querystring: Asked } }, async (request, reply) => {
      const { id, email } = await readerOf(parts, request);
      const t = textsOf(parts);
      const isDone = request.query.done !== undefined;
      if ((await findStaff(members.store.db, id))?.active)
        return drawEmail(reply, parts, { about: t.emailNow(email), content: AtDesk({ t }) });
      const content = EmailForm({ t, email: '', done: isDone ? t.emailDone(email) : undefined });
      return drawEmail(reply, parts, { about: isDone ? null : t.emailNow(email), content });
    });
    app.post('/account/email', { schema: { body: Form } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      const typed = request.body.email;
      try {
        const ticket = await askForAddress(members, reader, typed, visitorIn(members, request));
        reply.header('set-cookie', setTicket('address', ticket, members));
        return reply.redirect('/account/email/code', 303);
      } catch (error) {
        const t = textsOf(parts);
        const { status, says: problem } = refusalOf(error, t.refused);
        const content = EmailForm({ t, email: typed, problem });
        return drawEmail(reply, parts, { about: t.emailNow(reader.email), status, content });
      }
    });
  };
}

function confirming(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  return async (app) => {
    app.get('/account/email/code', async (request, reply) => {
      await readerOf(parts, request);
      const kept = readTicket('address', request.headers.cookie, members);
      if (!kept) return reply.redirect('/account/email', 303);
      return drawCode(reply, parts, { email: kept.email });
    });
    app.post('/account/email/code', { schema: { body: Code } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      const kept = readTicket('address', request.headers.cookie, members);
      if (!kept) return reply.redirect('/account/email', 303);
      const given = { ticket: kept.ticket, code: request.body.code };
      try {
        await confirmAddress(members, reader, given, visitorIn(members, request));
        reply.header('set-cookie', dropTicket('address', members));
        return reply.redirect('/account/email?done=changed', 303);
      } catch (error) {
        const { status, says: problem } = refusalOf(error, textsOf(parts).refused);
        return drawCode(reply, parts, { email: kept.email, status, problem });
      }
    });
  };
}

type EmailSheet = Pick<Parameters<typeof draw>[2], 'about' | 'content'> & { readonly status?: number };

function drawEmail(reply: FastifyReply, parts: AccountParts, sheet: EmailSheet): FastifyReply {
  const t = textsOf(parts);
  return draw(reply, parts, { title: t.email, back: { href: '/account', label: t.account }, ...sheet });
}

function drawCode(
  reply: FastifyReply,
  parts: AccountParts,
  { email, status = 200, problem }: { email: string; status?: number; problem?: string },
): FastifyReply {
  const t = textsOf(parts);
  const says = t.emailCodeDo;
  const content = OwnCodeForm({ t, action: '/account/email/code', again: '/account/email', says, problem });
  return draw(reply, parts, { title: t.emailCode, about: t.emailCodeAbout(email), status, content });
}

function textsOf({ members }: AccountParts): OwnTexts {
  return ownTexts(members.settings().language);
}
