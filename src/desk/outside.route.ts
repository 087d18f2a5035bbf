import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { findAccount } from '#accounts/account.sql.js';
import { note } from '#accounts/audit.sql.js';
import { listStaff } from '#accounts/staff.sql.js';
import type { OutsideRun, OutsideSubscriber } from '#members/outside.js';
import { getRun, listFeeds, listRuns, searchSubscribers } from '#members/outside.sql.js';
import { disconnectOutside } from '#members/outside-connect.sql.js';
import { readProducts } from '#members/outside-products.js';
import { decideOutside, takeOutside } from '#members/outside-take.io.js';
import type { Desk } from './desk.ts';
import { fileBodyOf, takeFileBodies } from './file-body.ts';
import { AskedId, IdParams } from './ids-asked.ts';
import { demand, editorOf } from './manners.ts';
import { recorded } from './recorded.sql.ts';
import type { OutsideReply, RunReply, RunView, SubscribersReply, SubscriberView } from './shapes/codes.ts';

const Feed = Type.String({ pattern: '^[a-z0-9-]{1,40}$' });
const RunsAsked = Type.Object({ feed: Type.Optional(Feed), before: Type.Optional(AskedId) });
const Decision = Type.Object({ take: Type.Boolean() });
const Asked = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200 })),
  feed: Type.Optional(Feed),
  connected: Type.Optional(Type.Boolean()),
});
const One = Type.Object({ feed: Feed, number: Type.String({ minLength: 1, maxLength: 200 }) });
const FeedParams = Type.Object({ feed: Feed });
const FileQuestion = Type.Object({ name: Type.Optional(Type.String({ maxLength: 200 })) });
const RUNS = 50;
const SUBSCRIBERS = 100;
export const OUTSIDE_BYTES = 64_000_000;

/** /desk/api/outside: files of circulation systems, those that wait for a person, and who has the printed paper. */
export function outsideRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.addHook('preHandler', async (request) => demand(editorOf(request), 'members'));
    await api.register(reading(desk));
    await api.register(deciding(desk));
    await api.register(uploading(desk));
  };
}

function reading(desk: Desk): FastifyPluginAsyncTypebox {
  const { store, settings, clock } = desk;
  return async (api) => {
    api.get('/outside', { schema: { querystring: RunsAsked } }, async ({ query }): Promise<OutsideReply> => {
      const { outsideProducts: products, outsideFolder: folder } = settings();
      const tierOf = readProducts(products);
      const names = await staffNames(desk);
      const feeds = await listFeeds(store.slow, clock());
      const runs = await listRuns(store.slow, { ...query, limit: RUNS });
      return {
        feeds: feeds.map((line) => ({ ...line, tier: tierOf(line.product) ?? null })),
        held: runs.filter(({ state }) => state === 'held').map((run) => viewOf(run, names)),
        runs: runs.map((run) => viewOf(run, names)),
        ...{ folder, products },
      };
    });
    api.get('/outside/runs/:id', { schema: { params: IdParams } }, async ({ params }): Promise<RunReply> => {
      const run = await getRun(store.db, params.id);
      return { ...run, by: nameOf(run, await staffNames(desk)) };
    });
    api.get(
      '/outside/subscribers',
      { schema: { querystring: Asked } },
      async ({ query }): Promise<SubscribersReply> => {
        const found = await searchSubscribers(store.slow, { ...query, q: query.q ?? '', limit: SUBSCRIBERS });
        const subscribers: SubscriberView[] = [];
        for (const one of found) subscribers.push(await subscriberOf(desk, one));
        return { subscribers };
      },
    );
  };
}

function deciding(desk: Desk): FastifyPluginAsyncTypebox {
  const { store, clock, members } = desk;
  return async (api) => {
    const asks = { params: IdParams, body: Decision };
    api.post('/outside/runs/:id/decide', { schema: asks }, async (request): Promise<RunReply> => {
      const staff = editorOf(request);
      const { id } = request.params;
      const { take } = request.body;
      const run = await decideOutside(members, { id, take, by: staff.id }, clock());
      const act = take ? 'outside.let-in' : 'outside.left-out';
      const line = { by: staff.id, act, about: 'outside', subject: id, details: { feed: run.feed } };
      await store.db.transaction().execute((tx) => note(tx, { ...line, at: clock() }));
      return { ...run, by: staff.name };
    });
    api.post(
      '/outside/subscribers/disconnect',
      { schema: { body: One } },
      async (request): Promise<SubscriberView> => {
        const staff = editorOf(request);
        const gone = await recorded(desk, staff, async (tx, now) => {
          const made = await disconnectOutside(tx, { ...request.body, staff: staff.id }, now);
          return {
            made,
            act: 'outside.disconnected',
            about: 'outside',
            subject: null,
            details: request.body,
          };
        });
        return subscriberOf(desk, gone);
      },
    );
  };
}

/** A file that somebody has on their own machine. */
function uploading(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    takeFileBodies(api, OUTSIDE_BYTES);
    const asks = { params: FeedParams, querystring: FileQuestion };
    api.post(
      '/outside/feeds/:feed',
      { schema: asks, bodyLimit: OUTSIDE_BYTES },
      async (request): Promise<RunReply> => {
        const staff = editorOf(request);
        const { feed } = request.params;
        const source = request.query.name ?? staff.name;
        const run = await takeOutside(
          desk.members,
          { feed, source, bytes: fileBodyOf(request) },
          desk.clock(),
        );
        const details = { feed, rows: run.rows, state: run.state };
        const line = { by: staff.id, act: 'outside.uploaded', about: 'outside', subject: run.id, details };
        await desk.store.db.transaction().execute((tx) => note(tx, { ...line, at: desk.clock() }));
        return { ...run, by: null };
      },
    );
  };
}

async function subscriberOf({ store, clock }: Desk, one: OutsideSubscriber): Promise<SubscriberView> {
  const reader = one.account === null ? undefined : await findAccount(store.db, one.account);
  const isActive = one.goneAt === null && (one.until === null || one.until > clock().getTime());
  return { ...one, isActive, reader: reader ?? null };
}

function viewOf({ refused: _refused, ...run }: OutsideRun, names: ReadonlyMap<number, string>): RunView {
  return { ...run, by: nameOf(run, names) };
}

function nameOf(
  { decidedBy }: Pick<OutsideRun, 'decidedBy'>,
  names: ReadonlyMap<number, string>,
): string | null {
  return decidedBy === null ? null : (names.get(decidedBy) ?? null);
}

async function staffNames({ store }: Desk): Promise<Map<number, string>> {
  return new Map((await listStaff(store.db)).map(({ id, name }) => [id, name]));
}
