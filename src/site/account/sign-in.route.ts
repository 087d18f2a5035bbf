import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { newWord } from '#accounts/random.io.js';
import { endSessions } from '#accounts/session.sql.js';
import { setSessionCookie } from '#accounts/session-cookie.js';
import { visitorOf } from '#accounts/visitor.js';
import { fault, isFault } from '#kit/fault.js';
import type { StoryId } from '#kit/ids.js';
import { askToComeIn, type CameIn, comeInByCode, comeInByLink, lookAtComeIn } from '#members/come-in.io.js';
import { consentWords } from '#members/consent-words.js';
import { memberFaults } from '#members/faults.js';
import { type JoinWish, plainWish, tidyName } from '#members/join-wish.js';
import type { Members } from '#members/members.js';
import { type AccountParts, draw, findReader, safeNext } from './door.ts';
import { holdBack } from './hold-back.io.ts';
import { type SignInTexts, signInTexts } from './messages/sign-in.ts';
import { refusalOf } from './refusal.ts';
import { type Carried, CodeForm, JoinForm, LinkForm, SignInForm, type Typed } from './sign-in.page.tsx';
import { dropTicket, readBrowser, readTicket, setBrowser, setTicket } from './ticket-cookie.io.ts';

const Short = Type.Optional(Type.String({ maxLength: 2_000 }));
const Asked = Type.Object({ next: Short, from: Short });
const Form = Type.Object({
  ...{ email: Type.String({ maxLength: 320 }), name: Short, letters: Short },
  ...{ next: Short, story: Short, website: Short },
});
const Code = Type.Object({ code: Type.String({ maxLength: 60 }) });
const Token = Type.Object({ token: Type.String({ minLength: 1, maxLength: 200 }) });

const nothing: Typed = { email: '', name: '', letters: false };

/** /account/sign-in, /account/join, the code of the letter, its link, and the way out. */
export function signInPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(askingPages(parts));
    await app.register(codePages(parts));
    await app.register(linkPages(parts));
    await app.register(wayOut(parts));
  };
}

function askingPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  return async (app) => {
    for (const joins of [false, true]) {
      const path = joins ? '/account/join' : '/account/sign-in';
      app.get(path, { schema: { querystring: Asked } }, async (request, reply) => {
        demandOpen(parts.members);
        const carried = carriedOf(request.query.next, request.query.from);
        if (await findReader(parts, request)) return reply.redirect(safeNext(carried.next), 303);
        return drawAsking(reply, parts, { joins, carried, typed: nothing });
      });
      app.post(path, { schema: { body: Form } }, async (request, reply) => {
        demandOpen(parts.members);
        const { email, name = '', letters, next, story, website } = request.body;
        const carried = carriedOf(next, story);
        const typed = { email, name, letters: letters === 'yes' };
        try {
          const wish = wishOf(parts.members, { joins, carried, typed });
          const ticket = website ? newWord() : await ask(parts.members, request, { email, wish });
          reply.header('set-cookie', setTicket('reader', { ticket, email: email.trim() }, parts.members));
          return reply.redirect('/account/sign-in/code', 303);
        } catch (error) {
          const { status, says } = refusalOf(error, textsOf(parts).refused);
          await holdBack(reply, status);
          return drawAsking(reply, parts, { joins, carried, typed, status, problem: says });
        }
      });
    }
  };
}

function ask(members: Members, request: FastifyRequest, asked: { email: string; wish: JoinWish }) {
  const browser = readBrowser(request.headers.cookie, members);
  return askToComeIn(members, { ...asked, browser }, visitorIn(members, request));
}

type Asking = {
  readonly joins: boolean;
  readonly carried: Carried;
  readonly typed: Typed;
  readonly status?: number;
  readonly problem?: string;
};

function drawAsking(reply: FastifyReply, parts: AccountParts, asking: Asking): FastifyReply {
  const { joins, status = 200, ...props } = asking;
  const settings = parts.members.settings();
  const t = textsOf(parts);
  if (!joins) {
    const content = SignInForm({ t, ...props });
    return draw(reply, parts, { title: t.signIn, about: t.signInAbout, status, content });
  }
  const content = JoinForm({ t, agrees: consentWords(settings), privacy: settings.privacyPage, ...props });
  return draw(reply, parts, { title: t.join(settings.name), about: t.joinAbout, status, content });
}

function wishOf(members: Members, { joins, carried, typed }: Asking): JoinWish {
  const { next, story } = carried;
  const common = { next: safeNext(next), story: story === '' ? null : (Number(story) as StoryId) };
  if (!joins) return { ...plainWish, ...common };
  const letters = typed.letters ? consentWords(members.settings()) : '';
  return { join: true, name: tidyName(typed.name), letters, ...common };
}

