import { expect, test } from 'vitest';
import { fileHeaders, holdsTag, readRange } from './pictures-headers.ts';

test.each([
  ['bytes=0-99', { start: 0, end: 99 }],
  ['bytes=900-', { start: 900, end: 999 }],
  ['bytes=-100', { start: 900, end: 999 }],
  ['bytes=-5000', { start: 0, end: 999 }],
  ['bytes=500-5000', { start: 500, end: 999 }],
  ['bytes=1000-', 'none'],
  ['bytes=-0', 'none'],
  ['bytes=5-2', undefined],
  ['bytes=-', undefined],
  ['bytes=0-1,5-9', undefined],
  ['lines=0-1', undefined],
  [undefined, undefined],
])('of 1,000 bytes %s asks for %j', (header, range) => {
  expect(readRange(header, 1000)).toEqual(range);
});

test('whoever holds the same bytes is known by their tag', () => {
  expect(holdsTag('"abc"', '"abc"')).toBe(true);
  expect(holdsTag('W/"abc", "def"', '"abc"')).toBe(true);
  expect(holdsTag('*', '"abc"')).toBe(true);
  expect(holdsTag('"abcd"', '"abc"')).toBe(false);
  expect(holdsTag(undefined, '"abc"')).toBe(false);
});

test('a report opens in the browser under its own name', () => {
  const headers = fileHeaders({ id: 3, mime: 'application/pdf', name: 'Größe "2019"\r\n.pdf' });
  expect(headers['content-disposition']).toBe(
    `inline; filename="Groe 2019.pdf"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%222019%22%0D%0A.pdf`,
  );
  expect(headers['content-security-policy']).toBe("frame-ancestors 'self'");
});

test('a drawing and a text are shown in a cage, and office files are only saved', () => {
  const drawing = fileHeaders({ id: 3, mime: 'image/svg+xml', name: 'map.svg' });
  expect(drawing['content-security-policy']).toMatch(/^default-src 'none'.*; sandbox$/);
  expect(drawing['content-type']).toBe('image/svg+xml; charset=utf-8');
  expect(fileHeaders({ id: 3, mime: 'text/plain', name: 'a.txt' })['content-disposition']).toMatch(/^inline/);
  expect(fileHeaders({ id: 3, mime: 'application/msword', name: 'a.doc' })['content-disposition']).toMatch(
    /^attachment/,
  );
});

test('a kind nobody knows, whoever wrote it into the library, is saved and never shown', () => {
  for (const mime of ['text/html', 'application/xhtml+xml', 'text/javascript', 'evil\r\nset-cookie: a=b']) {
    const headers = fileHeaders({ id: 3, mime, name: 'a' });
    expect(headers['content-disposition']).toMatch(/^attachment/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-type']).not.toMatch(/[\r\n]/);
  }
});
