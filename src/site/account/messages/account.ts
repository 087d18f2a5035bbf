const en = {
  account: 'Your account',
  notDone: 'That could not be done',
  failed:
    'The fault is ours and has been noted. Nothing of yours is lost. Please try again in a few minutes.',
  unfit: 'What was sent does not fit this page. Open the page again and repeat it there.',
  refused: {
    'too-many-tries': 'Too many tries. Wait {minutes} minutes, then try again.',
    'joining-closed': 'This paper has no accounts for readers.',
    'reader-at-desk': 'You work at the desk with this account. This is settled there.',
    'not-from-this-paper':
      'This was not sent from a page of this paper, so nothing was done. Open the page again and repeat it there.',
  } as Readonly<Record<string, string>>,
};

const de: typeof en = {
  account: 'Ihr Konto',
  notDone: 'Das ging nicht',
  failed:
    'Der Fehler liegt bei uns und ist vermerkt. Von Ihnen ist nichts verloren. Bitte versuchen Sie es in einigen Minuten wieder.',
  unfit:
    'Was gesendet wurde, passt nicht zu dieser Seite. Öffnen Sie sie neu und versuchen Sie es dort noch einmal.',
  refused: {
    'too-many-tries': 'Zu viele Versuche. Warten Sie {minutes} Minuten und versuchen Sie es dann wieder.',
    'joining-closed': 'Diese Zeitung hat keine Konten für Leser.',
    'reader-at-desk': 'Sie arbeiten mit diesem Konto in der Redaktion. Das wird dort geregelt.',
    'not-from-this-paper':
      'Das kam nicht von einer Seite dieser Zeitung, deshalb ist nichts geschehen. Öffnen Sie die Seite neu und versuchen Sie es dort noch einmal.',
  },
};

/** What every page of an account may have to say. */
export function accountTexts(language: string): typeof en {
  return /^de\b/i.test(language) ? de : en;
}
