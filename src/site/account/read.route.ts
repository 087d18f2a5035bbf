import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { StoryId } from '#kit/ids.js';
import { allowance, periodAt, type Spending, spend } from '#members/meter.js';
import { countSpent, spendStory } from '#members/meter.sql.js';
import { readSpent, writeSpent } from '#members/meter-cookie.js';
import { readOpened, writeOpened } from '#members/opened-cookie.js';
import type { Reader } from '#members/reader.js';
import { decide } from '#stories/gate.js';
import type { ReadableStory } from '#stories/readable.sql.js';
import { loadOffer } from '../story-parts.io.ts';
import { type AccountParts, findReader } from './door.ts';
import { setMark } from './mark-cookie.ts';
import { findOneStory, readOnAddress } from './one-story.io.ts';
import { drawNoCookies, drawRefusal, drawStoryGone } from './read-refusals.tsx';

const Asked = Type.Object({ story: Type.Integer({ minimum: 1 }) });
const Sent = Type.Object({ story: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) });

/**
 * What a gate's island says to this reader.
 *
 * reads    whether they may read the story whole: they got a page that was kept from before
 * tiers    names of the tiers they hold, none of which opens it
 * network  the group in whose network they are
 * left     stories they may still read on the meter; null where it does not open this one
 */
export type AtGate = {
  readonly reads: boolean;
  readonly name: string | null;
  readonly tiers: readonly string[];
  readonly network: string | null;
  readonly left: number | null;
};

/** Reading one story on the meter. */
export function readPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get('/account/gate', { schema: { querystring: Asked } }, async (request) => {
      const now = parts.members.clock();
      const story = await findOneStory(parts.site.house, request.query.story, now);
      return story ? atGate(parts, request, { story, now }) : nobody;
    });
    app.get('/account/read', async (_request, reply) => reply.redirect('/', 303));
    app.post('/account/read', { schema: { body: Sent } }, async (request, reply) => {
      const now = parts.members.clock();
      const story = await findOneStory(parts.site.house, Number(request.body.story), now);
      if (!story) return drawStoryGone(reply, parts);
      const rights = await parts.passes.find(request.raw);
      if (decide(guarded(story), rights).is === 'whole') {
        // Whoever reads here by their network has no cookie yet: with one, no shared cache stands in the way.
        reply.header('set-cookie', setMark(parts.members.address()));
        return reply.redirect(readOnAddress(parts.site.house, story), 303);
      }
      const reader = await findReader(parts, request);
      return reader
        ? readAsRegistered(request, reply, parts, { story, reader, now })
        : readAsAnybody(request, reply, parts, { story, now });
    });
    app.get('/account/read/:story', { schema: { params: Sent } }, async (request, reply) => {
      const story = await findOneStory(parts.site.house, Number(request.params.story), parts.members.clock());
      if (!story) return drawStoryGone(reply, parts);
      return request.headers.cookie
        ? reply.redirect(readOnAddress(parts.site.house, story), 303)
        : drawNoCookies(reply, parts, story);
    });
  };
}

const nobody: AtGate = { reads: false, name: null, tiers: [], network: null, left: null };

type Reading = { readonly story: ReadableStory; readonly now: Date };

async function atGate(
  parts: AccountParts,
  request: FastifyRequest,
  { story, now }: Reading,
): Promise<AtGate> {
  const { members, passes } = parts;
  const settings = members.settings();
  const { access } = story.content;
  const reader = await findReader(parts, request);
  const most = allowance(settings, reader ? 'registered' : 'anonymous', access);
  return {
    reads: decide(guarded(story), await passes.find(request.raw)).is === 'whole',
    name: reader ? reader.name || reader.email : null,
    tiers: reader?.tiers.map(({ name }) => name) ?? [],
    network: passes.networkOf(request.raw),
    left: most === 0 ? null : Math.max(0, most - (await countOf(parts, request, { reader, now }))),
  };
}

async function countOf(
  { members }: AccountParts,
  request: FastifyRequest,
  { reader, now }: { reader: Reader | undefined; now: Date },
): Promise<number> {
  const { store, secret } = members;
  const settings = members.settings();
  if (reader) return countSpent(store.db, reader.id, settings, now);
  const period = periodAt(settings, now);
  return period ? readSpent(request.headers.cookie, period, secret).length : 0;
}

async function readAsRegistered(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: AccountParts,
  { story, reader, now }: Reading & { reader: Reader },
): Promise<FastifyReply> {
  const { store, secret, readers, settings } = parts.members;
  const wish = { account: reader.id, secret, settings: settings(), story: story.id };
  const { access } = story.content;
  const outcome = await store.db.transaction().execute((tx) => spendStory(tx, { ...wish, access }, now));
  readers.forget(reader.id);
  if (outcome.is === 'spend') reply.header('set-cookie', bridge(parts, request, { story: story.id, now }));
  return answer(reply, parts, { story, outcome, signedIn: true });
}

/** The page comes next, and may come from a process that has not heard of it yet: for so long the browser brings proof. */
const BRIDGE_MS = 60_000;

function bridge(
  { members }: AccountParts,
  { headers }: FastifyRequest,
  { story, now }: { story: StoryId; now: Date },
): string {
  const { secret, address } = members;
  const at = now.getTime();
  const opened = readOpened(headers.cookie, secret, at);
  return writeOpened(opened, { story, until: at + BRIDGE_MS }, { secret, address: address() }, at);
}

/** What somebody without an account has spent stands in their cookie, and nowhere in the house. */
function readAsAnybody(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: AccountParts,
  { story, now }: Reading,
): FastifyReply | Promise<FastifyReply> {
  const { secret, settings, address } = parts.members;
  const period = periodAt(settings(), now);
  const spent = period ? readSpent(request.headers.cookie, period, secret) : [];
  const wish = { settings: settings(), reader: 'anonymous' as const, access: story.content.access };
  const outcome = spend({ ...wish, spent: spent.length, had: spent.includes(story.id) }, now);
  if (outcome.is === 'spend') {
    const kept = { period: outcome.period, secret, address: address() };
    reply.header('set-cookie', writeSpent([...spent, story.id], kept, now));
    // A browser that brought nothing may keep nothing: it is looked at once more before the page is promised.
    if (!request.headers.cookie) return reply.redirect(`/account/read/${story.id}`, 303);
  }
  return answer(reply, parts, { story, outcome, signedIn: false });
}

async function answer(
  reply: FastifyReply,
  parts: AccountParts,
  found: { story: ReadableStory; outcome: Spending; signedIn: boolean },
): Promise<FastifyReply> {
  const { story, outcome, signedIn } = found;
  if (outcome.is === 'had' || outcome.is === 'spend')
    return reply.redirect(readOnAddress(parts.site.house, story), 303);
  const withAccount = allowance(parts.members.settings(), 'registered', story.content.access);
  if (outcome.is === 'not-metered' && !signedIn && withAccount > 0 && parts.members.settings().readerAccounts)
    return reply.redirect(`/account/join?from=${story.id}&next=${encodeURIComponent(story.path)}`, 303);
  const offer = await loadOffer(parts.site.house, parts.members.clock());
  return drawRefusal(reply, parts, { story, outcome, signedIn, offer });
}

function guarded({ id, content }: ReadableStory) {
  return { id, access: content.access };
}
