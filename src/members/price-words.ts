import type { Period } from './tier.ts';

/** How many digits stand after the point: 2 for euros, 0 for yen, 3 for Kuwaiti dinars. */
export function digitsOf(currency: string): number {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  return maximumFractionDigits ?? 2;
}

/** Whether this is the form of a currency's three letters. */
export function isCurrency(text: string): boolean {
  return /^[A-Z]{3}$/.test(text);
}

/** A sum as people read it: 990 EUR is '€9.90', in German '9,90 €'. */
export function wordAmount(minor: number, currency: string, language: string): string {
  const words = new Intl.NumberFormat(language, { style: 'currency', currency });
  return words.format(minor / 10 ** digitsOf(currency)).replace(/^-/, '\u2212');
}

/** A sum for tables that machines read: 990 EUR is '9.90', 990 JPY '990'. */
export function plainAmount(minor: number, currency: string): string {
  return (minor / 10 ** digitsOf(currency)).toFixed(digitsOf(currency));
}

/** '€9.90 a month' · '9,90 € im Monat' */
export function wordPrice(
  price: { readonly amountMinor: number; readonly currency: string; readonly period: Period },
  language: string,
): string {
  const words = /^de\b/i.test(language)
    ? { month: 'im Monat', year: 'im Jahr' }
    : { month: 'a month', year: 'a year' };
  return `${wordAmount(price.amountMinor, price.currency, language)} ${words[price.period]}`;
}

/** Hundredths of a per cent as people read them: 1900 is '19 %', in English '19%'. */
export function wordRate(bp: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 }).format(bp / 10_000);
}

/** The tax within a sum that includes it, rounded half up. */
export function taxWithin(minor: number, taxBp: number): number {
  return Math.floor((2 * minor * taxBp + 10_000 + taxBp) / (2 * (10_000 + taxBp)));
}

/** A share of a sum, rounded half up: `of` parts of `whole`. */
export function shareOf(minor: number, of: number, whole: number): number {
  if (whole <= 0 || of <= 0) return 0;
  if (of >= whole) return minor;
  return Number((2n * BigInt(minor) * BigInt(of) + BigInt(whole)) / (2n * BigInt(whole)));
}
