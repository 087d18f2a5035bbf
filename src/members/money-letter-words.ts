import type { MoneyLetterFacts, MoneyLetterKind } from './money-letter.ts';

type Words = {
  readonly subject: (facts: MoneyLetterFacts) => string;
  readonly says: (facts: MoneyLetterFacts) => readonly string[];
  readonly link: string;
};

export type MoneyLetterWords = {
  readonly hello: (name: string) => string;
  readonly foot: (facts: MoneyLetterFacts) => string;
  readonly letters: Readonly<Record<MoneyLetterKind, Words>>;
};

const yours = 'Your membership';

export const moneyLetterWordsEn: MoneyLetterWords = {
  hello: (name) => (name ? `Hello ${name},` : 'Hello,'),
  foot: ({ paper }) => `You receive this letter because you are or were a member of ${paper}.`,
  letters: {
    welcome: {
      subject: ({ paper }) => `Welcome to ${paper}`,
      says: ({ tier, until, sum }) => [
        `you are a member now: ${tier}. Every story that this opens is open to you, on every device you sign in with.`,
        until ? `It runs until ${until}${sum ? `, and is renewed for ${sum} then` : ''}.` : '',
        'You can cancel at any time, in two steps, where you see what you have.',
      ],
      link: yours,
    },
    ordered: {
      subject: ({ number }) => `Your order and invoice ${number ?? ''}`.trim(),
      says: ({ tier, sum, until, number, pay }) => [
        `thank you for ordering ${tier}. Please pay ${sum} by ${until}.`,
        pay ? `${pay}` : '',
        `Give the number ${number} as the reference. As soon as the money is here, your membership begins.`,
      ],
      link: 'The invoice',
    },
    invoice: {
      subject: ({ number }) => `Invoice ${number}`,
      says: ({ tier, sum, until, pay, number }) => [
        `the next period of your membership (${tier}) costs ${sum}. Please pay by ${until}.`,
        pay ? `${pay}` : '',
        `Give the number ${number} as the reference.`,
      ],
      link: 'The invoice',
    },
    'invoice-late': {
      subject: ({ number }) => `Invoice ${number} is still open`,
      says: ({ sum, until, pay, number }) => [
        `we have not received ${sum} for invoice ${number} yet. If it is on its way, you need do nothing.`,
        until ? `You can read until ${until}; then your membership ends.` : '',
        pay ? `${pay}` : '',
      ],
      link: 'The invoice',
    },
    receipt: {
      subject: ({ number }) => `Your receipt ${number}`,
      says: ({ sum, tier, until }) => [
        `we received ${sum} for ${tier}. Thank you.`,
        until ? `It is paid until ${until}.` : '',
      ],
      link: 'The receipt, to print',
    },
    'payment-failed': {
      subject: () => 'Your payment did not go through',
      says: ({ sum, reason, until }) => [
        `we could not collect ${sum} for your membership${reason ? `: ${reason}` : ''}.`,
        until
          ? `You can go on reading until ${until}. If the payment succeeds before, nothing changes for you.`
          : '',
        'Please look whether your card or account is still right.',
      ],
      link: 'Set right how you pay',
    },
    'grace-ends': {
      subject: ({ until }) => `Your access ends on ${until}`,
      says: ({ tier, until }) => [
        `a payment for your membership (${tier}) is still missing. On ${until} your access ends.`,
        'With the payment it goes on as before.',
      ],
      link: 'Set right how you pay',
    },
    ended: {
      subject: ({ paper }) => `Your membership of ${paper} has ended`,
      says: ({ tier, until }) => [
        `your membership (${tier}) ended on ${until}. Nothing more will be charged.`,
        'Your account stays, and so do your receipts. You can join again whenever you like.',
      ],
      link: 'Your account',
    },
    cancelled: {
      subject: () => 'Your membership is cancelled',
      says: ({ tier, until }) => [
        `you have cancelled ${tier}. You can read until ${until}; nothing more will be charged.`,
        'If you change your mind before then, one press takes it back.',
      ],
      link: yours,
    },
    withdrawn: {
      subject: () => 'You stepped back from your membership',
      says: ({ tier, sum }) => [
        `you have stepped back from ${tier}. It has ended.`,
        sum
          ? `You get ${sum} back, the way you paid.`
          : 'Nothing was paid, so there is nothing to give back.',
      ],
      link: 'Your receipts',
    },
    paused: {
      subject: ({ until }) => `Your membership is paused until ${until}`,
      says: ({ tier, until }) => [
        `${tier} is paused. It goes on by itself on ${until}; the days you have paid for are kept.`,
        'You can end the pause at any time.',
      ],
      link: yours,
    },
    'price-change': {
      subject: () => 'The price of your membership changes',
      says: ({ tier, sum, until }) => [
        `from ${until} on, ${tier} costs ${sum}. Until then you pay what you pay now.`,
        'If you do not want that, cancel before: you then never pay the new price.',
      ],
      link: yours,
    },
  },
};

const ihre = 'Ihre Mitgliedschaft';

