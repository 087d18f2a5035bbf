import { expect, test } from 'vitest';
import { contrast, type Hex } from './colour.ts';
import { defaultTokens, tokensCss, tokensFor } from './tokens.ts';

const schemes = ['light', 'dark'] as const;

test('every colour of text can be read for an hour, on the paper and on a tinted note', () => {
  for (const scheme of schemes) {
    for (const name of ['ink', 'soft', 'accent', 'premium'] as const) {
      for (const ground of ['paper', 'wash'] as const) {
        const measured = contrast(defaultTokens.colours[name][scheme], defaultTokens.colours[ground][scheme]);
        expect(measured, `${name} on ${ground}, ${scheme}`).toBeGreaterThanOrEqual(7);
      }
    }
  }
});

test('one accent colour is enough: its readable shades for both schemes are worked out', () => {
  const { accent, paper } = tokensFor({ colours: { accent: '#ff8800' } }).colours;
  for (const scheme of schemes) expect(contrast(accent[scheme], paper[scheme])).toBeGreaterThanOrEqual(7);
  expect(accent.light).not.toBe(accent.dark);
});

test('a colour that can be read already stays as the newsroom gave it', () => {
  const wish = { light: '#003366' as Hex, dark: '#aaccff' as Hex };
  expect(tokensFor({ colours: { accent: wish } }).colours.accent).toEqual(wish);
});

test('what is no colour never reaches the style sheet', () => {
  const css = tokensCss(tokensFor({ colours: { accent: 'red;}body{display:none' } }));
  expect(css).not.toContain('display');
  expect(css).toContain(`--accent:${defaultTokens.colours.accent.light}`);
});

test('a paper chooses among the bundled typefaces', () => {
  expect(tokensCss(tokensFor({ fonts: { serif: 'newsreader' } }))).toContain("--serif:'Newsreader'");
});
