import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { dayAfter } from '#members/benefit.js';
import { shutOut } from '#members/counter.sql.js';
import { listEntries } from '#members/counter-list.sql.js';
import { look, lookTyped, redeem, undo } from '#members/redemption.sql.js';
import { newToken } from '#members/voucher-words.io.js';
import { CounterHome, ListPage, NoPage } from './counter.page.tsx';
import { listDays } from './counter-days.ts';
import { letInPages } from './counter-let-in.route.ts';
import { CounterPages } from './counter-pages.io.ts';
import type { AccountParts } from './door.ts';
import { readWallClock, wallClock } from './wall-clock.ts';

const LISTED_DAYS = 7;

const Token = Type.Object({ token: Type.String({ maxLength: 64 }) });
const Id = Type.Object({ id: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) });
const short = Type.String({ maxLength: 200 });
const once = Type.String({ minLength: 8, maxLength: 64 });
const LookForm = Type.Object({ words: short });
const RedeemForm = Type.Object({ token: short, once });
const LateForm = Type.Object({ words: short, day: short, time: short, once });

type Family = (at: CounterPages, parts: AccountParts) => FastifyPluginAsyncTypebox;

/**
 * /counter: where a place redeems vouchers, on a device that was let in. A GET redeems nothing: it tells, and a button
 * redeems.
 */
export function counterPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  const at = new CounterPages(parts);
  return async (app) => {
    await app.register(letInPages(at, parts));
    await app.register(voucherPage(at, parts));
    await app.register(async (inside) => {
      inside.addHook('preHandler', (request, reply) => at.demand(request, reply));
      for (const family of [homePages, redeemPages, latePages]) await inside.register(family(at, parts));
    });
  };
}

const homePages: Family = (at, parts) => async (app) => {
  app.get('/counter', async (request, reply) => {
    const counter = at.counterOf(request);
    const { t } = at.voiceOf(counter);
    const done = (request.query as { undone?: string }).undone === '1' ? t.undone : '';
    return at.draw(reply, counter, { title: t.counter, content: CounterHome({ t, done }) });
  });
  app.post('/counter/look', { schema: { body: LookForm } }, async (request, reply) => {
    const counter = at.counterOf(request);
    const now = parts.members.clock();
    const found = await at.inOne((tx) =>
      lookTyped(tx, counter, request.body.words, { ...at.rules, at: now }, now),
    );
    if ('voucher' in found && found.voucher.token)
      return reply.redirect(`/counter/v/${found.voucher.token}`, 303);
    const { t } = at.voiceOf(counter);
    if (found.is !== 'unknown') return at.drawNo(reply, counter, found);
    const content = CounterHome({ t, typed: request.body.words, problem: t.unknownAbout });
    return at.draw(reply, counter, { title: t.unknown, content, status: 404 });
  });
  app.get('/counter/list', async (request, reply) => {
    const counter = at.counterOf(request);
    const now = parts.members.clock();
    const { t, wording } = at.voiceOf(counter);
    const listed = await listEntries(at.db, counter, dayAfter(at.rules.zone, now, 1 - LISTED_DAYS));
    const content = ListPage({
      t,
      days: listDays(listed, t, { ...wording, now: now.getTime() }),
      device: counter.device.name,
    });
    return at.draw(reply, counter, { title: t.list, content });
  });
  app.post('/counter/leave', async (request, reply) => {
    const counter = at.counterOf(request);
    await at.inOne((tx) => shutOut(tx, counter.device.id, parts.members.clock()));
    reply.header('set-cookie', at.cookie(''));
    return at.tell(reply, 'left', 'leaveAbout', 200);
  });
};

/** What the QR code of a voucher leads to: for its holder too, who learns nothing here. */
const voucherPage: Family = (at, parts) => async (app) => {
  app.get('/counter/v/:token', { schema: { params: Token } }, async (request, reply) => {
    const counter = await at.findCounter(request);
    if (!counter) return at.tell(reply, 'holder', 'holderAbout', 200);
    const found = await look(at.db, counter, request.params, at.rules, parts.members.clock());
    return found.is === 'valid' ? at.drawValid(reply, counter, found) : at.drawNo(reply, counter, found);
  });
};

const redeemPages: Family = (at, parts) => async (app) => {
  app.post('/counter/redeem', { schema: { body: RedeemForm } }, async (request, reply) => {
    const counter = at.counterOf(request);
    const { token, once } = request.body;
    const now = parts.members.clock();
    const entry = { at: now, late: false, once };
    const outcome = await at.inOne((tx) => redeem(tx, counter, { token }, entry, { rules: at.rules, now }));
    return outcome.ok
      ? reply.redirect(`/counter/r/${outcome.value.redemption.id}`, 303)
      : at.drawNo(reply, counter, outcome.refusal);
  });
  app.get('/counter/r/:id', { schema: { params: Id } }, async (request, reply) => {
    const counter = at.counterOf(request);
    return at.drawEntered(reply, counter, Number(request.params.id));
  });
  app.post('/counter/undo', { schema: { body: Id } }, async (request, reply) => {
    const counter = at.counterOf(request);
    const id = Number(request.body.id);
    const now = parts.members.clock();
    if (await at.inOne((tx) => undo(tx, counter, id, at.rules.zone, now)))
      return reply.redirect('/counter?undone=1', 303);
    const { t } = at.voiceOf(counter);
    const content = NoPage({ t, word: t.used, lines: [t.notUndone] });
    return at.draw(reply, counter, { title: t.used, content, status: 409 });
  });
};

/** What was noted on paper while the line was down. */
const latePages: Family = (at, parts) => async (app) => {
  app.get('/counter/late', async (request, reply) => {
    const counter = at.counterOf(request);
    const typed = { words: '', ...wallClock(at.rules.zone, parts.members.clock()) };
    return at.drawLate(reply, counter, { typed, once: newToken(), problem: '' });
  });
  app.post('/counter/late', { schema: { body: LateForm } }, async (request, reply) => {
    const counter = at.counterOf(request);
    const { once, ...typed } = request.body;
    const { t } = at.voiceOf(counter);
    const given = readWallClock(at.rules.zone, typed);
    if (!given) return at.drawLate(reply, counter, { typed, once, problem: t.badTime });
    const now = parts.members.clock();
    const entry = { at: given, late: true, once };
    const asked = { words: typed.words };
    const outcome = await at.inOne((tx) => redeem(tx, counter, asked, entry, { rules: at.rules, now }));
    if (outcome.ok) return reply.redirect(`/counter/r/${outcome.value.redemption.id}`, 303);
    const { is } = outcome.refusal;
    if (is !== 'unknown' && is !== 'bad-time') return at.drawNo(reply, counter, outcome.refusal);
    const problem = is === 'unknown' ? t.unknownAbout : t.badTime;
    return at.drawLate(reply, counter, { typed, once, problem });
  });
};
