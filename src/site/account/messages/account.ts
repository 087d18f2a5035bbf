const en = {
  account: 'Your account',
  notDone: 'That could not be done',
  failed:
    'The fault is ours and has been noted. Nothing of yours is lost. Please try again in a few minutes.',
};

const de: typeof en = {
  account: 'Ihr Konto',
  notDone: 'Das ging nicht',
  failed:
    'Der Fehler liegt bei uns und ist vermerkt. Von Ihnen ist nichts verloren. Bitte versuchen Sie es in einigen Minuten wieder.',
};

/** What every page of an account may have to say. */
export function accountTexts(language: string): typeof en {
  return /^de\b/i.test(language) ? de : en;
}
