/** Which of the addresses an image carries is the picture itself. */
import type { Attributes } from './attributes.ts';

/** Where scripts that load pictures late keep the real address, the original first. */
const LATE = ['data-orig-file', 'data-full-url', 'data-src', 'data-lazy-src', 'data-original'] as const;
const SETS = ['data-srcset', 'data-lazy-srcset', 'srcset'] as const;
/** What stands in `src` until a script has run. */
const PLACEHOLDER =
  /^data:|(?:^|\/)(?:blank|spacer|pixel|placeholder|lazy|loading|transparent|1x1|grey|gray)[\w-]*\.(?:gif|png|svg|jpe?g)(?:[?#]|$)/i;

/** The largest picture the element knows of, or null. `others` are sets of the sources around it. */
export function sourceOf(attrs: Attributes, others: readonly string[]): string | null {
  const original = attrs['data-orig-file'] || attrs['data-full-url'];
  if (original) return original;
  for (const name of SETS) {
    const largest = largestOf(attrs[name]);
    if (largest !== null) return largest;
  }
  for (const name of LATE) if (attrs[name] && !isPlaceholder(attrs[name])) return attrs[name];
  if (attrs.src && !isPlaceholder(attrs.src)) return attrs.src;
  for (const set of others) {
    const largest = largestOf(set);
    if (largest !== null) return largest;
  }
  return attrs.src || null;
}

/** The same address without the size that WordPress puts into names of smaller copies (`bridge-300x200.jpg`). */
export function withoutSize(address: string): string {
  return address
    .replace(/^(?:https?:)?\/\/[^/]+/i, '')
    .replace(/[?#].*$/, '')
    .replace(/-\d{2,5}x\d{2,5}(?=\.[a-z]{3,4}$)/i, '');
}

/**
 * The widest entry of a srcset: addresses, each with a width or a density behind it, parted by commas. An address may
 * hold commas, so it ends at white space only.
 */
function largestOf(set: string | undefined): string | null {
  if (!set) return null;
  let largest: string | null = null;
  let size = 0;
  let address = '';
  for (const word of set.split(/\s+/)) {
    const descriptor = /^([\d.]{1,12}[wxh])(?:,(.*))?$/i.exec(word);
    if (descriptor === null) address = word.replace(/^,|,$/g, '') || address;
    const own = descriptor === null ? 1 : widthOf(descriptor[1] ?? '');
    if (address !== '' && own > size && !isPlaceholder(address)) {
      largest = address;
      size = own;
    }
    // Where no space follows the comma, the next address stands in the same word.
    if (descriptor?.[2]) address = descriptor[2];
  }
  return largest;
}

/** In pixels; a density stands for a thousand of them. */
function widthOf(descriptor: string): number {
  return Number.parseFloat(descriptor) * (/x$/i.test(descriptor) ? 1000 : 1);
}

function isPlaceholder(address: string): boolean {
  return PLACEHOLDER.test(address.slice(0, 500));
}
