import { tokensFor } from './theme/tokens.ts';

/**
 * The paper's colours with this accent, as a style sheet put over a page that is looked at before the accent is saved.
 * Shades that could not be read are made readable, as they are when it is saved.
 */
export function lookCss(
  accent: { readonly light: string; readonly dark: string },
  scheme: 'light' | 'dark',
): string {
  const { colours } = tokensFor({ colours: { accent } });
  const own = Object.entries(colours).map(([name, pair]) => `--${name}:${pair[scheme]};`);
  return `:root{color-scheme:${scheme};${own.join('')}}`;
}
