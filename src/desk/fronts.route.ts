import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { changeDraft, draftName, startDraft } from '#fronts/draft.sql.js';
import { frontFaults } from '#fronts/faults.js';
import { storyCard } from '#fronts/front.js';
import { getFront, openFront } from '#fronts/front.sql.js';
import { draftOfDoc, placeCard } from '#fronts/front-document.js';
import { readContainers } from '#fronts/read-front.js';
import { givePlaceId } from '#fronts/starter.sql.js';
import { fault } from '#kit/fault.js';
import type { FrontId, SectionId, StoryId } from '#kit/ids.js';
import { listSections } from '#paper/section.sql.js';
import { getFactsFor } from '#stories/work.sql.js';
import { askerOf } from './asker.ts';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';
import { fillContainers, listFrontRows, listPlaced, loadFront } from './fronts-reply.io.ts';
import { demandOnFront } from './fronts-rights.ts';
import { IdParams } from './ids-asked.ts';
import { demand, editorOf } from './manners.ts';
import type { FilledReply, FrontReply, FrontsReply, PlacedStory } from './shapes/fronts.ts';

const Of = Type.Object({ section: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]) });
const Draft = Type.Object({ containers: Type.Array(Type.Unknown(), { maxItems: 100 }) });
const Ids = Type.Object({ ids: Type.String({ pattern: '^\\d{1,15}(,\\d{1,15}){0,199}$' }) });
const Placing = Type.Object({
  story: Type.Integer({ minimum: 1 }),
  container: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9]{7}$' })),
});

/** /desk/api/fronts: which there are, one with what stands around its draft, and placing a story from elsewhere. */
export function frontsRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  const { db } = desk.store;
  const frontOf = (request: FastifyRequest<{ Params: { id: number } }>) =>
    getFront(db, request.params.id as FrontId);
  return async (api) => {
    api.get('/fronts', async (request): Promise<FrontsReply> => {
      demand(editorOf(request), 'read-unpublished');
      return { fronts: await listFrontRows(desk, editorOf(request)) };
    });
    api.post('/fronts', { schema: { body: Of } }, async (request): Promise<{ id: number }> => {
      const section = request.body.section as SectionId | null;
      demandOnFront(editorOf(request), 'edit', { section });
      const known = section === null || (await listSections(db)).some(({ id }) => id === section);
      if (!known) throw fault(deskFaults, 'desk-question-wrong', { problem: 'there is no such section.' });
      const now = desk.clock();
      return db.transaction().execute(async (tx) => {
        const front = await openFront(tx, section, now);
        await startDraft(tx, front, now);
        return { id: front.id };
      });
    });
    api.get('/fronts/:id', { schema: { params: IdParams } }, async (request): Promise<FrontReply> => {
      demand(editorOf(request), 'read-unpublished');
      return loadFront(desk, await frontOf(request), editorOf(request));
    });
    api.get('/fronts/:id/document', { schema: { params: IdParams } }, async (request) => {
      demand(editorOf(request), 'read-unpublished');
      const front = await frontOf(request);
      const generation = await db.transaction().execute((tx) => startDraft(tx, front, desk.clock()));
      return { name: draftName(front.id), generation };
    });
    api.post(
      '/fronts/:id/filled',
      { schema: { params: IdParams, body: Draft } },
      async (request): Promise<FilledReply> => {
        demand(editorOf(request), 'read-unpublished');
        const containers = readContainers(request.body.containers);
        return fillContainers(desk, containers, askerOf(desk, request), editorOf(request));
      },
    );
    api.get(
      '/fronts/stories',
      { schema: { querystring: Ids } },
      async (request): Promise<{ stories: PlacedStory[] }> => {
        demand(editorOf(request), 'read-unpublished');
        const ids = request.query.ids.split(',').map((id) => Number(id) as StoryId);
        return { stories: await listPlaced(desk, ids, askerOf(desk, request), editorOf(request)) };
      },
    );
    api.post(
      '/fronts/:id/place',
      { schema: { params: IdParams, body: Placing } },
      async (request): Promise<{ card: string }> => {
        const [staff, front, now] = [editorOf(request), await frontOf(request), desk.clock()];
        demandOnFront(staff, 'edit', front);
        const story = request.body.story as StoryId;
        await getFactsFor(db, story, staff, now);
        const card = storyCard(givePlaceId(), story);
        await db.transaction().execute(async (tx) => {
          await startDraft(tx, front, now);
          const place = (doc: Parameters<typeof draftOfDoc>[0]) => {
            const { containers } = draftOfDoc(doc);
            const wanted = request.body.container;
            const into = wanted ? containers.find(({ id }) => id === wanted) : containers[0];
            if (!into) throw fault(frontFaults, 'front-place-unknown');
            placeCard(doc, card, { container: into.id, before: into.cards[0]?.id ?? null });
          };
          await changeDraft(tx, front.id, place, { by: staff.id, at: now });
        });
        return { card: card.id };
      },
    );
  };
}
