import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { getFront, getVersion, listVersions } from '#fronts/front.sql.js';
import { restoreVersion } from '#fronts/launch.sql.js';
import type { FrontId } from '#kit/ids.js';
import type { Desk } from './desk.ts';
import { namesOf, versionRow } from './fronts-reply.io.ts';
import { demandOnFront } from './fronts-rights.ts';
import { AskedId, IdParams } from './ids-asked.ts';
import { demand, editorOf } from './manners.ts';
import type { HistoryReply, LaunchReply, VersionReply } from './shapes/fronts.ts';

const OfVersion = Type.Object({ id: AskedId, version: AskedId });
const Before = Type.Object({ before: Type.Optional(AskedId) });
const Restore = Type.Object({ version: AskedId });

const PAGE = 30;

/** Below /desk/api/fronts/:id: what was up when, and putting it up again. */
export function frontsHistoryRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  const { db } = desk.store;
  return async (api) => {
    api.get(
      '/fronts/:id/history',
      { schema: { params: IdParams, querystring: Before } },
      async (request): Promise<HistoryReply> => {
        demand(editorOf(request), 'read-unpublished');
        const front = await getFront(db, request.params.id as FrontId);
        const found = await listVersions(db, front.id, PAGE + 1, request.query.before);
        const names = await namesOf(db);
        return {
          versions: found.slice(0, PAGE).map((version) => versionRow(names, version)),
          more: found.length > PAGE,
        };
      },
    );
    api.get(
      '/fronts/:id/history/:version',
      { schema: { params: OfVersion } },
      async (request): Promise<VersionReply> => {
        demand(editorOf(request), 'read-unpublished');
        const { containers } = await getVersion(db, request.params.id as FrontId, request.params.version);
        return { number: request.params.version, containers };
      },
    );
    api.post(
      '/fronts/:id/restore',
      { schema: { params: IdParams, body: Restore } },
      async (request): Promise<LaunchReply> => {
        const [staff, front] = [editorOf(request), await getFront(db, request.params.id as FrontId)];
        demandOnFront(staff, 'launch-front', front);
        const { after, plan } = await db
          .transaction()
          .execute((tx) => restoreVersion(tx, front.id, request.body.version, staff.id, desk.clock()));
        return { version: after.version, plan };
      },
    );
  };
}
