import { type LetterText, writeLetter } from '#kit/letter-text.js';

/** What changed in how somebody signs in. */
export type NoticeKind = 'passkey-added' | 'password-set' | 'app-removed' | 'recovery-used' | 'reset';

type Words = {
  subject: (paper: string) => string;
  hello: (name: string) => string;
  says: Readonly<Record<NoticeKind, string>>;
  ends: string;
};

const words: Readonly<Record<'en' | 'de', Words>> = {
  en: {
    subject: (paper) => `How you sign in at ${paper} has changed`,
    hello: (name) => `Hello ${name},`,
    says: {
      'passkey-added': 'a passkey was added to your account.',
      'password-set': 'the password of your account was set.',
      'app-removed': 'the app for codes was turned off for your account.',
      'recovery-used': 'somebody signed in to your account with a recovery code.',
      reset:
        'an admin took app, password and passkeys away from your account. A code by letter signs you in.',
    },
    ends: 'If that was not you, sign out everywhere on your account page, and tell an admin at once.',
  },
  de: {
    subject: (paper) => `Ihre Anmeldung bei ${paper} hat sich geändert`,
    hello: (name) => `Guten Tag ${name},`,
    says: {
      'passkey-added': 'zu Ihrem Konto kam ein Passkey hinzu.',
      'password-set': 'das Passwort Ihres Kontos wurde gesetzt.',
      'app-removed': 'die Code-App wurde für Ihr Konto ausgeschaltet.',
      'recovery-used': 'jemand hat sich mit einem Ersatzcode bei Ihrem Konto angemeldet.',
      reset:
        'ein Admin hat App, Passwort und Passkeys von Ihrem Konto genommen. Ein Code per Brief meldet Sie an.',
    },
    ends: 'Waren das nicht Sie? Melden Sie sich auf Ihrer Kontoseite überall ab und sagen Sie gleich einem Admin Bescheid.',
  },
};

/** The letter that tells somebody what changed, with their account page behind its link. */
export function writeNotice(
  kind: NoticeKind,
  { paper, language, name, href }: { paper: string; language: string; name: string; href: string },
): LetterText & { subject: string } {
  const { subject, hello, says, ends } = words[/^de\b/i.test(language) ? 'de' : 'en'];
  const link = { says: paper, href };
  return {
    ...writeLetter({ paragraphs: [hello(name), says[kind]], link, after: [ends] }),
    subject: subject(paper),
  };
}
