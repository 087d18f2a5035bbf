import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { dayIn } from '#kit/zone.js';
import { type Cell, writeCsv } from '#members/csv.js';
import { plainAmount } from '#members/price-words.js';
import { daysBefore, makeBuckets } from '#members/report-buckets.js';
import { reportMovement, reportRevenue, reportStories, reportVouchers } from '#members/reports.sql.js';
import type { Desk } from './desk.ts';
import { startsAt } from './lists.route.ts';
import { demand, editorOf } from './manners.ts';
import type { ReportName, ReportReply, ReportSeries, StoriesReply } from './shapes/reports.ts';

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Range = Type.Object({
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  unit: Type.Optional(Type.Enum(['day', 'week', 'month'] as const)),
});
const Which = Type.Object({ report: Type.Enum(['movement', 'revenue', 'vouchers'] as const) });
const LAST_DAYS = 365;
const STORIES = 200;

type Asked = { from: string; to: string; unit: 'day' | 'week' | 'month' };

/** /desk/api/reports: numbers over time for a screen, and as a table for a spreadsheet. */
export function reportsRoutes(desk: Desk): FastifyPluginAsyncTypebox {
  return async (api) => {
    api.addHook('preHandler', async (request) => demand(editorOf(request), 'members'));
    api.get('/reports/stories', { schema: { querystring: Range } }, (request) =>
      storiesOf(desk, askedOf(desk, request.query)),
    );
    api.get('/reports/stories/csv', { schema: { querystring: Range } }, async (request, reply) => {
      const { stories } = await storiesOf(desk, askedOf(desk, request.query));
      const rows = stories.map(({ story, headline, path, registered, joined }) => [
        ...[story, headline, path, registered, joined],
      ]);
      const csv = writeCsv(['story', 'headline', 'path', 'registered', 'joined'], rows);
      return reply.headers(fileHeaders('stories')).send(csv);
    });
    const schema = { params: Which, querystring: Range };
    api.get('/reports/:report', { schema }, (request) =>
      reportOf(desk, request.params.report, askedOf(desk, request.query)),
    );
    api.get('/reports/:report/csv', { schema }, async (request, reply) => {
      const { report } = request.params;
      const found = await reportOf(desk, report, askedOf(desk, request.query));
      return reply.headers(fileHeaders(report)).send(tableOf(found));
    });
  };
}

/** A year up to today where nothing else is asked for; a range that ends before it begins is turned round. */
function askedOf(desk: Desk, { from, to, unit }: Static<typeof Range>): Asked {
  const zone = desk.settings().timeZone;
  const now = desk.clock();
  const last = to ?? dayIn(zone, now);
  const first = from ?? daysBefore(zone, now, LAST_DAYS);
  const [begins, ends] = first <= last ? [first, last] : [last, first];
  return { from: begins, to: ends, unit: unit ?? 'month' };
}

async function reportOf(
  desk: Desk,
  name: Exclude<ReportName, 'stories'>,
  asked: Asked,
): Promise<ReportReply> {
  const { slow } = desk.store;
  const zone = desk.settings().timeZone;
  const buckets = makeBuckets(zone, asked);
  const series = {
    movement: async () => movementSeries(await reportMovement(slow, buckets, desk.clock())),
    revenue: async () => revenueSeries(await reportRevenue(slow, buckets)),
    vouchers: async () => voucherSeries(await reportVouchers(slow, zone, { ...asked, buckets })),
  };
  return { unit: asked.unit, buckets: buckets.map(({ key }) => key), series: await series[name]() };
}

function movementSeries(report: Awaited<ReturnType<typeof reportMovement>>): ReportSeries[] {
  const { registered, joined, left, members } = report;
  const net = joined.map((count, at) => count - (left[at] ?? 0));
  // Of those who held something when it began, how many had gone when it ended.
  const churn = left.map((count, at) => {
    const before = (members[at] ?? 0) - (net[at] ?? 0);
    return before > 0 ? Math.round((1000 * count) / before) : 0;
  });
  const people = Object.entries({ registered, joined, left, net, members }).map(([name, values]) => ({
    ...{ name, says: '', is: 'people' as const, currency: null, values: [...values] },
  }));
  return [...people, { name: 'churn', says: '', is: 'share', currency: null, values: churn }];
}

function revenueSeries(lines: Awaited<ReturnType<typeof reportRevenue>>): ReportSeries[] {
  return lines.flatMap(({ tier, provider, currency, ...sums }) =>
    (['paid', 'refunded', 'tax'] as const).map((name) => ({
      ...{ name, says: [tier, provider, currency].filter(Boolean).join(' · ') },
      ...{ is: 'money' as const, currency, values: [...sums[name]] },
    })),
  );
}

function voucherSeries(lines: Awaited<ReturnType<typeof reportVouchers>>): ReportSeries[] {
  return lines.flatMap(({ title, claimed, redeemed }) =>
    Object.entries({ claimed, redeemed }).map(([name, values]) => ({
      ...{ name, says: title, is: 'vouchers' as const, currency: null, values: [...values] },
    })),
  );
}

async function storiesOf(desk: Desk, { from, to }: Asked): Promise<StoriesReply> {
  const zone = desk.settings().timeZone;
  const range = { from: startsAt(zone, from, 0), to: startsAt(zone, to, 1), limit: STORIES };
  return { stories: await reportStories(desk.store.slow, range, desk.clock()) };
}

function tableOf({ unit, buckets, series }: ReportReply): string {
  const head = [unit, ...series.map(({ says, name }) => [says, name].filter(Boolean).join(' '))];
  const rows = buckets.map((bucket, at): Cell[] => [
    bucket,
    ...series.map(({ is, currency, values }) => plainValue(values[at] ?? 0, is, currency)),
  ]);
  return writeCsv(head, rows);
}

function plainValue(value: number, is: ReportSeries['is'], currency: string | null): Cell {
  if (is === 'money' && currency !== null) return plainAmount(value, currency);
  return is === 'share' ? (value / 10).toFixed(1) : value;
}

function fileHeaders(name: string) {
  return {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}.csv"`,
  };
}
