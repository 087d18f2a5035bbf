import type { IncomingHttpHeaders } from 'node:http';
import type { Connection } from '@hocuspocus/server';
import type { Staff } from '#accounts/staff.js';
import type { AccountId } from '#kit/ids.js';
import { type RefusalCode, refusals } from '../shapes/collab.ts';
import type { Access } from './document-kind.ts';

/** What is known of one connection to one document. `staff` and `access` are set once it was let in. */
export type Visitor = {
  readonly headers: IncomingHttpHeaders;
  readonly hangUp: (code: number, reason: string) => void;
  staff?: Staff;
  access?: Access;
  /** It has sent what its own copy had before the line stood; only then a mark can be answered. */
  isSynced?: boolean;
  marksBefore?: number[];
};

/** Where a change comes from, as Hocuspocus says it. */
export function accountOf(origin: unknown): AccountId | null {
  return connectionOf(origin)?.context.staff?.id ?? null;
}

export function connectionOf(origin: unknown): Connection<Visitor> | undefined {
  const { source, connection } = (origin ?? {}) as { source?: unknown; connection?: Connection<Visitor> };
  return source === 'connection' ? connection : undefined;
}

/** Takes nothing more from this connection, says why, and closes it. */
export function refuse(connection: Connection<Visitor>, code: RefusalCode): void {
  connection.readOnly = true;
  const { close, says } = refusals[code];
  connection.sendStateless(JSON.stringify({ refused: code, says }));
  connection.context.hangUp(close, code);
}
