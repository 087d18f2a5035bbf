import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { findAccount } from '#accounts/account.sql.js';
import { openGiven } from '#members/meter.sql.js';
import { readOpened, writeOpened } from '#members/opened-cookie.js';
import type { Reader } from '#members/reader.js';
import { giftMonth, giftState, giftToken, mayGive, type StoryGift } from '#members/story-gift.js';
import { countGiftsLeft, findGift, giveStory, openGift } from '#members/story-gift.sql.js';
import { decide } from '#stories/gate.js';
import type { ReadableStory } from '#stories/readable.sql.js';
import { makeMessages } from '../messages/messages.ts';
import { pageMeta } from '../meta.ts';
import { type AccountParts, draw, findReader, readerOf } from './door.ts';
import { setMark } from './mark-cookie.ts';
import { storyGiftTexts } from './messages/story-gift.ts';
import { findOneStory, readOnAddress } from './one-story.io.ts';
import { GiftSheet, GiveSheet } from './story-gift.page.tsx';

const Token = Type.Object({ token: Type.String({ minLength: 1, maxLength: 100 }) });
const Story = Type.Object({ story: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) });

/** A story that a member opens to a friend: making the link, and using it. */
export function storyGiftPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(givingPages(parts));
    await app.register(openingPages(parts));
  };
}

function givingPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  return async (app) => {
    app.get('/account/give', { schema: { querystring: Story } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      const story = await findGivable(parts, reader, request.query.story);
      return story ? drawGiving(reply, parts, { reader, story }) : drawOnlyMembers(reply, parts);
    });
    app.post('/account/give', { schema: { body: Story } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      const story = await findGivable(parts, reader, request.body.story);
      if (!story) return drawOnlyMembers(reply, parts);
      const wish = {
        account: reader.id,
        story: story.id,
        settings: members.settings(),
        secret: members.secret,
      };
      const { db } = members.store;
      await db.transaction().execute((tx) => giveStory(tx, wish, members.clock()));
      // What came of it stands on the page itself: the link, or that none is left.
      return reply.redirect(`/account/give?story=${story.id}`, 303);
    });
  };
}

/** The story, if this reader may give it: not what is open to all, and not what was opened to them alone. */
async function findGivable(
  { site, members }: AccountParts,
  reader: Reader,
  id: string,
): Promise<ReadableStory | undefined> {
  const story = await findOneStory(site.house, Number(id), members.clock());
  if (!story || members.settings().storyGifts === 0) return undefined;
  return mayGive(decide({ id: story.id, access: story.content.access }, reader.rights)) ? story : undefined;
}

async function drawGiving(
  reply: FastifyReply,
  parts: AccountParts,
  { reader, story }: { reader: Reader; story: ReadableStory },
): Promise<FastifyReply> {
  const { members } = parts;
  const { store, secret, address } = members;
  const { t, words, settings } = wordsOf(parts);
  const now = members.clock();
  const month = giftMonth(settings, now);
  const token = giftToken({ account: reader.id, story: story.id, month: month.name }, secret);
  const gift = await findGift(store.db, token);
  const content = GiveSheet({
    ...{ t, words, left: await countGiftsLeft(store.db, reader.id, settings, now) },
    story: { ...shown(story), id: story.id },
    gift: gift ? { link: `${address()}/gift/${token}`, until: iso(gift.expiresAt) } : null,
    renews: iso(month.endsAt),
    terms: { days: settings.storyGiftDays, opens: settings.storyGiftOpens },
  });
  const back = { href: story.path, label: t.toStory };
  return draw(reply, parts, { title: t.give, about: t.giveAbout, back, content });
}

function drawOnlyMembers(reply: FastifyReply, parts: AccountParts): FastifyReply {
  const { t } = wordsOf(parts);
  const back = { href: '/join', label: t.toJoin };
  const said = { title: t.onlyMembers, about: t.onlyMembersAbout };
  return draw(reply, parts, { ...said, back, status: 403, content: null });
}

function openingPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  return async (app) => {
    app.get('/gift/:token', { schema: { params: Token } }, async (request, reply) => {
      const found = await findGiven(parts, request.params.token);
      if (!found) return drawUnknown(reply, parts);
      const state = giftState(found.gift, members.settings(), members.clock());
      return state === 'good'
        ? drawGift(reply, parts, { ...found, token: request.params.token })
        : drawOver(reply, parts, found.story);
    });
    app.post('/gift/:token', { schema: { params: Token } }, async (request, reply) => {
      const { token } = request.params;
      const found = await findGiven(parts, token);
      if (!found) return drawUnknown(reply, parts);
      const opened = await openFor(request, reply, parts, { token, story: found.story });
      if (!opened) return drawOver(reply, parts, found.story);
      return reply.redirect(readOnAddress(parts.site.house, found.story), 303);
    });
  };
}

async function findGiven(
  { site, members }: AccountParts,
  token: string,
): Promise<{ gift: StoryGift; story: ReadableStory } | undefined> {
  const gift = await findGift(members.store.db, token);
  const story = gift && (await findOneStory(site.house, gift.story, members.clock()));
  return gift && story && { gift, story };
}

/** Opens the gift for this browser, and for the account of whoever is signed in; who reads it anyway uses nothing up. */
async function openFor(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: AccountParts,
  { token, story }: { token: string; story: ReadableStory },
): Promise<boolean> {
  const { members } = parts;
  const { secret, address, store } = members;
  const now = members.clock();
  const rights = await parts.passes.find(request.raw);
  if (decide({ id: story.id, access: story.content.access }, rights).is === 'whole') {
    reply.header('set-cookie', setMark(address()));
    return true;
  }
  const reader = await findReader(parts, request);
  const gift = await store.db.transaction().execute(async (tx) => {
    const opened = await openGift(tx, token, members.settings(), now);
    if (opened && reader) {
      const wish = { account: reader.id, secret, story: opened.story, until: opened.expiresAt };
      await openGiven(tx, wish, now);
    }
    return opened;
  });
  if (!gift) return false;
  if (reader) members.readers.forget(reader.id);
  const before = readOpened(request.headers.cookie, secret, now.getTime());
  const more = { story: gift.story, until: gift.expiresAt };
  reply.header('set-cookie', writeOpened(before, more, { secret, address: address() }, now.getTime()));
  return true;
}

async function drawGift(
  reply: FastifyReply,
  parts: AccountParts,
  { gift, story, token }: { gift: StoryGift; story: ReadableStory; token: string },
): Promise<FastifyReply> {
  const { t, words, settings } = wordsOf(parts);
  const giver = await findAccount(parts.members.store.db, gift.giver);
  const name = giver?.name || settings.name;
  const content = GiftSheet({
    ...{ t, words, name, story: shown(story) },
    ...{ action: `/gift/${token}`, until: iso(gift.expiresAt) },
  });
  // Whoever is sent the link sees in the preview what story it is; search engines list the story and not the gift.
  const meta = { ...pageMeta(parts.site.house.paper, story), robots: 'noindex' };
  return draw(reply, parts, { title: story.content.headline, name: null, meta, content });
}

function drawOver(reply: FastifyReply, parts: AccountParts, { path }: ReadableStory): FastifyReply {
  const { t } = wordsOf(parts);
  const back = { href: path, label: t.toStory };
  return draw(reply, parts, { title: t.over, about: t.overAbout, back, status: 410, content: null });
}

function drawUnknown(reply: FastifyReply, parts: AccountParts): FastifyReply {
  const { t } = wordsOf(parts);
  const back = { href: '/', label: t.toFront };
  return draw(reply, parts, { title: t.unknown, about: t.unknownAbout, back, status: 404, content: null });
}

function wordsOf({ site }: AccountParts) {
  const { settings } = site.house.paper;
  const words = makeMessages(settings.language, settings.timeZone);
  return { t: storyGiftTexts(settings.language), words, settings };
}

function shown({ content }: ReadableStory) {
  return { headline: content.headline, standfirst: content.standfirst };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
