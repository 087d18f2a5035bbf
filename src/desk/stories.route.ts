import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { note } from '#accounts/audit.sql.js';
import { may, mayWrite, type StoryFacts } from '#accounts/rights.js';
import { rights, type Staff } from '#accounts/staff.js';
import { listStaff } from '#accounts/staff.sql.js';
import { fault, isFault } from '#kit/fault.js';
import type { AccountId, SectionId, StoryId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';
import { storyFaults } from '#stories/faults.js';
import { OUT } from '#stories/stage.js';
import { listStages } from '#stories/stage.sql.js';
import { getFactsFor } from '#stories/work.sql.js';
import { listThese } from '#stories/work-lists.sql.js';
import { type PlanChange, planDetails } from '#stories/work-plan.js';
import { savePlan } from '#stories/work-plan.sql.js';
import { createStory } from '#stories/work-story.sql.js';
import { askerOf } from './asker.ts';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';
import { demand, editorOf } from './manners.ts';
import type { PlanReply, PlansReply, StoryBegunReply, StoryReply } from './shapes/lists.ts';

const Id = Type.Integer({ minimum: 1 });
const StoryParams = Type.Object({ id: Id });
const OrNull = <Value extends Parameters<typeof Type.Union>[0][number]>(value: Value) =>
  Type.Optional(Type.Union([value, Type.Null()]));
const Line = Type.String({ maxLength: 500 });

/** The last instant that a browser can word, in milliseconds. */
const LAST_MOMENT = 8_640_000_000_000_000;

const planFields = {
  stage: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
  assignee: OrNull(Id),
  dueAt: OrNull(Type.Integer({ minimum: 0, maximum: LAST_MOMENT })),
  day: OrNull(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
  wantedWords: OrNull(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
  line: Type.Optional(Line),
  goesTo: Type.Optional(Type.String({ maxLength: 200 })),
  asksSecond: Type.Optional(Type.Boolean()),
};
const Change = Type.Object(
  {
    ...planFields,
    below: OrNull(Id),
    position: Type.Optional(Type.Integer()),
    looked: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
const Changes = Type.Object({
  changes: Type.Array(Type.Object({ story: Id, change: Change }), { minItems: 1, maxItems: 200 }),
});
const Begun = Type.Object(
  { ...planFields, headline: Type.Optional(Line), section: OrNull(Id) },
  { additionalProperties: false },
);

/**
 * /desk/api/stories: beginning a story, opening it, and changing its plan, one or many at once. A story that somebody
 * may not open is not there for them.
 */
export function storiesRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.post('/stories', { schema: { body: Begun } }, async (request, reply): Promise<StoryBegunReply> => {
      const staff = editorOf(request);
      demand(staff, 'write');
      const id = await desk.store.db.transaction().execute((tx) => begin(tx, desk, staff, request.body));
      reply.code(201);
      return { id };
    });
    api.get('/stories/:id', { schema: { params: StoryParams } }, async (request): Promise<StoryReply> => {
      const id = request.params.id as StoryId;
      const staff = editorOf(request);
      const facts = await getFactsFor(desk.store.db, id, staff, desk.clock());
      if (facts.closedTo) await noteOpening(desk, staff, id);
      const [story] = await listThese(desk.store.db, [id], {}, askerOf(desk, request));
      if (!story) throw fault(storyFaults, 'story-not-found', { id });
      return {
        story,
        rights: rights.filter((right) => may(staff, right, facts)),
        mayWrite: mayWrite(staff, facts),
        team: [...facts.team],
        closedTo: facts.closedTo && [...facts.closedTo],
      };
    });
    api.patch(
      '/stories/:id/plan',
      { schema: { params: StoryParams, body: Change } },
      async (request): Promise<PlanReply> => {
        const id = request.params.id as StoryId;
        const staff = editorOf(request);
        return desk.store.db.transaction().execute((tx) => change(tx, desk, staff, id, request.body));
      },
    );
    api.patch('/plans', { schema: { body: Changes } }, async (request): Promise<PlansReply> => {
      const staff = editorOf(request);
      const answer: PlansReply = { changed: [], refused: [] };
      for (const { story, change: wish } of request.body.changes) {
        // Each by itself: one that is refused keeps none of the others from moving.
        const outcome = await desk.store.db
          .transaction()
          .execute((tx) => change(tx, desk, staff, story as StoryId, wish))
          .catch((error: unknown) => refusalOf(error, story));
        if ('says' in outcome) answer.refused.push(outcome);
        else answer.changed.push(outcome);
      }
      return answer;
    });
  };
}

async function begin(tx: Tx, desk: Desk, staff: Staff, body: Static<typeof Begun>): Promise<StoryId> {
  const { headline = '', section = null, stage, ...plan } = body;
  demandDay(plan.day);
  await demandStage(tx, desk, stage);
  await demandPeople(tx, [plan.assignee]);
  const now = desk.clock();
  const id = await createStory(
    tx,
    {
      by: staff.id,
      byName: staff.name,
      headline: headline.trim(),
      section: section as SectionId | null,
      plan: { ...plan, assignee: (plan.assignee ?? null) as AccountId | null },
      ...(stage !== undefined && { stage }),
      ...(staff.byline !== null && { draft: { credits: [{ byline: staff.byline, role: '' }] } }),
    },
    now,
  );
  await note(tx, { by: staff.id, act: 'story.begun', about: 'story', subject: id, details: {}, at: now });
  return id;
}

async function change(
  tx: Tx,
  desk: Desk,
  staff: Staff,
  id: StoryId,
  wish: Static<typeof Change>,
): Promise<PlanReply> {
  const now = desk.clock();
  const facts = await getFactsFor(tx, id, staff, now);
  demandPlan(staff, facts, wish as PlanChange);
  demandDay(wish.day);
  await demandStage(tx, desk, wish.stage);
  await demandPeople(tx, [wish.assignee]);
  const moved = await savePlan(tx, id, { ...(wish as PlanChange), by: staff.id }, now);
  const details = { ...planDetails(moved), ...(wish.looked !== undefined && { looked: wish.looked }) };
  if (Object.keys(details).length > 0) {
    await note(tx, { by: staff.id, act: 'story.planned', about: 'story', subject: id, details, at: now });
  }
  return { story: id, ...moved };
}

/** Whoever may write in a story plans it; the second pair of eyes is for those who edit. */
function demandPlan(staff: Staff, facts: StoryFacts, { asksSecond, looked }: PlanChange): void {
  const needsEditor = asksSecond === false || looked !== undefined;
  if (needsEditor ? !may(staff, 'edit', facts) : !mayWrite(staff, facts)) {
    throw fault(deskFaults, 'not-allowed', { right: 'edit' });
  }
}

/** A day that is in no calendar would break the lists of whoever sees it. */
function demandDay(day: string | null | undefined): void {
  if (typeof day !== 'string') return;
  const noon = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(noon.getTime()) || noon.toISOString().slice(0, 10) !== day)
    throw fault(deskFaults, 'desk-question-wrong', { problem: `there is no day ${day}.` });
}

async function demandStage(db: Db, desk: Desk, stage: string | undefined): Promise<void> {
  if (stage === undefined || stage === OUT) return;
  const stages = await listStages(db, desk.settings().language);
  if (!stages.some(({ slug }) => slug === stage)) throw fault(storyFaults, 'stage-unknown', { stage });
}

/** throws  person-unknown unless each has a desk account that is in use */
export async function demandPeople(db: Db, people: readonly (number | null | undefined)[]): Promise<void> {
  const asked = people.filter((one) => typeof one === 'number');
  if (asked.length === 0) return;
  const known = new Set((await listStaff(db)).filter(({ active }) => active).map(({ id }) => Number(id)));
  if (!asked.every((one) => known.has(one))) throw fault(storyFaults, 'person-unknown');
}

/** Who opened a story that is closed to named people stands in the record. */
async function noteOpening(desk: Desk, staff: Staff, id: StoryId): Promise<void> {
  await desk.store.db.transaction().execute((tx) =>
    note(tx, {
      ...{ by: staff.id, act: 'story.closed-opened', about: 'story' },
      ...{ subject: id, details: {}, at: desk.clock() },
    }),
  );
}

function refusalOf(error: unknown, story: number): { story: number; says: string } {
  if (!isFault(error) || error.status >= 500) throw error;
  return { story, says: error.message };
}
