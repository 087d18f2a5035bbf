import type { Seen } from './crawl.io.ts';

export const TOLD_APART =
  'the search answers this question otherwise than one for a word that stands nowhere';

const TOO_MANY = 'too many requests (429)';

/** Why an answer says nothing about leaks; undefined for one that does. */
export function whyFailed({ status, text }: Seen): string | undefined {
  if (status === 0) return `no answer: ${text}`;
  if (status === 429) return TOO_MANY;
  return status >= 500 ? `error ${status}` : undefined;
}

/** What to do about answers that say nothing, for people. */
export function adviseOn(failures: readonly { why: string }[]): string | undefined {
  return failures.some(({ why }) => why === TOO_MANY)
    ? 'The site refuses whoever asks often. What was refused was not checked: lift its limits for this machine, then check again.'
    : undefined;
}
