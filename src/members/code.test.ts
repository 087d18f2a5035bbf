import { expect, test } from 'vitest';
import { CODE_BYTES, INVITATION_BYTES, isOurs, makeCode, printCode, readCode, readTyped } from './code.ts';

const bytes = (length: number, seed: number) =>
  Uint8Array.from({ length }, (_, at) => (at * 37 + seed * 101) % 256);

test('a code is printed in groups of four, without letters that look alike', () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const code = makeCode(bytes(CODE_BYTES, seed));
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
    expect(printCode(code)).toBe(`${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`);
    expect(isOurs(code)).toBe(true);
  }
  expect(makeCode(bytes(INVITATION_BYTES, 1))).toHaveLength(16);
});

test('a code is read whatever the hyphens, spaces and size of its letters, and with letters in place of digits', () => {
  const code = makeCode(Uint8Array.from([0, 1, 10, 0, 1, 27, 20, 21, 22, 1, 0]));
  const typed = ` ${code.slice(0, 4).toLowerCase()} – ${code.slice(4, 8)}.${code.slice(8)} `
    .replace('0', 'o')
    .replace('1', 'l');
  expect(readCode(typed)).toBe(code);
  expect(readTyped(typed)).toMatchObject({ is: 'code', read: code, mistyped: false });
});

test('one wrong character, and two that changed places, are told as a slip', () => {
  const code = makeCode(bytes(CODE_BYTES, 7));
  for (let at = 0; at < code.length; at += 1) {
    const other = code[at] === 'Z' ? 'Y' : 'Z';
    const wrong = code.slice(0, at) + other + code.slice(at + 1);
    expect(isOurs(wrong), wrong).toBe(false);
    expect(readTyped(wrong)).toMatchObject({ is: 'code', mistyped: true });
    if (at === 0 || code[at] === code[at - 1]) continue;
    const swapped = code.slice(0, at - 1) + code[at] + code[at - 1] + code.slice(at + 1);
    expect(isOurs(swapped), swapped).toBe(false);
  }
});

test.each([
  ['', { is: 'nothing' }],
  ['  - ', { is: 'nothing' }],
  ['0012 345', { is: 'number', number: '0012345' }],
  ['spring-26', { is: 'code', plain: 'SPRING26', mistyped: false }],
  ['Frühling', { is: 'code', plain: 'FRÜHLING', mistyped: false }],
  ['https://paper.example/gift/AbC-def_123456?from=7', { is: 'gift', token: 'AbC-def_123456' }],
  ['/gift/AbC-def_123456', { is: 'gift', token: 'AbC-def_123456' }],
  ['https://paper.example/account/code?code=spring-26', { is: 'code', plain: 'SPRING26' }],
  ["' or 1=1 --", { is: 'code', mistyped: false }],
])('what was typed as "%s" is known by its form', (typed, known) => {
  expect(readTyped(typed)).toMatchObject(known);
});

test('somebody who pastes a whole page is read no further than a link is long', () => {
  const typed = readTyped('A'.repeat(100_000));
  expect(typed.is === 'code' && typed.plain.length).toBe(500);
});
