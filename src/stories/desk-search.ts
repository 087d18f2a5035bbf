import { readQuestion, type Term, type WordQuestion } from './search-question.ts';

/** Shorter beginnings of words fit too much to help anybody. */
const LEAST_SIGNS = 3;

/**
 * Reads what somebody at the desk types, while it is typed: the last word may still go on.
 *
 * throws  search-query-too-long
 */
export function readTyped(text: string, language: string): WordQuestion {
  const question = readQuestion(text, language);
  const last = question.wanted.at(-1);
  if (!last || /[\s"”“.,;:!?]$/.test(text) || !mayGoOn(last)) return question;
  return { ...question, wanted: [...question.wanted.slice(0, -1), { ...last, begins: true }] };
}

function mayGoOn({ forms }: Term): boolean {
  return forms.every((words) => (words.at(-1)?.length ?? 0) >= LEAST_SIGNS);
}
