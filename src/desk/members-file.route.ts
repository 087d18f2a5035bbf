import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { note } from '#accounts/audit.sql.js';
import { exportMembers } from '#members/member-export.sql.js';
import { type MemberColumn, memberColumns, memberFileKinds } from '#members/member-file.js';
import { getMemberFile } from '#members/member-file-wish.js';
import { importMembers } from '#members/member-import.sql.js';
import type { Desk } from './desk.ts';
import { fileBodyOf, takeFileBodies } from './file-body.ts';
import { demand, editorOf } from './manners.ts';
import { MemberFilters, memberQuestion } from './members.route.ts';
import type { ImportReply } from './shapes/members.ts';

const LARGEST_BYTES = 60_000_000;
/** Lines of a report that a screen shows; the command line shows all. */
const SHOWN = 500;

const Column = Type.Optional(Type.String({ maxLength: 200 }));
const Wish = Type.Object({
  kind: Type.Optional(Type.Enum(memberFileKinds)),
  dry: Type.Boolean(),
  ...(Object.fromEntries(memberColumns.map((column) => [`map-${column}`, Column])) as Record<
    `map-${MemberColumn}`,
    typeof Column
  >),
});

/** /desk/api/members/import and …/export: members in and out as tables. */
export function membersFileRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.addHook('preHandler', async (request) => demand(editorOf(request), 'members'));
    await api.register(importing(desk));
    api.post('/members/export', { schema: { querystring: MemberFilters } }, async (request, reply) => {
      const { store, clock } = desk;
      const { limit: _limit, after: _after, ...question } = memberQuestion(desk, request.query);
      // Whoever takes all addresses out of the house is written down.
      await store.db.transaction().execute((tx) =>
        note(tx, {
          ...{ by: editorOf(request).id, act: 'members.exported', about: 'reader', subject: null },
          ...{ details: { ...request.query }, at: clock() },
        }),
      );
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="members.csv"')
        .send(Readable.from(exportMembers(store.slow, question, clock())));
    });
  };
}

function importing({ store, clock }: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    takeFileBodies(api, LARGEST_BYTES);
    api.post(
      '/members/import',
      { schema: { querystring: Wish }, bodyLimit: LARGEST_BYTES },
      async (request): Promise<ImportReply> => {
        const { kind, dry: isDry, ...columns } = request.query;
        const file = getMemberFile(fileBodyOf(request), { kind, map: mapOf(columns) });
        const staff = editorOf(request).id;
        const done = await importMembers(store, file, { isDry, staff }, clock);
        const { lines, added, changed } = done;
        if (!isDry)
          await store.db.transaction().execute((tx) =>
            note(tx, {
              ...{ by: staff, act: 'members.imported', about: 'reader', subject: null },
              ...{ details: { kind: file.kind, lines, added, changed }, at: clock() },
            }),
          );
        return { ...done, refused: done.refused.slice(0, SHOWN), notes: done.notes.slice(0, SHOWN) };
      },
    );
  };
}

/** `map-email=Anschrift` names the column of addresses; an empty one names none. */
function mapOf(columns: Readonly<Record<string, unknown>>): Partial<Record<MemberColumn, string>> {
  return Object.fromEntries(
    Object.entries(columns)
      .filter(([, column]) => typeof column === 'string' && column !== '')
      .map(([name, column]) => [name.replace(/^map-/, ''), column]),
  );
}
