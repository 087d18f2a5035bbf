import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { note } from '#accounts/audit.sql.js';
import { fault } from '#kit/fault.js';
import { listDifferenceLines, settleDifference } from '#members/differences.sql.js';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';
import { IdParams } from './ids-asked.ts';
import { demand, editorOf } from './manners.ts';
import type { DifferencesReply } from './shapes/members.ts';

const MOST = 300;
const Question = Type.Object({ settled: Type.Optional(Type.Boolean()) });
const Settled = Type.Object({ how: Type.String({ minLength: 1, maxLength: 1_000 }) });

/** /desk/api/differences: what a payment provider and the paper say differently, and what was done about it. */
export function differencesRoutes({ store, clock }: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.addHook('preHandler', async (request) => demand(editorOf(request), 'members'));
    api.get(
      '/differences',
      { schema: { querystring: Question } },
      async ({ query }): Promise<DifferencesReply> => {
        const wish = { isSettled: query.settled ?? false, limit: MOST };
        return { differences: await listDifferenceLines(store.slow, wish) };
      },
    );
    const settled = { schema: { params: IdParams, body: Settled } };
    api.post('/differences/:id/settle', settled, async (request): Promise<{ done: true }> => {
      const { id } = request.params;
      const how = request.body.how.trim();
      if (how === '') throw fault(deskFaults, 'reason-missing');
      const by = editorOf(request).id;
      await store.db.transaction().execute(async (tx) => {
        if (!(await settleDifference(tx, id, how, clock()))) throw fault(deskFaults, 'task-not-found');
        const line = { by, act: 'difference.settled', about: 'payment', subject: id };
        await note(tx, { ...line, details: { how }, at: clock() });
      });
      return { done: true };
    });
  };
}
