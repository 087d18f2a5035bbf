import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { note } from '#accounts/audit.sql.js';
import { mayWrite } from '#accounts/rights.js';
import { fault } from '#kit/fault.js';
import type { StoryId } from '#kit/ids.js';
import { getRevision, listRevisions, type Revision } from '#stories/revisions.sql.js';
import { addRevision } from '#stories/save.sql.js';
import { changeWorking, readWorking } from '#stories/working.sql.js';
import { applyContent } from '#stories/working-document.js';
import { keepPause } from '#stories/working-pause.sql.js';
import type { Desk } from './desk.ts';
import { differenceWords } from './difference-words.io.ts';
import { deskFaults } from './faults.ts';
import { AskedId, IdParams } from './ids-asked.ts';
import { editorOf } from './manners.ts';
import { getWorkingFacts } from './publish-reply.io.ts';
import type { CompareReply, HistoryReply, RevisionReply } from './shapes/publishing.ts';

const PAGE = 30;

const OneParams = Type.Object({ id: AskedId, number: AskedId });
const Page = Type.Object({ before: Type.Optional(AskedId) });
/** `to` left out is the working document; `from` left out is nothing, so that everything is new. */
const Between = Type.Object({ from: Type.Optional(AskedId), to: Type.Optional(AskedId) });

/** /desk/api/stories/:id/history: revisions, what changed between two of them, and bringing one back. */
export function historyRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  const { db } = desk.store;
  return async (api) => {
    const list = { schema: { params: IdParams, querystring: Page } };
    api.get('/stories/:id/history', list, async (request): Promise<HistoryReply> => {
      const story = request.params.id as StoryId;
      await getWorkingFacts(db, story, editorOf(request), desk.clock());
      const before = request.query.before ?? null;
      const revisions = await listRevisions(db, story, { before, limit: PAGE });
      const last = revisions.at(-1);
      const next = revisions.length === PAGE && last && last.number > 1 ? last.number : null;
      return { revisions: revisions.map(revisionReply), next };
    });

    const compare = { schema: { params: IdParams, querystring: Between } };
    api.get('/stories/:id/history/compare', compare, async (request): Promise<CompareReply> => {
      const story = request.params.id as StoryId;
      await getWorkingFacts(db, story, editorOf(request), desk.clock());
      const { from, to } = request.query;
      const before = from === undefined ? null : await getRevision(db, story, from);
      const after = to === undefined ? null : await getRevision(db, story, to);
      const there = after ? after.content : (await readWorking(db, story)).content;
      return {
        from: before && revisionReply({ ...before, published: false }),
        to: after && revisionReply({ ...after, published: false }),
        difference: await differenceWords(db, before?.content ?? null, there),
      };
    });

    api.post(
      '/stories/:id/history/:number/restore',
      { schema: { params: OneParams } },
      async (request, reply) => {
        const story = request.params.id as StoryId;
        const staff = editorOf(request);
        const now = desk.clock();
        await desk.collab?.flush();
        await db.transaction().execute(async (tx) => {
          const facts = await getWorkingFacts(tx, story, staff, now);
          if (!mayWrite(staff, facts)) throw fault(deskFaults, 'not-allowed', { right: 'write' });
          const { content, number } = await getRevision(tx, story, request.params.number);
          await keepPause(tx, story, (await readWorking(tx, story)).content, now);
          await changeWorking(tx, story, { by: staff.id, at: now }, (doc) => applyContent(doc, content));
          await addRevision(tx, story, { content, by: staff.name, reason: 'restore', at: now });
          const entry = { by: staff.id, act: 'story.restored', about: 'story', subject: story, at: now };
          await note(tx, { ...entry, details: { number } });
        });
        return reply.code(204).send();
      },
    );
  };
}

function revisionReply({
  number,
  madeAt: at,
  by,
  reason,
  headline,
  words,
  published,
}: Revision): RevisionReply {
  return { number, at, by, reason, headline, words, published };
}
