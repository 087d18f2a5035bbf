import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { findDraft } from '#fronts/draft.sql.js';
import { frontFaults } from '#fronts/faults.js';
import { getFront } from '#fronts/front.sql.js';
import { cancelLaunch, launchAt, launchNow, noteTold } from '#fronts/launch.sql.js';
import { fault } from '#kit/fault.js';
import type { FrontId } from '#kit/ids.js';
import type { Desk } from './desk.ts';
import { demandOnFront } from './fronts-rights.ts';
import { AskedId, IdParams } from './ids-asked.ts';
import { editorOf } from './manners.ts';
import type { LaunchReply, TimedReply } from './shapes/fronts.ts';

const OfLaunch = Type.Object({ id: AskedId, launch: AskedId });
const carries = Type.Union([Type.Array(Type.String({ maxLength: 8 }), { maxItems: 200 }), Type.Null()]);
const Launch = Type.Object({ carries, shown: Type.String({ maxLength: 20_000 }) });
const Timed = Type.Object({ carries, at: Type.Integer({ minimum: 0, maximum: 8.64e15 }) });

/** Below /desk/api/fronts/:id: launching now and at a time. */
export function frontsLaunchRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  const { db } = desk.store;
  return async (api) => {
    api.post(
      '/fronts/:id/launch',
      { schema: { params: IdParams, body: Launch } },
      async (request): Promise<LaunchReply> => {
        const [staff, front] = [editorOf(request), await getFront(db, request.params.id as FrontId)];
        demandOnFront(staff, 'launch-front', front);
        const { shown, carries: chosen } = request.body;
        const wish = { ...(await draftOf(desk, front.id)), carries: chosen, after: [] };
        const made = { by: staff.id, how: 'launch' as const, shown };
        const { after, plan } = await db
          .transaction()
          .execute((tx) => launchNow(tx, front.id, wish, made, desk.clock()));
        return { version: after.version, plan };
      },
    );
    api.post(
      '/fronts/:id/launches',
      { schema: { params: IdParams, body: Timed } },
      async (request): Promise<TimedReply> => {
        const [staff, front] = [editorOf(request), await getFront(db, request.params.id as FrontId)];
        demandOnFront(staff, 'launch-front', front);
        const { at, carries: chosen } = request.body;
        const wish = { ...(await draftOf(desk, front.id)), carries: chosen };
        const made = { by: staff.id, at };
        return {
          launch: await db.transaction().execute((tx) => launchAt(tx, front.id, wish, made, desk.clock())),
        };
      },
    );
    api.delete('/fronts/:id/launches/:launch', { schema: { params: OfLaunch } }, async (request) => {
      const [staff, front] = [editorOf(request), await getFront(db, request.params.id as FrontId)];
      demandOnFront(staff, 'launch-front', front);
      const { launch } = request.params;
      await db.transaction().execute((tx) => cancelLaunch(tx, front.id, launch, staff.id, desk.clock()));
      return { cancelled: launch };
    });
    api.post('/fronts/:id/launches/:launch/told', { schema: { params: OfLaunch } }, async (request) => {
      const { launch } = request.params;
      const staff = editorOf(request);
      await db.transaction().execute((tx) => noteTold(tx, launch, staff.id, desk.clock()));
      return { told: launch };
    });
  };
}

/** throws  front-nothing-to-launch where nobody has opened the front yet */
async function draftOf(desk: Desk, front: FrontId) {
  // What an editor sees as saved is in the database; what is under way is waited for.
  await desk.collab?.flush();
  const draft = await findDraft(desk.store.db, front);
  if (!draft) throw fault(frontFaults, 'front-nothing-to-launch');
  return { containers: draft.containers, bases: draft.bases };
}
