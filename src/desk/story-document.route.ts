import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { mayReadWorking, mayWrite } from '#accounts/rights.js';
import { listStaff } from '#accounts/staff.sql.js';
import { fault } from '#kit/fault.js';
import type { StoryId } from '#kit/ids.js';
import { post } from '#store/letters.sql.js';
import { listStanding } from '#store/shared.sql.js';
import { getFactsFor } from '#stories/work.sql.js';
import { listThese } from '#stories/work-lists.sql.js';
import { askerOf } from './asker.ts';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';
import { editorOf } from './manners.ts';
import { writeMention } from './mention-letter.ts';
import type { MentionReply, StoryDocumentReply } from './shapes/story-document.ts';

const Params = Type.Object({ id: Type.Integer({ minimum: 1 }) });
const Mention = Type.Object({
  note: Type.String({ minLength: 1, maxLength: 40 }),
  mentions: Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: 20 }),
});

/** /desk/api/stories/:id/document and /mention: what an open story asks of the server beside its shared document. */
export function storyDocumentRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.get(
      '/stories/:id/document',
      { schema: { params: Params } },
      async (request): Promise<StoryDocumentReply> => {
        const id = request.params.id as StoryId;
        const { db } = desk.store;
        await getFactsFor(db, id, editorOf(request), desk.clock());
        const name = `story/${id}`;
        return { name, generation: (await listStanding(db, [name])).get(name)?.generation ?? 1 };
      },
    );
    api.post(
      '/stories/:id/mention',
      { schema: { params: Params, body: Mention } },
      async (request): Promise<MentionReply> => {
        const id = request.params.id as StoryId;
        const { db } = desk.store;
        const by = editorOf(request);
        const facts = await getFactsFor(db, id, by, desk.clock());
        if (!mayWrite(by, facts)) throw fault(deskFaults, 'not-allowed', { right: 'write' });
        const [story] = await listThese(db, [id], {}, askerOf(desk, request));
        const called = new Set(request.body.mentions);
        const told = (await listStaff(db)).filter(
          (staff) =>
            called.has(staff.id) && staff.active && staff.id !== by.id && mayReadWorking(staff, facts),
        );
        const { language } = desk.settings();
        const href = `${desk.accounts.address()}/desk/stories/${id}?note=${encodeURIComponent(request.body.note)}`;
        const letter = writeMention({ language, by: by.name, headline: story?.headline ?? '', href });
        await db.transaction().execute(async (tx) => {
          for (const { email } of told)
            await post(tx, { kind: 'mention', to: email, ...letter }, desk.clock());
        });
        return { told: told.map(({ id: account }) => account) };
      },
    );
  };
}
