const en = {
  title: 'Become a member',
  about: (paper: string) =>
    `${paper} is paid for by those who read it. Members read everything that is theirs, and keep the newsroom free.`,
  byMonth: 'By the month',
  byYear: 'By the year',
  periods: 'How often you pay',
  currencies: 'Currency',
  aMonth: 'a month',
  aYear: 'a year',
  isMonthly: (sum: string) => `${sum} a month`,
  taxed: (rate: string) => `including ${rate} tax`,
  trial: (days: number) => (days === 1 ? 'first day free' : `first ${days} days free`),
  insteadOf: 'instead of',
  firstPeriods: (count: number, year: boolean) =>
    count === 1
      ? `for the first ${year ? 'year' : 'month'}`
      : `for the first ${count} ${year ? 'years' : 'months'}`,
  freeMonths: (count: number) => (count === 1 ? 'first month free' : `first ${count} months free`),
  choose: (tier: string) => `Choose ${tier}`,
  brings: 'What it brings',
  knowing: 'Good to know',
  cancel:
    'You can cancel at any time, in two steps, without a call or a letter. You read on until the end of what is paid.',
  withdraw: (days: number) => `Within ${days} days of joining you can step back and get everything back.`,
  keepsPrice: 'If a price changes, you are told before, and pay the new one only if you stay.',
  other: 'Other ways',
  haveCode: 'I have a code',
  give: 'Give a membership to somebody',
  signIn: 'I am a member: sign in',
  benefits: 'Benefits for members',
  offer: (name: string) => `Your offer: ${name}`,
  offerUnknown: 'This code belongs to no offer. These are the usual prices.',
  offerOver: 'This offer is over. These are the usual prices.',
  none: 'Membership is not sold here at the moment.',
  noPrice: 'Not sold in this way',
  // The page on which one buys.
  buy: (tier: string) => `Join: ${tier}`,
  buyAbout: 'This is what you buy. Nothing is charged before you press the button.',
  what: 'Membership',
  today: 'Today you pay',
  byInvoiceToday: 'You pay',
  byInvoiceSum: (sum: string, day: string) => `${sum} by invoice, by ${day}`,
  nothing: 'Nothing',
  later: 'Then',
  from: (day: string, sum: string) => `${sum} from ${day} on`,
  renewed: 'Renewed',
  renews: (day: string, sum: string) => `on ${day} for ${sum}, unless you cancel before`,
  tax: 'Tax in it',
  trialEnds: 'Free until',
  right: (days: number) =>
    `You may step back within ${days} days of joining, without giving a reason, and get everything back. Your account has a page for it: two steps. If you read in the meantime, that costs nothing.`,
  payBy: 'How you pay',
  byCard: 'On the next page, at Stripe. We do not see your card.',
  byInvoice: (days: number) =>
    `By invoice. You receive it at once by letter, and pay within ${days} days by transfer or where the paper says.`,
  begins: 'Your membership begins when the money is here.',
  beginsNow: 'You can read at once.',
  asWhom: (email: string) => `You are signed in as ${email}.`,
  order: 'Your order number',
  orderHint: 'Only if your bookkeeping wants one on the invoice.',
  button: 'Join and pay',
  back: 'All memberships',
  code: 'Code of an offer',
  codeUse: 'Use',
  holdsTitle: 'You hold this already',
  holds: (tier: string, day: string | null) =>
    day
      ? `You hold ${tier}, paid until ${day}. Buying it again would charge you twice.`
      : `You hold ${tier} already.`,
  ordered: (tier: string) =>
    `You have ordered ${tier}; its invoice is not paid yet. There is no need to order it again.`,
  toMine: 'What I have',
  given: (tier: string, day: string | null) =>
    day
      ? `You hold ${tier} until ${day} without paying. What you buy now begins today and does not wait for that.`
      : `You hold ${tier} without paying and without an end.`,
  otherTier: (tier: string) =>
    `You hold ${tier} and pay for it. If you want another instead, change it: then what you have paid is set against it.`,
  also: 'I know, and want this in addition.',
  alsoNeeded: 'Tick this if you want both.',
  changeInstead: 'Change instead',
  priceGone: 'The price has changed since you opened the page. Please look at it again.',
  notSold: 'This cannot be bought at the moment.',
};

