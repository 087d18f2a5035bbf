import type { StoryId } from '#kit/ids.js';

/**
 * What somebody wants besides coming in; it waits with the code.
 *
 * join     they asked to join, not only to sign in
 * name     what they want to be called
 * letters  they agreed to letters, and in which words; '' for no
 * next     where to go on, an address of the paper
 * story    the story whose gate sent them
 */
export type JoinWish = {
  readonly join: boolean;
  readonly name: string;
  readonly letters: string;
  readonly next: string;
  readonly story: StoryId | null;
};

export const plainWish: JoinWish = { join: false, name: '', letters: '', next: '/account', story: null };

export const LONGEST_NAME = 120;

/** A name on one line, as long as names are. */
export function tidyName(typed: string): string {
  return typed
    .replace(/[\p{C}\p{Z}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_NAME);
}

/** Reads what `JSON.stringify` made of a wish. */
export function readWish(json: string | null): JoinWish {
  return json === null ? plainWish : { ...plainWish, ...(JSON.parse(json) as Partial<JoinWish>) };
}
