/** One story open at this desk: its shared document, the copy in this browser, and the line to the server. */
import { HocuspocusProvider } from '@hocuspocus/provider';
import { IndexeddbPersistence } from 'y-indexeddb';
import { Doc } from 'yjs';
import type { StoryDocumentReply } from '../../../shapes/story-document.ts';
import { get } from '../../api.ts';
import { type Person, readPeople } from './people.ts';
import { noSaves, SaveCount, type Saves } from './saves.ts';

/** Why the server takes nothing, in its own words. */
export type Refusal = { readonly code: string; readonly says: string };

/**
 * line      'open' to the server, 'down', or 'connecting' for the first time
 * mayWrite  false where the server lets one only read
 * isReady   there is something to show: the server's, or this browser's own copy
 */
export type SessionState = {
  readonly line: 'connecting' | 'open' | 'down';
  readonly mayWrite: boolean;
  readonly isReady: boolean;
  readonly isSynced: boolean;
  readonly saves: Saves;
  readonly refusal: Refusal | null;
  readonly people: readonly Person[];
};

/** What is opened: a story by its number, or another shared document and where its generation is asked for. */
export type Opened = number | { readonly name: string; readonly generationAt: string };

export type Me = { readonly id: number; readonly name: string };

const START: SessionState = {
  line: 'connecting',
  mayWrite: true,
  isReady: false,
  isSynced: false,
  saves: noSaves,
  refusal: null,
  people: [],
};

export class StorySession {
  readonly doc = new Doc();
  readonly provider: HocuspocusProvider;
  readonly #local: IndexeddbPersistence;
  readonly #count: SaveCount;
  #state = START;
  readonly #listeners = new Set<() => void>();
  /** Changes made here that the browser's own store has not taken yet. */
  #unkept = 0;
  #callsAgain = false;

  constructor(opened: Opened, me: Me) {
    const { name, generationAt } =
      typeof opened === 'number'
        ? { name: `story/${opened}`, generationAt: `/stories/${opened}/document` }
        : opened;
    this.#local = new IndexeddbPersistence(`standfirst/${name}`, this.doc);
    this.provider = new HocuspocusProvider({
      name,
      url: addressOf(location),
      document: this.doc,
      token: () => this.#generationOfCopy(generationAt),
      onStatus: ({ status }) => this.#onStatus(status),
      onSynced: () => this.#onSynced(),
      onStateless: ({ payload }) => this.#hear(payload),
      onAuthenticated: ({ scope }) => this.#change({ mayWrite: scope !== 'readonly', refusal: null }),
      onAuthenticationFailed: ({ reason }) => this.#change({ refusal: { code: reason, says: '' } }),
      onAwarenessChange: () => this.#readPeople(),
    });
    this.#count = new SaveCount(
      (payload) => this.provider.sendStateless(payload),
      (saves) => this.#change({ saves }),
    );
    this.provider.setAwarenessField('user', { id: me.id, name: me.name });
    this.#local.on('synced', () => {
      if (this.doc.store.clients.size > 0) this.#change({ isReady: true });
    });
    this.doc.on('update', this.#onUpdate);
    addEventListener('offline', this.#onOffline);
    addEventListener('online', this.#onOnline);
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Whether closing the tab now would lose something: neither the server nor this browser's store has it. */
  get wouldLose(): boolean {
    return this.#state.saves.waiting > 0 && this.#unkept > 0;
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
    this.#call();
  }

  /** Lets the copy in this browser go: the server takes nothing of it any more. */
  async drop(): Promise<void> {
    this.doc.off('update', this.#onUpdate);
    this.provider.destroy();
    await this.#local.clearData();
  }

  destroy(): void {
    removeEventListener('offline', this.#onOffline);
    removeEventListener('online', this.#onOnline);
    this.doc.off('update', this.#onUpdate);
    this.#count.stop();
    this.provider.destroy();
    void this.#local.destroy();
    this.#listeners.clear();
  }

  /** The generation that this browser's copy is of. A story whose words were redacted has a new one. */
  async #generationOfCopy(generationAt: string): Promise<string> {
    await this.#local.whenSynced;
    const kept: unknown = await this.#local.get('generation');
    if (typeof kept === 'number') return String(kept);
    const { generation } = await get<StoryDocumentReply>(generationAt);
    await this.#local.set('generation', generation);
    return String(generation);
  }

  /** The browser knows sooner than the line that it is cut. */
  readonly #onOffline = () => this.provider.disconnect();
  readonly #onOnline = () => this.#call();

  /** A line that is still closing cannot be opened: then as soon as it is closed. */
  #call(): void {
    if (this.#state.line === 'open') this.#callsAgain = true;
    else void this.provider.connect();
  }

  readonly #onUpdate = (_update: Uint8Array, origin: unknown): void => {
    if (origin === this.provider || origin === this.#local) return;
    this.#count.made();
    this.#countKept();
  };

  /** A change is kept once the browser's store answers a question asked after it was told to write. */
  #countKept(): void {
    this.#unkept += 1;
    void this.#local.whenSynced.then(({ db }) => {
      if (!db) return;
      const asked = db.transaction(['updates'], 'readonly');
      asked.objectStore('updates').count();
      asked.oncomplete = () => {
        this.#unkept -= 1;
      };
    });
  }

  #hear(payload: string): void {
    const refusal = this.#count.hear(payload);
    if (refusal) this.#change({ refusal });
  }

  #onSynced(): void {
    this.#change({ isSynced: true, isReady: true });
    this.#count.ask();
  }

  #onStatus(status: string): void {
    if (status === 'connected') this.#change({ line: 'open' });
    else if (status === 'disconnected') {
      this.#change({ line: 'down', isSynced: false });
      if (!this.#callsAgain) return;
      this.#callsAgain = false;
      void this.provider.connect();
    }
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

function addressOf({ protocol, host }: Location): string {
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/desk/socket`;
}
