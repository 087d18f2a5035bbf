import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { note } from '#accounts/audit.sql.js';
import type { StoryFacts } from '#accounts/rights.js';
import type { Staff } from '#accounts/staff.js';
import { fault } from '#kit/fault.js';
import type { RevisionId, StoryId } from '#kit/ids.js';
import { tell } from '#store/outbox.sql.js';
import type { Tx } from '#store/tables.js';
import { type PublishOutcome, publishStory } from '#stories/publish.sql.js';
import { saveSecondPair } from '#stories/publish-second.sql.js';
import { finishTask } from '#stories/publish-tasks.sql.js';
import { isOut } from '#stories/workflow.js';
import { readWorkingContent } from '#stories/working.sql.js';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';
import { IdParams } from './ids-asked.ts';
import { demand, editorOf } from './manners.ts';
import { getWorkingFacts, publishingReply } from './publish-reply.io.ts';
import { refused } from './refused.ts';
import type { PublishedReply, PublishingReply } from './shapes/publishing.ts';

const TaskParams = Type.Object({ ...IdParams.properties, task: Type.Integer({ minimum: 1 }) });
const time = Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 });
const part = Type.String({ maxLength: 60 });

const PublishBody = Type.Object(
  {
    base: Type.Union([Type.Integer(), Type.Null()]),
    seen: Type.Record(part, Type.String({ maxLength: 40 })),
    held: Type.Array(part, { maxItems: 20_000 }),
    at: Type.Union([Type.Literal('now'), time]),
    unpublishAt: Type.Union([time, Type.Null()]),
    updateNote: Type.Optional(Type.String({ maxLength: 2_000 })),
    readersAreTold: Type.Optional(Type.Boolean()),
    /** Why nobody else needs to look first, where the story asks for that. */
    waive: Type.Optional(Type.String({ maxLength: 500 })),
  },
  { additionalProperties: false },
);

/** /desk/api/stories/:id/publishing and /publish: what would go out, the publish itself, the second pair of eyes, tasks. */
export function publishRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  const { db } = desk.store;
  return async (api) => {
    api.get(
      '/stories/:id/publishing',
      { schema: { params: IdParams } },
      (request): Promise<PublishingReply> => {
        return publishingReply(desk, request.params.id as StoryId, editorOf(request), desk.clock());
      },
    );

    const publish = { schema: { params: IdParams, body: PublishBody }, bodyLimit: 4_194_304 };
    api.post('/stories/:id/publish', publish, async (request): Promise<PublishedReply> => {
      // What was typed up to now counts: it is refused where nobody has looked at it.
      await desk.collab?.flush();
      const [id, staff, now] = [request.params.id as StoryId, editorOf(request), desk.clock()];
      return db.transaction().execute(async (tx) => {
        const facts = await getWorkingFacts(tx, id, staff, now);
        demand(staff, 'publish', facts);
        // The right has to reach where the story stands after this too.
        const { section } = await readWorkingContent(tx, id);
        if (!request.body.held.includes('section')) demand(staff, 'publish', { ...facts, section });
        return publishAs(tx, { id, staff, facts, body: request.body, now });
      });
    });

    api.post('/stories/:id/second', { schema: { params: IdParams } }, async (request, reply) => {
      const [id, staff, now] = [request.params.id as StoryId, editorOf(request), desk.clock()];
      await db.transaction().execute(async (tx) => {
        demand(staff, 'edit', await getWorkingFacts(tx, id, staff, now));
        if (!(await saveSecondPair(tx, id, staff.id, now))) throw fault(deskFaults, 'second-pair-missing');
        const entry = { by: staff.id, act: 'story.seen-twice', about: 'story', subject: id, at: now };
        await note(tx, { ...entry, details: {} });
      });
      return reply.code(204).send();
    });

    api.post('/stories/:id/tasks/:task/done', { schema: { params: TaskParams } }, async (request, reply) => {
      const [id, staff, now] = [request.params.id as StoryId, editorOf(request), desk.clock()];
      await db.transaction().execute(async (tx) => {
        await getWorkingFacts(tx, id, staff, now);
        const done = await finishTask(tx, id, { task: request.params.task, by: staff.id, at: now });
        if (!done) throw fault(deskFaults, 'task-not-found');
      });
      return reply.code(204).send();
    });
  };
}

type Publishing = {
  id: StoryId;
  staff: Staff;
  facts: StoryFacts;
  body: Static<typeof PublishBody>;
  now: Date;
};

async function publishAs(tx: Tx, { id, staff, facts, body, now }: Publishing): Promise<PublishedReply> {
  const waive = body.waive?.trim() || null;
  if (waive !== null) demand(staff, 'waive', facts);
  const wish = {
    by: staff.id,
    byName: staff.name,
    base: body.base as RevisionId | null,
    seen: body.seen,
    held: new Set(body.held),
    at: body.at === 'now' ? null : body.at,
    unpublishAt: body.unpublishAt,
    updateNote: body.updateNote ?? '',
    readersAreTold: body.readersAreTold ?? true,
    waive,
  };
  const outcome = await publishStory(tx, id, wish, now);
  if (!outcome.ok) throw refused(outcome.refusal);
  const reply = publishedReply(outcome.value, now);
  const { revision, state, at } = reply;
  const details = { revision, state, goesOutAt: at, held: wish.held.size, waive };
  await note(tx, { by: staff.id, act: 'story.published', about: 'story', subject: id, details, at: now });
  // What waits shows to nobody yet; the desk's screens want to know of it all the same.
  await tell(tx, 'work.published', id, {}, now);
  return reply;
}

function publishedReply({ story, revision, waiting, behind }: PublishOutcome, now: Date): PublishedReply {
  const out = isOut(story.timing, now);
  const state = waiting ? 'waiting' : out ? 'out' : 'scheduled';
  return { revision, state, at: waiting?.goesOutAt ?? story.timing.publishedAt, path: story.path, behind };
}
