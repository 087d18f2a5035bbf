const en = {
  signIn: 'Sign in',
  signInAbout: 'Type your e-mail address. We send you a code, so there is no password to remember.',
  email: 'E-mail address',
  send: 'Send me a code',
  noAccount: 'No account yet?',
  toJoin: 'Join, free of charge',
  join: (paper: string) => `Join ${paper}`,
  joinAbout:
    'An account costs nothing. It opens what is kept for registered readers, and it is where a membership begins.',
  name: 'Your name',
  nameHint: 'For letters and receipts. You may leave it out.',
  privacy: 'How your data is handled',
  hasAccount: 'You have an account?',
  toSignIn: 'Sign in',
  code: 'Look at your mail',
  codeAbout: (email: string) =>
    `A letter is on its way to ${email}. Type the code from it here, or open its link on any device.`,
  codeLabel: 'Code from the letter',
  codeHint: 'Eight digits. They hold for a quarter of an hour.',
  goOn: 'Go on',
  nothingCame: 'Nothing came after a minute or two? Look among unwanted mail, or',
  again: 'have another letter sent',
  linkSignIn: (paper: string) => `Sign in at ${paper}`,
  linkJoin: (paper: string) => `Join ${paper}`,
  linkAs: (email: string) => `With the address ${email}, on this device.`,
  linkAgrees: 'With it you also agree to this, as you asked:',
  linkSignInDo: 'Sign in',
  linkJoinDo: 'Make my account',
  over: 'This link is over',
  overAbout: 'It was used, or its quarter of an hour has passed. Have another letter sent to you.',
  overDo: 'To the sign-in page',
  out: 'You are signed out',
  outAbout: 'On this device. Stories that are open to everybody are as they were.',
  toFront: 'To the front page',
  leaveEmpty: 'Leave this field empty',
  passkeyDo: 'Sign in with a passkey',
  passkeyFailed: 'That passkey was not taken. A code by letter works for every account.',
  refused: {
    'email-wrong': 'This is no e-mail address. Look for a slip.',
    'too-many-tries': 'Too many letters were asked for. Wait {minutes} minutes, then try again.',
    'joining-busy': 'Very many people are signing in at this moment. Wait a minute, then try again.',
    'code-wrong': 'This is not the code of the newest letter. Look again.',
    'code-over': 'This code was used, was wrong too often or has expired. Have another letter sent.',
    'link-over': 'This link was used or has expired. Have another letter sent.',
  } as Readonly<Record<string, string>>,
};

const de: typeof en = {
  signIn: 'Anmelden',
  signInAbout:
    'Geben Sie Ihre E-Mail-Adresse ein. Wir schicken Ihnen einen Code; ein Passwort müssen Sie sich nicht merken.',
  email: 'E-Mail-Adresse',
  send: 'Code schicken',
  noAccount: 'Noch kein Konto?',
  toJoin: 'Kostenlos registrieren',
  join: (paper) => `Bei ${paper} registrieren`,
  joinAbout:
    'Ein Konto kostet nichts. Es öffnet, was registrierten Lesern vorbehalten ist, und mit ihm beginnt eine Mitgliedschaft.',
  name: 'Ihr Name',
  nameHint: 'Für Briefe und Belege. Sie können ihn weglassen.',
  privacy: 'So gehen wir mit Ihren Daten um',
  hasAccount: 'Sie haben ein Konto?',
  toSignIn: 'Anmelden',
  code: 'Sehen Sie in Ihre Post',
  codeAbout: (email) =>
    `Ein Brief an ${email} ist unterwegs. Geben Sie den Code daraus hier ein, oder öffnen Sie seinen Link auf einem beliebigen Gerät.`,
  codeLabel: 'Code aus dem Brief',
  codeHint: 'Acht Ziffern. Sie gelten eine Viertelstunde.',
  goOn: 'Weiter',
  nothingCame: 'Nach ein, zwei Minuten nichts da? Sehen Sie im Spam-Ordner nach, oder',
  again: 'lassen Sie sich noch einen Brief schicken',
  linkSignIn: (paper) => `Anmelden bei ${paper}`,
  linkJoin: (paper) => `Bei ${paper} registrieren`,
  linkAs: (email) => `Mit der Adresse ${email}, auf diesem Gerät.`,
  linkAgrees: 'Zugleich stimmen Sie dem zu, wie gewünscht:',
  linkSignInDo: 'Anmelden',
  linkJoinDo: 'Mein Konto anlegen',
  over: 'Dieser Link gilt nicht mehr',
  overAbout: 'Er wurde benutzt, oder seine Viertelstunde ist um. Lassen Sie sich noch einen Brief schicken.',
  overDo: 'Zur Anmeldung',
  out: 'Sie sind abgemeldet',
  outAbout: 'Auf diesem Gerät. Was allen offensteht, lesen Sie weiter wie bisher.',
  toFront: 'Zur Titelseite',
  leaveEmpty: 'Dieses Feld leer lassen',
  passkeyDo: 'Mit Passkey anmelden',
  passkeyFailed: 'Dieser Passkey wurde nicht angenommen. Ein Code per Brief geht bei jedem Konto.',
  refused: {
    'email-wrong': 'Das ist keine E-Mail-Adresse. Prüfen Sie sie auf einen Tippfehler.',
    'too-many-tries':
      'Es wurden zu viele Briefe angefordert. Warten Sie {minutes} Minuten und versuchen Sie es dann wieder.',
    'joining-busy':
      'Gerade melden sich sehr viele Menschen an. Warten Sie eine Minute und versuchen Sie es dann wieder.',
    'code-wrong': 'Das ist nicht der Code aus dem neuesten Brief. Sehen Sie noch einmal nach.',
    'code-over':
      'Dieser Code wurde benutzt, war zu oft falsch oder gilt nicht mehr. Lassen Sie sich noch einen Brief schicken.',
    'link-over': 'Dieser Link wurde benutzt oder gilt nicht mehr. Lassen Sie sich noch einen Brief schicken.',
  },
};

export type SignInTexts = typeof en;

export function signInTexts(language: string): SignInTexts {
  return /^de\b/i.test(language) ? de : en;
}
