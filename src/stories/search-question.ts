import { fault } from '#kit/fault.js';
import { storyFaults } from './faults.ts';
import { listSearchWords } from './search-words.ts';
import { wordForms } from './word-forms.ts';

/**
 * Something to be found in a story: a phrase, or a word in one of its forms.
 *
 * forms   each a list of words that must follow each other; one of the forms is enough
 * begins  the last word may go on: what a person at the desk is still typing
 */
export type Term = { readonly forms: readonly (readonly string[])[]; readonly begins?: true };

/** What a reader asks for: all of `wanted`, and none of `unwanted`. */
export type WordQuestion = { readonly wanted: readonly Term[]; readonly unwanted: readonly Term[] };

export const LONGEST_QUESTION = 200;
const MOST_TERMS = 24;

const QUOTES = /["“”„‟«»″＂]/g;
const PIECE = /(-?)(?:"([^"]*)"|([^\s"]+))/g;

/**
 * Reads what a reader typed: words, "phrases in quotation marks", -without. Words are all wanted; a word that is typed
 * with something inside (covid-19, O'Brien) is a phrase. Every other sign is punctuation, so nothing that can be typed
 * is an error. A quotation mark that is never closed counts for nothing.
 *
 * language  of the paper, for the forms of words; what stands in quotation marks is taken as it is
 * throws    search-query-too-long
 */
export function readQuestion(text: string, language: string): WordQuestion {
  if (text.length > LONGEST_QUESTION) throw tooLong();
  const wanted: Term[] = [];
  const unwanted: Term[] = [];
  const evened = dropOddQuote(text.replace(QUOTES, '"'));
  for (const [, minus, quoted, bare] of evened.matchAll(PIECE)) {
    const words = listSearchWords(quoted ?? bare ?? '');
    if (words.length === 0) continue;
    const term = quoted === undefined ? bareTerm(words, language) : { forms: [words] };
    (minus ? unwanted : wanted).push(term);
  }
  if (wanted.length + unwanted.length > MOST_TERMS) throw tooLong();
  return { wanted: distinct(wanted), unwanted: distinct(unwanted) };
}

/** As much of what was typed as `readQuestion` takes, for those who would rather search than refuse. */
export function shortenQuestion(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().slice(0, LONGEST_QUESTION).toWellFormed();
  const next = [...line.replace(QUOTES, '"').matchAll(PIECE)][MOST_TERMS];
  return next ? line.slice(0, next.index).trim() : line;
}

function bareTerm(words: readonly string[], language: string): Term {
  const [only] = words;
  return words.length === 1 && only !== undefined
    ? { forms: wordForms(only, language).map((form) => [form]) }
    : { forms: [words] };
}

function dropOddQuote(text: string): string {
  const quotes = text.split('"').length - 1;
  if (quotes % 2 === 0) return text;
  const last = text.lastIndexOf('"');
  return `${text.slice(0, last)} ${text.slice(last + 1)}`;
}

function distinct(terms: readonly Term[]): Term[] {
  return [...new Map(terms.map((term) => [JSON.stringify(term), term])).values()];
}

function tooLong() {
  return fault(storyFaults, 'search-query-too-long', { most: LONGEST_QUESTION, words: MOST_TERMS });
}