/** Only what can be of use goes on: an address of this paper, a story's number. */
function carriedOf(next = '', story = ''): Carried {
  return { next: safeNext(next, ''), story: /^[1-9]\d{0,14}$/.test(story) ? story : '' };
}

function codePages(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  return async (app) => {
    app.get('/account/sign-in/code', async (request, reply) => {
      const kept = readTicket('reader', request.headers.cookie, members);
      if (!kept) return reply.redirect('/account/sign-in', 303);
      return drawCode(reply, parts, { email: kept.email });
    });
    app.post('/account/sign-in/code', { schema: { body: Code } }, async (request, reply) => {
      const kept = readTicket('reader', request.headers.cookie, members);
      if (!kept) return reply.redirect('/account/sign-in', 303);
      try {
        const given = { ticket: kept.ticket, code: request.body.code };
        return await letIn(
          parts,
          request,
          reply,
          await comeInByCode(members, given, visitorIn(members, request)),
        );
      } catch (error) {
        const { status, says } = refusalOf(error, textsOf(parts).refused);
        await holdBack(reply, status);
        return drawCode(reply, parts, { email: kept.email, status, problem: says });
      }
    });
  };
}

function drawCode(
  reply: FastifyReply,
  parts: AccountParts,
  { email, status = 200, problem }: { email: string; status?: number; problem?: string },
): FastifyReply {
  const t = textsOf(parts);
  const content = CodeForm({ t, action: '/account/sign-in/code', again: '/account/sign-in', problem });
  return draw(reply, parts, { title: t.code, about: t.codeAbout(email), status, content });
}

function linkPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  return async (app) => {
    app.get('/account/come-in/:token', { schema: { params: Token } }, async (request, reply) => {
      const { token } = request.params;
      const look = await lookAtComeIn(members, token);
      if (!look) return drawOver(reply, parts);
      const t = textsOf(parts);
      const { name } = members.settings();
      const title = look.isKnown ? t.linkSignIn(name) : t.linkJoin(name);
      const content = LinkForm({ t, token, isKnown: look.isKnown, agrees: look.wish.letters });
      return draw(reply, parts, { title, about: t.linkAs(look.email), content });
    });
    app.post('/account/come-in/:token', { schema: { params: Token } }, async (request, reply) => {
      try {
        const came = await comeInByLink(members, request.params.token, visitorIn(members, request));
        return await letIn(parts, request, reply, came);
      } catch (error) {
        if (isFault(error, 'link-over')) return drawOver(reply, parts);
        if (isFault(error)) await holdBack(reply, error.status);
        throw error;
      }
    });
  };
}

function drawOver(reply: FastifyReply, parts: AccountParts): FastifyReply {
  const t = textsOf(parts);
  const back = { href: '/account/sign-in', label: t.overDo };
  return draw(reply, parts, { title: t.over, about: t.overAbout, back, status: 410, content: null });
}

function wayOut(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  return async (app) => {
    app.post('/account/sign-out', async (request, reply) => {
      await endOwnSession(parts, request);
      reply.header('set-cookie', setSessionCookie('', members.secret, members.address()));
      return reply.redirect('/account/signed-out', 303);
    });
    app.get('/account/signed-out', async (_request, reply) => {
      const t = textsOf(parts);
      const back = { href: '/', label: t.toFront };
      return draw(reply, parts, { title: t.out, about: t.outAbout, back, content: null });
    });
  };
}

/** The browser's session begins, the one it had before ends, and the reader goes where they wanted to. */
async function letIn(
  parts: AccountParts,
  request: FastifyRequest,
  reply: FastifyReply,
  came: CameIn,
): Promise<FastifyReply> {
  const { members } = parts;
  // A session of the desk stays: it ends at the desk.
  if (!(await findReader(parts, request))?.staff) await endOwnSession(parts, request);
  reply.header('set-cookie', [
    setSessionCookie(came.token, members.secret, members.address()),
    setBrowser(newWord(), members),
    dropTicket('reader', members),
  ]);
  const next = safeNext(came.next);
  return reply.redirect(came.isNew && next === '/account' ? '/account?new=1' : next, 303);
}

async function endOwnSession({ members }: AccountParts, request: FastifyRequest): Promise<void> {
  const { store, clock, readers, accounts } = members;
  const before = await readers.find(request.headers);
  if (!before) return;
  const { id, session } = before;
  await store.db.transaction().execute((tx) => endSessions(tx, id, { only: session }, clock()));
  readers.forget(id);
  accounts.sessions.forget();
}

/** throws  joining-closed, where the paper has no accounts for readers */
function demandOpen({ settings }: Members): void {
  if (!settings().readerAccounts) throw fault(memberFaults, 'joining-closed');
}

export function visitorIn({ settings }: Members, request: FastifyRequest) {
  return visitorOf(request.raw, settings().proxies);
}

function textsOf({ members }: AccountParts): SignInTexts {
  return signInTexts(members.settings().language);
}
