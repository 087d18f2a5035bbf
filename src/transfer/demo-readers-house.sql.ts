import { findAccountByEmail } from '#accounts/account.sql.js';
import type { AccountId, StoryId } from '#kit/ids.js';
import type { Rules } from '#members/membership.js';
import type { Settings } from '#paper/settings.js';
import type { Tx } from '#store/tables.js';
import { type DemoCalendar, instantOf } from './demo-dates.ts';

/**
 * What the demonstration's readership is made with.
 *
 * clerk  who is named where somebody must have written it down
 */
export type ReadersHouse = {
  readonly tx: Tx;
  readonly calendar: DemoCalendar;
  readonly settings: Settings;
  readonly rules: Rules;
  readonly stories: ReadonlyMap<string, { readonly id: StoryId }>;
  readonly clerk: AccountId;
};

/** A time of day for the nth of something, so that not everybody comes at noon: the same each time. */
export function timeOf({ calendar }: ReadersHouse, daysAgo: number, nth: number): number {
  return instantOf(calendar, daysAgo, `${9 + (nth % 11)}:${(nth * 17) % 60}`);
}

/** Somebody who came before. */
export async function accountOf({ tx }: ReadersHouse, email: string): Promise<AccountId> {
  const account = await findAccountByEmail(tx, email);
  if (!account) throw new Error(`Nobody of the demonstration has the address ${email}.`);
  return account.id;
}
