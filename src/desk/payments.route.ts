import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { note } from '#accounts/audit.sql.js';
import { fault } from '#kit/fault.js';
import type { AccountId, MembershipId, PaymentId } from '#kit/ids.js';
import { memberFaults } from '#members/faults.js';
import { markPaid } from '#members/invoice.sql.js';
import { ledgerCsv, listLedger, sumLedger } from '#members/ledger.sql.js';
import { countPayments, listPaymentLines } from '#members/payment-lines.sql.js';
import { findReceipt } from '#members/receipt.sql.js';
import { refundPayment } from '#members/refund.io.js';
import { refusedMoney } from '#members/refused.js';
import type { Desk } from './desk.ts';
import { AskedId, IdParams } from './ids-asked.ts';
import { demand, editorOf } from './manners.ts';
import type { LedgerReply, PaidReply, PaymentsReply, ReceiptReply } from './shapes/memberships.ts';

const states = ['open', 'pending', 'paid', 'failed', 'refunded', 'void'] as const;
const Question = Type.Object({
  state: Type.Optional(Type.Enum(states)),
  provider: Type.Optional(Type.Enum(['stripe', 'offline'])),
  account: Type.Optional(AskedId),
  membership: Type.Optional(AskedId),
  overdue: Type.Optional(Type.Boolean()),
  before: Type.Optional(AskedId),
});
/** `at`: when the money came, milliseconds since 1970; left out, now. */
const Paid = Type.Object({ at: Type.Optional(Type.Integer({ minimum: 1 })) });
const Refund = Type.Object({ amountMinor: Type.Integer({ minimum: 1 }) });
const Month = Type.Object({ month: Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' }) });
const Numbered = Type.Object({ number: Type.String({ maxLength: 40 }) });
const PAGE = 100;

/** /desk/api/payments, …/ledger and …/receipts: money that came, is awaited, failed, or went back. */
export function paymentsRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.addHook('preHandler', async (request) => demand(editorOf(request), 'members'));
    api.get('/payments', { schema: { querystring: Question } }, async ({ query }): Promise<PaymentsReply> => {
      const { state, provider, account, membership, overdue, before } = query;
      const question = {
        ...{ states: state ? [state] : states, provider, before, limit: PAGE + 1 },
        account: account as AccountId | undefined,
        membership: membership as MembershipId | undefined,
        overdueAt: overdue ? desk.clock().getTime() : undefined,
      };
      const found = await listPaymentLines(desk.store.slow, question);
      const payments = found.slice(0, PAGE);
      const next = found.length > PAGE ? (payments.at(-1)?.id ?? null) : null;
      return { payments, next, counts: await countPayments(desk.store.slow, ['open', 'pending', 'failed']) };
    });
    await api.register(acts(desk));
    await api.register(papers(desk));
  };
}

function acts(desk: Desk): FastifyPluginAsyncTypebox {
  const { store, clock, members } = desk;
  return async (api) => {
    api.post(
      '/payments/:id/paid',
      { schema: { params: IdParams, body: Paid } },
      async (request): Promise<PaidReply> => {
        const now = clock();
        const at = new Date(Math.min(request.body.at ?? now.getTime(), now.getTime()));
        const [payment, staff] = [request.params.id as PaymentId, editorOf(request).id];
        const done = await store.db.transaction().execute(async (tx) => {
          const paid = await markPaid(tx, members, { payment, at, staff }, now);
          const line = { by: staff, act: 'payment.marked-paid', about: 'payment', subject: payment };
          if (paid.ok) await note(tx, { ...line, details: { at: at.toISOString() }, at: now });
          return paid;
        });
        if (!done.ok) throw refusedMoney(done.refusal);
        return done.value;
      },
    );
    api.post(
      '/payments/:id/refund',
      { schema: { params: IdParams, body: Refund } },
      async (request): Promise<PaidReply> => {
        const [payment, staff] = [request.params.id as PaymentId, editorOf(request).id];
        const { amountMinor } = request.body;
        const done = await refundPayment(members, { payment, amountMinor, staff });
        if (!done.ok) throw refusedMoney(done.refusal);
        const line = { by: staff, act: 'payment.refunded', about: 'payment', subject: payment };
        await store.db
          .transaction()
          .execute((tx) => note(tx, { ...line, details: { amountMinor }, at: clock() }));
        return done.value;
      },
    );
  };
}

function papers({ store, settings }: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.get('/ledger', { schema: { querystring: Month } }, async ({ query }): Promise<LedgerReply> => {
      const lines = await listLedger(store.slow, query.month, settings().timeZone);
      return { month: query.month, lines, sums: sumLedger(lines) };
    });
    api.get('/ledger.csv', { schema: { querystring: Month } }, async ({ query }, reply) => {
      const lines = await listLedger(store.slow, query.month, settings().timeZone);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="ledger-${query.month}.csv"`)
        .send(ledgerCsv(lines));
    });
    api.get(
      '/receipts/:number',
      { schema: { params: Numbered } },
      async ({ params }): Promise<ReceiptReply> => {
        const receipt = await findReceipt(store.db, params.number);
        if (!receipt) throw fault(memberFaults, 'receipt-unknown', { number: params.number });
        return receipt;
      },
    );
  };
}
