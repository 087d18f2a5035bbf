import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { fault } from '#kit/fault.js';
import type { TopicId } from '#kit/ids.js';
import type { Db } from '#store/tables.js';
import { storyFaults } from '#stories/faults.js';
import { listRedirectsTo } from '#stories/redirect.sql.js';
import { countStories, findTopics, type Topic } from '#stories/topic.sql.js';
import { addTopic, changeTopic, mergeTopics } from '#stories/topic-changes.sql.js';
import { countTopics, searchTopics } from '#stories/topic-search.sql.js';
import type { Desk } from './desk.ts';
import { demand, editorOf } from './manners.ts';
import { recorded } from './recorded.sql.ts';
import type { MergedReply, TopicReply, TopicRow, TopicsReply } from './shapes/labels.ts';

const kinds = ['person', 'organisation', 'place', 'office', 'subject'] as const;
const kind = Type.Union(kinds.map((one) => Type.Literal(one)));
const Id = Type.Object({ id: Type.Integer({ minimum: 1 }) });
const Asked = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200 })),
  kind: Type.Optional(kind),
  listed: Type.Optional(Type.Boolean()),
  after: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
});
const NewTopic = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
  slug: Type.Optional(Type.String({ maxLength: 120 })),
  kind: Type.Optional(kind),
  introduction: Type.Optional(Type.String({ maxLength: 5_000 })),
  aliases: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 200 })),
  listed: Type.Optional(Type.Boolean()),
});
const Change = Type.Partial(NewTopic);
const Into = Type.Object({ into: Type.Integer({ minimum: 1 }) });
const LIMIT = 50;

/** /desk/api/topics: the paper's topics, found, added, renamed and merged. */
export function topicsRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  const { db, slow } = desk.store;
  return async (api) => {
    api.get('/topics', { schema: { querystring: Asked } }, async (request): Promise<TopicsReply> => {
      const { q: words, limit = LIMIT, ...ask } = request.query;
      const found = await searchTopics(slow, { ...ask, words, limit: limit + 1 });
      const topics = found.slice(0, limit);
      const after = found.length > limit ? (topics.at(-1)?.slug ?? null) : null;
      return { topics, after, ...(await countTopics(db)) };
    });
    api.get('/topics/:id', { schema: { params: Id } }, async (request): Promise<TopicReply> => {
      const topic = await rowOf(db, request.params.id as TopicId);
      return { topic, formerly: await listRedirectsTo(db, `/topics/${topic.slug}`, 50) };
    });
    api.post('/topics', { schema: { body: NewTopic } }, async (request): Promise<TopicRow> => {
      demand(editorOf(request), 'topics');
      const topic = await recorded(desk, editorOf(request), async (tx, now) => {
        const made = await addTopic(tx, { ...plain, ...request.body, name: request.body.name.trim() }, now);
        return { made, ...line('topic.added', made.id, { name: made.name }) };
      });
      return { ...topic, stories: 0 };
    });
    api.patch('/topics/:id', { schema: { params: Id, body: Change } }, async (request): Promise<TopicRow> => {
      demand(editorOf(request), 'topics');
      const id = request.params.id as TopicId;
      await recorded(desk, editorOf(request), async (tx, now) => {
        const { before, after } = await changeTopic(tx, id, request.body, now);
        const details = { fields: Object.keys(request.body), from: before.slug, to: after.slug };
        return { made: undefined, ...line('topic.changed', id, details) };
      });
      return rowOf(db, id);
    });
    api.post(
      '/topics/:id/merge',
      { schema: { params: Id, body: Into } },
      async (request): Promise<MergedReply> => {
        demand(editorOf(request), 'topics');
        const [from, into] = [request.params.id as TopicId, request.body.into as TopicId];
        return recorded(desk, editorOf(request), async (tx, now) => {
          const merged = await mergeTopics(tx, from, into, now);
          const details = { into, name: merged.from.name, slug: merged.from.slug };
          return { made: { stories: merged.stories }, ...line('topic.merged', from, details) };
        });
      },
    );
  };
}

const plain: Omit<Topic, 'id' | 'name'> = {
  slug: '',
  kind: 'subject',
  introduction: '',
  aliases: [],
  listed: true,
};

async function rowOf(db: Db, id: TopicId): Promise<TopicRow> {
  const topic = (await findTopics(db, [id])).get(id);
  if (!topic) throw fault(storyFaults, 'topic-not-found', { id });
  return { ...topic, stories: (await countStories(db, [topic.id])).get(topic.id) ?? 0 };
}

function line(act: string, subject: number, details: Record<string, unknown>) {
  return { act, about: 'topic', subject, details };
}
