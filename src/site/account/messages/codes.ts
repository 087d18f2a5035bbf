const en = {
  code: 'Redeem a code',
  codeAbout:
    'A gift, a code from us, an invitation, a voucher, or your subscriber’s number: type it here. We tell you what it is before anything happens.',
  label: 'Your code',
  hint: 'Capitals, spaces and hyphens do not matter. You may also paste a link.',
  look: 'What is it?',
  other: 'Type another code',
  toAccount: 'Your account',
  begins: (from: string, until: string) => `It begins on ${from} and ends on ${until}.`,
  beginsNow: (until: string) => `It begins at once and ends on ${until}.`,
  extends: (until: string) => `What you have goes on until ${until}.`,
  afterThis: 'What you have already is used up first.',
  noRenewal: 'It ends by itself. Nothing is charged, and nothing has to be cancelled.',
  gift: (gift: string) => `A gift: ${gift}`,
  giftFrom: (from: string, gift: string) => `${from} gives you ${gift}`,
  membership: (gift: string) => `For you: ${gift}`,
  extension: (gift: string) => `To go on reading: ${gift}`,
  redeem: 'Redeem it',
  offer: (name: string) => `An offer: ${name}`,
  offerSays: {
    percent: (amount: string, periods: number | null) =>
      periods === null
        ? `${amount} off every payment.`
        : `${amount} off the first ${periods === 1 ? 'payment' : `${periods} payments`}.`,
    amount: (amount: string, periods: number | null) =>
      periods === null
        ? `${amount} off every payment.`
        : `${amount} off the first ${periods === 1 ? 'payment' : `${periods} payments`}.`,
    'free-months': (amount: string) => `${amount} free before the first payment.`,
  },
  months: (count: number) => (count === 1 ? 'One month' : `${count} months`),
  offerDoes: 'You choose a membership next, and see the price with the offer before you pay.',
  toOffer: 'See the prices',
  invitation: (group: string) => `An invitation to ${group}`,
  invitationSays: (group: string, tier: string) =>
    `${group} has a seat for you: ${tier}. You pay nothing. The group pays for it and sees your name and address.`,
  take: 'Take the seat',
  voucher: (title: string) => `A voucher of yours: ${title}`,
  voucherSays: (partner: string) => `It is redeemed at ${partner}, and not here. Show it there.`,
  toVoucher: 'Show the voucher',
  number: 'Is this your subscriber’s number?',
  numberSays: 'If you have the printed paper, connect your account with it: number and postcode suffice.',
  toPrint: 'Connect the printed paper',
  storyGift: 'A story that somebody gave you',
  storyGiftSays: 'The link opens one story. Look at it first; the next page opens it.',
  toStory: 'Open the link',
  done: 'Redeemed',
  doneAbout: (tier: string, until: string) => `You read ${tier} until ${until}.`,
  toFront: 'Read on',
  toMembership: 'Your membership',
  refused: {
    unknown: 'There is no such code. Look whether you have mistaken a letter for a digit.',
    mistyped: 'One of the characters must be wrong: codes of ours check themselves. Look at it again.',
    void: 'This code was taken back and works no more. Ask whoever gave it to you.',
    'not-paid': 'This gift has not been paid yet. Try again in a few days.',
    used: 'This code has been used already.',
    'used-by-you': 'You have used this code already.',
    expired: (day: string) => `This code was good until ${day}.`,
    endless:
      'You have this already, without an end. Keep the code, or give it to somebody else: it has not been used.',
    renews: (day: string) =>
      `You have this already, and it renews by itself. Cancel the renewal first: what is paid lasts until ${day}, and the code follows then. It has not been used.`,
    'no-months': 'This code is not complete. Tell us about it, please.',
    offerOver: 'This offer is over.',
    offerSoon: 'This offer has not begun yet.',
    offerUsedUp: 'This offer is used up.',
    invitationOver: 'This group has ended. Ask whoever invited you.',
    invitationSoon: 'This group has not begun yet. Keep the invitation.',
    wait: (minutes: number) =>
      `Too many codes were tried. Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, then try again.`,
  },
  contact: (contact: string) => `If you need help: ${contact}`,
};

