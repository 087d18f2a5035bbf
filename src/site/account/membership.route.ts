import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fault } from '#kit/fault.js';
import type { MembershipId } from '#kit/ids.js';
import { dropChange } from '#members/change-membership.io.js';
import { memberFaults } from '#members/faults.js';
import {
  cancelMembership,
  pauseMembership,
  resumeMembership,
  undoCancelMembership,
} from '#members/keep-membership.io.js';
import { cancel, type Membership, withdraw } from '#members/membership.js';
import { findMembership } from '#members/membership.sql.js';
import { rulesOf, wordDay } from '#members/money-house.js';
import { listPayments } from '#members/payment.sql.js';
import { addMonths } from '#members/periods.js';
import { wordAmount } from '#members/price-words.js';
import { providerOf } from '#members/provider.js';
import { withdrawMembership } from '#members/refund.io.js';
import { getTier } from '#members/tier.sql.js';
import { type AccountParts, draw, readerOf } from './door.ts';
import { AskPage, ChoosePage, MembershipPage } from './membership.page.tsx';
import { viewHeld } from './membership-view.io.ts';
import { type MembershipTexts, membershipTexts } from './messages/membership.ts';

const Params = Type.Object({ id: Type.String({ pattern: '^[0-9]{1,15}$' }) });
const Query = Type.Object({
  done: Type.Optional(Type.String({ maxLength: 40 })),
  problem: Type.Optional(Type.String({ maxLength: 60 })),
});
const Pause = Type.Object({ months: Type.Enum(['1', '2', '3', '6']) });
const HERE = '/account/membership';

/** /account/membership: what somebody has, and every act on it. Cancelling and stepping back take two steps. */
export function membershipPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(HERE, { schema: { querystring: Query } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      const t = textsOf(parts);
      const { done, problem } = request.query;
      const said = <Words extends object>(words: Words, key: string | undefined) =>
        key !== undefined && Object.hasOwn(words, key) ? String(words[key as keyof Words]) : null;
      const held = await viewHeld(parts.members, reader, t);
      const content = MembershipPage({
        t,
        held,
        done: said(t.done, done),
        problem: said(t.refused, problem),
      });
      const formHosts = parts.members.providers.stripe?.formHosts?.() ?? [];
      const back = { href: '/account', label: t.account };
      return draw(reply, parts, { title: t.title, back, content, formHosts });
    });
    await app.register(leaving(parts));
    await app.register(pausing(parts));
    await app.register(atOnce(parts));
  };
}

function leaving(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  return async (app) => {
    app.get(`${HERE}/:id/cancel`, { schema: { params: Params } }, async (request, reply) => {
      const { one, t, tier } = await mine(parts, request);
      const { language, timeZone } = members.settings();
      const decided = cancel(one, members.clock());
      if (!decided.ok) return back(reply, decided.refusal.code);
      const { state, accessUntil } = decided.value;
      const day = wordDay(accessUntil ?? 0, language, timeZone);
      const says = state === 'ended' ? t.cancelNow(tier.name) : t.cancelSays(tier.name, day);
      const content = AskPage({
        ...{ says: [says], action: `${HERE}/${one.id}/cancel`, button: t.cancelButton, stay: t.stay },
        instead: state === 'ended' ? null : { href: `${HERE}/${one.id}/pause`, label: t.cancelPause },
      });
      return draw(reply, parts, { title: t.cancelTitle, back: { href: HERE, label: t.title }, content });
    });
    app.post(`${HERE}/:id/cancel`, { schema: { params: Params } }, async (request, reply) => {
      const { one } = await mine(parts, request);
      const done = await cancelMembership(members, { id: one.id, staff: null });
      if (!done.ok) return back(reply, done.refusal.code);
      return reply.redirect(`${HERE}?done=${done.value.state === 'ended' ? 'ended' : 'cancelled'}`, 303);
    });
    app.get(`${HERE}/:id/withdraw`, { schema: { params: Params } }, async (request, reply) => {
      const { one, t, tier } = await mine(parts, request);
      const decided = withdraw(one, rulesOf(members.settings()), members.clock());
      if (!decided.ok) return back(reply, decided.refusal.code);
      const says = [t.withdrawSays(tier.name), await backSum(parts, one, t)];
      const action = `${HERE}/${one.id}/withdraw`;
      const content = AskPage({ says, action, button: t.withdrawButton, stay: t.stay });
      return draw(reply, parts, { title: t.withdrawTitle, back: { href: HERE, label: t.title }, content });
    });
    app.post(`${HERE}/:id/withdraw`, { schema: { params: Params } }, async (request, reply) => {
      const { one } = await mine(parts, request);
      const done = await withdrawMembership(members, { id: one.id, staff: null });
      return done.ok ? reply.redirect(`${HERE}?done=withdrawn`, 303) : back(reply, done.refusal.code);
    });
  };
}

