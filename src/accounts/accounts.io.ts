import type { Clock } from '#kit/clock.js';
import { getSecret } from '#store/secret.sql.js';
import type { Store } from '#store/store.io.js';
import { SessionTable } from './session-table.io.ts';
import type { SignInSettings } from './sign-in-settings.ts';
import type { FindSignedIn } from './signed-in.ts';
import { Tries } from './tries.ts';

export type AccountsLog = {
  error(facts: object, says: string): void;
  warn(facts: object, says: string): void;
};

/** What sign-in works with. `address` is where the paper stands, which links in letters begin with. */
export type AccountsParts = {
  readonly store: Store;
  readonly settings: () => SignInSettings;
  readonly address: () => string;
  readonly clock: Clock;
  readonly log: AccountsLog;
};

/** Who may come in, and who is in. */
export type Accounts = AccountsParts & {
  readonly secret: string;
  /** How often what was tried. */
  readonly tries: Tries;
  readonly sessions: SessionTable;
  readonly findSignedIn: FindSignedIn;
  /** Passkeys and the sign-in provider: what is answered by better-auth. */
  readonly passToLibrary: (request: Request) => Promise<Response>;
};

export async function openAccounts(parts: AccountsParts): Promise<Accounts> {
  const { store, clock } = parts;
  const secret = await getSecret(store.db);
  const sessions = new SessionTable({ db: store.db, secret, clock });
  const findSignedIn: FindSignedIn = async (headers) => {
    const known = await sessions.find(headers);
    return known?.session.secondStep === 'done' ? known.signedIn : undefined;
  };
  const passToLibrary = followSettings({ ...parts, secret });
  return { ...parts, secret, tries: new Tries(), sessions, findSignedIn, passToLibrary };
}

/** better-auth is loaded and made when it is first needed, and made anew when a setting that it goes by has changed. */
function followSettings(parts: AccountsParts & { secret: string }): Accounts['passToLibrary'] {
  let made: { by: string; handle: Accounts['passToLibrary'] } | undefined;
  return async (request) => {
    const { openAuth } = await import('./auth.io.ts');
    const { name, providerAddress, providerClient, providerSecret } = parts.settings();
    const by = JSON.stringify([parts.address(), name, providerAddress, providerClient, providerSecret]);
    if (made?.by !== by) made = { by, handle: openAuth(parts) };
    return made.handle(request);
  };
}
