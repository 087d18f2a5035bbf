import type { BundleRedirect } from '../bundle.ts';
import { plainHost } from '../hosts.ts';
import { metaText, type WpItem } from './item.ts';
import { pathOfLink, type SitePlace } from './old-paths.ts';

/** A redirect that a plugin keeps as an item (Safe Redirect Manager). Undefined when it says nothing we can do. */
export function redirectOfItem(item: WpItem, file: string, place: SitePlace): BundleRedirect | undefined {
  const from = metaText(item, '_redirect_rule_from');
  const to = metaText(item, '_redirect_rule_to');
  const isPattern = /^(?:1|true|yes)$/i.test(metaText(item, '_redirect_rule_from_regex'));
  if (!from.startsWith('/') || to === '' || isPattern || item.status !== 'publish') return undefined;
  const prefix = from.endsWith('*');
  return {
    kind: 'redirect',
    from: prefix ? from.slice(0, -1) : from,
    prefix,
    to: { is: 'address', address: ownAddress(to.replace(/\*$/, ''), place) },
    lasting: !/^30[27]$/.test(metaText(item, '_redirect_rule_status_code')),
    file,
    line: item.line,
  };
}

/** Where an item leads instead of having a text of its own (Page Links To); '' when it has one. */
export function elsewhereOf(item: WpItem, place: SitePlace): string {
  const to = metaText(item, '_links_to');
  return /^(?:https?:\/\/|\/)/i.test(to) && item.content.trim() === '' ? ownAddress(to, place) : '';
}

/** An address of the old site becomes a path of ours; another stays what it is. */
export function ownAddress(address: string, place: SitePlace): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  if (!place.hosts.has(plainHost(url.host))) return address;
  return (pathOfLink(address, place) ?? '/') + url.hash;
}
