import { type RawBuilder, sql } from 'kysely';

/** What `like` compares with: words in small letters as they are, whatever signs of its own language stand in them. */
export function containing(words: string): RawBuilder<string> {
  return sql<string>`${`%${plain(words)}%`} escape '!'`;
}

export function beginningWith(words: string): RawBuilder<string> {
  return sql<string>`${`${plain(words)}%`} escape '!'`;
}

function plain(words: string): string {
  return words
    .trim()
    .toLowerCase()
    .replace(/[!%_]/g, (sign) => `!${sign}`);
}
