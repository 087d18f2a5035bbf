import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { BenefitId, MediaId, PartnerId, PlaceId, VoucherId } from '#kit/ids.js';
import { isSizeable, nearestWidth } from '#media/ladder.js';
import { renditionPath } from '#media/media-path.js';
import { findPictures } from '#media/picture.sql.js';
import {
  addBenefit,
  type BenefitWish,
  changeBenefit,
  getBenefit,
  listBenefits,
  orderBenefits,
} from '#members/benefit.sql.js';
import { wordLimits } from '#members/benefit-words.js';
import { listPartners, listPlaces } from '#members/partner.sql.js';
import { countLeft, countStock, settleLow } from '#members/stock.sql.js';
import { listTiers } from '#members/tier.sql.js';
import { countRedeemed, listVouchers } from '#members/vouchers-of.sql.js';
import { takeBackVoucher } from '#members/wallet.sql.js';
import { slugify } from '#stories/address.js';
import type { Desk } from './desk.ts';
import { AskedId, IdParams } from './ids-asked.ts';
import { demand, editorOf } from './manners.ts';
import { recorded } from './recorded.sql.ts';
import type { BenefitRow, BenefitsReply, VouchersReply } from './shapes/benefits.ts';

const Count = Type.Integer({ minimum: 1, maximum: 10_000_000 });
const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);
const Minor = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });
const Instant = Type.Integer({ minimum: 0, maximum: 8_000_000_000_000 });
const Wish = Type.Object({
  partner: AskedId,
  slug: Type.Optional(Type.String({ maxLength: 120 })),
  title: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
  says: Type.String({ maxLength: 1_000 }),
  terms: Type.String({ maxLength: 10_000 }),
  media: orNull(AskedId),
  worthMinor: orNull(Minor),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  kind: Type.Enum(['pool', 'shared', 'own']),
  sharedCode: orNull(Type.String({ maxLength: 200 })),
  link: Type.String({ maxLength: 1_000, pattern: '^(https?://\\S+)?$' }),
  validFrom: orNull(Instant),
  validUntil: orNull(Instant),
  useWithinDays: orNull(Type.Integer({ minimum: 0, maximum: 3_650 })),
  tiers: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 100 }),
  places: Type.Array(AskedId, { maxItems: 1_000 }),
  perMember: Count,
  perMemberDays: orNull(Type.Integer({ minimum: 1, maximum: 3_650 })),
  perDay: orNull(Count),
  perPlaceDay: orNull(Count),
  inAll: orNull(Count),
  settleMinor: Minor,
  lowAt: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  state: Type.Enum(['draft', 'offered', 'ended']),
});
const Order = Type.Object({ order: Type.Array(AskedId, { maxItems: 1_000 }) });
const VouchersAsked = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200 })),
  state: Type.Optional(Type.Enum(['ready', 'used', 'expired', 'void'])),
  after: Type.Optional(AskedId),
});
const LIMIT = 100;

/** /desk/api/benefits: what partners offer to members, and the vouchers that were claimed of it. */
export function benefitsRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  const { store, clock } = desk;
  return async (api) => {
    api.addHook('preHandler', async (request) => demand(editorOf(request), 'benefits'));
    api.get('/benefits', async (): Promise<BenefitsReply> => {
      const tiers = (await listTiers(store.db)).map(({ slug, name }) => ({ slug, name }));
      return { benefits: await rowsOf(desk), tiers, currency: 'EUR' };
    });
    api.post('/benefits', { schema: { body: Wish } }, async (request): Promise<{ id: BenefitId }> => {
      return recorded(desk, editorOf(request), async (tx, now) => {
        const wish = wishOf(request.body);
        const id = await addBenefit(tx, wish, now);
        const details = { title: wish.title, kind: wish.kind };
        return { made: { id }, act: 'benefit.added', about: 'benefit', subject: id, details };
      });
    });
    api.patch(
      '/benefits/:id',
      { schema: { params: IdParams, body: Type.Partial(Wish) } },
      async (request) => {
        const id = request.params.id as BenefitId;
        await recorded(desk, editorOf(request), async (tx, now) => {
          await changeBenefit(tx, id, changeOf(request.body), now);
          await settleLow(tx, await getBenefit(tx, id));
          const details = { fields: Object.keys(request.body) };
          return { made: undefined, act: 'benefit.changed', about: 'benefit', subject: id, details };
        });
        return {};
      },
    );
    api.put('/benefits/order', { schema: { body: Order } }, async (request) => {
      await store.db
        .transaction()
        .execute((tx) => orderBenefits(tx, request.body.order as BenefitId[], clock()));
      return {};
    });
    await api.register(vouchers(desk));
  };
}

