import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { OfferId, PriceId, TierId } from '#kit/ids.js';
import { announcePrice } from '#members/change-membership.io.js';
import { listOffers, saveOffer } from '#members/offer.sql.js';
import { digitsOf } from '#members/price-words.js';
import { addPrice, endPrice, getTier, listPrices, listTiers, saveTier } from '#members/tier.sql.js';
import { countByPrice, countByTier, listTierUses, removeTier } from '#members/tier-holders.sql.js';
import type { Desk } from './desk.ts';
import { AskedId, IdParams } from './ids-asked.ts';
import { demand, editorOf } from './manners.ts';
import { recorded } from './recorded.sql.ts';
import type {
  AnnouncedReply,
  OfferReply,
  PriceReply,
  TierReply,
  TiersReply,
  TierUsesReply,
} from './shapes/memberships.ts';

const Line = Type.String({ maxLength: 300 });
const TierWish = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 100 }),
  says: Type.String({ maxLength: 1_000 }),
  benefits: Type.Array(Line, { maxItems: 30 }),
  position: Type.Integer({ minimum: 0, maximum: 1_000 }),
  state: Type.Enum(['offered', 'closed', 'retired']),
});
const NewTier = Type.Intersect([
  TierWish,
  Type.Object({ slug: Type.String({ pattern: '^(?!gift$)[a-z][a-z0-9-]{0,39}$' }) }),
]);
const Minor = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });
const PriceWish = Type.Object({
  period: Type.Enum(['month', 'year']),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  amountMinor: Minor,
  taxBp: Type.Integer({ minimum: 0, maximum: 10_000 }),
  trialDays: Type.Integer({ minimum: 0, maximum: 365 }),
  /** Move those who have the price it takes the place of, with notice. */
  moveFrom: Type.Optional(AskedId),
});
const Instant = Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]);
const OfferWish = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 100 }),
  code: Type.Union([Type.String({ maxLength: 40 }), Type.Null()]),
  tier: Type.Union([AskedId, Type.Null()]),
  period: Type.Union([Type.Enum(['month', 'year']), Type.Null()]),
  kind: Type.Enum(['percent', 'amount', 'free-months']),
  amount: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
  currency: Type.Union([Type.String({ pattern: '^[A-Z]{3}$' }), Type.Null()]),
  periods: Type.Union([Type.Integer({ minimum: 1, maximum: 1_200 }), Type.Null()]),
  newcomers: Type.Boolean(),
  usesMost: Type.Union([Type.Integer({ minimum: 1, maximum: 10_000_000 }), Type.Null()]),
  fromAt: Instant,
  untilAt: Instant,
  state: Type.Enum(['running', 'stopped']),
});

/** /desk/api/tiers, …/prices and …/offers: what membership is sold as. */
export function tiersRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.addHook('preHandler', async (request) => demand(editorOf(request), 'members'));
    await api.register(ofTiers(desk));
    await api.register(ofPrices(desk));
    await api.register(ofOffers(desk));
  };
}

function ofTiers(desk: Desk): FastifyPluginAsyncTypebox {
  const { store, clock } = desk;
  return async (api) => {
    api.get('/tiers', async (): Promise<TiersReply> => readTiers(desk));
    api.post(
      '/tiers',
      { schema: { body: NewTier } },
      async (request): Promise<TierReply> =>
        recorded(desk, editorOf(request), async (tx, now) => {
          const made = await saveTier(tx, request.body, now);
          return { made, ...line('tier.made', made.id, { slug: made.slug }) };
        }),
    );
    api.put(
      '/tiers/:id',
      { schema: { params: IdParams, body: TierWish } },
      async (request): Promise<TierReply> =>
        recorded(desk, editorOf(request), async (tx, now) => {
          const id = request.params.id as TierId;
          const { slug } = await getTier(tx, id);
          const made = await saveTier(tx, { ...request.body, id, slug }, now);
          return { made, ...line('tier.changed', id, { state: made.state }) };
        }),
    );
    api.get(
      '/tiers/:id/uses',
      { schema: { params: IdParams } },
      async (request): Promise<TierUsesReply> => listTierUses(store.db, request.params.id as TierId, clock()),
    );
    api.delete(
      '/tiers/:id',
      { schema: { params: IdParams } },
      async (request): Promise<{ removed: true }> =>
        recorded(desk, editorOf(request), async (tx, now) => {
          const id = request.params.id as TierId;
          await removeTier(tx, id, now);
          return { made: { removed: true } as const, ...line('tier.removed', id, {}) };
        }),
    );
  };
}

