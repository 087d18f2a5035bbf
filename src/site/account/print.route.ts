import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { noteAct } from '#members/acts.sql.js';
import { CodeTries } from '#members/code-tries.js';
import { wordDay } from '#members/money-house.js';
import type { OutsideSubscriber } from '#members/outside.js';
import { listConnected } from '#members/outside.sql.js';
import { type ConnectRefusal, connectOutside } from '#members/outside-connect.sql.js';
import { readTiers } from '#members/outside-take.io.js';
import type { Reader } from '#members/reader.js';
import { type AccountParts, draw, readerOf } from './door.ts';
import { type PrintTexts, printTexts } from './messages/print.ts';
import { type PrintLine, PrintPage } from './print.page.tsx';
import { visitorIn } from './sign-in.route.ts';

const Asked = Type.Object({ number: Type.Optional(Type.String({ maxLength: 60 })) });
const Form = Type.Object({
  number: Type.String({ maxLength: 60 }),
  postcode: Type.String({ maxLength: 40 }),
});
const TOO_MANY = 429;

type Typed = { readonly number: string; readonly postcode: string };

/** /account/print: somebody with the printed paper connects it with their account, once. */
export function printPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  const tries = new CodeTries(parts.members.accounts.tries, 'print');
  return async (app) => {
    app.get('/account/print', { schema: { querystring: Asked } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      const { number = '' } = request.query;
      return drawPrint(reply, parts, { reader, typed: { number, postcode: '' } });
    });
    app.post('/account/print', { schema: { body: Form } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      return connect(parts, { request, reply, reader, typed: request.body, tries });
    });
  };
}

type Asking = {
  request: FastifyRequest;
  reply: FastifyReply;
  reader: Reader;
  typed: Typed;
  tries: CodeTries;
};

async function connect(parts: AccountParts, asking: Asking): Promise<FastifyReply> {
  const { request, reply, reader, typed, tries } = asking;
  const { members } = parts;
  const { t, now } = wordsOf(parts);
  const { from } = visitorIn(members, request);
  const minutes = tries.ask({ account: reader.id, from }, now);
  if (minutes > 0) {
    members.log.warn({ account: reader.id, from }, 'Too many numbers of the printed paper were tried.');
    const problem = t.refused.wait(minutes);
    return drawPrint(reply, parts, { reader, typed, problem, status: TOO_MANY });
  }
  const { db } = members.store;
  const tierOf = await readTiers(db, members.settings().outsideProducts);
  const done = await db
    .transaction()
    .execute((tx) => connectOutside(tx, { account: reader.id, ...typed, tierOf }, now));
  if (done.ok) {
    members.readers.forget(reader.id);
    return reply.redirect('/account/print', 303);
  }
  if (done.refusal.code === 'no-match') {
    if (tries.wrong(now)) members.log.error({ from }, 'Numbers of the printed paper are being guessed.');
    await db
      .transaction()
      .execute((tx) => noteAct(tx, { account: reader.id, act: 'print.wrong', details: {} }, now));
  }
  return drawPrint(reply, parts, { reader, typed, problem: wordRefusal(parts, done.refusal) });
}

type Drawing = { reader: Reader; typed: Typed; problem?: string; status?: number };

async function drawPrint(reply: FastifyReply, parts: AccountParts, drawing: Drawing): Promise<FastifyReply> {
  const { reader, typed, problem, status = problem ? 422 : 200 } = drawing;
  const { members } = parts;
  const { t } = wordsOf(parts);
  const found = await listConnected(members.store.db, reader.id);
  const connected = found.map((one) => lineOf(parts, one));
  const contact = members.settings().membersContact;
  const content = PrintPage({ t, connected, typed, problem, contact });
  const title = connected.length > 0 ? t.connected : t.print;
  const about = connected.length > 0 ? null : t.printAbout;
  const back = { href: '/account', label: t.toAccount };
  return draw(reply, parts, { title, about, back, status, content });
}

function lineOf(parts: AccountParts, one: OutsideSubscriber): PrintLine {
  const { t, now, day } = wordsOf(parts);
  const title = t.line(one.product, one.number);
  const over = one.goneAt !== null || (one.until !== null && one.until <= now.getTime());
  if (over) return { title, stands: t.over };
  return { title, stands: one.until === null ? t.endless : t.until(day(one.until - 1)) };
}

function wordRefusal(parts: AccountParts, refusal: ConnectRefusal): string {
  const { t, day } = wordsOf(parts);
  if (refusal.code === 'ended') return t.refused.ended(day(refusal.at - 1));
  return t.refused[refusal.code];
}

function wordsOf({ members }: AccountParts): { t: PrintTexts; now: Date; day: (at: number) => string } {
  const { language, timeZone } = members.settings();
  const day = (at: number) => wordDay(at, language, timeZone);
  return { t: printTexts(language), now: members.clock(), day };
}
