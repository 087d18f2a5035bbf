import { expect, test } from 'vitest';
import { readCodes } from './codes-file.ts';
import { decodeText } from './text-file.ts';

const read = (text: string) => readCodes(decodeText(new TextEncoder().encode(text)));
const codesOf = (text: string) => read(text).codes.map(({ code }) => code);

test('a plain list of codes is read line by line', () => {
  expect(read('A1\nA2\nA3\n')).toMatchObject({
    ...{ encoding: 'UTF-8', column: null, lines: 3, problems: [] },
    codes: [
      { line: 1, code: 'A1' },
      { line: 2, code: 'A2' },
      { line: 3, code: 'A3' },
    ],
  });
});

test('the column of the codes is found by its heading, whatever stands between the cells', () => {
  expect(codesOf('No,Code,Value\n1,A1,5\n2,A2,5')).toEqual(['A1', 'A2']);
  expect(codesOf('Nr.;Gutscheincode\r\n1;A1\r\n2;"A;2"')).toEqual(['A1', 'A;2']);
  expect(codesOf('Voucher code\tUntil\nA1\t2026')).toEqual(['A1']);
});

test('blank lines and codes that stand twice are told with their lines, and nothing else is lost', () => {
  const { codes, problems, lines } = read('Code\nA1\n\nA2\n A1 \n  \nA3\n\n\n');
  expect(codes.map(({ code }) => code)).toEqual(['A1', 'A2', 'A3']);
  expect(lines).toBe(7);
  expect(problems).toEqual([
    { line: 3, why: 'blank' },
    { line: 5, why: 'twice', code: 'A1', first: 2 },
    { line: 6, why: 'blank' },
  ]);
});

test('a code that is too long or holds signs nobody can type is refused by its line', () => {
  const { codes, problems } = read(`A1\n${'x'.repeat(201)}\nA\u00002\nA3`);
  expect(codes.map(({ code }) => code)).toEqual(['A1', 'A3']);
  expect(problems).toEqual([
    { line: 2, why: 'too-long' },
    { line: 3, why: 'unreadable' },
  ]);
});

test('files of Windows-1252 and UTF-16, with a mark and without, say the same', () => {
  const text = 'Gutscheincode;für\r\nKÄSE-1;x\r\nKÄSE-2;x\r\n';
  const latin = Uint8Array.from(text, (sign) => sign.charCodeAt(0));
  const wide = (order: 'le' | 'be', mark: boolean) => {
    const signs = mark ? `\ufeff${text}` : text;
    const view = new DataView(new ArrayBuffer(signs.length * 2));
    for (let at = 0; at < signs.length; at += 1) view.setUint16(at * 2, signs.charCodeAt(at), order === 'le');
    return new Uint8Array(view.buffer);
  };
  const files = [
    ...[latin, wide('le', true), wide('be', true), wide('le', false), wide('be', false)],
    new TextEncoder().encode(`\ufeff${text}`),
  ];
  for (const file of files)
    expect(readCodes(decodeText(file)).codes.map(({ code }) => code)).toEqual(['KÄSE-1', 'KÄSE-2']);
  expect(readCodes(decodeText(latin)).encoding).toBe('Windows-1252');
});

test('a quotation mark that never closes swallows no other line', () => {
  expect(codesOf('"A1\nA2\nA3')).toEqual(['A1', 'A2', 'A3']);
});

test('an empty file holds nothing and is no error', () => {
  expect(read('')).toMatchObject({ lines: 0, codes: [], problems: [] });
});

test('half a million lines are read whole', () => {
  const text = Array.from({ length: 500_000 }, (_, at) => `CODE-${at}`).join('\n');
  expect(read(text).codes.length).toBe(500_000);
});
