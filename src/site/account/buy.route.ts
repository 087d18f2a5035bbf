import { type FastifyPluginAsyncTypebox, type Static, Type } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { fault, isFault } from '#kit/fault.js';
import type { StoryId } from '#kit/ids.js';
import { memberFaults } from '#members/faults.js';
import { listMemberships } from '#members/membership.sql.js';
import { admit, type Offer } from '#members/offer.js';
import { findOfferByCode, hadOffer, heldBefore } from '#members/offer.sql.js';
import { sellerOf } from '#members/provider.js';
import { quote } from '#members/purchase.js';
import type { Reader } from '#members/reader.js';
import { addReader } from '#members/readers.sql.js';
import type { Price, Tier } from '#members/tier.js';
import { findTierBySlug, listPrices, listTiers } from '#members/tier.sql.js';
import { BuyPage } from './buy.page.tsx';
import { type Bought, factsOf, noticeOf, payingOf } from './buy-view.ts';
import { type AccountParts, draw, readerOf } from './door.ts';
import { type JoinAsked, queryOf, readAsked, usualCurrency } from './join-view.ts';
import { joinTexts, offerRefusal } from './messages/join.ts';

/** What the pages that sell membership are asked with. */
export const JoinQuery = Type.Record(Type.String(), Type.Unknown());

const TierParams = Type.Object({ tier: Type.String({ maxLength: 60 }) });
const BuyForm = Type.Object({
  price: Type.String({ pattern: '^[0-9]{1,15}$' }),
  offer: Type.Optional(Type.String({ maxLength: 60 })),
  from: Type.Optional(Type.String({ pattern: '^[0-9]{0,15}$' })),
  also: Type.Optional(Type.String({ maxLength: 10 })),
  order: Type.Optional(Type.String({ maxLength: 60 })),
});

type Problem = { readonly says: string | null; readonly alsoMissing: boolean };

/** /join/TIER: what one is about to buy; a POST buys it. It needs an account, which is made on the way. */
export function buyPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/join/:tier',
      { schema: { params: TierParams, querystring: JoinQuery } },
      async (request, reply) => {
        const asked = readAsked(request.query);
        const { tier, price } = await findWare(parts, request.params.tier, asked);
        const reader = await readerOf(parts, request);
        const bought = await look(parts, reader, { tier, price, asked });
        return drawBuy(reply, parts, reader, bought, { says: null, alsoMissing: false });
      },
    );
    app.post('/join/:tier', { schema: { params: TierParams, body: BuyForm } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      return buy(reply, parts, reader, { slug: request.params.tier, form: request.body });
    });
  };
}

async function buy(
  reply: FastifyReply,
  parts: AccountParts,
  reader: Reader,
  { slug, form }: { slug: string; form: Static<typeof BuyForm> },
): Promise<FastifyReply> {
  const { members } = parts;
  const t = joinTexts(members.settings().language);
  const { db } = members.store;
  const shown = (await listPrices(db)).find(({ id }) => id === Number(form.price));
  const asked = { period: shown?.period, currency: shown?.currency, offer: form.offer, from: form.from };
  const { tier, price } = await findWare(parts, slug, asked);
  const bought = await look(parts, reader, { tier, price, asked });
  const again = (says: string | null, alsoMissing = false) =>
    drawBuy(reply.code(409), parts, reader, bought, { says, alsoMissing });
  if (price.id !== Number(form.price)) return again(t.priceGone);
  if (bought.problem) return again(null);
  const notice = noticeOf(t, bought, members);
  if (notice?.is === 'refuses') return again(null);
  if (notice?.is === 'asks' && form.also !== 'yes') return again(null, true);
  const seller = sellerOf(members.providers, price);
  if (!seller) return again(t.notSold);
  const story = form.from ? (Number(form.from) as StoryId) : null;
  const now = members.clock();
  await db.transaction().execute((tx) => addReader(tx, { account: reader.id, cameBy: 'joined', story }, now));
  try {
    const { to } = await seller.checkout(
      { ...checkoutWish(parts, reader, bought, story), orderNumber: form.order?.trim() || null },
      now,
    );
    return reply.redirect(to, 303);
  } catch (error) {
    if (isFault(error, 'offer-used-up'))
      return again(offerRefusal('offer-used-up', members.settings().language));
    if (isFault(error, 'membership-held-already')) return again(error.message);
    throw error;
  }
}

