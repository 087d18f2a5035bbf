/** One story open at this desk: its shared document, the copy in this browser, and the line to the server. */
import { HocuspocusProvider } from '@hocuspocus/provider';
import { IndexeddbPersistence } from 'y-indexeddb';
import { Doc } from 'yjs';
import { type Person, readPeople } from './people.ts';

/**
 * line      'open' to the server, 'down', or 'connecting' for the first time
 * mayWrite  false where the server lets one only read
 * isReady   there is something to show: the server's, or this browser's own copy
 * unsent    changes that are only here
 * refusal   why the server lets nobody in, if it does not
 */
export type SessionState = {
  readonly line: 'connecting' | 'open' | 'down';
  readonly mayWrite: boolean;
  readonly isReady: boolean;
  readonly isSynced: boolean;
  readonly unsent: number;
  readonly refusal: 'signed-out' | 'not-yours' | 'turned-away' | null;
  readonly people: readonly Person[];
};

export type Me = { readonly id: number; readonly name: string };

const START: SessionState = {
  line: 'connecting',
  mayWrite: true,
  isReady: false,
  isSynced: false,
  unsent: 0,
  refusal: null,
  people: [],
};

export class StorySession {
  readonly doc = new Doc();
  readonly provider: HocuspocusProvider;
  readonly local: IndexeddbPersistence;
  #state = START;
  readonly #listeners = new Set<() => void>();
  /** Changes made here that the browser's own store has not taken yet. */
  #unkept = 0;

  constructor(name: string, me: Me) {
    this.local = new IndexeddbPersistence(`standfirst/${name}`, this.doc);
    this.provider = new HocuspocusProvider({
      name,
      url: addressOf(location),
      document: this.doc,
      onStatus: ({ status }) => this.#onStatus(status),
      onSynced: () => this.#change({ isSynced: true, isReady: true }),
      onUnsyncedChanges: ({ number }) => this.#change({ unsent: number }),
      onAuthenticated: ({ scope }) => this.#change({ mayWrite: scope !== 'readonly', refusal: null }),
      onAuthenticationFailed: ({ reason }) => this.#change({ refusal: refusalOf(reason) }),
      onAwarenessChange: () => this.#readPeople(),
    });
    this.provider.setAwarenessField('user', { id: me.id, name: me.name });
    this.local.on('synced', () => {
      if (this.doc.store.clients.size > 0) this.#change({ isReady: true });
    });
    this.doc.on('update', this.#countKept);
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Whether closing the tab now would lose something: neither the server nor this browser's store has it. */
  get wouldLose(): boolean {
    return this.#state.unsent > 0 && this.#unkept > 0;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly read = (): SessionState => this.#state;

  /** Says to the others where one writes. */
  standIn(part: string | null): void {
    this.provider.setAwarenessField('part', part);
  }

  /** Somebody signed in again: the same document, a new line. */
  reconnect(): void {
    this.#change({ refusal: null });
    this.provider.disconnect();
    void this.provider.connect();
  }

  /** Lets the copy in this browser go: the server began the document anew. */
  async drop(): Promise<void> {
    this.provider.destroy();
    await this.local.clearData();
    this.doc.destroy();
  }

  destroy(): void {
    this.doc.off('update', this.#countKept);
    this.provider.destroy();
    void this.local.destroy();
    this.doc.destroy();
    this.#listeners.clear();
  }

  /** A change is kept once the browser's store answers a question asked after it was told to write. */
  readonly #countKept = (_update: Uint8Array, origin: unknown): void => {
    if (origin === this.provider || origin === this.local) return;
    this.#unkept += 1;
    void this.local.whenSynced.then(({ db }) => {
      if (!db) return;
      const asked = db.transaction(['updates'], 'readonly');
      asked.objectStore('updates').count();
      asked.oncomplete = () => {
        this.#unkept -= 1;
      };
    });
  };

  #onStatus(status: string): void {
    if (status === 'connected') this.#change({ line: 'open' });
    else if (status === 'disconnected') this.#change({ line: 'down', isSynced: false });
  }

  #readPeople(): void {
    const people = readPeople(this.provider.awareness?.getStates() ?? new Map(), this.doc.clientID);
    if (JSON.stringify(people) !== JSON.stringify(this.#state.people)) this.#change({ people });
  }

  #change(change: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function refusalOf(reason: string): SessionState['refusal'] {
  if (/generation|turned/i.test(reason)) return 'turned-away';
  return /sign/i.test(reason) ? 'signed-out' : 'not-yours';
}

function addressOf({ protocol, host }: Location): string {
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/desk/socket`;
}
