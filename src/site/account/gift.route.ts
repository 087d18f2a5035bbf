import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fault } from '#kit/fault.js';
import { dayIn, startOfDay } from '#kit/zone.js';
import { isAddress } from '#members/addresses.js';
import { printCode } from '#members/code.js';
import { memberFaults } from '#members/faults.js';
import { type Gift, type GiftChoice, type GiftWish, giftChoices, standingOfGift } from '#members/gift.js';
import { dropOrder, findBoughtGift, invoiceGift, listGifts, orderGift } from '#members/gift.sql.js';
import { wordGift } from '#members/gift-letter.js';
import { tidyName } from '#members/join-wish.js';
import { wordDay } from '#members/money-house.js';
import type { Payment } from '#members/payment.js';
import { addMonths } from '#members/periods.js';
import { wordAmount } from '#members/price-words.js';
import type { OnceWish } from '#members/provider.js';
import { drawQr } from '#members/qr.js';
import type { Reader } from '#members/reader.js';
import { listPrices, listTiers } from '#members/tier.sql.js';
import { type AccountParts, draw, findReader, readerOf, signInAddress } from './door.ts';
import {
  GiftCard,
  type GiftLine,
  GiftsPage,
  type GiftTyped,
  GivePage,
  type GiveProps,
} from './gift.page.tsx';
import { type GiftTexts, giftTexts } from './messages/gifts.ts';

const Short = Type.Optional(Type.String({ maxLength: 300 }));
const Form = Type.Object({
  ...{
    choice: Short,
    name: Short,
    way: Short,
    email: Type.Optional(Type.String({ maxLength: 320 })),
    day: Short,
  },
  words: Type.Optional(Type.String({ maxLength: 5_000 })),
});
const Id = Type.Object({ id: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) });
const Done = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) });
/** In the morning, by the clocks of the paper. */
const SENDING_HOUR_MS = 7 * 3_600_000;
const LONGEST_WORDS = 600;

/** /join/gift and /account/gifts: a membership for somebody else. */
export function giftPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(givingPages(parts));
    await app.register(givenPages(parts));
  };
}

const nothing: GiftTyped = { choice: '', name: '', words: '', way: '', email: '', day: '' };

function givingPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  return async (app) => {
    app.get('/join/gift', async (request, reply) => {
      const reader = await findReader(parts, request);
      return drawGiving(reply, parts, { reader, typed: nothing });
    });
    app.post('/join/gift', { schema: { body: Form } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      const typed = { ...nothing, ...request.body };
      const read = await readWish(parts, reader, typed);
      if ('at' in read) return drawGiving(reply, parts, { reader, typed, problem: read });
      const now = members.clock();
      const { db } = members.store;
      const seller = cardSeller(parts);
      const by = seller ? 'stripe' : 'offline';
      const { payment } = await db.transaction().execute(async (tx) => {
        const order = await orderGift(tx, members, { wish: read, by }, now);
        if (!seller) await invoiceGift(tx, members, order, now);
        return order;
      });
      if (!seller) return reply.redirect('/account/gifts?done=ordered', 303);
      try {
        const { to } = await seller.payOnce(onceWish(parts, reader, payment));
        return reply.redirect(to, 303);
      } catch (error) {
        // Where the page of payment does not answer, nothing was ordered.
        await db.transaction().execute((tx) => dropOrder(tx, payment, now));
        throw error;
      }
    });
  };
}

/** Who takes cards, where somebody does; otherwise a gift is paid by invoice. */
function cardSeller({ members }: AccountParts) {
  const { stripe } = members.providers;
  if (!stripe?.payOnce || !members.settings().stripeKey) return undefined;
  return { payOnce: stripe.payOnce, formHosts: stripe.formHosts?.() ?? [] };
}

function onceWish({ members }: AccountParts, reader: Reader, payment: Payment): OnceWish {
  const { id: account, email, name, language } = reader;
  const address = members.address();
  const back = { done: `${address}/account/gifts?done=paid`, given: `${address}/join/gift` };
  return { payer: { account, email, name, language }, payment, back };
}

type Giving = { reader: Reader | undefined; typed: GiftTyped; problem?: GiveProps['problem'] };

async function drawGiving(reply: FastifyReply, parts: AccountParts, giving: Giving): Promise<FastifyReply> {
  const { reader, typed, problem } = giving;
  const { t, language, zone, now } = wordsOf(parts);
  const choices = (await choicesOf(parts)).map((choice) => {
    const gift = wordGift(choice.months, choice.tier.name, language);
    const sum = wordAmount(choice.amountMinor, choice.currency, language);
    return { value: choiceValue(choice), says: t.choice(capital(gift), sum) };
  });
  const first = dayIn(zone, now);
  const last = dayIn(zone, new Date(addMonths(zone, now.getTime(), 12)));
  const signIn = reader ? undefined : signInAddress('/join/gift');
  const seller = cardSeller(parts);
  const content = GivePage({
    ...{
      t,
      choices,
      typed,
      problem,
      signIn,
      follows: seller ? t.orderAboutCard : t.orderAbout,
      days: { first, last },
    },
  });
  const title = t.give(parts.members.settings().name);
  const formHosts = seller?.formHosts ?? [];
  return draw(reply, parts, { title, about: t.giveAbout, status: problem ? 422 : 200, content, formHosts });
}

