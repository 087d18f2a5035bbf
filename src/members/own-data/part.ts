import type { AccountId } from '#kit/ids.js';
import type { Db, Tx } from '#store/tables.js';

/** Whose data: the address is what letters are known by. */
export type Whose = { readonly account: AccountId; readonly email: string };

/**
 * What one subject keeps of a reader.
 *
 * tables  every table it speaks for: a test looks whether any that names a reader was left out
 * gather  all of it, with names that say what it is; nothing of what they read
 * forget  takes it away, or their name off it where it has to stay
 */
export type DataPart = {
  readonly name: string;
  readonly tables: readonly string[];
  readonly gather: (db: Db, whose: Whose, now: Date) => Promise<unknown>;
  readonly forget: (tx: Tx, whose: Whose, now: Date) => Promise<void>;
};

/** A time as everybody can read it. */
export function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
