import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { findAccount } from '#accounts/account.sql.js';
import { note } from '#accounts/audit.sql.js';
import { fault } from '#kit/fault.js';
import type { AccountId } from '#kit/ids.js';
import { memberFaults } from '#members/faults.js';
import { deleteReader } from '#members/leave.io.js';
import { gatherOwnData, lookAtLeaving } from '#members/own-data.sql.js';
import { addTask, listTasks, type ReaderTask, settleTask, taskKinds } from '#members/reader-task.sql.js';
import { findReaderRow } from '#members/readers.sql.js';
import type { Db, Tx } from '#store/tables.js';
import type { Desk } from './desk.ts';
import { AskedId, IdParams } from './ids-asked.ts';
import { demand, editorOf } from './manners.ts';
import type { ReaderTaskEntry, ReaderTasksReply } from './shapes/reader-tasks.ts';

const MOST = 200;

const Asked = Type.Object({ done: Type.Optional(Type.Boolean()) });
/** `cameAt` when the letter came, in milliseconds since 1970: the month counts from there. */
const Wish = Type.Object({
  kind: Type.Enum(taskKinds),
  reader: Type.Union([AskedId, Type.Null()]),
  about: Type.String({ minLength: 1, maxLength: 4_000 }),
  cameAt: Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 }),
});
const Settled = Type.Object({ remark: Type.String({ maxLength: 4_000 }) });

/** /desk/api/reader-tasks: what readers asked for by letter, with its deadline; and what is done for them. */
export function readerTasksRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.addHook('preHandler', async (request) => demand(editorOf(request), 'members'));
    await api.register(tasks(desk));
    await api.register(doing(desk));
  };
}

function tasks({ store, clock }: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.get(
      '/reader-tasks',
      { schema: { querystring: Asked } },
      async (request): Promise<ReaderTasksReply> => {
        const found = await listTasks(store.db, { done: request.query.done ?? false, limit: MOST });
        const now = clock().getTime();
        return { tasks: await Promise.all(found.map((task) => entryOf(store.db, task, now))) };
      },
    );
    api.post('/reader-tasks', { schema: { body: Wish } }, async (request, reply) => {
      const { kind, reader, about, cameAt } = request.body;
      const staff = editorOf(request).id;
      const account = reader as AccountId | null;
      const task = await store.db.transaction().execute(async (tx) => {
        if (account !== null && !(await findReaderRow(tx, account)))
          throw fault(memberFaults, 'reader-unknown', { account });
        const wish = { kind, account, about: about.trim(), cameAt: new Date(cameAt), staff };
        const made = await addTask(tx, wish, clock());
        await noteTask(tx, { by: staff, act: 'reader-task.made', subject: made.id, at: clock() });
        return made;
      });
      return reply.code(201).send(await entryOf(store.db, task, clock().getTime()));
    });
    const settled = { schema: { params: IdParams, body: Settled } };
    api.post('/reader-tasks/:id/settle', settled, async (request, reply) => {
      const staff = editorOf(request).id;
      const { id } = request.params;
      await store.db.transaction().execute(async (tx) => {
        await settleTask(tx, { id, remark: request.body.remark.trim(), staff }, clock());
        await noteTask(tx, { by: staff, act: 'reader-task.settled', subject: id, at: clock() });
      });
      return reply.code(204).send();
    });
  };
}

/** Giving somebody their data, and deleting their account, for those who asked by letter. */
function doing({ store, clock, members }: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.post('/members/:id/data', { schema: { params: IdParams } }, async (request, reply) => {
      const account = request.params.id as AccountId;
      const data = await gatherOwnData(store.db, account, clock());
      // All that is known of somebody leaves the house by this, so it is written down.
      await store.db.transaction().execute((tx) =>
        note(tx, {
          ...{ by: editorOf(request).id, act: 'reader.data-given', about: 'reader', subject: account },
          ...{ details: {}, at: clock() },
        }),
      );
      reply.header('content-disposition', `attachment; filename="${String(data.number)}.json"`);
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(data, null, 2));
    });
    api.get('/members/:id/leaving', { schema: { params: IdParams } }, async (request) =>
      lookAtLeaving(store.db, request.params.id as AccountId, clock()),
    );
    api.post('/members/:id/delete', { schema: { params: IdParams } }, async (request, reply) => {
      const account = request.params.id as AccountId;
      const by = editorOf(request).id;
      const reader = await findReaderRow(store.db, account);
      if (!reader) throw fault(memberFaults, 'reader-unknown', { account });
      await deleteReader(members, { ...reader, id: account }, by);
      const what = { by, act: 'reader.deleted', about: 'reader', subject: account, details: {} };
      await store.db.transaction().execute((tx) => note(tx, { ...what, at: clock() }));
      return reply.code(204).send();
    });
  };
}

function noteTask(tx: Tx, what: { by: AccountId; act: string; subject: number; at: Date }): Promise<void> {
  return note(tx, { ...what, about: 'reader-task', details: {} });
}

async function entryOf(db: Db, task: ReaderTask, now: number): Promise<ReaderTaskEntry> {
  const { id, kind, about, dueAt, doneAt, remark, madeAt, account, doneBy } = task;
  const reader = account === null ? undefined : await findReaderRow(db, account);
  const done = doneBy === null ? undefined : await findAccount(db, doneBy);
  return {
    ...{ id, kind, about, dueAt, doneAt, remark, madeAt },
    late: doneAt === null && dueAt < now,
    doneBy: done?.name ?? null,
    reader: reader
      ? { id: reader.account, name: reader.name, email: reader.email, number: reader.number }
      : null,
  };
}
