import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { hasAccess, type Membership } from '#members/membership.js';
import { listMemberships } from '#members/membership.sql.js';
import { getTier } from '#members/tier.sql.js';
import { type AccountParts, draw, readerOf } from './door.ts';
import { payingTexts } from './messages/paying.ts';
import { findOneStory, readOnAddress } from './one-story.io.ts';
import { PaidPage, WaitingPage } from './paying.page.tsx';

const HERE = '/account/paying';
const Query = Type.Object({
  since: Type.Optional(Type.String({ pattern: '^[0-9]{0,15}$' })),
  look: Type.Optional(Type.String({ pattern: '^[0-9]{0,3}$' })),
});
/** A webhook may have been quicker than the checkout's own clock. */
const LEEWAY_MS = 60_000;
/** The page looks again by itself so often, ever more seldom. */
const MOST_LOOKS = 20;

/**
 * Where somebody comes back to from paying. Coming back gives nothing: the page says what the database says, and looks
 * again until the payment is there.
 */
export function payingPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  return async (app) => {
    app.get(HERE, { schema: { querystring: Query } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      const since = Number(request.query.since ?? 0) - LEEWAY_MS;
      const now = members.clock();
      const held = await listMemberships(members.store.db, reader.id);
      const paid = held.find(
        (one) => one.source === 'stripe' && one.changedAt >= since && hasAccess(one, now),
      );
      if (paid) return drawPaid(reply, parts, paid);
      return drawWaiting(reply, parts, {
        since: request.query.since ?? '',
        look: Number(request.query.look ?? 0),
      });
    });
  };
}

function drawWaiting(
  reply: FastifyReply,
  parts: AccountParts,
  { since, look }: { since: string; look: number },
): FastifyReply {
  const t = payingTexts(parts.members.settings().language);
  const again = `${HERE}?since=${since}&look=${look + 1}`;
  const goesOn = look < MOST_LOOKS;
  if (goesOn) reply.header('refresh', `${2 + Math.floor(look / 2)}; url=${again}`);
  const content = WaitingPage({ t, again: `${HERE}?since=${since}` });
  return draw(reply, parts, { title: t.waitTitle, about: goesOn ? t.waitAbout : t.waitLong, content });
}

async function drawPaid(reply: FastifyReply, parts: AccountParts, one: Membership): Promise<FastifyReply> {
  const { members, site } = parts;
  const t = payingTexts(members.settings().language);
  const tier = await getTier(members.store.db, one.tier);
  const found = one.story === null ? undefined : await findOneStory(site.house, one.story, members.clock());
  const story = found ? { href: readOnAddress(site.house, found), label: found.content.headline } : null;
  return draw(reply, parts, {
    title: t.hereTitle,
    about: t.hereAbout(tier.name),
    content: PaidPage({ t, story }),
  });
}
