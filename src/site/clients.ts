import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';

/** Tells which client a request comes from, believing only the proxies that the newsroom named. */
export class Clients {
  readonly #trusts: (address: string, hop: number) => boolean;

  /** trusted  addresses, networks or words of proxy-addr ('loopback'); throws on what is none of these */
  constructor(trusted: readonly string[]) {
    this.#trusts = proxyAddr.compile([...trusted]);
  }

  addressOf(request: IncomingMessage): string {
    return proxyAddr(request, this.#trusts) ?? '';
  }
}

/** Whether a client's address is among these addresses, networks or words of proxy-addr. */
export function isAmong(address: string, list: readonly string[]): boolean {
  return address !== '' && proxyAddr.compile([...list])(address, 0);
}

/** Whether this is the machine itself. */
export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}