function pausing(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  const untilOf = (months: number) => {
    const { timeZone } = members.settings();
    return addMonths(timeZone, members.clock().getTime(), months);
  };
  return async (app) => {
    app.get(`${HERE}/:id/pause`, { schema: { params: Params } }, async (request, reply) => {
      const { one, t } = await mine(parts, request);
      const { language, timeZone } = members.settings();
      const choices = [1, 2, 3, 6].map((count) => ({
        value: String(count),
        label: t.months(count, wordDay(untilOf(count), language, timeZone)),
      }));
      const content = ChoosePage({
        ...{ says: [t.pauseSays], action: `${HERE}/${one.id}/pause`, name: 'months', legend: t.pauseFor },
        ...{ choices, button: t.pauseButton, stay: t.stay },
      });
      return draw(reply, parts, { title: t.pauseTitle, back: { href: HERE, label: t.title }, content });
    });
    app.post(`${HERE}/:id/pause`, { schema: { params: Params, body: Pause } }, async (request, reply) => {
      const { one } = await mine(parts, request);
      const until = untilOf(Number(request.body.months));
      const done = await pauseMembership(members, { id: one.id, staff: null, until });
      return done.ok ? reply.redirect(`${HERE}?done=paused`, 303) : back(reply, done.refusal.code);
    });
  };
}

/** What is done at once, since it can be undone as easily. */
function atOnce(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  const acts = [
    ['undo-cancel', 'back', undoCancelMembership],
    ['resume', 'resumed', resumeMembership],
    ['drop-change', 'kept', dropChange],
  ] as const;
  return async (app) => {
    for (const [path, said, act] of acts) {
      app.post(`${HERE}/:id/${path}`, { schema: { params: Params } }, async (request, reply) => {
        const { one } = await mine(parts, request);
        const done = await act(members, { id: one.id, staff: null });
        return done.ok ? reply.redirect(`${HERE}?done=${said}`, 303) : back(reply, done.refusal.code);
      });
    }
    app.post(`${HERE}/:id/portal`, { schema: { params: Params } }, async (request, reply) => {
      const { one } = await mine(parts, request);
      const provider = providerOf(members.providers, one);
      const to = await provider?.portal(one, members.address() + HERE);
      return reply.redirect(to ?? `${HERE}?done=portal-none`, 303);
    });
  };
}

export type Mine = {
  readonly one: Membership;
  readonly t: MembershipTexts;
  readonly tier: Awaited<ReturnType<typeof getTier>>;
};

/** The membership in the address. throws  membership-unknown, also where it is somebody else's */
export async function mine(parts: AccountParts, request: FastifyRequest): Promise<Mine> {
  const reader = await readerOf(parts, request);
  const id = Number((request.params as { id: string }).id) as MembershipId;
  const one = await findMembership(parts.members.store.db, id);
  if (one?.account !== reader.id) throw fault(memberFaults, 'membership-unknown', { membership: id });
  return { one, t: textsOf(parts), tier: await getTier(parts.members.store.db, one.tier) };
}

/** Back to what one has, with why it was not done. */
export function back(reply: FastifyReply, problem: string): FastifyReply {
  return reply.redirect(`${HERE}?problem=${encodeURIComponent(problem)}`, 303);
}

function textsOf({ members }: AccountParts): MembershipTexts {
  return membershipTexts(members.settings().language);
}

async function backSum({ members }: AccountParts, one: Membership, t: MembershipTexts): Promise<string> {
  const paid = (await listPayments(members.store.db, { membership: one.id })).filter(
    ({ state }) => state === 'paid',
  );
  const [first] = paid;
  const sum = paid.reduce((total, { amountMinor, refundedMinor }) => total + amountMinor - refundedMinor, 0);
  if (!first || sum === 0) return t.withdrawNothing;
  return t.withdrawSum(wordAmount(sum, first.currency, members.settings().language));
}
