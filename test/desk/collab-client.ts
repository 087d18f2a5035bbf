/** A desk without a screen: a shared document, a line to the server, and what the server said of it. */
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { vi } from 'vitest';
import { WebSocket } from 'ws';
import { Doc, type Text as SharedText, XmlElement, XmlText } from 'yjs';
import { noSaves, SaveCount, type Saves } from '#desk/app/story/together/saves.js';

export type DeskClient = {
  readonly doc: Doc;
  readonly provider: HocuspocusProvider;
  /** What the screen would say. */
  saves(): Saves;
  isOffline(): boolean;
  /** Codes with which the server refused something, newest last. */
  readonly refused: string[];
  readonly denied: string[];
  readonly headline: SharedText;
  /** How many changes were made here, and up to which of them the server ever said saved. */
  readonly counts: { changes: number; saved: number };
  /** Everything typed up to now is committed on the server. */
  saved(): Promise<void>;
  synced(): Promise<void>;
  /** Cuts the line as a bad network does. */
  cut(): void;
  goOffline(): void;
  goOnline(): void;
  close(): void;
};

export type ClientWish = {
  url: string;
  name: string;
  cookie?: string;
  token?: string;
  origin?: string;
  doc?: Doc;
};

export function openClient({
  url,
  name,
  cookie,
  token = '',
  origin = url,
  doc = new Doc(),
}: ClientWish): DeskClient {
  const lines: WebSocket[] = [];
  class Line extends WebSocket {
    constructor(address: string) {
      super(address, { headers: { ...(cookie && { cookie }), origin } });
      lines.push(this);
      this.on('error', () => {});
    }
  }
  const counts = { changes: 0, saved: 0 };
  const refused: string[] = [];
  const denied: string[] = [];
  const socket = new HocuspocusProviderWebsocket({
    url: `${url.replace('http', 'ws')}/desk/socket`,
    WebSocketPolyfill: Line,
    delay: 50,
    minDelay: 20,
    maxDelay: 300,
  });
  let saves = noSaves;
  const count: SaveCount = new SaveCount(
    (payload) => provider.sendStateless(payload),
    (now) => {
      saves = now;
      counts.saved = counts.changes - now.waiting;
    },
  );
  const provider: HocuspocusProvider = new HocuspocusProvider({
    websocketProvider: socket,
    name,
    document: doc,
    token,
    onSynced: () => count.ask(),
    onStateless: ({ payload }) => {
      const refusal = count.hear(payload);
      if (refusal) refused.push(refusal.code);
    },
    onAuthenticationFailed: ({ reason }) => denied.push(reason),
  });
  doc.on('update', (_update: Uint8Array, by: unknown) => {
    if (by === provider) return;
    counts.changes += 1;
    count.made();
  });
  provider.attach();
  const until = async (is: () => boolean) => {
    await vi.waitUntil(is, { timeout: 30_000, interval: 5 });
  };
  return {
    doc,
    provider,
    saves: () => saves,
    isOffline: () => socket.status !== 'connected',
    refused,
    denied,
    counts,
    headline: doc.getText('headline'),
    saved: () => until(() => provider.synced && saves.waiting === 0),
    synced: () => until(() => provider.synced),
    cut: () => lines.at(-1)?.terminate(),
    goOffline: () => void socket.disconnect(),
    goOnline: () => {
      // A line that is still being closed opens again by itself.
      if (socket.status === 'disconnected') void socket.connect();
      else socket.shouldConnect = true;
    },
    close: () => {
      count.stop();
      provider.destroy();
      socket.destroy();
      for (const line of lines) line.terminate();
    },
  };
}

/** The words of a paragraph of the body, by its place; undefined where there is none. */
export function wordsAt(doc: Doc, at: number): XmlText | undefined {
  const block: unknown = doc.getXmlFragment('body').get(at);
  if (!(block instanceof XmlElement)) return undefined;
  const text: unknown = block.get(0);
  return text instanceof XmlText ? text : undefined;
}

/** Puts a new paragraph into the body. */
export function addParagraph(doc: Doc, at: number, words: string, id: string): void {
  const paragraph = new XmlElement('paragraph');
  paragraph.setAttribute('id', id);
  paragraph.insert(0, [new XmlText(words)]);
  doc.getXmlFragment('body').insert(at, [paragraph]);
}
