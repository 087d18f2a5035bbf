import { type RawBuilder, sql } from 'kysely';
import { type CheckProgress, type Finding, someOf } from '#store/finding.js';
import type { Db } from '#store/tables.js';

type Level = Finding['level'];

/** Ids or names of what is wrong, at most this many a question. */
const MOST = 1_000;

/**
 * Whether what is known of members fits together: no code was given to two members, receipts follow each other without
 * a gap, counts are what was counted, and stories ask for tiers that there are.
 */
export async function checkMembers(db: Db, tell: CheckProgress = () => {}): Promise<Finding[]> {
  tell('Vouchers are compared.');
  const vouchers = await checkVouchers(db);
  tell('Receipts and memberships are compared.');
  return [...vouchers, ...(await checkReceipts(db)), ...(await checkMemberships(db))];
}

async function checkVouchers(db: Db): Promise<Finding[]> {
  const twice = await namesOf(
    db,
    sql`select v.code as name from voucher v join benefit b on b.id = v.benefit_id where b.kind <> 'shared'
      group by v.benefit_id, v.code having count(*) > 1`,
  );
  const astray = await namesOf(
    db,
    sql`select c.code as name from benefit_code c left join voucher v on v.id = c.voucher_id
      where c.voucher_id is not null and (v.id is null or v.benefit_id <> c.benefit_id or v.code <> c.code)`,
  );
  const miscounted = await namesOf(
    db,
    sql`select b.slug as name from benefit b
      where b.claimed < (select count(*) from voucher v where v.benefit_id = b.id and v.state <> 'void')`,
  );
  const unredeemed = await namesOf(
    db,
    sql`select v.id as name from voucher v join redemption r on r.voucher_id = v.id
      where r.counts = 1 and r.undone_at is null and v.state not in ('used', 'void')`,
  );
  return [
    ...found('wrong', 'voucher-code-twice', 'Voucher codes that more than one member was given', twice),
    ...found('wrong', 'voucher-code-astray', 'Codes marked as given to a voucher that is not theirs', astray),
    ...found('wrong', 'benefit-miscounted', 'Benefits with more vouchers than were counted', miscounted),
    ...found('wrong', 'voucher-redeemed-unused', 'Vouchers that were redeemed and not marked so', unredeemed),
  ];
}

/** Numbers are given once and in order: what was counted and what lies there must be the same. */
async function checkReceipts(db: Db): Promise<Finding[]> {
  const rows = await db.selectFrom('receipt').select('number').orderBy('number').execute();
  const years = Map.groupBy(rows, ({ number }) => receiptOrdinal(number)?.series ?? '');
  const gaps: string[] = [];
  for (const [series, receipts] of years) {
    const ordinals = new Set(receipts.map(({ number }) => receiptOrdinal(number)?.ordinal ?? 0));
    const given = (await findNext(db, series)) - 1;
    for (let ordinal = 1; ordinal <= Math.max(given, ...ordinals) && gaps.length < MOST; ordinal += 1)
      if (!ordinals.has(ordinal)) gaps.push(`${series} ${ordinal}`);
  }
  const unpaid = await namesOf(
    db,
    sql`select p.id as name from payment p where p.state in ('paid', 'refunded') and p.amount_minor > 0
      and not exists (select 1 from receipt r where r.payment_id = p.id)`,
  );
  return [
    ...found('wrong', 'receipt-missing', 'Numbers of receipts that are not there', gaps),
    ...found('note', 'payment-without-receipt', 'Payments without a receipt', unpaid),
  ];
}

/** '2026-000042' → the series `receipts-2026`, and 42. */
function receiptOrdinal(number: string): { series: string; ordinal: number } | undefined {
  const found = /^(\d+)-(\d+)$/.exec(number);
  return found ? { series: `receipts-${found[1]}`, ordinal: Number(found[2]) } : undefined;
}

async function findNext(db: Db, series: string): Promise<number> {
  const row = await db
    .selectFrom('number_series')
    .select('next')
    .where('name', '=', series)
    .executeTakeFirst();
  return row?.next ?? 1;
}

async function checkMemberships(db: Db): Promise<Finding[]> {
  const rows = await db
    .selectFrom('story')
    .select('access')
    .distinct()
    .where('access', 'like', 'tiers:%')
    .execute();
  const tiers = new Set((await db.selectFrom('tier').select('slug').execute()).map(({ slug }) => slug));
  const asked = rows.flatMap(({ access }) => access.slice('tiers:'.length).split(','));
  const unknown = [...new Set(asked.filter((slug) => slug && !tiers.has(slug)))].sort();
  const backwards = await namesOf(
    db,
    sql`select id as name from membership where access_until is not null and access_until < access_from and state = 'running'`,
  );
  const overused = await namesOf(db, sql`select code as name from code where uses > uses_most`);
  const overfull = await namesOf(
    db,
    sql`select g.name from member_group g
      where (select count(*) from seat s where s.group_id = g.id and s.state = 'taken') > g.seats`,
  );
  return [
    ...found('note', 'tier-unknown-in-stories', 'Tiers that stories ask for and nobody can hold', unknown),
    ...found('wrong', 'membership-backwards', 'Memberships that end before they begin', backwards),
    ...found('wrong', 'code-overused', 'Codes used more often than they may be', overused),
    ...found('note', 'group-overfull', 'Groups with more people than seats', overfull),
  ];
}

async function namesOf(db: Db, query: RawBuilder<unknown>): Promise<string[]> {
  const { rows } = await sql<{ name: string | number }>`${query} limit ${sql.lit(MOST)}`.execute(db);
  return rows.map(({ name }) => String(name));
}

function found(level: Level, code: string, says: string, names: readonly string[]): Finding[] {
  return names.length === 0 ? [] : [{ level, code, says: `${says}: ${someOf(names)}.` }];
}
