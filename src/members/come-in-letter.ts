import { type LetterText, writeLetter } from '#kit/letter-text.js';

/**
 * The letter that carries a code and a link to somebody who reads.
 *
 * name     '' where none is known
 * isKnown  whether the address has an account as a reader
 * joins    whether they asked to join
 * letters  what they agreed to with it; '' for nothing
 */
export type ComeInLetter = {
  readonly paper: string;
  readonly language: string;
  readonly name: string;
  readonly isKnown: boolean;
  readonly joins: boolean;
  readonly letters: string;
  readonly code: string;
  readonly href: string;
  readonly minutes: number;
};

type Words = {
  subject: (paper: string) => string;
  hello: (name: string) => string;
  says: Readonly<Record<'signIn' | 'has' | 'joins' | 'offers', (paper: string) => string>>;
  agreed: (says: string) => string;
  opens: string;
  ends: (minutes: number) => string[];
};

const words: Readonly<Record<'en' | 'de', Words>> = {
  en: {
    subject: (paper) => `Your code for ${paper}`,
    hello: (name) => (name ? `Hello ${name},` : 'Hello,'),
    says: {
      signIn: (paper) => `this is your code to sign in at ${paper}:`,
      has: (paper) => `you have an account at ${paper} already. This code signs you in:`,
      joins: (paper) => `this code makes your account at ${paper}, free of charge:`,
      offers: (paper) =>
        `you asked to sign in at ${paper}, but this address has no account there yet. With this code you make one, free of charge:`,
    },
    agreed: (says) => `With it you also agree to this, as you asked: “${says}”`,
    opens: 'Or go on with this link',
    ends: (minutes) => [
      `Code and link work once, within ${minutes} minutes. The code belongs in the window in which it was asked for; the link works on every device.`,
      'You did not ask for this? Then somebody typed your address. Nobody comes in without this letter, and no account is made. You need do nothing.',
    ],
  },
  de: {
    subject: (paper) => `Ihr Code für ${paper}`,
    hello: (name) => (name ? `Guten Tag ${name},` : 'Guten Tag,'),
    says: {
      signIn: (paper) => `dies ist Ihr Code für die Anmeldung bei ${paper}:`,
      has: (paper) => `Sie haben schon ein Konto bei ${paper}. Dieser Code meldet Sie an:`,
      joins: (paper) => `mit diesem Code legen Sie Ihr kostenloses Konto bei ${paper} an:`,
      offers: (paper) =>
        `Sie wollten sich bei ${paper} anmelden, aber zu dieser Adresse gibt es dort noch kein Konto. Mit diesem Code legen Sie eines an, kostenlos:`,
    },
    agreed: (says) => `Zugleich stimmen Sie dem zu, wie gewünscht: „${says}“`,
    opens: 'Oder machen Sie mit diesem Link weiter',
    ends: (minutes) => [
      `Code und Link gelten einmal, ${minutes} Minuten lang. Der Code gehört in das Fenster, in dem er angefordert wurde; der Link gilt auf jedem Gerät.`,
      'Sie haben nichts angefordert? Dann hat jemand Ihre Adresse eingegeben. Ohne diesen Brief kommt niemand herein, und es entsteht kein Konto. Sie müssen nichts tun.',
    ],
  },
};

/** Everybody who asks gets a letter, known or not: only the letter tells which. No code stands in a subject. */
export function writeComeInLetter(letter: ComeInLetter): LetterText & { subject: string } {
  const { paper, name, code, href, minutes, letters } = letter;
  const { subject, hello, says, agreed, opens, ends } = words[/^de\b/i.test(letter.language) ? 'de' : 'en'];
  const known = letter.joins ? says.has : says.signIn;
  const unknown = letter.joins ? says.joins : says.offers;
  const text = writeLetter({
    paragraphs: [hello(name), (letter.isKnown ? known : unknown)(paper)],
    code: `${code.slice(0, 4)} ${code.slice(4)}`,
    link: { says: opens, href },
    after: [...(letters ? [agreed(letters)] : []), ...ends(minutes)],
  });
  return { ...text, subject: subject(paper) };
}