function ofPrices(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.post(
      '/tiers/:id/prices',
      { schema: { params: IdParams, body: PriceWish } },
      async (request): Promise<PriceReply & AnnouncedReply> => {
        const staff = editorOf(request);
        const { moveFrom, ...wish } = request.body;
        const tier = request.params.id as TierId;
        const price = await recorded(desk, staff, async (tx, now) => {
          await getTier(tx, tier);
          const made = await addPrice(tx, { ...wish, tier }, now);
          return { made, ...line('price.made', made.id, { tier, amountMinor: wish.amountMinor }) };
        });
        if (moveFrom === undefined) return { ...price, told: 0 };
        const move = { from: moveFrom as PriceId, to: price.id, staff: staff.id };
        return { ...price, told: await announcePrice(desk.members, move) };
      },
    );
    api.post(
      '/prices/:id/end',
      { schema: { params: IdParams } },
      async (request): Promise<PriceReply> =>
        recorded(desk, editorOf(request), async (tx, now) => {
          const made = await endPrice(tx, request.params.id as PriceId, now);
          return { made, ...line('price.ended', made.id, {}) };
        }),
    );
    api.post(
      '/prices/:id/move',
      { schema: { params: IdParams, body: Type.Object({ to: AskedId }) } },
      async (request): Promise<AnnouncedReply> => {
        const staff = editorOf(request);
        const [from, to] = [request.params.id as PriceId, request.body.to as PriceId];
        const told = await announcePrice(desk.members, { from, to, staff: staff.id });
        return recorded(desk, staff, async () => ({
          made: { told },
          ...line('price.announced', from, { to, told }),
        }));
      },
    );
  };
}

function ofOffers(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    const save = (request: { body: Static<typeof OfferWish>; id?: OfferId }) => {
      const { tier, ...wish } = request.body;
      const id = request.id === undefined ? {} : { id: request.id };
      return { ...wish, ...id, tier: tier as TierId | null };
    };
    api.post(
      '/offers',
      { schema: { body: OfferWish } },
      async (request): Promise<OfferReply> =>
        recorded(desk, editorOf(request), async (tx, now) => {
          const made = await saveOffer(tx, save({ body: request.body }), now);
          return { made, ...line('offer.made', made.id, { code: made.code }) };
        }),
    );
    api.put(
      '/offers/:id',
      { schema: { params: IdParams, body: OfferWish } },
      async (request): Promise<OfferReply> =>
        recorded(desk, editorOf(request), async (tx, now) => {
          const made = await saveOffer(
            tx,
            save({ body: request.body, id: request.params.id as OfferId }),
            now,
          );
          return { made, ...line('offer.changed', made.id, { code: made.code, state: made.state }) };
        }),
    );
  };
}

async function readTiers({ store, clock, members, settings }: Desk): Promise<TiersReply> {
  const { db } = store;
  const now = clock();
  const [tiers, prices, offers] = [await listTiers(db), await listPrices(db), await listOffers(db)];
  const [byTier, byPrice] = [await countByTier(db, now), await countByPrice(db, now)];
  const { stripe, offline } = members.providers;
  const [sample] = prices;
  return {
    tiers: tiers.map((tier) => ({
      ...tier,
      holders: byTier.get(tier.id) ?? 0,
      prices: prices
        .filter((price) => price.tier === tier.id)
        .map((price) => ({
          ...price,
          holders: byPrice.get(price.id) ?? 0,
          digits: digitsOf(price.currency),
        })),
    })),
    offers,
    sells: {
      stripe: stripe !== undefined && sample !== undefined && stripe.sells(sample),
      offline: sample !== undefined && offline.sells(sample),
    },
    priceNoticeDays: settings().priceNoticeDays,
  };
}

function line(act: string, subject: number, details: Record<string, unknown>) {
  return { act, about: 'tier', subject, details };
}
