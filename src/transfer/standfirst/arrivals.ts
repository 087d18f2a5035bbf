import type { AccountId } from '#kit/ids.js';
import type { ReportBook } from '../import-report.ts';

/**
 * Who is who here, while an export comes in: its people have the numbers they had there, unless somebody here has one of
 * them, or they have an account here already.
 */
export class Arrivals {
  readonly #byEmail = new Map<string, AccountId>();
  readonly #byNumberThere = new Map<number, AccountId>();
  readonly #book: ReportBook;

  /** there  the people of the export; here  everybody who has an account */
  constructor(
    there: readonly { id: number; email: string }[],
    here: readonly { id: number; email: string }[],
    book: ReportBook,
  ) {
    this.#book = book;
    for (const { id, email } of here) this.#byEmail.set(tidy(email), id as AccountId);
    const taken = new Set(here.map(({ id }) => id));
    let last = Math.max(0, ...taken, ...there.map(({ id }) => id));
    for (const { id, email } of there) {
      const known = this.#byEmail.get(tidy(email));
      if (known === undefined && taken.has(id)) last += 1;
      const account = known ?? ((taken.has(id) ? last : id) as AccountId);
      taken.add(account);
      this.#byEmail.set(tidy(email), account);
      this.#byNumberThere.set(id, account);
    }
  }

  /** The account of this address; null where there is none, which is told of. */
  find(email: string | null): AccountId | null {
    if (email === null) return null;
    const account = this.#byEmail.get(tidy(email));
    if (account === undefined)
      this.#book.note('staff', 'Somebody is named who has no desk account here: left without a name.', email);
    return account ?? null;
  }

  findAll(emails: readonly string[]): AccountId[] {
    return emails.flatMap((email) => this.find(email) ?? []);
  }

  /** The account of somebody who had this number there. */
  numberOf(there: number): number {
    return this.#byNumberThere.get(there) ?? there;
  }
}

function tidy(email: string): string {
  return email.trim().toLowerCase();
}
