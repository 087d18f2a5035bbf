import type { Settings } from '#paper/settings.js';
import type { Dependency } from './page.ts';
import { surrogateKeys } from './page-bytes.io.ts';

const TIMEOUT_MS = 5_000;

/** What a CDN may keep: pages by what they were made of, pictures and files by their number. */
export type PurgeKey = Dependency | `media:${number}`;

/**
 * Tells the newsroom's CDN what changed: a POST with `Surrogate-Key` and, as JSON, `{"keys": […]}`. Every page carries
 * the key `paper`. Does nothing while no purge address is set, or nothing changed.
 *
 * throws  when the CDN does not answer with success; the caller tries again
 */
export async function purge(settings: Settings, changed: readonly PurgeKey[]): Promise<void> {
  if (!settings.purgeAddress || changed.length === 0) return;
  const keys = surrogateKeys(changed);
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
