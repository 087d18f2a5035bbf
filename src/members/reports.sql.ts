/** What the commercial side looks at: who came and went, by which story, for how much, and what vouchers did. */
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#store/tables.js';
import { countMovement, type Holding, type Movement } from './movement.ts';
import { type Bucket, bucketOfDay } from './report-buckets.ts';

/** Readers who registered, and members who came and went, in each bucket. */
export type MovementReport = Movement & { readonly registered: readonly number[] };

export async function reportMovement(
  slow: Db,
  buckets: readonly Bucket[],
  now: Date,
): Promise<MovementReport> {
  const counted = await sql<{ n: number; readers: number }>`with ${edges(buckets)}
    select e.n, count(*) as readers from edge e join reader r on r.made_at >= e.from_at and r.made_at < e.to_at
    group by e.n`.execute(slow);
  const registered = buckets.map(() => 0);
  for (const { n, readers } of counted.rows) registered[Number(n)] = Number(readers);
  const holdings = await listHoldings(slow, now);
  return { registered, ...countMovement(holdings, buckets, now.getTime()) };
}

/** Stories by how many registered, and how many became members, at their gate. Whoever it was is not asked. */
export type StoryReport = {
  readonly story: number;
  /** null for what readers do not see any more. */
  readonly headline: string | null;
  readonly path: string | null;
  readonly registered: number;
  readonly joined: number;
};

export async function reportStories(
  slow: Db,
  { from, to, limit }: { from: number; to: number; limit: number },
  now: Date,
): Promise<StoryReport[]> {
  const at = now.getTime();
  const { rows } = await sql<StoryReport>`
    select c.story, sum(c.registered) as registered, sum(c.joined) as joined,
      max(case when ${isOut(at)} then s.headline end) as headline, max(case when ${isOut(at)} then s.path end) as path
    from (
      select came_story_id as story, count(*) as registered, 0 as joined from reader
      where came_story_id is not null and made_at >= ${from} and made_at < ${to} group by came_story_id
      union all
      select story_id as story, 0 as registered, count(distinct account_id) as joined from membership
      where story_id is not null and state <> 'waiting' and made_at >= ${from} and made_at < ${to} group by story_id
    ) c left join story s on s.id = c.story
    group by c.story order by joined desc, registered desc, c.story desc limit ${limit}`.execute(slow);
  return rows.map(({ story, headline, path, registered, joined }) => ({
    ...{ story: Number(story), headline, path },
    ...{ registered: Number(registered), joined: Number(joined) },
  }));
}

/** Money of one tier, provider and currency: what came in and what was given back, tax within. */
export type RevenueLine = {
  readonly tier: string;
  readonly provider: string;
  readonly currency: string;
  readonly paid: readonly number[];
  readonly tax: readonly number[];
  readonly refunded: readonly number[];
};

/** Payments by when they were paid. What was given back of one stands beside it, whenever that was. */
export async function reportRevenue(slow: Db, buckets: readonly Bucket[]): Promise<RevenueLine[]> {
  type Row = {
    n: number;
    tier: string | null;
    provider: string;
    currency: string;
    paid: number;
    tax: number;
    refunded: number;
  };
  const { rows } = await sql<Row>`with ${edges(buckets)}
    select e.n, t.name as tier, p.provider, p.currency, sum(p.amount_minor) as paid, sum(p.tax_minor) as tax,
      sum(p.refunded_minor) as refunded
    from edge e join payment p on p.paid_at >= e.from_at and p.paid_at < e.to_at
    left join membership m on m.id = p.membership_id left join tier t on t.id = m.tier_id
    where p.state in ('paid', 'refunded')
    group by e.n, t.name, p.provider, p.currency order by p.currency, t.name, p.provider`.execute(slow);
  const lines = new Map<string, RevenueLine & { paid: number[]; tax: number[]; refunded: number[] }>();
  for (const { n, tier, provider, currency, ...sums } of rows) {
    const key = JSON.stringify([tier, provider, currency]);
    const none = () => buckets.map(() => 0);
    const made = { tier: tier ?? '', provider, currency, paid: none(), tax: none(), refunded: none() };
    const line = lines.get(key) ?? made;
    lines.set(key, line);
    line.paid[Number(n)] = Number(sums.paid);
    line.tax[Number(n)] = Number(sums.tax);
    line.refunded[Number(n)] = Number(sums.refunded);
  }
  return [...lines.values()];
}

export type VoucherReport = {
  readonly benefit: number;
  readonly title: string;
  readonly claimed: readonly number[];
  readonly redeemed: readonly number[];
};

/** Vouchers claimed and redeemed, counted on days of the paper's as they happened. */
export async function reportVouchers(
  slow: Db,
  zone: string,
  { from, to, buckets }: { from: string; to: string; buckets: readonly Bucket[] },
): Promise<VoucherReport[]> {
  const rows = await slow
    .selectFrom('benefit_day as d')
    .innerJoin('benefit as b', 'b.id', 'd.benefit_id')
    .select(['d.benefit_id', 'b.title', 'd.day', 'd.place_id', 'd.count'])
    .where('d.day', '>=', from)
    .where('d.day', '<=', to)
    .orderBy('b.title')
    .orderBy('d.day')
    .execute();
  const reports = new Map<number, VoucherReport & { claimed: number[]; redeemed: number[] }>();
  for (const { benefit_id: benefit, title, day, place_id: place, count } of rows) {
    const made = { benefit, title, claimed: buckets.map(() => 0), redeemed: buckets.map(() => 0) };
    const report = reports.get(benefit) ?? made;
    reports.set(benefit, report);
    const at = bucketOfDay(zone, buckets, day);
    const counts = place === 0 ? report.claimed : report.redeemed;
    if (at >= 0) counts[at] = (counts[at] ?? 0) + count;
  }
  return [...reports.values()];
}

/** What each member held when, one person after another. */
async function listHoldings(slow: Db, now: Date): Promise<Holding[]> {
  const rows = await slow
    .selectFrom('membership')
    .select(['account_id', 'access_from', 'access_until'])
    .where('state', '<>', 'waiting')
    .where('access_from', '<=', now.getTime())
    .orderBy('account_id')
    .execute();
  return rows.map(({ account_id: account, access_from: from, access_until: until }) => ({
    account,
    from,
    until,
  }));
}

/** Whether readers see a story at this instant: nothing else of it is shown here. */
function isOut(at: number): RawBuilder<unknown> {
  return sql`(s.visible_from is not null and s.visible_from <= ${at} and (s.visible_until is null or s.visible_until > ${at}))`;
}

/** The buckets as a table `edge (n, from_at, to_at)` to count in. */
function edges(buckets: readonly Bucket[]): RawBuilder<unknown> {
  const rows = buckets.map(
    ({ from, to }, at) => sql`(cast(${at} as bigint), cast(${from} as bigint), cast(${to} as bigint))`,
  );
  return sql`edge (n, from_at, to_at) as (values ${sql.join(rows)})`;
}
