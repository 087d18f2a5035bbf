import { expect, test } from 'vitest';
import { readDay } from './outside/day.ts';
import { numberKey, postcodeKey, readOutsideFile } from './outside-file.ts';

function read(text: string | Uint8Array) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const file = readOutsideFile(bytes);
  if (!file.ok) throw new Error(JSON.stringify(file.refusal));
  return file.value;
}

const plain = 'number,name,postcode,product,from,to\n4711,Ada Finch,SW1A 1AA,Daily,2026-01-01,2026-12-31\n';
const finch = {
  number: '4711',
  name: 'Ada Finch',
  postcode: 'SW1A 1AA',
  product: 'Daily',
  from: '2026-01-01',
  to: '2026-12-31',
};

test.each([
  ['with commas', plain],
  [
    'with semicolons and German names',
    'Kundennummer;Name;PLZ;Produkt;Gültig ab;Gültig bis\r\n4711;Ada Finch;SW1A 1AA;Daily;01.01.2026;31.12.2026\r\n',
  ],
  [
    'with tabs, another order and a column nobody asked for',
    'to\tfrom\tRoute\tproduct\tpostcode\tname\tSubscriber No.\n31/12/2026\t1 January 2026\t7\tDaily\tSW1A 1AA\tAda Finch\t0004711\n',
  ],
  [
    'in quotes',
    '"number","name","postcode","product","from","to"\n"47 11","Ada Finch","SW1A 1AA","Daily","20260101","2026-12-31 00:00:00"\n',
  ],
])('a file %s is read', (_how, text) => {
  const { rows, refused } = read(text);
  expect(rows).toMatchObject([finch]);
  expect(refused).toEqual([]);
});

test.each(['utf-8 with its mark', 'utf-16le', 'windows-1252'])('a file in %s is read', (encoding) => {
  const text = 'number;name;postcode;product;from;to\n1;Jörg Süß;01067;Täglich;1. März 2026;\n';
  const bytes: Record<string, Uint8Array> = {
    'utf-8 with its mark': Buffer.from(`\ufeff${text}`, 'utf8'),
    'utf-16le': Buffer.from(`\ufeff${text}`, 'utf16le'),
    'windows-1252': Buffer.from(text, 'latin1'),
  };
  expect(read(bytes[encoding] ?? new Uint8Array()).rows).toMatchObject([
    { name: 'Jörg Süß', product: 'Täglich', from: '2026-03-01', to: null },
  ]);
});

test('each line that cannot be used is named with its number and why, and the others are taken', () => {
  const { rows, refused } = read(
    [
      'number,name,postcode,product,from,to',
      ',Nobody,1000,Daily,2026-01-01,',
      '2,Two,,Daily,2026-01-01,',
      '3,Three,1000,Daily,soon,',
      '4,Four,1000,Daily,2026-02-30,',
      '5,Five,1000,Daily,2026-02-01,2026-01-01',
      '',
      '6,Six,1000,Daily,2026-02-01,2026-12-31',
      '6,Six,1000,Weekend,2026-02-01,2026-12-31',
      '7,Seven,1000,Daily,2026-02-01',
    ].join('\n'),
  );
  expect(rows.map(({ number }) => number)).toEqual(['6', '7']);
  expect(refused).toEqual([
    { line: 2, why: 'The number is missing.' },
    { line: 3, number: '2', why: 'The postcode is missing.' },
    { line: 4, number: '3', why: '"soon" in "from" is no date.' },
    { line: 5, number: '4', why: '"2026-02-30" in "from" is no date.' },
    { line: 6, number: '5', why: 'It ends (2026-01-01) before it begins (2026-02-01).' },
    { line: 9, number: '6', why: 'The number 6 stands on line 8 already, with another product.' },
  ]);
});

test('a quotation mark that nobody closed costs its own line only', () => {
  const { rows, refused } = read(
    `${plain}4712,"Bo,SW1A 1AA,Daily,2026-01-01,\n4713,Cy,SW1A 1AA,Daily,2026-01-01,\n`,
  );
  expect(rows.map(({ number }) => number)).toEqual(['4711', '4713']);
  expect(refused).toEqual([{ line: 3, why: 'A quotation mark is opened and not closed.' }]);
});

test('two lines of one subscriber are one period', () => {
  const { rows } = read(`${plain}4711,Ada Finch,SW1A1AA,Daily,2027-01-01,2027-12-31\n`);
  expect(rows).toMatchObject([{ from: '2026-01-01', to: '2027-12-31' }]);
});

test('a file without the columns that are needed is refused, and says which', () => {
  const file = readOutsideFile(new TextEncoder().encode('number,name\n1,Ada\n'));
  expect(file).toEqual({
    ok: false,
    refusal: { code: 'columns-missing', missing: ['postcode', 'product', 'from', 'to'] },
  });
  expect(readOutsideFile(new Uint8Array())).toEqual({ ok: false, refusal: { code: 'empty' } });
});

test.each([
  ['2026-03-01', '2026-03-01'],
  ['2026-03-01T00:00:00Z', '2026-03-01'],
  ['1.3.26', '2026-03-01'],
  ['1st March 2026', '2026-03-01'],
  ['1. Mär 2026', '2026-03-01'],
  ['31.12.9999', 'endless'],
  ['12/31/2026', undefined],
  ['0000-00-00', undefined],
])('the date "%s" is %s', (text, day) => {
  expect(readDay(text)).toBe(day);
});

test('numbers and postcodes are the same however they are written', () => {
  expect(['00 47-11', '4711', '0004711'].map(numberKey)).toEqual(['4711', '4711', '4711']);
  expect(numberKey('ab 007')).toBe('AB007');
  expect(numberKey('000')).toBe('0');
  expect(['D-01067', '01067', '1067', 'de 01067'].map(postcodeKey)).toEqual(['1067', '1067', '1067', '1067']);
  expect(postcodeKey('sw1a 1aa')).toBe('SW1A1AA');
});
