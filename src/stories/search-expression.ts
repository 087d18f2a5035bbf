/** A question in the words of each database. Words and tags are letters and digits only, so nothing can break out. */
import type { Term, WordQuestion } from './search-question.ts';
import { everyStory, type Tag } from './search-tags.ts';

/**
 * What is looked for, and where.
 *
 * opened  stories whose rest may be looked through too: all, or those with one of these tags
 * tags    of every inner list one must be there
 */
export type Wanted = {
  readonly question: WordQuestion;
  readonly opened: 'all' | readonly Tag[];
  readonly tags: readonly (readonly Tag[])[];
};

const OPEN_COLUMNS = '{headline standfirst opening}';
const ALL_COLUMNS = '{headline standfirst opening rest}';

/** As an FTS5 expression over the table's own columns. */
export function toFts({ question, opened, tags }: Wanted): string {
  const words = ftsReadable(question, opened);
  const filters = tags.map((anyOf) => `(${ftsTags(anyOf)})`);
  return [words, ...filters].map((part) => `(${part})`).join(' AND ');
}

function ftsReadable(question: WordQuestion, opened: Wanted['opened']): string {
  if (question.wanted.length + question.unwanted.length === 0) return ftsTags([everyStory]);
  if (opened === 'all') return ftsWords(question, ALL_COLUMNS);
  const open = ftsWords(question, OPEN_COLUMNS);
  if (opened.length === 0) return open;
  const whole = `(${ftsWords(question, ALL_COLUMNS)}) AND (${ftsTags(opened)})`;
  // An unwanted word in the rest of a story that is open to the reader takes it out, so that story asks by its whole.
  const others = question.unwanted.length > 0 ? `(${open}) NOT (${ftsTags(opened)})` : open;
  return `(${others}) OR (${whole})`;
}

function ftsWords({ wanted, unwanted }: WordQuestion, columns: string): string {
  const without = unwanted.map(ftsTerm).join(' OR ');
  if (wanted.length === 0) return `(${ftsTags([everyStory])}) NOT (${columns} : (${without}))`;
  const all = wanted.map(ftsTerm).join(' AND ');
  return `${columns} : (${without ? `(${all}) NOT (${without})` : all})`;
}

function ftsTerm({ forms, begins }: Term): string {
  const end = begins ? ' *' : '';
  return `(${forms.map((words) => `"${words.join(' ')}"${end}`).join(' OR ')})`;
}

function ftsTags(anyOf: readonly Tag[]): string {
  return `tags : (${anyOf.map((tag) => `"${tag}"`).join(' OR ')})`;
}

/** The words as a tsquery; null when no word is asked for or against. */
export function toTsquery({ wanted, unwanted }: WordQuestion): string | null {
  const parts = [...wanted.map(tsTerm), ...unwanted.map((term) => `!${tsTerm(term)}`)];
  return parts.length > 0 ? parts.join(' & ') : null;
}

function tsTerm({ forms, begins }: Term): string {
  const end = begins ? ':*' : '';
  return `(${forms.map((words) => `(${words.map((word) => `'${word}'`).join(' <-> ')}${end})`).join(' | ')})`;
}

/** The same for an index without tags, in which every word may be looked for; null when no word is wanted. */
export function toPlainFts({ wanted, unwanted }: WordQuestion): string | null {
  if (wanted.length === 0) return null;
  const all = wanted.map(ftsTerm).join(' AND ');
  return unwanted.length === 0 ? all : `(${all}) NOT (${unwanted.map(ftsTerm).join(' OR ')})`;
}
