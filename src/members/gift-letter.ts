import { type LetterText, writeLetter } from '#kit/letter-text.js';

/**
 * What stands in letters about a gift.
 *
 * from, to  names of who gives and who gets it; '' where nobody said
 * gift      '6 months of Gold'
 * until     day by which it is to be redeemed
 */
export type GiftFacts = {
  readonly paper: string;
  readonly from: string;
  readonly to: string;
  readonly gift: string;
  readonly words: string;
  readonly code: string;
  readonly until: string;
  readonly href: string;
  readonly sum: string;
  readonly number: string;
  readonly pay: string;
  readonly due: string;
};

/** given: to who gets it · ordered: the invoice · paid: to who bought it, with the way to the card */
export type GiftLetterKind = 'given' | 'ordered' | 'paid';

type Parts = { subject: string; paragraphs: string[]; link: string; code?: string; after?: string[] };
type Words = Record<GiftLetterKind, (facts: GiftFacts) => Parts>;

const en: Words = {
  given: ({ paper, from, to, gift, words, code, until }) => ({
    subject: from ? `${from} gives you ${paper}` : `A gift for you: ${paper}`,
    paragraphs: [
      to ? `Hello ${to},` : 'Hello,',
      from ? `${from} gives you ${gift} at ${paper}.` : `You have been given ${gift} at ${paper}.`,
      ...(words ? [words] : []),
      'This is your code:',
    ],
    code,
    link: 'Redeem it here',
    after: [`Redeem it by ${until}. It ends by itself: nothing is charged and nothing has to be cancelled.`],
  }),
  ordered: ({ paper, gift, sum, number, pay, due }) => ({
    subject: `Your invoice ${number} for a gift`,
    paragraphs: [
      `Thank you for giving ${paper}.`,
      `${gift}: ${sum}, to be paid by ${due}. Please name the number ${number}.`,
      ...(pay ? [pay] : []),
      'The gift is yours to print, or is sent on its day, as soon as the money has come.',
    ],
    link: 'Invoice and gift',
  }),
  paid: ({ to, gift, until }) => ({
    subject: to ? `Your gift for ${to} is ready` : 'Your gift is ready',
    paragraphs: [
      `${gift} is paid.`,
      'On your page of gifts you can print the card, and see whether the gift has been redeemed.',
    ],
    link: 'Your gifts',
    after: [`It can be redeemed until ${until}.`],
  }),
};

const de: Words = {
  given: ({ paper, from, to, gift, words, code, until }) => ({
    subject: from ? `${from} schenkt Ihnen ${paper}` : `Ein Geschenk für Sie: ${paper}`,
    paragraphs: [
      to ? `Guten Tag ${to},` : 'Guten Tag,',
      from
        ? `${from} schenkt Ihnen ${gift} bei ${paper}.`
        : `Sie haben ${gift} bei ${paper} geschenkt bekommen.`,
      ...(words ? [words] : []),
      'Das ist Ihr Code:',
    ],
    code,
    link: 'Hier einlösen',
    after: [
      `Lösen Sie ihn bis ${until} ein. Er endet von selbst: Es wird nichts abgebucht, und Sie müssen nichts kündigen.`,
    ],
  }),
  ordered: ({ paper, gift, sum, number, pay, due }) => ({
    subject: `Ihre Rechnung ${number} für ein Geschenk`,
    paragraphs: [
      `Danke, dass Sie ${paper} verschenken.`,
      `${gift}: ${sum}, zahlbar bis ${due}. Bitte nennen Sie die Nummer ${number}.`,
      ...(pay ? [pay] : []),
      'Sobald das Geld da ist, können Sie das Geschenk drucken, oder es wird an seinem Tag verschickt.',
    ],
    link: 'Rechnung und Geschenk',
  }),
  paid: ({ to, gift, until }) => ({
    subject: to ? `Ihr Geschenk für ${to} ist bereit` : 'Ihr Geschenk ist bereit',
    paragraphs: [
      `${gift}: bezahlt.`,
      'Auf Ihrer Seite mit Geschenken können Sie die Karte drucken und sehen, ob das Geschenk eingelöst wurde.',
    ],
    link: 'Ihre Geschenke',
    after: [`Es kann bis ${until} eingelöst werden.`],
  }),
};

export function writeGiftLetter(
  kind: GiftLetterKind,
  facts: GiftFacts,
  language: string,
): LetterText & { subject: string } {
  const { subject, link, ...parts } = (/^de\b/i.test(language) ? de : en)[kind](facts);
  return { ...writeLetter({ ...parts, link: { says: link, href: facts.href } }), subject };
}

/** '6 months of Gold' · '6 Monate Gold' · 'a year of Gold' */
export function wordGift(months: number, tier: string, language: string): string {
  if (/^de\b/i.test(language)) {
    if (months === 12) return `ein Jahr ${tier}`;
    return months === 1 ? `einen Monat ${tier}` : `${months} Monate ${tier}`;
  }
  if (months === 12) return `a year of ${tier}`;
  return months === 1 ? `a month of ${tier}` : `${months} months of ${tier}`;
}
