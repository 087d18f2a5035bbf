import { type LetterText, writeLetter } from '#kit/letter-text.js';

/**
 * Letters about one's own account.
 *
 * address       the code that shows a new address to be theirs
 * taken         the same was asked for, but the address has an account of its own
 * changed       to the old address: the account has another now
 * letters       asks whether letters are really wanted
 * deletion      the code that deletes the account
 * deleted       it is gone
 * passkey       a passkey was added
 */
export type OwnLetterKind = 'address' | 'taken' | 'changed' | 'letters' | 'deletion' | 'deleted' | 'passkey';

/** What a letter says that changes from one to the next. */
export type OwnLetter = {
  readonly paper: string;
  readonly language: string;
  readonly name: string;
  readonly code?: string;
  readonly href?: string;
  readonly minutes?: number;
  /** The new address, or the words agreed to. */
  readonly about?: string;
};

type Words = {
  subject: string;
  says: string;
  opens?: string;
  after: readonly string[];
};

const hello = {
  en: (name: string) => (name ? `Hello ${name},` : 'Hello,'),
  de: (name: string) => (name ? `Guten Tag ${name},` : 'Guten Tag,'),
};

const words: Readonly<Record<'en' | 'de', Readonly<Record<OwnLetterKind, Words>>>> = {
  en: {
    address: {
      subject: 'Your new address at {paper}',
      says: 'with this code your account at {paper} has this address from now on:',
      after: [
        'Type it on the page on which you asked for the change. It works once, within {minutes} minutes.',
        'You did not ask for this? Then somebody mistyped an address. Nothing changes without the code.',
      ],
    },
    taken: {
      subject: 'Your address at {paper}',
      says: 'somebody asked to use this address for their account at {paper}. It has an account of its own already, so nothing was changed.',
      opens: 'If that was you: sign in with this address',
      after: ['If you have two accounts and want one, write to us. We put them together.'],
    },
    changed: {
      subject: 'Your account at {paper} has another address',
      says: 'letters to your account at {paper} go to {about} from now on, and codes for signing in too.',
      opens: 'Your account',
      after: ['If that was not you, write to us at once: we give the account back to you.'],
    },
    letters: {
      subject: 'Do you want letters from {paper}?',
      says: 'you asked for letters from {paper} and agreed to this: “{about}” Please confirm it once.',
      opens: 'Confirm on this page',
      after: ['You did not ask? Then do nothing. Without this step you get none.'],
    },
    deletion: {
      subject: 'Deleting your account at {paper}',
      says: 'with this code your account at {paper} is deleted:',
      after: [
        'Type it on the page on which you asked. It works once, within {minutes} minutes, and what is deleted does not come back.',
        'You did not ask for this? Then sign out the other devices on your account page. Nothing is deleted without the code.',
      ],
    },
    deleted: {
      subject: 'Your account at {paper} is deleted',
      says: 'your account at {paper} is gone, and so is what we kept about you. Receipts and invoices stay for as long as the law asks, with name and sum.',
      after: ['This is the last letter to you.'],
    },
    passkey: {
      subject: 'A passkey was added to your account at {paper}',
      says: 'a passkey was added to your account at {paper}. Whoever has the device can sign in with it.',
      opens: 'Your devices and passkeys',
      after: ['If that was not you, remove it there and sign out the other devices.'],
    },
  },
  de: {
    address: {
      subject: 'Ihre neue Adresse bei {paper}',
      says: 'mit diesem Code hat Ihr Konto bei {paper} ab jetzt diese Adresse:',
      after: [
        'Geben Sie ihn auf der Seite ein, auf der Sie die Änderung gewünscht haben. Er gilt einmal, {minutes} Minuten lang.',
        'Sie haben das nicht gewünscht? Dann hat sich jemand vertippt. Ohne den Code ändert sich nichts.',
      ],
    },
    taken: {
      subject: 'Ihre Adresse bei {paper}',
      says: 'jemand wollte diese Adresse für ein Konto bei {paper} verwenden. Sie hat dort schon ein eigenes Konto, deshalb wurde nichts geändert.',
      opens: 'Falls Sie das waren: Melden Sie sich mit dieser Adresse an',
      after: ['Sie haben zwei Konten und möchten eines? Schreiben Sie uns, wir führen sie zusammen.'],
    },
    changed: {
      subject: 'Ihr Konto bei {paper} hat eine andere Adresse',
      says: 'Briefe zu Ihrem Konto bei {paper} gehen ab jetzt an {about}, auch die Codes für die Anmeldung.',
      opens: 'Ihr Konto',
      after: ['Waren das nicht Sie? Schreiben Sie uns gleich: Wir geben Ihnen das Konto zurück.'],
    },
    letters: {
      subject: 'Möchten Sie Briefe von {paper}?',
      says: 'Sie haben sich Briefe von {paper} gewünscht und dem zugestimmt: „{about}“ Bitte bestätigen Sie das einmal.',
      opens: 'Auf dieser Seite bestätigen',
      after: [
        'Sie haben sich das nicht gewünscht? Dann tun Sie nichts. Ohne diesen Schritt bekommen Sie keine.',
      ],
    },
    deletion: {
      subject: 'Ihr Konto bei {paper} löschen',
      says: 'mit diesem Code wird Ihr Konto bei {paper} gelöscht:',
      after: [
        'Geben Sie ihn auf der Seite ein, auf der Sie das gewünscht haben. Er gilt einmal, {minutes} Minuten lang; was gelöscht ist, kommt nicht wieder.',
        'Sie haben das nicht gewünscht? Dann melden Sie auf Ihrer Kontoseite die anderen Geräte ab. Ohne den Code wird nichts gelöscht.',
      ],
    },
    deleted: {
      subject: 'Ihr Konto bei {paper} ist gelöscht',
      says: 'Ihr Konto bei {paper} gibt es nicht mehr, und was wir über Sie gespeichert hatten auch nicht. Belege und Rechnungen bleiben so lange, wie das Gesetz es verlangt, mit Namen und Betrag.',
      after: ['Dies ist der letzte Brief an Sie.'],
    },
    passkey: {
      subject: 'Zu Ihrem Konto bei {paper} kam ein Passkey hinzu',
      says: 'zu Ihrem Konto bei {paper} kam ein Passkey hinzu. Wer das Gerät hat, kann sich damit anmelden.',
      opens: 'Ihre Geräte und Passkeys',
      after: ['Waren das nicht Sie? Entfernen Sie ihn dort und melden Sie die anderen Geräte ab.'],
    },
  },
};

export function writeOwnLetter(kind: OwnLetterKind, letter: OwnLetter): LetterText & { subject: string } {
  const { name, code, href } = letter;
  const language = /^de\b/i.test(letter.language) ? 'de' : 'en';
  const { subject, says, opens, after } = words[language][kind];
  const text = writeLetter({
    paragraphs: [hello[language](name), fill(says, letter)],
    ...(code ? { code: `${code.slice(0, 4)} ${code.slice(4)}` } : {}),
    ...(opens && href ? { link: { says: opens, href } } : {}),
    after: after.map((line) => fill(line, letter)),
  });
  return { ...text, subject: fill(subject, letter) };
}

function fill(text: string, { paper, about = '', minutes = 0 }: OwnLetter): string {
  return text.replace(/\{(paper|about|minutes)\}/g, (_all, name: 'paper' | 'about' | 'minutes') =>
    String({ paper, about, minutes }[name]),
  );
}