const de: typeof en = {
  title: 'Mitglied werden',
  about: (paper: string) =>
    `${paper} wird von denen bezahlt, die es lesen. Mitglieder lesen alles, was dazugehört, und halten die Redaktion frei.`,
  byMonth: 'Monatlich',
  byYear: 'Jährlich',
  periods: 'Wie oft Sie zahlen',
  currencies: 'Währung',
  aMonth: 'im Monat',
  aYear: 'im Jahr',
  isMonthly: (sum: string) => `${sum} im Monat`,
  taxed: (rate: string) => `einschließlich ${rate} Steuer`,
  trial: (days: number) => (days === 1 ? 'erster Tag frei' : `erste ${days} Tage frei`),
  insteadOf: 'statt',
  firstPeriods: (count: number, year: boolean) =>
    count === 1
      ? `im ersten ${year ? 'Jahr' : 'Monat'}`
      : `in den ersten ${count} ${year ? 'Jahren' : 'Monaten'}`,
  freeMonths: (count: number) => (count === 1 ? 'erster Monat frei' : `erste ${count} Monate frei`),
  choose: (tier: string) => `${tier} wählen`,
  brings: 'Was es bringt',
  knowing: 'Gut zu wissen',
  cancel:
    'Sie kündigen jederzeit in zwei Schritten, ohne Anruf und ohne Brief. Sie lesen weiter, bis das Bezahlte zu Ende ist.',
  withdraw: (days: number) =>
    `Innerhalb von ${days} Tagen nach dem Beitritt können Sie widerrufen und bekommen alles zurück.`,
  keepsPrice: 'Ändert sich ein Preis, erfahren Sie es vorher und zahlen den neuen nur, wenn Sie bleiben.',
  other: 'Andere Wege',
  haveCode: 'Ich habe einen Code',
  give: 'Eine Mitgliedschaft verschenken',
  signIn: 'Ich bin Mitglied: anmelden',
  benefits: 'Vorteile für Mitglieder',
  offer: (name: string) => `Ihr Angebot: ${name}`,
  offerUnknown: 'Zu diesem Code gibt es kein Angebot. Dies sind die üblichen Preise.',
  offerOver: 'Dieses Angebot ist zu Ende. Dies sind die üblichen Preise.',
  none: 'Zurzeit werden hier keine Mitgliedschaften verkauft.',
  noPrice: 'So nicht erhältlich',
  buy: (tier: string) => `Mitglied werden: ${tier}`,
  buyAbout: 'Das kaufen Sie. Vor dem Druck auf den Knopf wird nichts abgebucht.',
  what: 'Mitgliedschaft',
  today: 'Heute zahlen Sie',
  byInvoiceToday: 'Sie zahlen',
  byInvoiceSum: (sum: string, day: string) => `${sum} auf Rechnung, bis ${day}`,
  nothing: 'nichts',
  later: 'Danach',
  from: (day: string, sum: string) => `${sum} ab ${day}`,
  renewed: 'Verlängerung',
  renews: (day: string, sum: string) => `am ${day} für ${sum}, wenn Sie nicht vorher kündigen`,
  tax: 'Darin Steuer',
  trialEnds: 'Frei bis',
  right: (days: number) =>
    `Sie können innerhalb von ${days} Tagen nach dem Beitritt ohne Angabe von Gründen widerrufen und bekommen alles zurück. Ihr Konto hat dafür eine Seite: zwei Schritte. Was Sie inzwischen lesen, kostet nichts.`,
  payBy: 'Zahlungsweise',
  byCard: 'Auf der nächsten Seite, bei Stripe. Wir sehen Ihre Karte nicht.',
  byInvoice: (days: number) =>
    `Auf Rechnung. Sie bekommen sie sofort als Brief und zahlen binnen ${days} Tagen durch Überweisung oder dort, wo die Zeitung es nennt.`,
  begins: 'Ihre Mitgliedschaft beginnt, wenn das Geld da ist.',
  beginsNow: 'Sie können sofort lesen.',
  asWhom: (email: string) => `Sie sind angemeldet als ${email}.`,
  order: 'Ihre Bestellnummer',
  orderHint: 'Nur wenn Ihre Buchhaltung eine auf der Rechnung braucht.',
  button: 'Zahlungspflichtig bestellen',
  back: 'Alle Mitgliedschaften',
  code: 'Code eines Angebots',
  codeUse: 'Einlösen',
  holdsTitle: 'Das haben Sie schon',
  holds: (tier: string, day: string | null) =>
    day
      ? `Sie haben ${tier}, bezahlt bis ${day}. Noch einmal gekauft, würden Sie doppelt zahlen.`
      : `Sie haben ${tier} schon.`,
  ordered: (tier: string) =>
    `Sie haben ${tier} bestellt; die Rechnung ist noch nicht bezahlt. Noch einmal zu bestellen ist nicht nötig.`,
  toMine: 'Was ich habe',
  given: (tier: string, day: string | null) =>
    day
      ? `Sie haben ${tier} bis ${day}, ohne zu zahlen. Was Sie jetzt kaufen, beginnt heute und wartet nicht darauf.`
      : `Sie haben ${tier} ohne Zahlung und ohne Ende.`,
  otherTier: (tier: string) =>
    `Sie haben ${tier} und zahlen dafür. Möchten Sie stattdessen etwas anderes, wechseln Sie: dann wird Bezahltes angerechnet.`,
  also: 'Ich weiß es und möchte dies zusätzlich.',
  alsoNeeded: 'Setzen Sie den Haken, wenn Sie beides möchten.',
  changeInstead: 'Stattdessen wechseln',
  priceGone:
    'Der Preis hat sich geändert, seit Sie die Seite geöffnet haben. Bitte sehen Sie ihn noch einmal an.',
  notSold: 'Das ist zurzeit nicht erhältlich.',
};

