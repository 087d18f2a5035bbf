import type { Settings } from '#paper/settings.js';
import type { Dependency } from './page.ts';
import { surrogateKeys } from './page-bytes.io.ts';

const TIMEOUT_MS = 5_000;

/**
 * Tells the newsroom's CDN which pages changed: a POST with `Surrogate-Key` and, as JSON, `{"keys": […]}`; everything
 * when `dependencies` is 'all'. Does nothing while no purge address is set.
 *
 * throws  when the CDN does not answer with success; the caller tries again
 */
export async function purge(settings: Settings, dependencies: readonly Dependency[] | 'all'): Promise<void> {
  if (!settings.purgeAddress) return;
  const keys = dependencies === 'all' ? 'paper' : surrogateKeys(dependencies);
  const response = await fetch(settings.purgeAddress, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'surrogate-key': keys,
      ...(settings.purgeToken ? { authorization: `Bearer ${settings.purgeToken}` } : {}),
    },
    body: JSON.stringify({ keys: keys.split(' ') }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`The purge address answered ${response.status}.`);
}
