import type { AccountId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';

/**
 * One line of the record of who did what.
 *
 * by       who did it; null for the machine and its command line
 * act      what, in the past tense of the house: 'staff.changed', 'story.published'
 * about    what kind of thing it was done to: 'staff', 'story', 'front', 'settings' …
 * subject  its number, where it has one
 * details  named facts; never words of a story, never a secret
 */
export type AuditEntry = {
  readonly id: number;
  readonly at: number;
  readonly by: AccountId | null;
  readonly act: string;
  readonly about: string;
  readonly subject: number | null;
  readonly details: Readonly<Record<string, unknown>>;
};

export type AuditWish = Omit<AuditEntry, 'id' | 'at'> & { readonly at: Date };

/** Which lines are asked for; what is left out narrows nothing. `before` is the id a page starts below. */
export type AuditQuestion = {
  readonly by?: AccountId | undefined;
  readonly act?: string | undefined;
  readonly about?: string | undefined;
  readonly subject?: number | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
};

/** Writes down who did what, in the transaction in which it was done. */
export async function note(tx: Tx, { by, act, about, subject, details, at }: AuditWish): Promise<void> {
  await tx
    .insertInto('audit')
    .values({ at: at.getTime(), account_id: by, act, about, subject, details: JSON.stringify(details) })
    .execute();
}

/** The record, newest first. */
export async function listAudit(db: Db, question: AuditQuestion): Promise<AuditEntry[]> {
  let query = db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(question.limit);
  if (question.before !== undefined) query = query.where('id', '<', question.before);
  if (question.by !== undefined) query = query.where('account_id', '=', question.by);
  if (question.about !== undefined) query = query.where('about', '=', question.about);
  if (question.subject !== undefined) query = query.where('subject', '=', question.subject);
  if (question.act !== undefined) query = query.where('act', '=', question.act);
  const rows = await query.execute();
  return rows.map(({ account_id, details, ...row }) => ({
    ...row,
    by: account_id as AccountId | null,
    details: JSON.parse(details) as Record<string, unknown>,
  }));
}
