import type { BundleAccess } from '../bundle.ts';
import type { WpItem } from './item.ts';
import { isClosedBy } from './premium-rules.ts';
import { traceOfBlock, traceOfMeta, traceOfShortcode } from './traces.ts';
import type { WpOptions } from './wp-options.ts';

/** Meta values that ask for an account and no more. */
const accountOnly =
  /^(?:subscribers?|registered|logged[_ -]?in|loggedin|free|a:\d:\{i:0;s:10:"subscriber";\})$/i;
const offValue = /^\s*(?:0|no|off|false|none|null|open|public|everybody)?\s*$/i;

/**
 * Who may read an item, by the newsroom's rules first. A sign of a paywall that no rule speaks of closes it too, unless all
 * is to be open: access is never guessed open.
 */
export function accessOf(item: WpItem, options: WpOptions): BundleAccess {
  const mapped = mappedAccess(item, options);
  if (mapped) return mapped;
  if (options.premium.some((rule) => isClosedBy(rule, item))) return { to: 'members' };
  if (options.allOpen) return { to: 'open' };
  let access: BundleAccess = { to: 'open' };
  for (const { key, value } of item.meta) {
    if (!traceOfMeta(key, value)?.closes) continue;
    if (!accountOnly.test(value.trim())) return { to: 'members' };
    access = { to: 'registered' };
  }
  return access;
}

/** What the map says of a meta field that the item has. A value it does not name closes, unless it says no. */
function mappedAccess(item: WpItem, options: WpOptions): BundleAccess | undefined {
  for (const { key, value } of item.meta) {
    const use = options.map.meta.get(key);
    if (use?.to !== 'access') continue;
    const said = use.values[value.trim()];
    if (said !== undefined) return readAccessWord(said);
    if (!offValue.test(value)) return { to: 'members' };
  }
  return undefined;
}

/** `open`, `registered`, `members`, or tiers by name: `tiers:gold,print`. Any other word closes. */
export function readAccessWord(word: string): BundleAccess {
  const plain = word.trim().toLowerCase();
  if (plain === 'open' || plain === 'registered' || plain === 'members') return { to: plain };
  const tiers =
    /^tiers?:(.+)$/
      .exec(plain)?.[1]
      ?.split(',')
      .map((tier) => tier.trim())
      .filter(Boolean) ?? [];
  return tiers.length > 0 ? { to: 'tiers', tiers } : { to: 'members' };
}

/** Whether what a shortcode encloses is not open. */
export function restrictsShortcode(name: string, options: WpOptions): boolean {
  if (options.premium.some((rule) => rule.by === 'shortcode' && rule.name === name)) return true;
  return !options.allOpen && traceOfShortcode(name)?.closes === true;
}

export function restrictsBlock(name: string, options: WpOptions): boolean {
  if (options.premium.some((rule) => rule.by === 'block' && rule.name === name)) return true;
  return !options.allOpen && traceOfBlock(name)?.closes === true;
}
