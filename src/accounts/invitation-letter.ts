import { type LetterText, writeLetter } from '#kit/letter-text.js';

type Words = {
  subject: (paper: string) => string;
  begins: (paper: string, name: string) => string[];
  opens: string;
  ends: (hours: number) => string[];
};

const words: Readonly<Record<'en' | 'de', Words>> = {
  en: {
    subject: (paper) => `Your account at the desk of ${paper}`,
    begins: (paper, name) => [
      `Hello ${name},`,
      `you have an account at the desk of ${paper}. This link signs you in for the first time:`,
    ],
    opens: 'Sign in',
    ends: (hours) => [
      `The link works once, within ${hours} hours. After that, ask for a code on the sign-in page.`,
    ],
  },
  de: {
    subject: (paper) => `Ihr Zugang zur Redaktion von ${paper}`,
    begins: (paper, name) => [
      `Guten Tag ${name},`,
      `Sie haben einen Zugang zur Redaktion von ${paper}. Mit diesem Link melden Sie sich zum ersten Mal an:`,
    ],
    opens: 'Anmelden',
    ends: (hours) => [
      `Der Link gilt einmal, ${hours} Stunden lang. Danach fordern Sie auf der Anmeldeseite einen Code an.`,
    ],
  },
};

export type Invitation = {
  readonly paper: string;
  readonly language: string;
  readonly name: string;
  readonly href: string;
  readonly hours: number;
};

/** The letter that a new colleague gets. */
export function writeInvitation({ paper, language, name, href, hours }: Invitation): LetterText & {
  subject: string;
} {
  const { subject, begins, opens, ends } = words[/^de\b/i.test(language) ? 'de' : 'en'];
  const link = { says: opens, href };
  return {
    ...writeLetter({ paragraphs: begins(paper, name), link, after: ends(hours) }),
    subject: subject(paper),
  };
}
