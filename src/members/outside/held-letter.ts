import { type LetterText, writeLetter } from '#kit/letter-text.js';

export type HeldLetter = {
  readonly paper: string;
  readonly language: string;
  readonly feed: string;
  readonly before: number;
  readonly after: number;
  readonly href: string;
};

type Words = { subject: (feed: string) => string; says: (letter: HeldLetter) => string[]; opens: string };

const words: Readonly<Record<'en' | 'de', Words>> = {
  en: {
    subject: (feed) => `The subscribers' file "${feed}" is held`,
    says: ({ paper, feed, before, after }) => [
      `The newest file of the feed "${feed}" names ${after} subscribers of ${paper}; ${before} have the paper as far as we know.`,
      'That is more than five per cent fewer. Nothing was changed. Look whether the file is complete, then take it in or leave it out.',
    ],
    opens: 'Decide at the desk',
  },
  de: {
    subject: (feed) => `Die Abonnentendatei „${feed}“ wartet`,
    says: ({ paper, feed, before, after }) => [
      `Die neueste Datei der Quelle „${feed}“ nennt ${after} Abonnenten von ${paper}; nach unserem Stand haben ${before} die Zeitung.`,
      'Das sind über fünf Prozent weniger. Geändert wurde nichts. Bitte sehen Sie nach, ob die Datei vollständig ist, und übernehmen oder verwerfen Sie sie.',
    ],
    opens: 'In der Redaktion entscheiden',
  },
};

/** Tells those who look after members that a file lost too many subscribers to be taken in unseen. */
export function writeHeldLetter(letter: HeldLetter): LetterText & { subject: string } {
  const { subject, says, opens } = words[/^de\b/i.test(letter.language) ? 'de' : 'en'];
  const text = writeLetter({ paragraphs: says(letter), link: { says: opens, href: letter.href } });
  return { ...text, subject: subject(letter.feed) };
}
