/** Drafts of fronts, as shared documents in the store. */
import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import type { AccountId, FrontId } from '#kit/ids.js';
import { appendUpdates, loadShared, startShared } from '#store/shared.sql.js';
import type { Db, Tx } from '#store/tables.js';
import { followUp } from './follow.ts';
import { type Front, findUp } from './front.sql.ts';
import type { FrontDraft, Up } from './front.ts';
import { applyDraft, docOfDraft, draftOfDoc } from './front-document.ts';
import { startingContainers } from './starter.sql.ts';
import { basesOn } from './up.ts';

/** Desks that have the front open take in what is written under a name that is not their own process's. */
const WRITER = `fronts ${randomUUID()}`;

/** What the shared document of a front's draft is called. */
export function draftName(front: FrontId): string {
  return `front/${front}`;
}

/** The front whose draft a shared document is, or undefined for other documents. */
export function frontOfDraft(name: string): FrontId | undefined {
  const id = /^front\/([1-9]\d{0,14})$/.exec(name)?.[1];
  return id === undefined ? undefined : (Number(id) as FrontId);
}

/**
 * Makes a front's draft of what is up, or of rules alone where nothing is; one that is there stays.
 *
 * returns  its turn: which generation of the document it is
 */
export async function startDraft(tx: Tx, front: Front, now: Date): Promise<number> {
  const known = await loadShared(tx, draftName(front.id));
  if (known) return known.generation;
  const { up } = await findUp(tx, front.id, now);
  const draft: FrontDraft =
    up.version > 0
      ? { containers: up.containers, aside: [], bases: basesOn(up) }
      : { containers: await startingContainers(tx, front), aside: [], bases: {} };
  await startShared(tx, draftName(front.id), docOfDraft(draft), now);
  return 1;
}

/** What editors have arranged up to now; undefined where nobody has opened the front yet. */
export async function findDraft(db: Db, front: FrontId): Promise<FrontDraft | undefined> {
  const known = await loadShared(db, draftName(front));
  return known && draftOfDoc(docOf(known.update));
}

/** Changes a draft, whoever works in it meanwhile: they see the change as they see a colleague's. */
export async function changeDraft(
  tx: Tx,
  front: FrontId,
  change: (doc: Y.Doc) => void,
  made: { by: AccountId | null; at: Date },
): Promise<void> {
  const name = draftName(front);
  const known = await loadShared(tx, name);
  if (!known) return;
  const doc = docOf(known.update);
  const before = Y.encodeStateVector(doc);
  const wasDeleted = Y.snapshot(doc);
  change(doc);
  if (Y.equalSnapshots(wasDeleted, Y.snapshot(doc))) return;
  const bytes = Y.encodeStateAsUpdate(doc, before);
  const { generation } = known;
  await appendUpdates(tx, [{ name, generation, bytes, account: made.by, at: made.at }], WRITER);
}

/** Lets a draft follow what is up from `before` to `after`; see follow.ts. */
export async function followDraft(
  tx: Tx,
  front: FrontId,
  { before, after, bases }: { before: Up; after: Up; bases: FrontDraft['bases'] | undefined },
  made: { by: AccountId | null; at: Date },
): Promise<void> {
  const follow = (doc: Y.Doc) => applyDraft(doc, followUp(draftOfDoc(doc), before, after, bases));
  await changeDraft(tx, front, follow, made);
}

function docOf(update: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return doc;
}
