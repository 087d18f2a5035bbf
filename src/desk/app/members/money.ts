/** How many digits stand after the point of a currency; 2 for one that nobody knows. */
export function digitsOf(currency: string): number {
  try {
    const { maximumFractionDigits } = new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
    }).resolvedOptions();
    return maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** A sum as it is typed: 990 EUR is '9.90', 990 JPY '990'. */
export function plainSum(minor: number, currency: string): string {
  return (minor / 10 ** digitsOf(currency)).toFixed(digitsOf(currency));
}

/** What was typed in the smallest unit, with a point or a comma; undefined where it is no such sum. */
export function minorOf(typed: string, currency: string): number | undefined {
  const digits = digitsOf(currency);
  const read = /^(\d{1,9})(?:[.,](\d+))?$/.exec(typed.trim());
  if (!read || (read[2]?.length ?? 0) > digits) return undefined;
  return Number(`${read[1]}${(read[2] ?? '').padEnd(digits, '0')}`);
}
