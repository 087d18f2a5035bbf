import { fault } from '#kit/fault.js';
import type { PartnerId } from '#kit/ids.js';
import { post } from '#store/letters.sql.js';
import type { Tx } from '#store/tables.js';
import { memberFaults } from './faults.ts';
import { getPartner } from './partner.sql.ts';
import { findStatement, noteSent } from './statement.sql.ts';
import { writeStatementLetter } from './statement-letter.ts';

/**
 * Sends a statement to its partner, again where it was sent before.
 *
 * throws  statement-unknown, partner-no-email
 */
export async function sendStatement(
  tx: Tx,
  whose: { partner: PartnerId; month: string },
  paper: string,
  now: Date,
): Promise<void> {
  const statement = await findStatement(tx, whose);
  if (!statement) throw fault(memberFaults, 'statement-unknown', whose);
  const { email, name } = await getPartner(tx, whose.partner);
  if (email === '') throw fault(memberFaults, 'partner-no-email', { name });
  await post(tx, { kind: 'statement', to: email, ...writeStatementLetter(statement, paper) }, now);
  await noteSent(tx, whose, now);
}
