import { isFault } from '#kit/fault.js';

/**
 * A refusal in the words of the page, where the page has some for it.
 *
 * throws  whatever is none of these: the page's own words are for what a reader can set right
 */
export function refusalOf(
  error: unknown,
  words: Readonly<Record<string, string>>,
): { status: number; says: string; code: string } {
  const says = isFault(error) ? words[error.code] : undefined;
  if (!isFault(error) || says === undefined) throw error;
  const filled = says.replace(/\{(\w+)\}/g, (whole, name: string) => String(error.details[name] ?? whole));
  return { status: error.status, says: filled, code: error.code };
}
