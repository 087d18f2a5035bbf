import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { fault } from '#kit/fault.js';
import type { Desk } from './desk.ts';
import { deskFaults } from './faults.ts';
import { demand, editorOf } from './manners.ts';
import { recorded } from './recorded.sql.ts';
import type { CallRow, CallsReply, NewWebhookReply, WebhookRow, WebhooksReply } from './shapes/machines.ts';
import { addWebhook, changeWebhook, listWebhooks, removeWebhook, type Webhook } from './webhooks.sql.ts';
import { checkWebhookAddress } from './webhooks-address.io.ts';
import { addCalls, countWaiting, listCalls, replayCall, type WebhookCall } from './webhooks-calls.sql.ts';
import { webhookEvents } from './webhooks-events.ts';

const Id = Type.Object({ id: Type.Integer({ minimum: 1 }) });
const CallId = Type.Object({ id: Type.Integer({ minimum: 1 }), call: Type.Integer({ minimum: 1 }) });
const Wish = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' }),
  address: Type.String({ minLength: 1, maxLength: 2_000 }),
  events: Type.Array(Type.Union(webhookEvents.map((name) => Type.Literal(name))), {
    minItems: 1,
    maxItems: 50,
  }),
});
const Change = Type.Partial(Type.Intersect([Wish, Type.Object({ active: Type.Boolean() })]));
const Asked = Type.Object({
  before: Type.Optional(Type.Integer({ minimum: 1 })),
  state: Type.Optional(Type.Union(['waiting', 'sent', 'failed'].map((state) => Type.Literal(state)))),
});
const LIMIT = 50;

/** /desk/api/webhooks: who outside is called when something happens, and the log of the calls. */
export function webhooksRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  const { db } = desk.store;
  return async (api) => {
    api.get('/webhooks', async (request): Promise<WebhooksReply> => {
      demand(editorOf(request), 'machines');
      const waiting = await countWaiting(db);
      return { webhooks: (await listWebhooks(db)).map((webhook) => rowOf(webhook, waiting.get(webhook.id))) };
    });
    api.post('/webhooks', { schema: { body: Wish } }, async (request): Promise<NewWebhookReply> => {
      const staff = editorOf(request);
      demand(staff, 'machines');
      const wish = { ...request.body, address: demandAddress(desk, request.body.address) };
      const secret = makeSecret();
      const webhook = await recorded(desk, staff, async (tx, now) => {
        const made = await addWebhook(tx, { ...wish, secret, by: staff.id }, now);
        return {
          made,
          ...line('webhook.added', made.id, { name: made.name, host: new URL(made.address).host }),
        };
      });
      return { webhook: rowOf(webhook), secret };
    });
    api.patch(
      '/webhooks/:id',
      { schema: { params: Id, body: Change } },
      async (request): Promise<WebhookRow> => {
        demand(editorOf(request), 'machines');
        const { address, ...rest } = request.body;
        const change = address === undefined ? rest : { ...rest, address: demandAddress(desk, address) };
        const webhook = await recorded(desk, editorOf(request), async (tx, now) => {
          const made = await changeWebhook(tx, request.params.id, change, now);
          return { made, ...line('webhook.changed', made.id, { fields: Object.keys(change) }) };
        });
        return rowOf(webhook);
      },
    );
    api.post(
      '/webhooks/:id/secret',
      { schema: { params: Id } },
      async (request): Promise<NewWebhookReply> => {
        demand(editorOf(request), 'machines');
        const secret = makeSecret();
        const webhook = await recorded(desk, editorOf(request), async (tx, now) => {
          const made = await changeWebhook(tx, request.params.id, { secret }, now);
          return { made, ...line('webhook.changed', made.id, { fields: ['secret'] }) };
        });
        return { webhook: rowOf(webhook), secret };
      },
    );
    api.delete('/webhooks/:id', { schema: { params: Id } }, async (request): Promise<WebhookRow> => {
      demand(editorOf(request), 'machines');
      const webhook = await recorded(desk, editorOf(request), async (tx, now) => {
        const made = await removeWebhook(tx, request.params.id, now);
        return { made, ...line('webhook.removed', made.id, { name: made.name }) };
      });
      return rowOf(webhook);
    });
    await api.register(callRoutes(desk));
  };
}

function callRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  const { db } = desk.store;
  return async (api) => {
    const ofLog = { schema: { params: Id, querystring: Asked } };
    api.get('/webhooks/:id/calls', ofLog, async (request): Promise<CallsReply> => {
      demand(editorOf(request), 'machines');
      const { before, state } = request.query as { before?: number; state?: WebhookCall['state'] };
      const found = await listCalls(db, request.params.id, { before, state, limit: LIMIT + 1 });
      const calls = found.slice(0, LIMIT).map(callRow);
      return { calls, before: found.length > LIMIT ? (calls.at(-1)?.id ?? null) : null };
    });
    api.post('/webhooks/:id/test', { schema: { params: Id } }, async (request) => {
      demand(editorOf(request), 'machines');
      const now = desk.clock();
      const message = `test_${randomUUID()}`;
      const call = {
        webhook: request.params.id,
        message,
        name: 'test',
        subject: null,
        facts: {},
        eventAt: now.getTime(),
      };
      await db.transaction().execute((tx) => addCalls(tx, [call], now));
      return { message };
    });
    api.post(
      '/webhooks/:id/calls/:call/replay',
      { schema: { params: CallId } },
      async (request): Promise<CallRow> => {
        demand(editorOf(request), 'machines');
        const call = await recorded(desk, editorOf(request), async (tx, now) => {
          const made = await replayCall(tx, request.params.call, now);
          return { made, ...line('webhook.replayed', made.webhook, { call: made.id }) };
        });
        return callRow(call);
      },
    );
  };
}

/** throws  webhook-address-wrong */
function demandAddress(desk: Desk, address: string): string {
  const checked = checkWebhookAddress(address.trim(), desk.settings().webhookPrivate);
  if (!checked.ok) throw fault(deskFaults, 'webhook-address-wrong', { problem: checked.refusal });
  return checked.value.href;
}

function makeSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

function rowOf(webhook: Webhook, waiting = 0): WebhookRow {
  const { id, name, address, events, active, stoppedWhy, failingSince, madeAt } = webhook;
  return { id, name, address, events: [...events], active, stoppedWhy, failingSince, madeAt, waiting };
}

function callRow({ webhook: _webhook, facts: _facts, ...row }: WebhookCall): CallRow {
  return row;
}

function line(act: string, subject: number, details: Record<string, unknown>) {
  return { act, about: 'webhook', subject, details };
}
