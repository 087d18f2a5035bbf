import type { Clock } from '#kit/clock.js';
import type { Settings } from '#paper/settings.js';
import { getSecret } from '#store/secret.sql.js';
import type { Store } from '#store/store.io.js';
import { SessionTable } from './session-table.io.ts';
import type { FindSignedIn } from './signed-in.ts';

export type AccountsLog = {
  error(facts: object, says: string): void;
  warn(facts: object, says: string): void;
};

/** What sign-in works with. `address` is where the paper stands, which links in letters begin with. */
export type AccountsParts = {
  readonly store: Store;
  readonly settings: () => Settings;
  readonly address: () => string;
  readonly clock: Clock;
  readonly log: AccountsLog;
};

/** Who may come in, and who is in. */
export type Accounts = AccountsParts & {
  readonly secret: string;
  readonly sessions: SessionTable;
  readonly findSignedIn: FindSignedIn;
};

export async function openAccounts(parts: AccountsParts): Promise<Accounts> {
  const { store, clock } = parts;
  const secret = await getSecret(store.db);
  const sessions = new SessionTable({ db: store.db, secret, clock });
  const findSignedIn: FindSignedIn = async (headers) => {
    const known = await sessions.find(headers);
    return known?.session.secondStep === 'done' ? known.signedIn : undefined;
  };
  return { ...parts, secret, sessions, findSignedIn };
}
