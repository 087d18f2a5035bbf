import proxyAddr from 'proxy-addr';
import type { GroupId } from '#kit/ids.js';

/**
 * A group whose readers need no account where they are: a library, a school, a company.
 *
 * networks     addresses and networks, as 192.0.2.7 or 2001:db8::/32
 * from, until  milliseconds since 1970; until null for no end
 */
export type NetworkGroup = {
  readonly id: GroupId;
  readonly name: string;
  readonly tier: string;
  readonly networks: readonly string[];
  readonly from: number;
  readonly until: number | null;
};

/** The group at an address, at an instant in milliseconds. */
export type FindNetwork = (address: string, now: number) => NetworkGroup | undefined;

/** Wider than this, a network is half a country and nobody's own. */
const WIDEST = { v4: 8, v6: 16 };

/** Whether this is an address or a network that a group can have. */
export function isNetwork(text: string): boolean {
  // Words such as loopback are for proxies; here they would let in whoever comes by one.
  if (!/^[0-9a-f.:]+(?:\/\d{1,3})?$/i.test(text)) return false;
  const bits = text.includes('/') ? Number(text.split('/')[1]) : Number.POSITIVE_INFINITY;
  if (bits < (text.includes(':') ? WIDEST.v6 : WIDEST.v4)) return false;
  try {
    const holds = proxyAddr.compile(text);
    // Addresses of IPv4 have a form in IPv6 too, in which a narrow network may hold them all.
    return Array.from({ length: 256 }, (_, first) => holds(`${first}.0.0.1`, 0)).filter(Boolean).length <= 1;
  } catch {
    return false;
  }
}

/** Makes ready to tell groups by address. What is no network is passed over, so that one slip shuts nobody else out. */
export function compileNetworks(groups: readonly NetworkGroup[]): FindNetwork {
  const compiled = groups.flatMap((group) => {
    const networks = group.networks.map((text) => text.trim()).filter(isNetwork);
    return networks.length > 0 ? [{ group, holds: proxyAddr.compile(networks) }] : [];
  });
  return (address, now) => {
    if (address === '') return undefined;
    const found = compiled.find(
      ({ group, holds }) =>
        group.from <= now && (group.until === null || now < group.until) && holds(address, 0),
    );
    return found?.group;
  };
}
