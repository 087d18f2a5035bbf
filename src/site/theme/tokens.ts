import { type Hex, isHex, type Pair, readableOn } from './colour.ts';
import { type FontName, families } from './fonts.ts';

/** A colour as a newsroom gives it, for one scheme or both; checked before it is used. */
export type Wish = string | { readonly light: string; readonly dark: string };

/**
 * What a paper may set of its look. One colour is enough: its readable shades for both schemes are worked out.
 *
 * accent   of the paper: kickers, links under the pointer, marks
 * premium  the quiet tone for what is not open
 */
export type PaperLook = {
  readonly colours?: Partial<Record<'accent' | 'premium' | 'paper' | 'ink', Wish>>;
  readonly fonts?: { readonly serif?: FontName; readonly sans?: FontName };
};

export type ColourName = 'paper' | 'ink' | 'soft' | 'line' | 'rule' | 'wash' | 'accent' | 'premium';

/** The tokens of the house: everything of the look that is a number or a name. */
export type Tokens = {
  readonly colours: Readonly<Record<ColourName, Pair>>;
  readonly fonts: { readonly serif: FontName; readonly sans: FontName };
};

/**
 * paper  what everything stands on        ink   headlines and text
 * soft   standfirsts and small print      line  hairlines between things
 * rule   the stronger line above a part
 * wash   the tint of a note or a box
 */
export const defaultTokens: Tokens = {
  colours: {
    paper: { light: '#fdfcf9', dark: '#12151b' },
    ink: { light: '#1b1a18', dark: '#ebe8e2' },
    soft: { light: '#4f4b45', dark: '#b4b1ab' },
    line: { light: '#d6d1c7', dark: '#353a44' },
    rule: { light: '#1b1a18', dark: '#7f7d7a' },
    wash: { light: '#f4f0e7', dark: '#1b2029' },
    accent: { light: '#8f1d21', dark: '#f2a08f' },
    premium: { light: '#604a12', dark: '#d8bd7c' },
  },
  fonts: { serif: 'source-serif', sans: 'public-sans' },
};

/** Sizes by steps of one scale: 1.2 on phones, 1.25 above. Step 0 is the text of a story; the unit is 4 px. */
const SCALES = { phone: { base: 18, ratio: 1.2 }, desk: { base: 20, ratio: 1.25 } } as const;
const STEPS = [-1, 0, 1, 2, 3, 4, 5] as const;

/** The house's tokens with a paper's own put over them. What cannot be read as a colour is left out. */
export function tokensFor(look: PaperLook): Tokens {
  const set = (name: ColourName, given: Wish | undefined) => pairOf(given) ?? defaultTokens.colours[name];
  const paper = set('paper', look.colours?.paper);
  const over = (name: 'accent' | 'premium' | 'ink') => readablePair(set(name, look.colours?.[name]), paper);
  return {
    colours: {
      ...defaultTokens.colours,
      paper,
      ink: over('ink'),
      accent: over('accent'),
      premium: over('premium'),
    },
    fonts: { ...defaultTokens.fonts, ...look.fonts },
  };
}

/** The tokens as custom properties for both schemes and both scales. */
export function tokensCss(tokens: Tokens): string {
  const names = Object.keys(tokens.colours) as ColourName[];
  const colours = (scheme: keyof Pair) =>
    names.map((name) => `--${name}:${tokens.colours[name][scheme]};`).join('');
  const fonts = `--serif:${families[tokens.fonts.serif].stack};--sans:${families[tokens.fonts.sans].stack};`;
  return [
    `:root{color-scheme:light dark;${colours('light')}${fonts}${scaleCss('phone')}}`,
    `@media (prefers-color-scheme:dark){:root{${colours('dark')}}}`,
    `@media (min-width:60em){:root{${scaleCss('desk')}}}`,
    `@media print{:root{color-scheme:light;${colours('light')}--paper:#fff;--ink:#000;}}`,
  ].join('\n');
}

function scaleCss(name: keyof typeof SCALES): string {
  const { base, ratio } = SCALES[name];
  const size = (step: number) => `${Math.round(((base * ratio ** step) / 16) * 1000) / 1000}rem`;
  return STEPS.map((step) => `--step${step}:${size(step)};`).join('');
}

function pairOf(given: Wish | undefined): Pair | null {
  if (given === undefined) return null;
  if (typeof given === 'string') return isHex(given) ? { light: given, dark: given } : null;
  const { light, dark } = given;
  if (!isHex(light)) return null;
  return { light, dark: isHex(dark) ? dark : light };
}

function readablePair(wish: Pair, ground: Pair): Pair {
  const shade = (scheme: 'light' | 'dark'): Hex => readableOn(ground[scheme], wish[scheme]);
  return { light: shade('light'), dark: shade('dark') };
}
