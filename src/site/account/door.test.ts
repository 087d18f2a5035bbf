import { expect, test } from 'vitest';
import { safeNext, signInAddress } from './door.ts';

test('after signing in nobody is led to another site, however the address is written', () => {
  for (const next of [
    ...[
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      'https://evil.example',
      'javascript:alert(1)',
    ],
    ...[
      '/\t/evil.example',
      '/%09/../\\evil',
      '///evil.example',
      '',
      ' /account',
      '/a\nb',
      '/x/..//evil.example',
    ],
  ]) {
    expect(new URL(safeNext(next), 'https://paper.example').origin, next).toBe('https://paper.example');
    expect(safeNext(next).startsWith('//'), next).toBe(false);
  }
  expect(safeNext('//evil.example')).toBe('/account');
  expect(safeNext('/news/a-story?page=2#end')).toBe('/news/a-story?page=2#end');
  expect(safeNext(undefined, '/')).toBe('/');
});

test('the way back survives being written into an address', () => {
  expect(signInAddress('/news/a?b=c&d=e')).toBe('/account/sign-in?next=%2Fnews%2Fa%3Fb%3Dc%26d%3De');
});
