import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { findAccount } from '#accounts/account.sql.js';
import { noteAct } from '#members/acts.sql.js';
import { settlePaidCode } from '#members/bought.sql.js';
import { readTyped } from '#members/code.js';
import { findCode, findLatestUse } from '#members/code.sql.js';
import type { CodeAnswer } from '#members/code-answer.js';
import { CodeTries } from '#members/code-tries.js';
import { lookUpCode } from '#members/look-up-code.sql.js';
import { findMembership } from '#members/membership.sql.js';
import { rulesOf, wordDay } from '#members/money-house.js';
import type { Reader } from '#members/reader.js';
import { redeemCode } from '#members/redeem-code.sql.js';
import { findTier } from '#members/tier.sql.js';
import { CodeAnswerPage, CodeDone, CodeEntry } from './code.page.tsx';
import { type CodeWording, wordCode, wordRefusal, wordUnknown } from './code-words.ts';
import { type AccountParts, draw, readerOf } from './door.ts';
import { codeTexts } from './messages/codes.ts';
import { visitorIn } from './sign-in.route.ts';

const Asked = Type.Object({ code: Type.Optional(Type.String({ maxLength: 2_000 })) });
const Form = Type.Object({ code: Type.String({ maxLength: 2_000 }) });
const TOO_MANY = 429;

/** /account/code: one field that knows every kind of code, and says what each will do before it does it. */
export function codePages(parts: AccountParts): FastifyPluginAsyncTypebox {
  const tries = new CodeTries(parts.members.accounts.tries, 'code');
  return async (app) => {
    app.get('/account/code', { schema: { querystring: Asked } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      const { code = '' } = request.query;
      return code === ''
        ? drawEntry(reply, parts, {})
        : answer(parts, { request, reply, reader, code, tries });
    });
    app.post('/account/code', { schema: { body: Form } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      return answer(parts, { request, reply, reader, code: request.body.code, tries });
    });
    app.post('/account/code/redeem', { schema: { body: Form } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      return redeem(parts, { request, reply, reader, code: request.body.code, tries });
    });
    app.get('/account/code/done', async (request, reply) => {
      const reader = await readerOf(parts, request);
      return drawDone(reply, parts, reader);
    });
  };
}

type Asking = {
  request: FastifyRequest;
  reply: FastifyReply;
  reader: Reader;
  code: string;
  tries: CodeTries;
};

async function answer(parts: AccountParts, asking: Asking): Promise<FastifyReply> {
  const { reply, reader, code } = asking;
  const { members } = parts;
  const wording = wordingOf(parts);
  const wait = waitFor(parts, asking);
  if (wait) return wait;
  const { db } = members.store;
  await settleTyped(parts, code);
  const found = await lookUpCode(db, { typed: code, account: reader.id, zone: wording.zone }, wording.now);
  if (found.is === 'unknown') await noteWrong(parts, asking);
  const sheet = wordCode(found, await giverOf(parts, found), wording);
  if (!sheet) return drawEntry(reply, parts, { typed: code, problem: wordUnknown(found, wording.t) });
  // The word of an invitation goes on as it was typed: only its hash is kept.
  const post = invitationForm(found, code, wording) ?? sheet.post;
  const shown = { ...sheet, ...(sheet.problem === undefined && post && { post }) };
  const contact = members.settings().membersContact;
  const content = CodeAnswerPage({ t: wording.t, sheet: shown, contact });
  return draw(reply, parts, { title: sheet.title, back: backOf(wording), content });
}

async function redeem(parts: AccountParts, asking: Asking): Promise<FastifyReply> {
  const { reply, reader, code } = asking;
  const { members } = parts;
  const wording = wordingOf(parts);
  const wait = waitFor(parts, asking);
  if (wait) return wait;
  const { db } = members.store;
  const typed = readTyped(code);
  const found = 'read' in typed ? await findCode(db, [typed.read, typed.plain]) : undefined;
  if (!found) {
    await noteWrong(parts, asking);
    return drawEntry(reply, parts, { typed: code, problem: wording.t.refused.unknown });
  }
  const wish = { code: found.id, account: reader.id, rules: rulesOf(members.settings()) };
  const done = await db.transaction().execute((tx) => redeemCode(tx, wish, wording.now));
  if (!done.ok) {
    return drawEntry(reply, parts, { typed: code, problem: wordRefusal(done.refusal, wording) });
  }
  members.readers.forget(reader.id);
  return reply.redirect('/account/code/done', 303);
}

