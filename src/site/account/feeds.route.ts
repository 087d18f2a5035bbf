import { createHash } from 'node:crypto';
import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Tries } from '#accounts/tries.js';
import { dropFeedKey, findFeedAccount, findFeedKey, renewFeedKey } from '#members/feed-key.sql.js';
import type { Reader } from '#members/reader.js';
import { findStanding } from '#members/reader.sql.js';
import type { Rights } from '#stories/gate.js';
import { feedOf } from '../feed-items.ts';
import { findFeedSource } from '../feed-sources.io.ts';
import { type FeedForm, feedForms } from '../feeds.ts';
import { loadSyndicated } from '../syndicated.io.ts';
import { type AccountParts, draw, readerOf } from './door.ts';
import { FeedsSheet } from './feeds.page.tsx';
import { feedTexts } from './messages/feeds.ts';

const Wish = Type.Object({ wish: Type.Union([Type.Literal('renew'), Type.Literal('drop')]) });
const Address = Type.Object({ key: Type.String({ maxLength: 100 }) });

/** A feed reader that asks more often than this asks for nothing new. */
const RULE = { most: 30, withinMs: 600_000 };

/** A member's own feeds: the page on which their address stands, and the feeds. */
export function feedPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(addressPages(parts));
    await app.register(ownFeeds(parts));
  };
}

function addressPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  const { store, secret } = members;
  return async (app) => {
    app.get('/account/feeds', async (request, reply) => {
      const reader = await readerOf(parts, request);
      return mayHave(reader) ? drawFeeds(reply, parts, reader) : drawForMembers(reply, parts);
    });
    app.post('/account/feeds', { schema: { body: Wish } }, async (request, reply) => {
      const reader = await readerOf(parts, request);
      if (!mayHave(reader)) return drawForMembers(reply, parts);
      await store.db
        .transaction()
        .execute((tx) =>
          request.body.wish === 'drop'
            ? dropFeedKey(tx, reader.id)
            : renewFeedKey(tx, reader.id, secret, members.clock()),
        );
      return reply.redirect('/account/feeds', 303);
    });
  };
}

function mayHave({ rights }: Pick<Reader, 'rights'>): boolean {
  return rights.tiers !== 'none';
}

async function drawFeeds(reply: FastifyReply, parts: AccountParts, reader: Reader): Promise<FastifyReply> {
  const { members, site } = parts;
  const t = textsOf(parts);
  const found = await findFeedKey(members.store.db, reader.id, members.secret);
  const base = found ? `${members.address()}/feeds/${found.key}` : null;
  const section = `/${site.house.paper.sections[0]?.slug ?? 'news'}`;
  const back = { href: '/account', label: t.account };
  const content = FeedsSheet({ base, section, t });
  return draw(reply, parts, { title: t.feeds, about: t.about, back, content });
}

function drawForMembers(reply: FastifyReply, parts: AccountParts): FastifyReply {
  const t = textsOf(parts);
  const back = { href: '/feed.xml', label: t.publicFeed };
  return draw(reply, parts, { title: t.feeds, about: t.noTier, back, status: 403, content: null });
}

function ownFeeds(parts: AccountParts): FastifyPluginAsyncTypebox {
  const tries = new Tries();
  return async (app) => {
    app.get('/feeds/:key/*', { schema: { params: Address } }, async (request, reply) => {
      const { key } = request.params;
      const rest = (request.params as { '*'?: string })['*'] ?? '';
      const t = textsOf(parts);
      reply.headers({ 'x-robots-tag': 'noindex', 'referrer-policy': 'no-referrer' });
      const wait = tries.spend(key, RULE, parts.members.clock().getTime());
      if (wait > 0) return refuse(reply.header('retry-after', Math.ceil(wait / 1000)), 429, t.often);
      const rights = await findFeedRights(parts, key);
      if (!rights) return refuse(reply, 404, t.unknown);
      if (!mayHave({ rights })) return refuse(reply, 403, t.ended);
      const made = await makeOwnFeed(parts, { key, path: `/${rest}`, rights });
      return made ? sendFeed(request, reply, made) : refuse(reply, 404, t.unknown);
    });
  };
}

/** What the owner of an address may read now; undefined where it is nobody's. */
async function findFeedRights({ members }: AccountParts, key: string): Promise<Rights | undefined> {
  const { store, secret, clock } = members;
  const account = await findFeedAccount(store.db, key);
  if (account === undefined) return undefined;
  // A feed reader has shown no second step: staff read in it what they hold as readers.
  const standing = await findStanding(store.db, { account, asStaff: false, secret }, clock());
  return standing?.reader.rights;
}

async function makeOwnFeed(
  { site, members }: AccountParts,
  asked: { key: string; path: string; rights: Rights },
): Promise<{ type: string; body: string } | undefined> {
  const { key, path, rights } = asked;
  const found = /^(.*)\/feed\.(xml|atom|json)$/.exec(path);
  const source = found && (await findFeedSource(site.house, found[1] ?? '', members.clock()));
  if (!found || !source) return undefined;
  const { house } = site;
  const now = members.clock();
  const stories = await loadSyndicated({ ...house, db: house.slow }, source.cards, 'whole', now, rights);
  const list = { ...source, self: `/feeds/${key}${path}`, updatedAt: now.getTime() };
  const { type, write } = feedForms[found[2] as FeedForm];
  return { type, body: write(feedOf(house.paper, list, stories)) };
}

/** Readers ask every hour: what is the same is not sent again. */
function sendFeed(request: FastifyRequest, reply: FastifyReply, feed: { type: string; body: string }) {
  // The moment at which it was made stands in it and changes nothing.
  const etag = `W/"${createHash('sha1')
    .update(feed.body.replace(/<lastBuildDate>[^<]*/, ''))
    .digest('base64url')}"`;
  reply.headers({ etag, 'cache-control': 'private, no-store' });
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  return reply.type(feed.type).send(feed.body);
}

function refuse(reply: FastifyReply, status: number, says: string): FastifyReply {
  return reply.code(status).type('text/plain; charset=utf-8').send(`${says}\n`);
}

function textsOf({ site }: AccountParts) {
  return feedTexts(site.house.paper.settings.language);
}
