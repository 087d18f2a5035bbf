import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { note } from '#accounts/audit.sql.js';
import type { Staff } from '#accounts/staff.js';
import { fault } from '#kit/fault.js';
import type { RevisionId, StoryId } from '#kit/ids.js';
import { checkBody, giveIds } from '#stories/document.js';
import type { Conflict } from '#stories/merge.js';
import { mergeContent } from '#stories/merge.js';
import { addConflictTasks, type Corrected, correctPublished } from '#stories/publish-correct.sql.js';
import { loadPublishFacts } from '#stories/publish-facts.sql.js';
import { addTasks, finishTask, listTasks } from '#stories/publish-tasks.sql.js';
import type { Content } from '#stories/story.js';
import { changeWorking } from './change-working.io.ts';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';
import { demand, editorOf } from './manners.ts';
import { getWorkingFacts } from './publish-reply.io.ts';
import { refused } from './refused.ts';
import type { CorrectedReply, PublishedTextReply } from './shapes/publishing.ts';

const Params = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) });
const line = Type.Optional(Type.String({ maxLength: 2_000 }));
const Correction = Type.Object(
  {
    base: Type.Integer(),
    headline: line,
    frontHeadline: line,
    standfirst: line,
    kicker: line,
    dateline: line,
    body: Type.Optional(Type.Unknown()),
    readersAreTold: Type.Optional(Type.Boolean()),
    waive: Type.Optional(Type.String({ maxLength: 500 })),
  },
  { additionalProperties: false },
);

/** The task that stands while a correction is out and not yet in the working document. */
const TO_MERGE = 'correction-to-merge';

/** GET and PUT /desk/api/stories/:id/published-text: corrects what readers see, apart from what is being written. */
export function correctTextRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  const { db } = desk.store;
  return async (api) => {
    api.get(
      '/stories/:id/published-text',
      { schema: { params: Params } },
      async (request): Promise<PublishedTextReply> => {
        const id = request.params.id as StoryId;
        await getWorkingFacts(db, id, editorOf(request), desk.clock());
        const { published } = await loadPublishFacts(db, id);
        if (!published) throw fault(deskFaults, 'not-published');
        const { headline, frontHeadline, standfirst, kicker, dateline, body } = published.content;
        return { base: published.revision, headline, frontHeadline, standfirst, kicker, dateline, body };
      },
    );

    const correct = { schema: { params: Params, body: Correction }, bodyLimit: 16_777_216 };
    api.put('/stories/:id/published-text', correct, async (request): Promise<CorrectedReply> => {
      const id = request.params.id as StoryId;
      const staff = editorOf(request);
      const corrected = await correctAs(desk, id, staff, request.body);
      const conflicts = await mergeIntoWorking(desk, id, staff, corrected);
      const told = conflicts.map(({ part, mine, theirs }) => ({ part, here: mine, corrected: theirs }));
      return { revision: corrected.revision, merged: true, conflicts: told };
    });
  };
}

async function correctAs(
  desk: Desk,
  id: StoryId,
  staff: Staff,
  body: Static<typeof Correction>,
): Promise<Corrected> {
  const now = desk.clock();
  return desk.store.db.transaction().execute(async (tx) => {
    const facts = await getWorkingFacts(tx, id, staff, now);
    demand(staff, 'publish', facts);
    const waive = body.waive?.trim() || null;
    if (waive !== null) demand(staff, 'waive', facts);
    const { published } = await loadPublishFacts(tx, id);
    if (!published) throw fault(deskFaults, 'not-published');
    const outcome = await correctPublished(
      tx,
      id,
      {
        by: staff.id,
        byName: staff.name,
        base: body.base as RevisionId,
        content: correctedContent(published.content, body),
        readersAreTold: body.readersAreTold ?? true,
        waive,
      },
      now,
    );
    if (!outcome.ok) throw refused(outcome.refusal);
    const { revision } = outcome.value;
    // Until it is merged below the desk is told, also after a crash in between.
    await addTasks(tx, id, [{ code: TO_MERGE, part: '', details: { revision } }], now);
    const entry = { by: staff.id, act: 'story.corrected', about: 'story', subject: id, at: now };
    await note(tx, { ...entry, details: { revision, waive } });
    return outcome.value;
  });
}

/** throws  body-not-of-schema */
function correctedContent(published: Content, correction: Static<typeof Correction>): Content {
  const { headline, frontHeadline, standfirst, kicker, dateline, body } = correction;
  const given = { headline, frontHeadline, standfirst, kicker, dateline };
  const texts = Object.fromEntries(Object.entries(given).filter(([, text]) => text !== undefined));
  return { ...published, ...texts, body: body === undefined ? published.body : checkBody(giveIds(body)) };
}

/** Merging what is merged already changes nothing, so this may be done again. */
async function mergeIntoWorking(
  desk: Desk,
  id: StoryId,
  staff: Staff,
  { base, corrected, revision }: Corrected,
): Promise<Conflict[]> {
  let conflicts: Conflict[] = [];
  await changeWorking(desk, id, staff, (working) => {
    const merged = mergeContent(base, working, corrected);
    conflicts = merged.conflicts;
    return merged.content;
  });
  const now = desk.clock();
  await desk.store.db.transaction().execute(async (tx) => {
    await addConflictTasks(tx, id, conflicts, now);
    const open = await listTasks(tx, id);
    const task = open.find(({ code, details }) => code === TO_MERGE && details.revision === revision);
    if (task) await finishTask(tx, id, { task: task.id, by: staff.id, at: now });
  });
  return conflicts;
}
