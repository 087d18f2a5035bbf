import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { fault } from '#kit/fault.js';
import type { PartnerId } from '#kit/ids.js';
import { memberFaults } from '#members/faults.js';
import { listPartners } from '#members/partner.sql.js';
import { writeTable } from '#members/partners-file.js';
import { plainAmount } from '#members/price-words.js';
import { isSettled, type Statement } from '#members/statement.js';
import {
  findStatement,
  listPartnersOf,
  listStatements,
  makeStatement,
  readStatement,
} from '#members/statement.sql.js';
import { sendStatement } from '#members/statement-letter.sql.js';
import type { Desk } from './desk.ts';
import { demand, editorOf } from './manners.ts';
import { recorded } from './recorded.sql.ts';
import type { StatementsReply } from './shapes/benefits.ts';

const Month = Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$' });
const Asked = Type.Object({ month: Month });
const One = Type.Object({ partner: Type.Integer({ minimum: 1 }), month: Month });

/** /desk/api/statements: what is settled with each partner for a month. */
export function statementsRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  const { store, clock, settings } = desk;
  return async (api) => {
    api.addHook('preHandler', async (request) => demand(editorOf(request), 'benefits'));
    api.get('/statements', { schema: { querystring: Asked } }, async (request): Promise<StatementsReply> => {
      const { month } = request.query;
      const { timeZone } = settings();
      const partners = new Map((await listPartners(store.db)).map((partner) => [partner.id, partner]));
      const made = (await listStatements(store.db)).filter(({ content }) => content.month === month);
      const ids = new Set([
        ...(await listPartnersOf(store.db, month, timeZone)),
        ...made.map((one) => one.partner as PartnerId),
      ]);
      const statements = [];
      for (const id of ids) {
        const statement = await readStatement(store.db, { partner: id, month }, settings(), clock());
        const partner = partners.get(id);
        statements.push({ ...statement, partnerName: partner?.name ?? '', email: partner?.email ?? '' });
      }
      return { month, settled: isSettled(timeZone, month, clock()), statements };
    });
    api.post('/statements', { schema: { body: One } }, async (request): Promise<Statement> => {
      const whose = { ...request.body, partner: request.body.partner as PartnerId };
      return recorded(desk, editorOf(request), async (tx, now) => {
        const made = await makeStatement(tx, whose, settings(), now);
        const details = { number: made.number, month: whose.month };
        return { made, act: 'statement.made', about: 'partner', subject: whose.partner, details };
      });
    });
    api.post('/statements/send', { schema: { body: One } }, async (request) => {
      const whose = { ...request.body, partner: request.body.partner as PartnerId };
      return recorded(desk, editorOf(request), async (tx, now) => {
        await sendStatement(tx, whose, settings().name, now);
        const details = { month: whose.month };
        return { made: {}, act: 'statement.sent', about: 'partner', subject: whose.partner, details };
      });
    });
    api.get('/statements/csv', { schema: { querystring: One } }, async (request, reply) => {
      const { partner, month } = request.query;
      const statement = await findStatement(store.db, { partner: partner as PartnerId, month });
      if (!statement) throw fault(memberFaults, 'statement-unknown', { partner, month });
      const name = `${statement.number ?? month}.csv`;
      reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}"`);
      return reply.send(tableOf(statement));
    });
  };
}

function tableOf({ content, number }: Statement): string {
  const { lines, sums, month, partner, taxBp } = content;
  const heads = [
    'statement',
    'month',
    'partner',
    'benefit',
    'place',
    'count',
    'each',
    'net',
    'tax_percent',
    'tax',
    'gross',
    'currency',
  ];
  const begins = [number ?? '', month, partner.name];
  const rows = lines.map((line) => [
    ...[...begins, line.benefit, line.place, line.count],
    ...[plainAmount(line.eachMinor, line.currency), plainAmount(line.sumMinor, line.currency)],
    ...[taxBp / 100, '', '', line.currency],
  ]);
  const totals = sums.map(({ currency, count, netMinor, taxMinor, grossMinor }) => [
    ...[...begins, 'total', '', count, '', plainAmount(netMinor, currency), taxBp / 100],
    ...[plainAmount(taxMinor, currency), plainAmount(grossMinor, currency), currency],
  ]);
  return writeTable([heads, ...rows, ...totals]);
}