function vouchers(desk: Desk): FastifyPluginAsyncTypebox {
  const { store, clock } = desk;
  return async (api) => {
    const schema = { params: IdParams, querystring: VouchersAsked };
    api.get('/benefits/:id/vouchers', { schema }, async (request): Promise<VouchersReply> => {
      const { q: words, ...ask } = request.query;
      const benefit = await getBenefit(store.db, request.params.id as BenefitId);
      const question = { ...ask, words, benefit: benefit.id, limit: LIMIT + 1 };
      const found = await listVouchers(store.slow, question, clock());
      const shown = found.slice(0, LIMIT);
      return { vouchers: shown, after: found.length > LIMIT ? (shown.at(-1)?.id ?? null) : null };
    });
    api.post('/vouchers/:id/void', { schema: { params: IdParams } }, async (request) => {
      const staff = editorOf(request);
      const id = request.params.id as VoucherId;
      await recorded(desk, staff, async (tx, now) => {
        await takeBackVoucher(tx, id, staff.id, now);
        return { made: undefined, act: 'voucher.void', about: 'voucher', subject: id, details: {} };
      });
      return {};
    });
  };
}

async function rowsOf({ store, settings }: Desk): Promise<BenefitRow[]> {
  const { db } = store;
  const benefits = await listBenefits(db);
  const partners = new Map((await listPartners(db)).map(({ id, name }) => [id, name]));
  const places = new Map((await listPlaces(db)).map(({ id, name }) => [id, name]));
  const tiers = new Map((await listTiers(db)).map(({ slug, name }) => [slug, name]));
  const stock = await countStock(store.slow);
  const redeemed = await countRedeemed(store.slow);
  const pictures = await findPictures(
    db,
    benefits.flatMap(({ media }) => media ?? []),
  );
  const { language, timeZone: zone } = settings();
  const rows: BenefitRow[] = [];
  for (const benefit of benefits) {
    const left = await countLeft(db, benefit);
    const wording = {
      ...{ language, zone, tierNames: benefit.tiers.map((slug) => tiers.get(slug) ?? slug) },
      placeNames: benefit.places.flatMap((id) => places.get(id) ?? []),
    };
    const picture = benefit.media === null ? undefined : pictures.get(benefit.media);
    const width = picture && isSizeable(picture) ? nearestWidth(picture, 480) : undefined;
    rows.push({
      ...benefit,
      ...{ partnerName: partners.get(benefit.partner) ?? '', left, limits: wordLimits(benefit, wording) },
      ...{ codes: stock.get(benefit.id)?.codes ?? 0, redeemed: redeemed.get(benefit.id) ?? 0 },
      low: benefit.state === 'offered' && left !== null && left <= benefit.lowAt,
      picture: picture && isSizeable(picture) && width ? renditionPath(picture, width, 'webp') : null,
    });
  }
  return rows;
}

function wishOf({ slug, ...body }: Static<typeof Wish>): BenefitWish {
  const { partner, media, places, title } = body;
  return {
    ...body,
    ...{ partner: partner as PartnerId, media: media as MediaId | null, places: places as PlaceId[] },
    ...{ slug: slugify(slug || title), title: title.trim() },
  };
}

function changeOf({
  slug,
  partner,
  media,
  places,
  ...body
}: Partial<Static<typeof Wish>>): Partial<BenefitWish> {
  return {
    ...body,
    ...(slug && { slug: slugify(slug) }),
    ...(partner !== undefined && { partner: partner as PartnerId }),
    ...(media !== undefined && { media: media as MediaId | null }),
    ...(places !== undefined && { places: places as PlaceId[] }),
  };
}