const de: typeof en = {
  code: 'Code einlösen',
  codeAbout:
    'Ein Geschenk, ein Code von uns, eine Einladung, ein Gutschein oder Ihre Abonummer: Geben Sie sie hier ein. Wir sagen Ihnen, was es ist, bevor etwas geschieht.',
  label: 'Ihr Code',
  hint: 'Groß- und Kleinschreibung, Leerzeichen und Bindestriche spielen keine Rolle. Sie können auch einen Link einfügen.',
  look: 'Was ist das?',
  other: 'Anderen Code eingeben',
  toAccount: 'Ihr Konto',
  begins: (from, until) => `Es beginnt am ${from} und endet am ${until}.`,
  beginsNow: (until) => `Es beginnt sofort und endet am ${until}.`,
  extends: (until) => `Was Sie haben, geht bis zum ${until} weiter.`,
  afterThis: 'Was Sie schon haben, wird zuerst aufgebraucht.',
  noRenewal: 'Es endet von selbst. Nichts wird abgebucht, und Sie müssen nichts kündigen.',
  gift: (gift) => `Ein Geschenk: ${gift}`,
  giftFrom: (from, gift) => `${from} schenkt Ihnen ${gift}`,
  membership: (gift) => `Für Sie: ${gift}`,
  extension: (gift) => `Zum Weiterlesen: ${gift}`,
  redeem: 'Einlösen',
  offer: (name) => `Ein Angebot: ${name}`,
  offerSays: {
    percent: (amount, periods) =>
      periods === null
        ? `${amount} weniger bei jeder Zahlung.`
        : `${amount} weniger bei ${periods === 1 ? 'der ersten Zahlung' : `den ersten ${periods} Zahlungen`}.`,
    amount: (amount, periods) =>
      periods === null
        ? `${amount} weniger bei jeder Zahlung.`
        : `${amount} weniger bei ${periods === 1 ? 'der ersten Zahlung' : `den ersten ${periods} Zahlungen`}.`,
    'free-months': (amount) => `${amount} frei vor der ersten Zahlung.`,
  },
  months: (count) => (count === 1 ? 'Ein Monat' : `${count} Monate`),
  offerDoes:
    'Als Nächstes wählen Sie eine Mitgliedschaft und sehen den Preis mit dem Angebot, bevor Sie bezahlen.',
  toOffer: 'Zu den Preisen',
  invitation: (group) => `Eine Einladung: ${group}`,
  invitationSays: (group, tier) =>
    `${group} hat einen Platz für Sie: ${tier}. Sie bezahlen nichts. Die Gruppe bezahlt ihn und sieht Ihren Namen und Ihre Adresse.`,
  take: 'Platz annehmen',
  voucher: (title) => `Ein Gutschein von Ihnen: ${title}`,
  voucherSays: (partner) => `Er wird bei ${partner} eingelöst, nicht hier. Zeigen Sie ihn dort vor.`,
  toVoucher: 'Gutschein zeigen',
  number: 'Ist das Ihre Abonummer?',
  numberSays:
    'Wenn Sie die gedruckte Zeitung haben, verbinden Sie Ihr Konto damit: Nummer und Postleitzahl genügen.',
  toPrint: 'Gedruckte Zeitung verbinden',
  storyGift: 'Ein Artikel, den Ihnen jemand schenkt',
  storyGiftSays: 'Der Link öffnet einen Artikel. Sehen Sie ihn erst an; die nächste Seite öffnet ihn.',
  toStory: 'Link öffnen',
  done: 'Eingelöst',
  doneAbout: (tier, until) => `Sie lesen ${tier} bis zum ${until}.`,
  toFront: 'Weiterlesen',
  toMembership: 'Ihre Mitgliedschaft',
  refused: {
    unknown:
      'Diesen Code gibt es nicht. Sehen Sie nach, ob Sie einen Buchstaben mit einer Ziffer verwechselt haben.',
    mistyped:
      'Eines der Zeichen muss falsch sein: Unsere Codes prüfen sich selbst. Sehen Sie noch einmal hin.',
    void: 'Dieser Code wurde zurückgenommen und gilt nicht mehr. Fragen Sie, wer ihn Ihnen gegeben hat.',
    'not-paid': 'Dieses Geschenk ist noch nicht bezahlt. Versuchen Sie es in einigen Tagen wieder.',
    used: 'Dieser Code wurde schon benutzt.',
    'used-by-you': 'Diesen Code haben Sie schon benutzt.',
    expired: (day) => `Dieser Code galt bis zum ${day}.`,
    endless:
      'Das haben Sie schon, ohne Ende. Behalten Sie den Code oder geben Sie ihn weiter: Er ist nicht verbraucht.',
    renews: (day) =>
      `Das haben Sie schon, und es verlängert sich von selbst. Kündigen Sie erst die Verlängerung: Bezahlt ist bis zum ${day}, dann folgt der Code. Er ist nicht verbraucht.`,
    'no-months': 'Dieser Code ist nicht vollständig. Bitte sagen Sie uns Bescheid.',
    offerOver: 'Dieses Angebot ist vorbei.',
    offerSoon: 'Dieses Angebot hat noch nicht begonnen.',
    offerUsedUp: 'Dieses Angebot ist ausgeschöpft.',
    invitationOver: 'Diese Gruppe ist beendet. Fragen Sie, wer Sie eingeladen hat.',
    invitationSoon: 'Diese Gruppe hat noch nicht begonnen. Heben Sie die Einladung auf.',
    wait: (minutes) =>
      `Es wurden zu viele Codes versucht. Warten Sie ${minutes === 1 ? 'eine Minute' : `${minutes} Minuten`}, und versuchen Sie es dann wieder.`,
  },
  contact: (contact) => `Wenn Sie Hilfe brauchen: ${contact}`,
};

export type CodeTexts = typeof en;

export function codeTexts(language: string): CodeTexts {
  return /^de\b/i.test(language) ? de : en;
}
