/** Speaks to the server as no honest desk would: sends one update of any bytes and tells why it was turned away. */
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { WebSocket } from 'ws';
import { Doc } from 'yjs';

const SYNC = 0;
const UPDATE = 2;

export async function sendUpdate(
  to: { url: string; name: string; cookie: string },
  update: Uint8Array,
): Promise<string> {
  let line: WebSocket | undefined;
  class Line extends WebSocket {
    constructor(address: string) {
      super(address, { headers: { cookie: to.cookie, origin: to.url } });
      line = this;
    }
  }
  const socket = new HocuspocusProviderWebsocket({
    url: `${to.url.replace('http', 'ws')}/desk/socket`,
    WebSocketPolyfill: Line,
  });
  const provider = new HocuspocusProvider({ websocketProvider: socket, name: to.name, document: new Doc() });
  const refused = new Promise<string>((resolve) => {
    provider.on('stateless', ({ payload }: { payload: string }) => {
      const { refused: code } = JSON.parse(payload) as { refused?: string };
      if (code) resolve(code);
    });
  });
  // The server answers a mark once it has what the desk had before.
  const ready = new Promise<void>((resolve) => {
    provider.on('stateless', ({ payload }: { payload: string }) => {
      if (payload.includes('saved')) resolve();
    });
    provider.on('synced', () => provider.sendStateless('{"mark":0}'));
  });
  provider.attach();
  await ready;
  const encoder = createEncoder();
  writeVarString(encoder, to.name);
  writeVarUint(encoder, SYNC);
  writeVarUint(encoder, UPDATE);
  writeVarUint8Array(encoder, update);
  line?.send(toUint8Array(encoder));
  const code = await refused;
  provider.destroy();
  socket.destroy();
  return code;
}
