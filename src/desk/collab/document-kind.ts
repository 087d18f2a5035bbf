import type { Doc } from 'yjs';
import type { Staff } from '#accounts/staff.js';
import type { AccountId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';

/** What somebody may do in a shared document; 'write-guarded': write, but not what `guarded` shows. */
export type Access = 'read' | 'write' | 'write-guarded';

/**
 * One kind of shared document. Names are `prefix/id`, the id a number.
 *
 * permit      tells for any person what they may do with this one; undefined: not even know of it
 * start       puts the document there when it is opened for the first time
 * guarded     what somebody with 'write-guarded' may not change, in a form that can be compared
 * watch       hears which parts are touched, and by which change
 * touched     keeps who touched what, in the transaction of the updates
 * written     about once a second while somebody writes, and when the last one leaves
 * paused      when nobody has written for a while, and when the last one leaves
 */
export type DocumentKind = {
  readonly prefix: string;
  readonly permit: (db: Db, id: number) => Promise<(staff: Staff) => Access | undefined>;
  readonly start: (tx: Tx, id: number, now: Date) => Promise<unknown>;
  readonly guarded?: (doc: Doc) => string;
  readonly watch?: (doc: Doc, hear: (parts: string[], origin: unknown) => void) => () => void;
  readonly touched?: (tx: Tx, id: number, touches: readonly Touched[]) => Promise<void>;
  readonly written?: (
    tx: Tx,
    id: number,
    doc: Doc,
    made: { by: AccountId | null; at: Date },
  ) => Promise<void>;
  readonly paused?: (tx: Tx, id: number, doc: Doc, now: Date) => Promise<unknown>;
};

export type Touched = { part: string; staff: AccountId; at: number };

/** The kind and id of a document's name; undefined for names that are none. */
export function kindOf(
  kinds: readonly DocumentKind[],
  name: string,
): { kind: DocumentKind; id: number } | undefined {
  const [, prefix, id] = /^([a-z]+)\/([1-9]\d{0,14})$/.exec(name) ?? [];
  const kind = kinds.find((one) => one.prefix === prefix);
  return kind && { kind, id: Number(id) };
}
