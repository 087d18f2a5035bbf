import { setImmediate } from 'node:timers/promises';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { note } from '#accounts/audit.sql.js';
import type { Staff } from '#accounts/staff.js';
import { fault } from '#kit/fault.js';
import type { BenefitId } from '#kit/ids.js';
import type { Benefit } from '#members/benefit.js';
import { getBenefit } from '#members/benefit.sql.js';
import { type CodeLine, type CodesRead, readingCodes } from '#members/codes-file.js';
import { memberFaults } from '#members/faults.js';
import { addCodes, dropFreeCodes, listBatches, listKnownCodes, settleLow } from '#members/stock.sql.js';
import { decodeText } from '#members/text-file.js';
import { tell } from '#store/outbox.sql.js';
import type { Desk } from './desk.ts';
import { fileBodyOf, takeFileBodies } from './file-body.ts';
import { IdParams } from './ids-asked.ts';
import { demand, editorOf } from './manners.ts';
import { recorded } from './recorded.sql.ts';
import type { StockReply, StockReport } from './shapes/benefits.ts';

const LARGEST_BYTES = 40_000_000;
/** Codes that one transaction puts in: short enough that claims go on meanwhile. */
const AT_ONCE = 5_000;
const SHOWN = 1_000;

const Wish = Type.Object({ dry: Type.Boolean(), name: Type.Optional(Type.String({ maxLength: 200 })) });
const Drop = Type.Object({ batch: Type.String({ maxLength: 300 }) });

/** /desk/api/benefits/ID/codes: the stock of single-use codes, filled by tables that partners send. */
export function benefitsStockRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  const { store } = desk;
  return async (api) => {
    api.addHook('preHandler', async (request) => demand(editorOf(request), 'benefits'));
    api.get('/benefits/:id/codes', { schema: { params: IdParams } }, async (request): Promise<StockReply> => {
      return { batches: await listBatches(store.slow, request.params.id as BenefitId) };
    });
    api.post('/benefits/:id/codes/drop', { schema: { params: IdParams, body: Drop } }, async (request) => {
      const id = request.params.id as BenefitId;
      return recorded(desk, editorOf(request), async (tx, now) => {
        const gone = await dropFreeCodes(tx, id, request.body.batch);
        await tell(tx, 'benefit.changed', id, {}, now);
        const details = { batch: request.body.batch, gone };
        return { made: { gone }, act: 'benefit.codes-dropped', about: 'benefit', subject: id, details };
      });
    });
    await api.register(taking(desk));
  };
}

function taking(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    takeFileBodies(api, LARGEST_BYTES);
    const schema = { params: IdParams, querystring: Wish };
    api.post(
      '/benefits/:id/codes',
      { schema, bodyLimit: LARGEST_BYTES },
      async (request): Promise<StockReport> => {
        const benefit = await getBenefit(desk.store.db, request.params.id as BenefitId);
        if (benefit.kind !== 'pool') throw fault(memberFaults, 'benefit-no-pool', { benefit: benefit.id });
        const read = await readAside(readingCodes(decodeText(fileBodyOf(request))));
        const { dry, name = '' } = request.query;
        const known = dry
          ? await listKnownCodes(desk.store.slow, benefit.id, read.codes)
          : await take(desk, editorOf(request), benefit, { read, name });
        return reportOf(read, known, dry);
      },
    );
  };
}

type Taken = { readonly read: CodesRead; readonly name: string };

/**
 * A file of many codes comes in by several transactions: should it break off, what is in stays in, and the same file
 * sent again brings the rest.
 */
async function take(
  { store, clock }: Desk,
  by: Staff,
  benefit: Benefit,
  { read, name }: Taken,
): Promise<CodeLine[]> {
  const now = clock();
  const batch = `${now.toISOString().slice(0, 19)} ${name}`.trim();
  const known: CodeLine[] = [];
  for (let at = 0; at < read.codes.length; at += AT_ONCE) {
    const some = read.codes.slice(at, at + AT_ONCE);
    known.push(
      ...(await store.db.transaction().execute(async (tx) => {
        const before = await addCodes(tx, benefit.id, some, batch, now);
        await settleLow(tx, benefit);
        await tell(tx, 'benefit.changed', benefit.id, {}, now);
        return before;
      })),
    );
  }
  const details = { batch, added: read.codes.length - known.length, lines: read.lines };
  const line = {
    by: by.id,
    act: 'benefit.codes-added',
    about: 'benefit',
    subject: benefit.id,
    details,
    at: now,
  };
  await store.db.transaction().execute((tx) => note(tx, line));
  return known;
}

/** Reads a large file part by part, so that everybody else is served meanwhile. */
async function readAside(reading: Generator<void, CodesRead>): Promise<CodesRead> {
  for (;;) {
    const step = reading.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}

function reportOf(read: CodesRead, known: readonly CodeLine[], tried: boolean): StockReport {
  const count = (why: string) => read.problems.filter((problem) => problem.why === why).length;
  const blank = count('blank');
  const twice = count('twice');
  const all = [...read.problems, ...known.map((line) => ({ ...line, why: 'known' as const }))];
  return {
    ...{ tried, encoding: read.encoding, column: read.column, lines: read.lines, blank, twice },
    ...{ added: read.codes.length - known.length, known: known.length },
    refused: read.problems.length - blank - twice,
    problems: all.toSorted((one, other) => one.line - other.line).slice(0, SHOWN),
  };
}