export const moneyLetterWordsDe: MoneyLetterWords = {
  hello: (name) => (name ? `Guten Tag ${name},` : 'Guten Tag,'),
  foot: ({ paper }) => `Sie erhalten diesen Brief, weil Sie Mitglied von ${paper} sind oder waren.`,
  letters: {
    welcome: {
      subject: ({ paper }) => `Willkommen bei ${paper}`,
      says: ({ tier, until, sum }) => [
        `Sie sind jetzt Mitglied: ${tier}. Alles, was dazu gehört, steht Ihnen offen, auf jedem Gerät, auf dem Sie sich anmelden.`,
        until ? `Sie läuft bis ${until}${sum ? ` und verlängert sich dann für ${sum}` : ''}.` : '',
        'Sie können jederzeit in zwei Schritten kündigen, dort, wo Sie sehen, was Sie haben.',
      ],
      link: ihre,
    },
    ordered: {
      subject: ({ number }) => `Ihre Bestellung und Rechnung ${number ?? ''}`.trim(),
      says: ({ tier, sum, until, number, pay }) => [
        `danke für Ihre Bestellung: ${tier}. Bitte zahlen Sie ${sum} bis ${until}.`,
        pay ? `${pay}` : '',
        `Geben Sie als Zweck die Nummer ${number} an. Sobald das Geld da ist, beginnt Ihre Mitgliedschaft.`,
      ],
      link: 'Die Rechnung',
    },
    invoice: {
      subject: ({ number }) => `Rechnung ${number}`,
      says: ({ tier, sum, until, pay, number }) => [
        `der nächste Zeitraum Ihrer Mitgliedschaft (${tier}) kostet ${sum}. Bitte zahlen Sie bis ${until}.`,
        pay ? `${pay}` : '',
        `Geben Sie als Zweck die Nummer ${number} an.`,
      ],
      link: 'Die Rechnung',
    },
    'invoice-late': {
      subject: ({ number }) => `Rechnung ${number} ist noch offen`,
      says: ({ sum, until, pay, number }) => [
        `${sum} für die Rechnung ${number} ist noch nicht bei uns. Ist das Geld unterwegs, müssen Sie nichts tun.`,
        until ? `Sie lesen weiter bis ${until}; dann endet Ihre Mitgliedschaft.` : '',
        pay ? `${pay}` : '',
      ],
      link: 'Die Rechnung',
    },
    receipt: {
      subject: ({ number }) => `Ihre Quittung ${number}`,
      says: ({ sum, tier, until }) => [
        `wir haben ${sum} für ${tier} erhalten. Danke.`,
        until ? `Bezahlt ist bis ${until}.` : '',
      ],
      link: 'Die Quittung zum Drucken',
    },
    'payment-failed': {
      subject: () => 'Ihre Zahlung ist nicht gelungen',
      says: ({ sum, reason, until }) => [
        `wir konnten ${sum} für Ihre Mitgliedschaft nicht einziehen${reason ? `: ${reason}` : ''}.`,
        until
          ? `Sie können bis ${until} weiterlesen. Gelingt die Zahlung vorher, ändert sich für Sie nichts.`
          : '',
        'Bitte sehen Sie nach, ob Karte oder Konto noch stimmen.',
      ],
      link: 'Zahlungsweise richtigstellen',
    },
    'grace-ends': {
      subject: ({ until }) => `Ihr Zugang endet am ${until}`,
      says: ({ tier, until }) => [
        `für Ihre Mitgliedschaft (${tier}) fehlt noch eine Zahlung. Am ${until} endet Ihr Zugang.`,
        'Mit der Zahlung geht es weiter wie bisher.',
      ],
      link: 'Zahlungsweise richtigstellen',
    },
    ended: {
      subject: ({ paper }) => `Ihre Mitgliedschaft bei ${paper} ist zu Ende`,
      says: ({ tier, until }) => [
        `Ihre Mitgliedschaft (${tier}) endete am ${until}. Es wird nichts mehr abgebucht.`,
        'Ihr Konto und Ihre Belege bleiben. Sie können jederzeit wieder Mitglied werden.',
      ],
      link: 'Ihr Konto',
    },
    cancelled: {
      subject: () => 'Ihre Mitgliedschaft ist gekündigt',
      says: ({ tier, until }) => [
        `Sie haben ${tier} gekündigt. Sie lesen bis ${until}; es wird nichts mehr abgebucht.`,
        'Überlegen Sie es sich vorher anders, nehmen Sie es mit einem Druck zurück.',
      ],
      link: ihre,
    },
    withdrawn: {
      subject: () => 'Sie haben Ihre Mitgliedschaft widerrufen',
      says: ({ tier, sum }) => [
        `Sie haben ${tier} widerrufen. Die Mitgliedschaft ist beendet.`,
        sum
          ? `Sie bekommen ${sum} zurück, auf dem Weg, auf dem Sie gezahlt haben.`
          : 'Gezahlt war nichts, also ist nichts zu erstatten.',
      ],
      link: 'Ihre Belege',
    },
    paused: {
      subject: ({ until }) => `Ihre Mitgliedschaft ruht bis ${until}`,
      says: ({ tier, until }) => [
        `${tier} ruht. Am ${until} geht es von selbst weiter; bezahlte Tage bleiben erhalten.`,
        'Sie können die Pause jederzeit beenden.',
      ],
      link: ihre,
    },
    'price-change': {
      subject: () => 'Der Preis Ihrer Mitgliedschaft ändert sich',
      says: ({ tier, sum, until }) => [
        `ab ${until} kostet ${tier} ${sum}. Bis dahin zahlen Sie, was Sie jetzt zahlen.`,
        'Möchten Sie das nicht, kündigen Sie vorher: dann zahlen Sie den neuen Preis nie.',
      ],
      link: ihre,
    },
  },
};
