const en = {
  feeds: 'Your own feeds',
  about:
    'Read the paper in a feed reader, with whole stories. The address is yours alone: whoever has it reads as you do.',
  noTier: 'Feeds with whole stories are for members. The public feed is there for everybody.',
  publicFeed: 'The public feed',
  make: 'Make the address',
  address: 'RSS, for most readers',
  others: 'Other forms',
  part: 'For one section or topic put its address in between:',
  renew: 'Make another address',
  renewHint: 'If it got into other hands. The one above leads nowhere then.',
  drop: 'Take the address back',
  ended: 'This feed ended with the membership. It goes on when there is one again.',
  unknown: 'There is no feed at this address. Its owner may have made another one.',
  often: 'This feed is asked for very often. Once in ten minutes is enough.',
  account: 'Your account',
};

const de: typeof en = {
  feeds: 'Ihre eigenen Feeds',
  about:
    'Lesen Sie die Zeitung in einem Feedreader, mit ganzen Texten. Die Adresse ist nur für Sie: Wer sie hat, liest wie Sie.',
  noTier: 'Feeds mit ganzen Texten sind für Mitglieder. Der öffentliche Feed ist für alle da.',
  publicFeed: 'Der öffentliche Feed',
  make: 'Adresse anlegen',
  address: 'RSS, für die meisten Programme',
  others: 'Andere Formen',
  part: 'Für ein Ressort oder Thema setzen Sie dessen Adresse dazwischen:',
  renew: 'Andere Adresse anlegen',
  renewHint: 'Falls sie in andere Hände geraten ist. Die obige führt dann ins Leere.',
  drop: 'Adresse zurücknehmen',
  ended: 'Dieser Feed endete mit der Mitgliedschaft. Er geht weiter, wenn es wieder eine gibt.',
  unknown: 'Unter dieser Adresse gibt es keinen Feed. Vielleicht wurde eine andere angelegt.',
  often: 'Dieser Feed wird sehr oft abgefragt. Einmal in zehn Minuten genügt.',
  account: 'Ihr Konto',
};

export type FeedTexts = typeof en;

/** What is said of a member's own feeds. */
export function feedTexts(language: string): FeedTexts {
  return /^de\b/i.test(language) ? de : en;
}
