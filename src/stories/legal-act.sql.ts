/** The ledger of what was done to a story for legal reasons. What it says holds for whatever is written later. */
import type { AccountId, StoryId } from '#kit/ids.js';
import { raiseIds } from '#store/sequences.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { type Mask, maskContent } from './redact.ts';
import type { Content } from './story.ts';

export type ActKind = 'hide' | 'redact' | 'kill' | 'hold';

/**
 * An act as the ledger keeps it. Times are milliseconds since 1970, UTC.
 *
 * reason      for the newsroom alone
 * publicNote  what readers find at a killed story's address; '' for nothing
 * masks       of a redaction: what is masked, by fingerprints
 * undoneAt    when a hold was lifted, or search engines were let in again; redactions and kills stay
 */
export type LegalAct = {
  id: number;
  story: StoryId;
  kind: ActKind;
  reason: string;
  publicNote: string;
  masks: readonly Mask[];
  by: AccountId | null;
  byName: string;
  at: number;
  undoneAt: number | null;
};

export type ActWish = {
  by: AccountId | null;
  byName: string;
  reason: string;
  publicNote?: string;
  masks?: readonly Mask[];
};

/** An act as an export holds it: whoever did it is a name there. */
export type KeptAct = Omit<LegalAct, 'story' | 'by' | 'byName'> & { by: string };

/** Acts of these stories, oldest first. */
export async function listKeptActs(db: Db, stories: readonly number[]): Promise<Map<number, KeptAct[]>> {
  const kept = new Map<number, KeptAct[]>();
  if (stories.length === 0) return kept;
  const rows = await db
    .selectFrom('legal_act')
    .selectAll()
    .where('story_id', 'in', stories)
    .orderBy('id')
    .execute();
  for (const row of rows) {
    const { id, kind, reason, public_note: publicNote, by_name: by, at, undone_at: undoneAt } = row;
    const act = { id, kind, reason, publicNote, masks: masksOf(row.terms), by, at, undoneAt };
    kept.set(row.story_id, [...(kept.get(row.story_id) ?? []), act]);
  }
  return kept;
}

/** Writes acts as they were, ids kept. */
export async function restoreActs(
  tx: Tx,
  stories: readonly { id: StoryId; acts: readonly KeptAct[] }[],
): Promise<void> {
  const rows = stories.flatMap(({ id: story_id, acts }) =>
    acts.map(({ publicNote, masks, by, undoneAt, ...act }) => ({
      ...{ ...act, story_id, public_note: publicNote, terms: JSON.stringify({ masks }) },
      ...{ by_id: null, by_name: by, undone_at: undoneAt },
    })),
  );
  if (rows.length === 0) return;
  await tx.insertInto('legal_act').values(rows).execute();
  await raiseIds(tx, 'legal_act');
}

/** returns  the act's number */
export async function enterAct(
  tx: Tx,
  story: StoryId,
  kind: ActKind,
  wish: ActWish,
  now: Date,
): Promise<number> {
  const { by, byName, reason, publicNote = '', masks = [] } = wish;
  const row = await tx
    .insertInto('legal_act')
    .values({
      story_id: story,
      kind,
      reason,
      public_note: publicNote,
      terms: JSON.stringify({ masks }),
      by_id: by,
      by_name: byName,
      at: now.getTime(),
      undone_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Acts on a story, newest first. */
export async function listActs(db: Db, story: StoryId): Promise<LegalAct[]> {
  const rows = await db
    .selectFrom('legal_act')
    .selectAll()
    .where('story_id', '=', story)
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    story: row.story_id as StoryId,
    kind: row.kind,
    reason: row.reason,
    publicNote: row.public_note,
    masks: masksOf(row.terms),
    by: row.by_id as AccountId | null,
    byName: row.by_name,
    at: row.at,
    undoneAt: row.undone_at,
  }));
}

/** Ends the standing acts of this kind. returns  whether one stood */
export async function undoActs(tx: Tx, story: StoryId, kind: 'hide' | 'hold', now: Date): Promise<boolean> {
  const done = await tx
    .updateTable('legal_act')
    .set({ undone_at: now.getTime() })
    .where('story_id', '=', story)
    .where('kind', '=', kind)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** What the newsroom chose to say at a killed story's address; '' for nothing. */
export async function findKillNote(db: Db, story: StoryId): Promise<string> {
  const row = await db
    .selectFrom('legal_act')
    .select('public_note')
    .where('story_id', '=', story)
    .where('kind', '=', 'kill')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.public_note ?? '';
}

/** Everything that was ever masked in a story. */
export async function listMasks(db: Db, story: StoryId): Promise<readonly Mask[]> {
  const rows = await db
    .selectFrom('legal_act')
    .select('terms')
    .where('story_id', '=', story)
    .where('kind', '=', 'redact')
    .execute();
  return rows.flatMap(({ terms }) => masksOf(terms));
}

/** Whether search engines are kept from the story by an act that stands. */
export async function isHidden(db: Db, story: StoryId): Promise<boolean> {
  const row = await db
    .selectFrom('legal_act')
    .select('id')
    .where('story_id', '=', story)
    .where('kind', '=', 'hide')
    .where('undone_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * A content as the ledger lets it stand. Whoever saves one asks here, so that an import, a restored revision or a stale
 * browser never brings back what was taken out.
 */
export async function keepToLedger(db: Db, story: StoryId, content: Content): Promise<Content> {
  const acts = await db
    .selectFrom('legal_act')
    .select(['kind', 'terms', 'undone_at'])
    .where('story_id', '=', story)
    .where('kind', 'in', ['redact', 'hide'])
    .execute();
  const masks = acts.flatMap(({ kind, terms }) => (kind === 'redact' ? masksOf(terms) : []));
  const hidden = acts.some(({ kind, undone_at }) => kind === 'hide' && undone_at === null);
  const masked = masks.length === 0 ? content : maskContent(content, masks).content;
  return hidden ? { ...masked, noindex: true } : masked;
}

function masksOf(terms: string): Mask[] {
  return (JSON.parse(terms) as { masks?: Mask[] }).masks ?? [];
}
