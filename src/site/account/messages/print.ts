const en = {
  print: 'The printed paper',
  printAbout:
    'You have the printed paper at home? Connect your account with it once, and read everything here too. It costs nothing more.',
  number: 'Subscriber’s number',
  numberHint:
    'It stands on your invoice and on the label of the paper. Spaces and leading zeros do not matter.',
  postcode: 'Postcode',
  postcodeHint: 'Of the address to which the paper is delivered.',
  connect: 'Connect',
  toAccount: 'Your account',
  connected: 'Your printed paper is connected',
  line: (product: string, number: string) => `${product}, number ${number}`,
  until: (day: string) => `As things stand, until ${day}. It goes on by itself while you have the paper.`,
  endless: 'For as long as you have the paper.',
  over: 'The paper has ended; so has reading here. It comes back with the paper.',
  another: 'Connect another number',
  help: 'It does not work?',
  wrong: 'Is this not yours, or should it be taken off? We do that for you.',
  contact: (contact: string) => `Turn to ${contact}.`,
  refused: {
    'no-match': 'Number and postcode do not fit each other. Look at both again.',
    taken:
      'This subscription is connected with another account already. If that account is not yours, tell us.',
    'yours-already': 'This subscription is connected with your account already.',
    'no-tier': 'This subscription brings no reading here.',
    ended: (day: string) => `This subscription ended on ${day}.`,
    wait: (minutes: number) =>
      `That was tried too often. Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, then try again.`,
  },
};

const de: typeof en = {
  print: 'Die gedruckte Zeitung',
  printAbout:
    'Sie haben die gedruckte Zeitung zu Hause? Verbinden Sie Ihr Konto einmal damit, und lesen Sie auch hier alles. Es kostet nichts zusätzlich.',
  number: 'Abonummer',
  numberHint:
    'Sie steht auf Ihrer Rechnung und auf dem Etikett der Zeitung. Leerzeichen und führende Nullen spielen keine Rolle.',
  postcode: 'Postleitzahl',
  postcodeHint: 'Der Adresse, an die die Zeitung geliefert wird.',
  connect: 'Verbinden',
  toAccount: 'Ihr Konto',
  connected: 'Ihre gedruckte Zeitung ist verbunden',
  line: (product, number) => `${product}, Nummer ${number}`,
  until: (day) =>
    `Nach heutigem Stand bis zum ${day}. Es geht von selbst weiter, solange Sie die Zeitung haben.`,
  endless: 'Solange Sie die Zeitung haben.',
  over: 'Das Abo ist zu Ende und damit auch das Lesen hier. Mit dem Abo kommt es wieder.',
  another: 'Weitere Nummer verbinden',
  help: 'Es geht nicht?',
  wrong: 'Das ist nicht Ihres oder soll getrennt werden? Das erledigen wir für Sie.',
  contact: (contact) => `Wenden Sie sich an ${contact}.`,
  refused: {
    'no-match': 'Nummer und Postleitzahl passen nicht zusammen. Sehen Sie beide noch einmal nach.',
    taken:
      'Dieses Abo ist schon mit einem anderen Konto verbunden. Ist das nicht Ihres, sagen Sie uns Bescheid.',
    'yours-already': 'Dieses Abo ist schon mit Ihrem Konto verbunden.',
    'no-tier': 'Zu diesem Abo gehört das Lesen hier nicht.',
    ended: (day) => `Dieses Abo endete am ${day}.`,
    wait: (minutes) =>
      `Das wurde zu oft versucht. Warten Sie ${minutes === 1 ? 'eine Minute' : `${minutes} Minuten`}, und versuchen Sie es dann wieder.`,
  },
};

export type PrintTexts = typeof en;

export function printTexts(language: string): PrintTexts {
  return /^de\b/i.test(language) ? de : en;
}
