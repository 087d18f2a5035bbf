import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { timeRefusal } from '#members/offer.js';
import { findOfferByCode } from '#members/offer.sql.js';
import { listPrices, listTiers } from '#members/tier.sql.js';
import { unlisted } from '../meta.ts';
import { absolute } from '../structured.ts';
import { buyPages, JoinQuery } from './buy.route.ts';
import { type AccountParts, draw } from './door.ts';
import { JoinPage } from './join.page.tsx';
import { type JoinAsked, queryOf, readAsked, viewJoin } from './join-view.ts';
import { joinTexts } from './messages/join.ts';

/** Nothing on it is about the one who reads it, so it may be kept for a moment. */
const KEPT = 'public, max-age=30';

/** /join: what membership brings and costs, the same for everybody; and /join/TIER, where one buys it. */
export function joinPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  return async (app) => {
    app.get('/join', { schema: { querystring: JoinQuery } }, async (request, reply) => {
      const { db } = members.store;
      const { paper } = parts.site.house;
      const { language, withdrawalDays } = paper.settings;
      const t = joinTexts(language);
      const asked = readAsked(request.query);
      const [tiers, prices] = [await listTiers(db), await listPrices(db)];
      const found = asked.offer ? await findOfferByCode(db, asked.offer) : undefined;
      const over = found && timeRefusal(found, members.clock());
      const offer = over ? null : (found ?? null);
      const view = viewJoin({ tiers, prices, offer }, asked, { t, language });
      const offerSaid = offer ? t.offer(offer.name) : over ? t.offerOver : t.offerUnknown;
      const said = asked.offer ? offerSaid : null;
      const about = t.about(paper.settings.name);
      const canonical = absolute(paper, '/join');
      const meta = { ...unlisted(paper, t.title), description: about, canonical };
      const listed = asked.offer || !paper.settings.searchEngines ? meta : { ...meta, robots: 'all' };
      reply.header('cache-control', KEPT);
      const content = JoinPage({ t, view, said, withdrawalDays, ways: waysOf(t, asked) });
      return draw(reply, parts, { title: t.title, about, meta: listed, content });
    });
    await app.register(buyPages(parts));
  };
}

function waysOf(t: ReturnType<typeof joinTexts>, asked: JoinAsked) {
  const next = encodeURIComponent(`/join${queryOf(asked)}`);
  return [
    { href: '/benefits', label: t.benefits },
    { href: '/join/gift', label: t.give },
    { href: '/account/code', label: t.haveCode },
    { href: `/account/sign-in?next=${next}`, label: t.signIn },
  ];
}
