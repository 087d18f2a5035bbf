import { cleanLink } from '#stories/document.js';

/** An address of the web as it may be kept, or null. */
export function cleanSource(typed: string): string | null {
  return /^https?:\/\/\S+\.\S+/i.test(typed.trim()) ? cleanLink(typed.trim()) : null;
}
