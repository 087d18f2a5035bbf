import { hash } from 'node:crypto';

/** How things of an export are called among origins: `story:17`. A page is a story, too, in an export. */
export type OriginThing = 'story' | 'media' | 'comment' | 'section' | 'topic' | 'byline';

export function originId(thing: OriginThing, id: string | number): string {
  return `${thing}:${id}`;
}

/** The same line means that nothing changed. */
export function digestOf(line: string): string {
  return hash('sha256', line, 'base64url').slice(0, 22);
}