/** What was typed as a wish, or at which field it is wrong. */
async function readWish(
  parts: AccountParts,
  reader: Reader,
  typed: GiftTyped,
): Promise<GiftWish | NonNullable<GiveProps['problem']>> {
  const { t, zone, now } = wordsOf(parts);
  const choice = (await choicesOf(parts)).find((one) => choiceValue(one) === typed.choice);
  if (!choice) return { at: 'choice', says: t.refused.choice };
  const common = {
    ...{ choice, buyer: reader.id, forName: tidyName(typed.name) },
    words: typed.words
      .trim()
      .replace(/\p{Cc}+/gu, ' ')
      .slice(0, LONGEST_WORDS),
  };
  if (typed.way !== 'letter') return { ...common, forEmail: null, sendAt: null };
  const email = typed.email.trim().toLowerCase();
  if (!isAddress(email)) return { at: 'email', says: t.refused.email };
  if (typed.day === '') return { ...common, forEmail: email, sendAt: null };
  const sendAt = sendingTime(typed.day, zone);
  const latest = addMonths(zone, now.getTime(), 12) + SENDING_HOUR_MS;
  const isPast = sendAt !== undefined && typed.day < dayIn(zone, now);
  if (sendAt === undefined || isPast || sendAt > latest) return { at: 'day', says: t.refused.day };
  return { ...common, forEmail: email, sendAt };
}

function sendingTime(day: string, zone: string): number | undefined {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (!year || !month || !date) return undefined;
  const begins = startOfDay(zone, Number(year), Number(month), Number(date));
  return dayIn(zone, begins) === day ? begins.getTime() + SENDING_HOUR_MS : undefined;
}

function givenPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  return async (app) => {
    app.get('/account/gifts', { schema: { querystring: Done } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      const { t } = wordsOf(parts);
      const gifts = (await listGifts(members.store.db, reader.id)).map((gift) => lineOf(parts, gift));
      const done = { ordered: t.ordered, paid: t.orderedCard }[request.query.done ?? ''];
      const about = gifts.length > 0 ? t.giftsAbout : null;
      const back = { href: '/account', label: t.toAccount };
      return draw(reply, parts, { title: t.gifts, about, back, content: GiftsPage({ t, gifts, done }) });
    });
    app.get('/account/gifts/:id', { schema: { params: Id } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      const gift = await findBoughtGift(members.store.db, reader.id, Number(request.params.id));
      if (!gift) throw fault(memberFaults, 'code-unknown', { id: request.params.id });
      return drawCard(reply, parts, { gift, reader, request });
    });
  };
}

type Card = { gift: Gift; reader: Reader; request: FastifyRequest };

function drawCard(reply: FastifyReply, parts: AccountParts, { gift, reader }: Card): FastifyReply {
  const { members } = parts;
  const { t, language, zone, now } = wordsOf(parts);
  const { code } = gift;
  const back = { href: '/account/gifts', label: t.toGifts };
  const title = t.cardTitle;
  if (!canPrint(gift, now))
    return draw(reply, parts, { title, about: t.cardWaits, back, status: 409, content: null });
  const address = members.address();
  const content = GiftCard({
    ...{ t, paper: members.settings().name, from: reader.name, words: code.words, forName: code.forName },
    gift: capital(wordGift(code.months ?? 0, gift.tierName, language)),
    code: printCode(code.code),
    qr: drawQr(`${address}/account/code?code=${code.code}`),
    address: `${address.replace(/^https?:\/\//, '')}/account/code`,
    until: code.expiresAt === null ? '' : wordDay(code.expiresAt - 1, language, zone),
  });
  return draw(reply, parts, { title, back, content });
}

function lineOf(parts: AccountParts, gift: Gift): GiftLine {
  const { t, language, zone, now } = wordsOf(parts);
  const { code, redeemedAt, receipt } = gift;
  const day = (at: number | null) => (at === null ? '' : wordDay(at, language, zone));
  const standing = standingOfGift(gift, now);
  const says = {
    ...t.standing,
    'to-send': t.standing['to-send'](day(code.sendAt)),
    sent: t.standing.sent(day(code.sentAt)),
    redeemed: t.standing.redeemed(day(redeemedAt)),
  }[standing];
  const name = capital(wordGift(code.months ?? 0, gift.tierName, language));
  const title = code.forName ? `${name} ${t.forWhom(code.forName)}` : name;
  return { id: code.id, title, stands: says, canPrint: canPrint(gift, now), receipt };
}

function canPrint(gift: Gift, now: Date): boolean {
  return ['ready', 'to-send', 'sent'].includes(standingOfGift(gift, now));
}

async function choicesOf({ members }: AccountParts): Promise<GiftChoice[]> {
  const { db } = members.store;
  const { currency, invoices } = members.settings();
  return invoices ? giftChoices(await listTiers(db), await listPrices(db), currency) : [];
}

function choiceValue({ tier, months }: GiftChoice): string {
  return `${tier.slug}-${months}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function wordsOf({ members }: AccountParts): { t: GiftTexts; language: string; zone: string; now: Date } {
  const { language, timeZone: zone } = members.settings();
  return { t: giftTexts(language), language, zone, now: members.clock() };
}
