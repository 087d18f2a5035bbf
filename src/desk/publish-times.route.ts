import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { StoryFacts } from '#accounts/rights.js';
import type { Staff } from '#accounts/staff.js';
import { fault } from '#kit/fault.js';
import type { StoryId } from '#kit/ids.js';
import type { Result } from '#kit/result.js';
import type { Tx } from '#store/tables.js';
import { embargoOf } from '#stories/publish.sql.js';
import {
  cancelTime,
  changeEmbargo,
  changeTimes,
  returnStory,
  type TimesRefusal,
  withdrawStory,
} from '#stories/publish-times.sql.js';
import type { Embargo } from '#stories/story.js';
import { getStory } from '#stories/story.sql.js';
import { liftsEarly } from '#stories/workflow.js';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';
import { IdParams } from './ids-asked.ts';
import { demand, editorOf } from './manners.ts';
import { getWorkingFacts } from './publish-reply.io.ts';
import { recorded } from './recorded.sql.ts';
import { refused } from './refused.ts';

const time = Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 });
const Times = Type.Object(
  { at: Type.Union([time, Type.Null()]), unpublishAt: Type.Union([time, Type.Null()]) },
  { additionalProperties: false },
);
const Reason = Type.Object({ reason: Type.Optional(Type.String({ maxLength: 500 })) });
const EmbargoBody = Type.Object(
  {
    embargo: Type.Union([
      Type.Object({ is: Type.Literal('none') }),
      Type.Object({ is: Type.Literal('until'), at: time }),
      Type.Object({ is: Type.Literal('until-lifted') }),
    ]),
    reason: Type.Optional(Type.String({ maxLength: 500 })),
  },
  { additionalProperties: false },
);

type Asked = { id: StoryId; staff: Staff; facts: StoryFacts; tx: Tx; now: Date };
/** What was done: the act of the record with its facts. */
type Done = { act: string; details: Record<string, unknown> };

/** /desk/api/stories/:id/times, /schedule, /withdraw, /return and /embargo: when readers see a story, and when not. */
export function publishTimesRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    const params = { schema: { params: IdParams } };
    api.put('/stories/:id/times', { schema: { params: IdParams, body: Times } }, async (request, reply) => {
      await run(desk, request.params.id, editorOf(request), async ({ tx, id, staff, facts, now }) => {
        demand(staff, 'publish', facts);
        granted(await changeTimes(tx, id, request.body, now));
        return { act: 'story.times-changed', details: request.body };
      });
      return reply.code(204).send();
    });

    api.delete('/stories/:id/schedule', params, async (request, reply) => {
      await run(desk, request.params.id, editorOf(request), async ({ tx, id, staff, facts, now }) => {
        demand(staff, 'publish', facts);
        granted(await cancelTime(tx, id, now));
        return { act: 'story.unscheduled', details: {} };
      });
      return reply.code(204).send();
    });

    const withReason = { schema: { params: IdParams, body: Reason } };
    api.post('/stories/:id/withdraw', withReason, async (request, reply) => {
      await run(desk, request.params.id, editorOf(request), async ({ tx, id, staff, facts, now }) => {
        demand(staff, 'correct', facts);
        granted(await withdrawStory(tx, id, now));
        return { act: 'story.withdrawn', details: { reason: request.body.reason ?? '' } };
      });
      return reply.code(204).send();
    });

    api.post('/stories/:id/return', params, async (request, reply) => {
      await run(desk, request.params.id, editorOf(request), async ({ tx, id, staff, facts, now }) => {
        demand(staff, 'publish', facts);
        granted(await returnStory(tx, id, now));
        return { act: 'story.returned', details: {} };
      });
      return reply.code(204).send();
    });

    const embargo = { schema: { params: IdParams, body: EmbargoBody } };
    api.put('/stories/:id/embargo', embargo, async (request, reply) => {
      const { embargo, reason = '' } = request.body;
      await run(desk, request.params.id, editorOf(request), (asked) =>
        setEmbargoAs(asked, embargo, reason.trim()),
      );
      return reply.code(204).send();
    });
  };
}

/** An editor sets an embargo and makes it longer; to end one early takes a right of its own, and a reason. */
async function setEmbargoAs(
  { tx, id, staff, facts, now }: Asked,
  embargo: Embargo,
  reason: string,
): Promise<Done> {
  const story = await getStory(tx, id);
  const before: Embargo = story.state === 'killed' ? { is: 'none' } : embargoOf(story);
  const early = liftsEarly(before, embargo, now);
  demand(staff, early ? 'lift-embargo' : 'edit', facts);
  if (early && reason === '') throw fault(deskFaults, 'reason-missing');
  granted(await changeEmbargo(tx, id, embargo, now));
  return { act: early ? 'story.embargo-lifted' : 'story.embargo-set', details: { before, embargo, reason } };
}

function granted<Value>(outcome: Result<Value, TimesRefusal>): Value {
  if (!outcome.ok) throw refused(outcome.refusal);
  return outcome.value;
}

async function run(
  desk: Desk,
  story: number,
  staff: Staff,
  work: (asked: Asked) => Promise<Done>,
): Promise<void> {
  await recorded(desk, staff, async (tx, now) => {
    const id = story as StoryId;
    const facts = await getWorkingFacts(tx, id, staff, now);
    const { act, details } = await work({ id, staff, facts, tx, now });
    return { made: undefined, act, about: 'story', subject: id, details };
  });
}
