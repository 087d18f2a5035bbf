/** What desk and server say to each other beside the updates of a shared document, as JSON in a message without state. */

/** The desk: everything I sent before this is change number `mark`. */
export type Mark = { mark: number };

/**
 * saved    everything up to this mark is committed in the database, at `at` (milliseconds since 1970)
 * failing  it could not be committed and is tried again; nothing is lost while this desk or the server stays
 * refused  nothing more is taken from this connection, and why; it is closed then
 */
export type CollabNews =
  | { saved: number; at: number }
  | { failing: string; says: string }
  | { refused: RefusalCode; says: string };

export type RefusalCode = keyof typeof refusals;

/**
 * Why a connection is turned away. `close` is the code with which its socket is closed; on 4401, 4403 and 4409 calling
 * again at once does not help, on the others the desk calls again and sends what is missing.
 */
export const refusals = {
  'not-signed-in': {
    close: 4401,
    says: 'Your session has ended. Sign in again; what you typed is kept here.',
  },
  'not-allowed': { close: 4403, says: 'You may not open this any more.' },
  'rights-changed': { close: 4400, says: 'What you may do here has changed.' },
  'read-only': { close: 4403, says: 'You may read this, not write in it. Your change was not taken.' },
  'field-guarded': {
    close: 4403,
    says: 'Access, address and premium cut are set by the newsroom. Your change of them was not taken.',
  },
  'turned-away': {
    close: 4409,
    says: 'Words were taken out of this story for good. Your copy holds them and cannot be merged; it begins anew.',
  },
  'update-not-readable': {
    close: 4400,
    says: 'A change came in a form that cannot be read. It was not taken.',
  },
  'update-too-large': { close: 4413, says: 'A change was too large to be taken at once.' },
  'update-out-of-step': {
    close: 4400,
    says: 'A change rests on others that never came. The desk sends all again.',
  },
  'update-forged': { close: 4400, says: 'A change was signed with somebody else’s mark. It was not taken.' },
  stopping: {
    close: 4503,
    says: 'The server stops for a moment. What you type is kept and sent when it is back.',
  },
} as const;
