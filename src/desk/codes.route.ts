import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { fault } from '#kit/fault.js';
import type { TierId } from '#kit/ids.js';
import { printCode } from '#members/code.js';
import { voidCodes } from '#members/code.sql.js';
import { listCodeBatches, listCodes, makeBatch } from '#members/code-batch.sql.js';
import { writeCsv } from '#members/csv.js';
import { memberFaults } from '#members/faults.js';
import { getTier, listTiers } from '#members/tier.sql.js';
import type { Db } from '#store/tables.js';
import type { Desk } from './desk.ts';
import { AskedId, IdParams } from './ids-asked.ts';
import { demand, editorOf } from './manners.ts';
import { recorded } from './recorded.sql.ts';
import type { BatchesReply, CodesReply, CodeView, MadeReply, VoidedReply } from './shapes/codes.ts';

const kinds = ['gift', 'membership', 'extension'] as const;
const BatchName = Type.String({ minLength: 1, maxLength: 120 });
const Question = Type.Object({
  batch: Type.Optional(BatchName),
  kind: Type.Optional(Type.Enum(kinds)),
  q: Type.Optional(Type.String({ maxLength: 200 })),
  before: Type.Optional(AskedId),
});
/** `expiresAt` milliseconds since 1970; `word` makes one code that people made up. */
const Wish = Type.Object({
  batch: BatchName,
  kind: Type.Enum(kinds),
  tier: AskedId,
  months: Type.Integer({ minimum: 1, maximum: 120 }),
  count: Type.Integer({ minimum: 1, maximum: 10_000 }),
  usesMost: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  word: Type.Union([Type.String({ maxLength: 60 }), Type.Null()]),
  words: Type.String({ maxLength: 600 }),
  expiresAt: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
});
const OneBatch = Type.Object({ batch: BatchName });
const PAGE = 100;
const WHOLE_BATCH = 10_000;

/** /desk/api/codes: codes that the paper gives out, and those that were bought as gifts. */
export function codesRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.addHook('preHandler', async (request) => demand(editorOf(request), 'members'));
    await api.register(reading(desk));
    await api.register(changing(desk));
  };
}

function reading(desk: Desk): FastifyPluginAsyncTypebox {
  const { slow } = desk.store;
  return async (api) => {
    api.get('/codes/batches', async (): Promise<BatchesReply> => {
      return { batches: await listCodeBatches(slow), tiers: Object.fromEntries(await nameTiers(slow)) };
    });
    api.get('/codes', { schema: { querystring: Question } }, async ({ query }): Promise<CodesReply> => {
      const found = await listCodes(slow, { ...query, limit: PAGE + 1 });
      const names = await nameTiers(slow);
      const codes = found.slice(0, PAGE).map(
        (code): CodeView => ({
          ...code,
          printed: printCode(code.code),
          tierName: code.tier === null ? null : (names.get(code.tier) ?? null),
        }),
      );
      return { codes, next: found.length > PAGE ? (codes.at(-1)?.id ?? null) : null };
    });
    api.get('/codes.csv', { schema: { querystring: OneBatch } }, async ({ query }, reply) => {
      const codes = await listCodes(slow, { batch: query.batch, limit: WHOLE_BATCH });
      if (codes.length === 0) throw fault(memberFaults, 'code-unknown', { batch: query.batch });
      const head = ['code', 'kind', 'months', 'state', 'uses', 'uses most', 'expires', 'used by'];
      const rows = codes
        .toReversed()
        .map((code) => [
          ...[printCode(code.code), code.kind, code.months, code.state, code.uses, code.usesMost],
          code.expiresAt === null ? '' : new Date(code.expiresAt).toISOString(),
          code.usedBy ?? '',
        ]);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="codes.csv"')
        .send(writeCsv(head, rows));
    });
  };
}

function changing(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.post('/codes', { schema: { body: Wish } }, async (request): Promise<MadeReply> => {
      const staff = editorOf(request);
      return recorded(desk, staff, async (tx, now) => {
        const tier = await getTier(tx, request.body.tier as TierId);
        const codes = await makeBatch(tx, { ...request.body, tier: tier.id, by: staff.id }, now);
        const { kind, months } = request.body;
        const batch = codes[0]?.batch ?? '';
        const details = { batch, kind, months, tier: tier.slug, count: codes.length };
        const made = { batch, codes: codes.map(({ code }) => printCode(code)) };
        return { made, act: 'codes.made', about: 'codes', subject: null, details };
      });
    });
    api.post('/codes/:id/void', { schema: { params: IdParams } }, async (request): Promise<VoidedReply> => {
      return recorded(desk, editorOf(request), async (tx, now) => {
        const { id } = request.params;
        const gone = (await voidCodes(tx, { id }, now)).length;
        return { made: { gone }, act: 'code.voided', about: 'codes', subject: id, details: { gone } };
      });
    });
    api.post('/codes/batches/void', { schema: { body: OneBatch } }, async (request): Promise<VoidedReply> => {
      return recorded(desk, editorOf(request), async (tx, now) => {
        const { batch } = request.body;
        const gone = (await voidCodes(tx, { batch }, now)).length;
        return {
          made: { gone },
          act: 'codes.voided',
          about: 'codes',
          subject: null,
          details: { batch, gone },
        };
      });
    });
  };
}

async function nameTiers(db: Db): Promise<Map<number, string>> {
  return new Map((await listTiers(db)).map(({ id, name }) => [id, name]));
}
