import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';
import type { Visitor } from './begin-session.io.ts';

type Trust = (address: string, hop: number) => boolean;

const compiled = new WeakMap<readonly string[], Trust>();

/** From where a request comes, believing only the proxies that the newsroom named. */
export function visitorOf(request: IncomingMessage, proxies: readonly string[]): Visitor {
  let trust = compiled.get(proxies);
  if (!trust) {
    trust = proxyAddr.compile([...proxies]);
    compiled.set(proxies, trust);
  }
  const from = proxyAddr(request, trust) ?? '';
  return { from, device: request.headers['user-agent']?.slice(0, 500) ?? '' };
}
