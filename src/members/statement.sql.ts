import type { Selectable } from 'kysely';
import { fault } from '#kit/fault.js';
import type { PartnerId } from '#kit/ids.js';
import type { Settings } from '#paper/settings.js';
import { tell } from '#store/outbox.sql.js';
import type { Db, Tables, Tx } from '#store/tables.js';
import { memberFaults } from './faults.ts';
import { nextNumber } from './number-series.sql.ts';
import { getPartner } from './partner.sql.ts';
import { publisherOf } from './receipt.ts';
import {
  isSettled,
  monthSpan,
  type Statement,
  type StatementContent,
  type StatementLine,
  sumUp,
} from './statement.ts';

export type StatementSettings = Pick<
  Settings,
  'name' | 'publisherName' | 'publisherAddress' | 'publisherTaxId' | 'timeZone' | 'language'
>;

type Whose = { readonly partner: PartnerId; readonly month: string };

/** A month as it stands: its statement where that is made, else what one would say now. */
export async function readStatement(
  db: Db,
  whose: Whose,
  settings: StatementSettings,
  now: Date,
): Promise<Statement> {
  const made = await findStatement(db, whose);
  if (made) return made;
  const content = await contentOf(db, whose, settings);
  return { partner: whose.partner, number: null, madeAt: now.getTime(), sentAt: null, content };
}

/**
 * Makes the statement of a month that is over, numbered without gaps; once, and never changed.
 *
 * throws  statement-too-soon, partner-unknown
 */
export async function makeStatement(
  tx: Tx,
  whose: Whose,
  settings: StatementSettings,
  now: Date,
): Promise<Statement> {
  const made = await findStatement(tx, whose);
  if (made) return made;
  if (!isSettled(settings.timeZone, whose.month, now)) throw fault(memberFaults, 'statement-too-soon');
  const [year] = whose.month.split('-');
  const number = `S-${year}-${String(await nextNumber(tx, `statements-${year}`)).padStart(5, '0')}`;
  // Whoever was first while the number was waited for has made it.
  const meanwhile = await findStatement(tx, whose);
  if (meanwhile) throw fault(memberFaults, 'statement-made', { number: meanwhile.number });
  const content = await contentOf(tx, whose, settings);
  const row = { partner_id: whose.partner, month: whose.month, number, content: JSON.stringify(content) };
  await tx
    .insertInto('statement_sheet')
    .values({ ...row, made_at: now.getTime(), sent_at: null })
    .execute();
  await tell(tx, 'partner.changed', whose.partner, {}, now);
  return { partner: whose.partner, number, madeAt: now.getTime(), sentAt: null, content };
}

export async function noteSent(tx: Tx, { partner, month }: Whose, now: Date): Promise<void> {
  await tx
    .updateTable('statement_sheet')
    .set({ sent_at: now.getTime() })
    .where('partner_id', '=', partner)
    .where('month', '=', month)
    .execute();
}

export async function findStatement(db: Db, { partner, month }: Whose): Promise<Statement | undefined> {
  const row = await db
    .selectFrom('statement_sheet')
    .selectAll()
    .where('partner_id', '=', partner)
    .where('month', '=', month)
    .executeTakeFirst();
  return row && toStatement(row);
}

/** The newest statements, of one partner or of all. */
export async function listStatements(db: Db, partner?: PartnerId): Promise<Statement[]> {
  let query = db
    .selectFrom('statement_sheet')
    .selectAll()
    .orderBy('month', 'desc')
    .orderBy('number', 'desc')
    .limit(500);
  if (partner !== undefined) query = query.where('partner_id', '=', partner);
  return (await query.execute()).map(toStatement);
}

/** Partners at whose places something was redeemed in a month, by name. */
export async function listPartnersOf(db: Db, month: string, zone: string): Promise<PartnerId[]> {
  const { from, to } = monthSpan(zone, month);
  const rows = await db
    .selectFrom('redemption')
    .innerJoin('place', 'place.id', 'redemption.place_id')
    .innerJoin('partner', 'partner.id', 'place.partner_id')
    .select(['partner.id', 'partner.name'])
    .where('entered_at', '>=', from.getTime())
    .where('entered_at', '<', to.getTime())
    .where('counts', '=', 1)
    .where('undone_at', 'is', null)
    .groupBy(['partner.id', 'partner.name'])
    .orderBy('partner.name')
    .execute();
  return rows.map(({ id }) => id as PartnerId);
}

async function contentOf(
  db: Db,
  { partner: id, month }: Whose,
  settings: StatementSettings,
): Promise<StatementContent> {
  const partner = await getPartner(db, id);
  const lines = await listLines(db, id, monthSpan(settings.timeZone, month));
  return {
    publisher: publisherOf(settings),
    partner: { name: partner.name, invoiceTo: partner.invoiceTo },
    ...{ month, zone: settings.timeZone, language: partner.language || settings.language },
    ...{ taxBp: partner.taxBp, lines, sums: sumUp(lines, partner.taxBp) },
  };
}

/** By the time of entry: what was given out earlier and entered in this month stands in this month's. */
async function listLines(
  db: Db,
  partner: PartnerId,
  { from, to }: { from: Date; to: Date },
): Promise<StatementLine[]> {
  const rows = await db
    .selectFrom('redemption')
    .innerJoin('voucher', 'voucher.id', 'redemption.voucher_id')
    .innerJoin('benefit', 'benefit.id', 'voucher.benefit_id')
    .innerJoin('place', 'place.id', 'redemption.place_id')
    .select(({ fn }) => [
      'benefit.title',
      'place.name',
      'redemption.settle_minor',
      'redemption.currency',
      fn.countAll<number>().as('count'),
    ])
    .where('place.partner_id', '=', partner)
    .where('entered_at', '>=', from.getTime())
    .where('entered_at', '<', to.getTime())
    .where('counts', '=', 1)
    .where('undone_at', 'is', null)
    .groupBy([
      'benefit.id',
      'benefit.title',
      'place.id',
      'place.name',
      'redemption.settle_minor',
      'redemption.currency',
    ])
    .orderBy('benefit.title')
    .orderBy('place.name')
    .orderBy('redemption.settle_minor')
    .execute();
  return rows.map((row) => ({
    ...{ benefit: row.title, place: row.name, count: Number(row.count), eachMinor: row.settle_minor },
    ...{ sumMinor: Number(row.count) * row.settle_minor, currency: row.currency },
  }));
}

function toStatement(row: Selectable<Tables['statement_sheet']>): Statement {
  return {
    ...{ partner: row.partner_id, number: row.number, madeAt: row.made_at, sentAt: row.sent_at },
    content: JSON.parse(row.content) as StatementContent,
  };
}
