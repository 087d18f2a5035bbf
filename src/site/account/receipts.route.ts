import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
import { fault } from '#kit/fault.js';
import { memberFaults } from '#members/faults.js';
import { wordDay } from '#members/money-house.js';
import type { Payment } from '#members/payment.js';
import { findPayment, listPayments } from '#members/payment.sql.js';
import { wordAmount, wordRate } from '#members/price-words.js';
import type { Receipt } from '#members/receipt.js';
import { findReceipt, listReceipts } from '#members/receipt.sql.js';
import { type AccountParts, draw, readerOf } from './door.ts';
import { type ReceiptTexts, receiptTexts } from './messages/receipts.ts';
import { ReceiptPage, type ReceiptProps, ReceiptsPage } from './receipts.page.tsx';

const Params = Type.Object({ number: Type.String({ maxLength: 40 }) });
/** A period ends at the time of day at which the next begins: its last day is the one before. */
const DAY_MS = 86_400_000;
const Query = Type.Object({ new: Type.Optional(Type.String({ maxLength: 4 })) });

/** /account/receipts and one receipt as a sheet to print. */
export function receiptPages(parts: AccountParts): FastifyPluginAsyncTypebox {
  const { members } = parts;
  return async (app) => {
    app.get('/account/receipts', async (request, reply) => {
      const reader = await readerOf(parts, request);
      const t = receiptTexts(members.settings().language);
      const { db } = members.store;
      const receipts = await listReceipts(db, { account: reader.id });
      const payments = new Map((await listPayments(db, { account: reader.id })).map((one) => [one.id, one]));
      const lines = receipts.map((one) => lineOf(t, one, payments.get(one.payment)));
      const content = ReceiptsPage({ t, lines });
      return draw(reply, parts, { title: t.title, back: { href: '/account', label: t.account }, content });
    });
    app.get(
      '/account/receipts/:number',
      { schema: { params: Params, querystring: Query } },
      async (request, reply) => {
        const reader = await readerOf(parts, request);
        const t = receiptTexts(members.settings().language);
        const receipt = await findReceipt(members.store.db, request.params.number);
        if (receipt?.account !== reader.id) {
          throw fault(memberFaults, 'receipt-unknown', { number: request.params.number });
        }
        const payment = await findPayment(members.store.db, receipt.payment);
        const content = ReceiptPage(viewReceipt(t, receipt, payment, request.query.new === '1'));
        const title = `${t.kinds[receipt.kind]} ${receipt.number}`;
        const back = { href: '/account/receipts', label: t.title };
        return draw(reply, parts, { title, name: null, back, content });
      },
    );
  };
}

function lineOf(t: ReceiptTexts, { number, kind, content, madeAt }: Receipt, payment: Payment | undefined) {
  const { language, zone, currency, amountMinor, what } = content;
  return {
    ...{ number, what, href: `/account/receipts/${number}`, kind: t.kinds[kind] },
    day: wordDay(madeAt, language, zone),
    sum: wordAmount(amountMinor, currency, language),
    state: kind === 'invoice' && payment ? t.states[payment.state] : null,
  };
}

/** Everything but what became of it since is as it was written then. */
function viewReceipt(
  t: ReceiptTexts,
  { number, kind, content, madeAt }: Receipt,
  payment: Payment | undefined,
  isNew: boolean,
): ReceiptProps {
  const { language, zone, currency, publisher, to, taxBp } = content;
  const sum = (minor: number) => wordAmount(minor, currency, language);
  const day = (at: number) => wordDay(at, language, zone);
  const open = kind === 'invoice' && payment?.state === 'open';
  const facts: [string, string | null][] = [
    [t.date, day(madeAt)],
    [t.reader, to.number || null],
    [
      t.period,
      content.periodFrom && content.periodTo
        ? t.from(day(content.periodFrom), day(content.periodTo - DAY_MS))
        : null,
    ],
    [t.paidOn, content.paidAt && kind === 'receipt' ? day(content.paidAt) : null],
    [t.paidHow, kind === 'receipt' ? (t.how[content.provider as keyof typeof t.how] ?? null) : null],
    [t.due, content.dueAt ? day(content.dueAt) : null],
    [t.refersTo, content.refersTo],
    [t.order, content.orderNumber],
  ];
  const tax = [
    { label: t.net, sum: sum(content.netMinor) },
    { label: t.tax(wordRate(taxBp, language)), sum: sum(content.taxMinor) },
  ];
  const became = payment?.state === 'void' ? t.isVoid : payment?.state === 'paid' ? t.isPaid : null;
  return {
    ...{ t, number, kind: t.kinds[kind], what: content.what },
    publisher: { ...publisher, address: linesOf(publisher.address) },
    to: [to.name, to.email].filter(Boolean),
    facts: facts.flatMap(([label, says]) => (says === null ? [] : [{ label, says }])),
    sums: [...(taxBp > 0 ? tax : []), { label: t.total, sum: sum(content.amountMinor), total: true }],
    pay: open ? [...linesOf(content.pay), t.reference(number)] : [],
    said: isNew && open ? `${t.isNew} ${t.begins}` : kind === 'invoice' ? became : null,
  };
}

function linesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => (line.trim() ? [line.trim()] : []));
}