/** The page to answer with where somebody has tried too often. */
function waitFor(
  parts: AccountParts,
  { request, reply, reader, tries, code }: Asking,
): FastifyReply | undefined {
  const { from } = visitorIn(parts.members, request);
  const { t, now } = wordingOf(parts);
  const minutes = tries.ask({ account: reader.id, from }, now);
  if (minutes === 0) return undefined;
  parts.members.log.warn({ account: reader.id, from }, 'Too many codes were tried.');
  return drawEntry(reply, parts, { typed: code, problem: t.refused.wait(minutes), status: TOO_MANY });
}

/** What was typed is not written down: a slip of the finger is nearly somebody's code. */
async function noteWrong({ members }: AccountParts, { request, reader, tries }: Asking): Promise<void> {
  const now = members.clock();
  const { from } = visitorIn(members, request);
  if (tries.wrong(now))
    members.log.error({ from }, 'Codes are being guessed: every reader has fewer tries now.');
  const act = { account: reader.id, act: 'code.wrong', details: {} };
  await members.store.db.transaction().execute((tx) => noteAct(tx, act, now));
}

/** A code whose money came a moment ago is good now, whether or not anybody has looked since. */
async function settleTyped({ members }: AccountParts, code: string): Promise<void> {
  const typed = readTyped(code);
  if (!('read' in typed)) return;
  const found = await findCode(members.store.db, [typed.read, typed.plain]);
  if (found?.payment) await settlePaidCode(members, found.payment, members.clock());
}

async function giverOf({ members }: AccountParts, found: CodeAnswer): Promise<string> {
  if (found.is !== 'code' || found.code.boughtBy === null) return '';
  return (await findAccount(members.store.db, found.code.boughtBy))?.name ?? '';
}

function invitationForm(found: CodeAnswer, typed: string, { t }: CodeWording) {
  const read = readTyped(typed);
  if (found.is !== 'invitation' || !('read' in read)) return undefined;
  return { action: `/account/group/invitation/${read.read}`, says: t.take, code: read.read };
}

type Entry = { typed?: string; problem?: string | undefined; status?: number };

function drawEntry(reply: FastifyReply, parts: AccountParts, { status, ...entry }: Entry): FastifyReply {
  const { t } = wordingOf(parts);
  const contact = parts.members.settings().membersContact;
  const content = CodeEntry({ t, contact, ...entry });
  const sheet = { title: t.code, about: t.codeAbout, back: backOf({ t }), content };
  return draw(reply, parts, { ...sheet, status: status ?? (entry.problem ? 422 : 200) });
}

/** What the newest code of this reader has led to. */
async function drawDone(reply: FastifyReply, parts: AccountParts, reader: Reader): Promise<FastifyReply> {
  const { db } = parts.members.store;
  const { t, language, zone } = wordingOf(parts);
  const used = await findLatestUse(db, reader.id);
  if (!used) return reply.redirect('/account/code', 303);
  const one = await findMembership(db, used);
  const tier = one && (await findTier(db, one.tier));
  const until = one?.accessUntil ? wordDay(one.paidUntil ?? one.accessUntil, language, zone) : '';
  const about = tier && until ? t.doneAbout(tier.name, until) : null;
  return draw(reply, parts, { title: t.done, about, back: backOf({ t }), content: CodeDone({ t }) });
}

function backOf({ t }: Pick<CodeWording, 't'>) {
  return { href: '/account', label: t.toAccount };
}

function wordingOf({ members }: AccountParts): CodeWording {
  const { language, timeZone: zone } = members.settings();
  return { t: codeTexts(language), language, zone, now: members.clock() };
}
