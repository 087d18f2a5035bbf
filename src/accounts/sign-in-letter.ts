import { type LetterText, writeLetter } from '#kit/letter-text.js';

type Words = {
  subject: (paper: string) => string;
  begins: (paper: string, name: string) => string[];
  opens: string;
  ends: (minutes: number) => string[];
};

const words: Readonly<Record<'en' | 'de', Words>> = {
  en: {
    subject: (paper) => `Your sign-in code for ${paper}`,
    begins: (paper, name) => [`Hello ${name},`, `this is your code for the desk of ${paper}:`],
    opens: 'Or sign in with this link',
    ends: (minutes) => [
      `Code and link work once, within ${minutes} minutes. The code works only in the window in which it was asked for.`,
      'You did not ask for this? Then somebody typed your address. Nobody comes in without this letter; you need do nothing.',
    ],
  },
  de: {
    subject: (paper) => `Ihr Anmeldecode für ${paper}`,
    begins: (paper, name) => [`Guten Tag ${name},`, `dies ist Ihr Code für die Redaktion von ${paper}:`],
    opens: 'Oder melden Sie sich mit diesem Link an',
    ends: (minutes) => [
      `Code und Link gelten einmal, ${minutes} Minuten lang. Der Code gilt nur in dem Fenster, in dem er angefordert wurde.`,
      'Sie haben nichts angefordert? Dann hat jemand Ihre Adresse eingegeben. Ohne diesen Brief kommt niemand herein; Sie müssen nichts tun.',
    ],
  },
};

export type SignInLetter = {
  readonly paper: string;
  readonly language: string;
  readonly name: string;
  readonly code: string;
  readonly href: string;
  readonly minutes: number;
};

/** The letter that carries a code and a link. The code stands in no subject: those show on locked screens. */
export function writeSignInLetter(letter: SignInLetter): LetterText & { subject: string } {
  const { paper, name, minutes, code, href } = letter;
  const { subject, begins, opens, ends } = words[/^de\b/i.test(letter.language) ? 'de' : 'en'];
  const text = writeLetter({
    paragraphs: begins(paper, name),
    code: `${code.slice(0, 4)} ${code.slice(4)}`,
    link: { says: opens, href },
    after: ends(minutes),
  });
  return { ...text, subject: subject(paper) };
}
