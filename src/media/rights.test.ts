import { expect, test } from 'vitest';
import { pictureRightsProblem } from './rights.ts';

const ends = Date.parse('2026-06-30T22:00:00Z');
const at = (text: string) => new Date(text);

test('a picture whose rights have ended blocks, from the second they end', () => {
  const agency = { rightsKind: 'agency' as const, rightsUntil: ends };
  expect(pictureRightsProblem(agency, new Date(ends))).toEqual({
    code: 'expired',
    blocks: true,
    until: ends,
  });
  expect(pictureRightsProblem(agency, new Date(ends - 1))).toMatchObject({
    code: 'expires-soon',
    blocks: false,
  });
  expect(pictureRightsProblem(agency, at('2026-06-01T12:00:00Z'))).toBeUndefined();
});

test('a picture that may not be used blocks, and one nobody said anything about is only told of', () => {
  const now = at('2026-06-01T12:00:00Z');
  expect(pictureRightsProblem({ rightsKind: 'barred', rightsUntil: null }, now)).toEqual({
    code: 'barred',
    blocks: true,
  });
  expect(pictureRightsProblem({ rightsKind: 'unknown', rightsUntil: null }, now)).toEqual({
    code: 'unknown',
    blocks: false,
  });
  expect(pictureRightsProblem({ rightsKind: 'ours', rightsUntil: null }, now)).toBeUndefined();
});
