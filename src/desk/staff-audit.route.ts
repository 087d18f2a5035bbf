import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { listAudit } from '#accounts/audit.sql.js';
import { listStaff } from '#accounts/staff.sql.js';
import type { AccountId } from '#kit/ids.js';
import type { Desk } from './desk.ts';
import { demand, editorOf } from './manners.ts';
import type { AuditPage } from './shapes/staff.ts';

const PAGE = 100;

const Question = Type.Partial(
  Type.Object({
    before: Type.Integer({ minimum: 1 }),
    by: Type.Integer({ minimum: 1 }),
    about: Type.String({ maxLength: 40 }),
    subject: Type.Integer({ minimum: 1 }),
    act: Type.String({ maxLength: 60 }),
  }),
);

/** GET /desk/api/audit: who did what, newest first, for those who answer for the staff. */
export function auditRoutes({ store }: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.get('/audit', { schema: { querystring: Question } }, async (request): Promise<AuditPage> => {
      demand(editorOf(request), 'staff');
      const { by, ...rest } = request.query;
      const question = { ...rest, ...(by !== undefined && { by: by as AccountId }), limit: PAGE };
      const entries = await listAudit(store.db, question);
      const names = new Map((await listStaff(store.db)).map(({ id, name }) => [id, name]));
      return {
        lines: entries.map((entry) => ({
          ...entry,
          by: entry.by === null ? null : (names.get(entry.by) ?? null),
          details: { ...entry.details },
        })),
        next: entries.length === PAGE ? (entries.at(-1)?.id ?? null) : null,
      };
    });
  };
}
