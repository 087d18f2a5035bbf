import { type LetterText, writeLetter } from '#kit/letter-text.js';
import { wordAmount, wordRate } from './price-words.ts';
import type { Statement } from './statement.ts';

const words = {
  en: {
    subject: (paper: string, month: string) => `Statement of vouchers for ${month}, ${paper}`,
    begins: (partner: string, month: string) => [
      `To ${partner},`,
      `these vouchers of our members were redeemed with you in ${month}:`,
    ],
    line: (count: number, benefit: string, place: string, each: string, sum: string) =>
      `${count} × ${benefit} at ${place}, ${each} each: ${sum}`,
    none: 'None.',
    sum: (net: string, rate: string, tax: string, gross: string) =>
      `Net ${net}, tax ${rate}: ${tax}. In all ${gross}.`,
    number: (number: string) => `Statement ${number}. Please keep it for your books.`,
  },
  de: {
    subject: (paper: string, month: string) => `Abrechnung der Gutscheine ${month}, ${paper}`,
    begins: (partner: string, month: string) => [
      `An ${partner},`,
      `diese Gutscheine unserer Mitglieder wurden im ${month} bei Ihnen eingelöst:`,
    ],
    line: (count: number, benefit: string, place: string, each: string, sum: string) =>
      `${count} × ${benefit}, ${place}, je ${each}: ${sum}`,
    none: 'Keine.',
    sum: (net: string, rate: string, tax: string, gross: string) =>
      `Netto ${net}, Steuer ${rate}: ${tax}. Zusammen ${gross}.`,
    number: (number: string) => `Abrechnung ${number}. Bitte zu Ihren Unterlagen nehmen.`,
  },
} as const;

/** A statement as a letter to the partner: every line of it, and the sums. */
export function writeStatementLetter(
  { content, number }: Statement,
  paper: string,
): LetterText & { subject: string } {
  const { language, partner, lines, sums, taxBp } = content;
  const says = words[/^de\b/i.test(language) ? 'de' : 'en'];
  const month = wordMonth(content.month, language);
  const sum = (minor: number, currency: string) => wordAmount(minor, currency, language);
  const text = writeLetter({
    paragraphs: [
      ...says.begins(partner.name, month),
      ...lines.map((line) =>
        says.line(
          line.count,
          line.benefit,
          line.place,
          sum(line.eachMinor, line.currency),
          sum(line.sumMinor, line.currency),
        ),
      ),
      ...(lines.length === 0 ? [says.none] : []),
      ...sums.map(({ currency, netMinor, taxMinor, grossMinor }) =>
        says.sum(
          sum(netMinor, currency),
          wordRate(taxBp, language),
          sum(taxMinor, currency),
          sum(grossMinor, currency),
        ),
      ),
    ],
    after: [
      says.number(number ?? ''),
      [content.publisher.name, content.publisher.address, content.publisher.taxId].filter(Boolean).join(', '),
    ],
  });
  return { ...text, subject: says.subject(paper, month) };
}

/** 'October 2026' */
export function wordMonth(month: string, language: string): string {
  const format = new Intl.DateTimeFormat(language, { timeZone: 'UTC', month: 'long', year: 'numeric' });
  return format.format(new Date(`${month}-15T12:00:00Z`));
}
