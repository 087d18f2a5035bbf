import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { note } from '#accounts/audit.sql.js';
import type { Staff } from '#accounts/staff.js';
import { fault } from '#kit/fault.js';
import type { AccountId, RevisionId, StoryId } from '#kit/ids.js';
import type { Tx } from '#store/tables.js';
import { checkBody, giveIds } from '#stories/document.js';
import type { Conflict } from '#stories/merge.js';
import { mergeContent } from '#stories/merge.js';
import { addConflictTasks, type Corrected, correctPublished } from '#stories/publish-correct.sql.js';
import { loadPublishFacts } from '#stories/publish-facts.sql.js';
import type { Content } from '#stories/story.js';
import { changeWorking, readWorking } from '#stories/working.sql.js';
import { applyContent } from '#stories/working-document.js';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';
import { IdParams } from './ids-asked.ts';
import { demand, editorOf } from './manners.ts';
import { getWorkingFacts } from './publish-reply.io.ts';
import { refused } from './refused.ts';
import type { CorrectedReply, PublishedTextReply } from './shapes/publishing.ts';

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

/** GET and PUT /desk/api/stories/:id/published-text: corrects what readers see, apart from what is being written. */
export function correctTextRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  const { db } = desk.store;
  return async (api) => {
    api.get(
      '/stories/:id/published-text',
      { schema: { params: IdParams } },
      async (request): Promise<PublishedTextReply> => {
        const id = request.params.id as StoryId;
        await getWorkingFacts(db, id, editorOf(request), desk.clock());
        const { published } = await loadPublishFacts(db, id);
        if (!published) throw fault(deskFaults, 'not-published');
        const { headline, frontHeadline, standfirst, kicker, dateline, body } = published.content;
        return { base: published.revision, headline, frontHeadline, standfirst, kicker, dateline, body };
      },
    );

    const correct = { schema: { params: IdParams, body: Correction }, bodyLimit: 16_777_216 };
    api.put('/stories/:id/published-text', correct, async (request): Promise<CorrectedReply> => {
      const id = request.params.id as StoryId;
      const staff = editorOf(request);
      await desk.collab?.flush();
      const { corrected, conflicts } = await correctAs(desk, id, staff, request.body);
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
): Promise<{ corrected: Corrected; conflicts: Conflict[] }> {
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
    const conflicts = await mergeIntoWorking(tx, id, { by: staff.id, at: now }, outcome.value);
    const entry = { by: staff.id, act: 'story.corrected', about: 'story', subject: id, at: now };
    await note(tx, { ...entry, details: { revision, waive } });
    return { corrected: outcome.value, conflicts };
  });
}

/** throws  body-not-of-schema */
function correctedContent(published: Content, correction: Static<typeof Correction>): Content {
  const { headline, frontHeadline, standfirst, kicker, dateline, body } = correction;
  const given = { headline, frontHeadline, standfirst, kicker, dateline };
  const texts = Object.fromEntries(Object.entries(given).filter(([, text]) => text !== undefined));
  return { ...published, ...texts, body: body === undefined ? published.body : checkBody(giveIds(body)) };
}

/** Whoever types in it meanwhile keeps what they typed; where both wrote other words the desk is told. */
async function mergeIntoWorking(
  tx: Tx,
  id: StoryId,
  made: { by: AccountId; at: Date },
  { base, corrected }: Corrected,
): Promise<Conflict[]> {
  const { content } = await readWorking(tx, id);
  const merged = mergeContent(base, content, corrected);
  await changeWorking(tx, id, made, (doc) => applyContent(doc, merged.content));
  await addConflictTasks(tx, id, merged.conflicts, made.at);
  return merged.conflicts;
}
