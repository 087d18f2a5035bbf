import type { Settings } from '#paper/settings.js';

/** Headers that every answer to a browser carries; names in small letters. */
export function securityHeaders(settings: Settings): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
    'cross-origin-opener-policy': 'same-origin',
    'x-frame-options': 'SAMEORIGIN',
    ...(settings.secureOnly ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}

/**
 * What a page may load. No inline script or style, nothing from elsewhere but hosts the newsroom listed, and frames
 * only of the hosts that this page embeds.
 *
 * frameHosts  hosts of the embeds in this page
 * formHosts   hosts that a form of this page may lead to, as the payment page of a provider
 */
export function contentPolicy(
  settings: Settings,
  frameHosts: readonly string[],
  formHosts: readonly string[] = [],
): string {
  const outside = settings.outsideHosts.map(asSource).join(' ');
  const frames = frameHosts.map(asSource).join(' ');
  return [
    "default-src 'none'",
    "base-uri 'none'",
    ["form-action 'self'", ...formHosts].join(' '),
    "frame-ancestors 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    `img-src 'self' data:${outside ? ` ${outside}` : ''}`,
    `media-src 'self'${outside ? ` ${outside}` : ''}`,
    `frame-src ${frames || "'none'"}`,
  ].join('; ');
}

/** A host as a source of the policy; whatever could end the directive is left out. */
function asSource(host: string): string {
  return `https://${host.replace(/^https?:\/\//, '').replace(/[^a-z0-9.*:-]/gi, '')}`;
}
