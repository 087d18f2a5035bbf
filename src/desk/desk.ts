import type { Accounts } from '#accounts/accounts.io.js';
import type { FindSignedIn } from '#accounts/signed-in.js';
import type { Staff } from '#accounts/staff.js';
import type { Clock } from '#kit/clock.js';
import type { Members } from '#members/members.js';
import type { Settings } from '#paper/settings.js';
import type { Files } from '#store/files.io.js';
import type { Store } from '#store/store.io.js';
import type { Collab } from './collab.io.ts';
import type { Live } from './live.io.ts';

/** What the desk's routes work with. `settings` is asked anew each time, since settings change. */
export type Desk = {
  readonly store: Store;
  readonly files: Files;
  readonly clock: Clock;
  readonly settings: () => Settings;
  readonly accounts: Accounts;
  readonly members: Members;
  readonly findSignedIn: FindSignedIn;
  readonly live: Live;
  /** Where people type together; absent where nobody serves. */
  readonly collab?: Collab;
  /** Who has which shared document open right now, by its name. */
  readonly present?: () => ReadonlyMap<string, readonly Staff[]>;
  /** Settings that the machine fixes stand here. */
  readonly environment?: NodeJS.ProcessEnv;
  /** What a reader would be answered at an address, redirects of ours followed: its last status and the way there. */
  readonly follow?: (address: string) => Promise<{ status: number; way: string[] }>;
  /** The paper's colours with these over them, as a style sheet for pages that are looked at before it is saved. */
  readonly lookCss?: (accent: { light: string; dark: string }, scheme: 'light' | 'dark') => string;
};
