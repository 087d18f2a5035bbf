import { type LetterText, writeLetter } from '#kit/letter-text.js';
import { type MoneyLetterWords, moneyLetterWordsDe, moneyLetterWordsEn } from './money-letter-words.ts';

/** What a letter about a membership tells of. */
export type MoneyLetterKind =
  | 'welcome'
  | 'ordered'
  | 'receipt'
  | 'invoice'
  | 'invoice-late'
  | 'payment-failed'
  | 'grace-ends'
  | 'ended'
  | 'cancelled'
  | 'withdrawn'
  | 'paused'
  | 'price-change';

/**
 * What stands in it; a kind uses what it needs.
 *
 * tier    name of the tier
 * sum     in words, tax included
 * until   a day, in words
 * number  of the receipt or invoice
 * pay     how an invoice is to be paid, as the publisher says it
 * reason  why a payment failed, in the provider's words
 * href    the page where one sees and changes it
 */
export type MoneyLetterFacts = {
  readonly paper: string;
  readonly name: string;
  readonly tier: string;
  readonly sum?: string;
  readonly until?: string;
  readonly number?: string;
  readonly pay?: string;
  readonly reason?: string;
  readonly href: string;
};

/** A letter about somebody's membership, in English or German. */
export function writeMoneyLetter(
  kind: MoneyLetterKind,
  facts: MoneyLetterFacts,
  language: string,
): LetterText & { subject: string } {
  const words: MoneyLetterWords = /^de\b/i.test(language) ? moneyLetterWordsDe : moneyLetterWordsEn;
  const { subject, says, link } = words.letters[kind];
  const paragraphs = [words.hello(facts.name), ...says(facts).filter((line) => line !== '')];
  const letter = writeLetter({
    paragraphs,
    link: { says: link, href: facts.href },
    after: [words.foot(facts)],
  });
  return { ...letter, subject: subject(facts) };
}
