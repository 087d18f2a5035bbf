import { createHash } from 'node:crypto';
import type { ApiKey } from '#accounts/api-key.js';
import { fault } from '#kit/fault.js';
import type { Db, Tx } from '#store/tables.js';
import { deskFaults } from './faults.ts';

/** How long an answer is kept for whoever asks again. */
const KEPT_MS = 48 * 60 * 60 * 1000;

/** A question that carries an idempotency key; `once` undefined where it carries none. */
export type Asked = { readonly key: ApiKey; readonly once: string | undefined; readonly question: unknown };

/**
 * Does the work once: its rows and the answer land together, so that whoever asks the same again, because the line
 * broke, is answered alike and nothing is done twice.
 *
 * throws  api-once-other
 */
export async function doneOnce<Answer>(
  db: Db,
  asked: Asked,
  now: Date,
  work: (tx: Tx) => Promise<Answer>,
): Promise<{ answer: Answer; again: boolean }> {
  const { once } = asked;
  if (once === undefined) return { answer: await db.transaction().execute(work), again: false };
  const mark = createHash('sha256').update(JSON.stringify(asked.question)).digest('hex');
  const known = await findAnswer<Answer>(db, asked.key, once, mark);
  if (known) return { answer: known, again: true };
  try {
    const answer = await db.transaction().execute(async (tx) => {
      const made = await work(tx);
      await tx
        .deleteFrom('api_answer')
        .where('made_at', '<', now.getTime() - KEPT_MS)
        .execute();
      const row = { key_id: asked.key.id, once, asked: mark, status: 200, made_at: now.getTime() };
      await tx
        .insertInto('api_answer')
        .values({ ...row, answer: JSON.stringify(made) })
        .execute();
      return made;
    });
    return { answer, again: false };
  } catch (error) {
    // The same question may have been answered at this very moment; then ours was taken back whole.
    const meanwhile = await findAnswer<Answer>(db, asked.key, once, mark);
    if (meanwhile) return { answer: meanwhile, again: true };
    throw error;
  }
}

async function findAnswer<Answer>(
  db: Db,
  key: ApiKey,
  once: string,
  mark: string,
): Promise<Answer | undefined> {
  const row = await db
    .selectFrom('api_answer')
    .select(['asked', 'answer'])
    .where('key_id', '=', key.id)
    .where('once', '=', once)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.asked !== mark) throw fault(deskFaults, 'api-once-other');
  return JSON.parse(row.answer ?? 'null') as Answer;
}
