import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { WebSocket } from 'ws';
import { Doc } from 'yjs';
import { addSession } from '#accounts/session.sql.js';
import { COOKIE_NAME, writeSessionCookie } from '#accounts/session-cookie.js';
import { SESSION_MS } from '#accounts/session-table.io.js';
import { saveStaff } from '#accounts/staff.sql.js';
import { getSecret } from '#store/secret.sql.js';
import type { Store } from '#store/store.io.js';

/** A desk without a screen. */
export type TypingDesk = {
  readonly doc: Doc;
  readonly provider: HocuspocusProvider;
  /** When it has the story. */
  readonly ready: Promise<void>;
  close(): void;
};

export function openDesk(url: string, name: string, cookie: string): TypingDesk {
  class Line extends WebSocket {
    constructor(address: string) {
      super(address, { headers: { cookie, origin: url } });
    }
  }
  const doc = new Doc();
  const socket = new HocuspocusProviderWebsocket({
    url: `${url.replace('http', 'ws')}/desk/socket`,
    WebSocketPolyfill: Line,
  });
  const provider = new HocuspocusProvider({ websocketProvider: socket, name, document: doc, token: '' });
  const ready = new Promise<void>((resolve, reject) => {
    provider.on('synced', () => resolve());
    provider.on('authenticationFailed', ({ reason }: { reason: string }) => reject(new Error(reason)));
  });
  provider.attach();
  const close = () => {
    provider.destroy();
    socket.destroy();
  };
  return { doc, provider, ready, close };
}

/** An editor with a session; returns the Cookie header. */
export async function addEditor({ db }: Store, number: number, now: Date): Promise<string> {
  const token = `bench-${number}-${now.getTime()}`;
  const wish = { name: `Editor ${number}`, email: `editor${number}@example.org`, role: 'editor' as const };
  const secret = await getSecret(db);
  await db.transaction().execute(async (tx) => {
    const staff = await saveStaff(tx, wish, now);
    const expiresAt = new Date(now.getTime() + SESSION_MS);
    const session = { account: staff.id, token, expiresAt, from: '127.0.0.1', device: 'Bench' };
    await addSession(tx, { ...session, way: 'code', secondStep: 'done' }, now);
  });
  return `${COOKIE_NAME}=${writeSessionCookie(token, secret)}`;
}
