import type { Paper } from './page.ts';

/**
 * A lasting identifier as a tag URI (RFC 4151): it stays when the address of what it names changes, so that no feed
 * reader shows a story that moved as new.
 *
 * at  when it was published, milliseconds since 1970; its year is part of the identifier
 */
export function tagUri(paper: Paper, kind: 'story' | 'picture', id: number, at: number): string {
  const year = String(new Date(at).getUTCFullYear()).padStart(4, '0');
  return `tag:${new URL(paper.address).hostname},${year}:${kind}-${id}`;
}