function checkoutWish({ members }: AccountParts, reader: Reader, bought: Bought, story: StoryId | null) {
  const { tier, price, offer, asked, cost } = bought;
  const { id: account, email, name, language } = reader;
  const address = members.address();
  const given = `${address}/join/${tier.slug}${queryOf(asked)}`;
  return {
    payer: { account, email, name, language: language || members.settings().language },
    ...{ tier, price, offer, story, trialUntil: cost.trialUntil },
    back: { done: `${address}/account/membership?done=joined`, given },
  };
}

/** throws  tier-unknown where it is not sold */
async function findWare(
  { members }: AccountParts,
  slug: string,
  asked: JoinAsked,
): Promise<{ tier: Tier; price: Price }> {
  const { db } = members.store;
  const tier = await findTierBySlug(db, slug);
  const prices = tier ? await listPrices(db, tier.id) : [];
  const sold = prices.filter(({ state }) => state === 'offered');
  const wanted = sold.some(({ currency }) => currency === asked.currency)
    ? asked.currency
    : usualCurrency(sold);
  const here = sold.filter(({ currency }) => currency === wanted);
  const price = here.find(({ period }) => period === (asked.period ?? 'month')) ?? here[0];
  if (tier?.state !== 'offered' || !price) throw fault(memberFaults, 'tier-unknown', { tier: slug });
  return { tier, price };
}

/** Everything that the page says, as it stands now. */
async function look(
  { members }: AccountParts,
  reader: Reader,
  { tier, price, asked }: { tier: Tier; price: Price; asked: JoinAsked },
): Promise<Bought> {
  const { store, clock, settings } = members;
  const { language, timeZone } = settings();
  const now = clock();
  const newcomer = !(await heldBefore(store.db, reader.id));
  const found = asked.offer ? await findOfferByCode(store.db, asked.offer) : undefined;
  const had = found && (await hadOffer(store.db, { account: reader.id, offer: found.id }));
  const admitted = found && admit(found, { price, newcomer, had }, now);
  const offer: Offer | null = admitted?.ok ? admitted.value : null;
  const why = admitted && !admitted.ok ? admitted.refusal.code : 'offer-unknown';
  const problem = asked.offer && !offer ? offerRefusal(why, language) : null;
  return {
    ...{ tier, price, offer, problem, now },
    asked: { ...asked, period: price.period, currency: price.currency },
    cost: quote({ price, offer, newcomer }, timeZone, now),
    held: await listMemberships(store.db, reader.id),
    tiers: await listTiers(store.db),
  };
}

function drawBuy(
  reply: FastifyReply,
  parts: AccountParts,
  reader: Reader,
  bought: Bought,
  { says, alsoMissing }: Problem,
): FastifyReply {
  const { members } = parts;
  const settings = members.settings();
  const t = joinTexts(settings.language);
  const { tier, price, offer, asked, problem } = bought;
  const seller = sellerOf(members.providers, price);
  const carried = { period: price.period, currency: price.currency, from: asked.from ?? '' };
  const content = BuyPage({
    ...{ t, alsoMissing, carried },
    action: `/join/${tier.slug}`,
    here: `/join/${tier.slug}`,
    facts: factsOf(t, bought, settings, seller?.name === 'offline'),
    paying: payingOf(t, { seller: seller?.name, trial: bought.cost.trialUntil !== null, settings }),
    right: settings.withdrawalDays > 0 ? t.right(settings.withdrawalDays) : null,
    asWhom: t.asWhom(reader.email),
    notice: noticeOf(t, bought, members),
    problem: says ?? (seller ? null : t.notSold),
    code: { value: asked.offer ?? '', problem },
    orders: seller?.name === 'offline',
    fields: { price: String(price.id), offer: offer?.code ?? '', from: asked.from ?? '' },
  });
  return draw(reply, parts, {
    title: t.buy(tier.name),
    about: t.buyAbout,
    back: { href: `/join${queryOf(asked)}`, label: t.back },
    content,
    status: reply.statusCode,
    formHosts: seller?.formHosts?.() ?? [],
  });
}
