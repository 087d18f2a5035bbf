import type { PremiumRule } from './premium-rules.ts';
import type { WpMap } from './wp-map.ts';

/** What the newsroom decided about one import. */
export interface WpOptions {
  premium: readonly PremiumRule[];
  /** Signs of a paywall count for nothing: everything that no rule closes is open. */
  allOpen: boolean;
  map: WpMap;
  /** Further hosts the old site went by. */
  oldHosts: readonly string[];
  /** Hosts whose frames become embeds, besides the usual services. */
  embedHosts: readonly string[];
}

/** Whether the newsroom said anything about access. */
export function hasAccessRule(options: WpOptions): boolean {
  return options.premium.length > 0 || [...options.map.meta.values()].some((use) => use.to === 'access');
}