export type JoinTexts = typeof en;

export function joinTexts(language: string): JoinTexts {
  return /^de\b/i.test(language) ? de : en;
}

/** Why an offer does not hold for somebody, where it is worth saying. */
export function offerRefusal(code: string, language: string): string {
  const words = /^de\b/i.test(language) ? refusalsDe : refusalsEn;
  return words[code as keyof typeof words] ?? words['offer-unknown'];
}

const refusalsEn = {
  'offer-unknown': 'This code belongs to no offer.',
  'offer-over': 'This offer is over.',
  'offer-not-yet': 'This offer has not begun yet.',
  'offer-used-up': 'This offer was taken by as many people as it was made for.',
  'offer-other-tier': 'This offer is for another membership.',
  'offer-other-period': 'This offer is for another way of paying: by the month, or by the year.',
  'offer-other-currency': 'This offer is in another currency.',
  'offer-newcomers-only': 'This offer is for those who have not been members before.',
  'offer-had': 'You have used this offer already.',
};

const refusalsDe: typeof refusalsEn = {
  'offer-unknown': 'Zu diesem Code gibt es kein Angebot.',
  'offer-over': 'Dieses Angebot ist zu Ende.',
  'offer-not-yet': 'Dieses Angebot hat noch nicht begonnen.',
  'offer-used-up': 'Dieses Angebot ist so oft genutzt worden, wie es vorgesehen war.',
  'offer-other-tier': 'Dieses Angebot gilt für eine andere Mitgliedschaft.',
  'offer-other-period': 'Dieses Angebot gilt für eine andere Zahlweise: monatlich oder jährlich.',
  'offer-other-currency': 'Dieses Angebot gilt in einer anderen Währung.',
  'offer-newcomers-only': 'Dieses Angebot ist für alle, die noch nicht Mitglied waren.',
  'offer-had': 'Sie haben dieses Angebot schon genutzt.',
};
