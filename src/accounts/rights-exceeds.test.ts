import { expect, test } from 'vitest';
import type { AccountId, SectionId } from '#kit/ids.js';
import { exceeds } from './rights.ts';
import type { Right, Staff } from './staff.ts';

const person = (wish: Partial<Staff>): Staff => ({
  id: 1 as AccountId,
  email: 'ada@paper.example',
  name: 'Ada',
  role: 'editor',
  sections: 'all',
  granted: new Set<Right>(),
  denied: new Set<Right>(),
  byline: null,
  ...wish,
});

test('somebody with a right or a section more than the other goes beyond them', () => {
  const editor = person({});
  expect(exceeds(person({ role: 'reporter' }), editor)).toBe(false);
  expect(exceeds(person({ role: 'chief' }), editor)).toBe(true);
  expect(exceeds(person({ granted: new Set<Right>(['staff']) }), editor)).toBe(true);
  const sports = person({ sections: new Set([3 as SectionId]) });
  expect(exceeds(editor, sports)).toBe(true);
  expect(exceeds(sports, editor)).toBe(false);
  expect(exceeds(sports, person({ sections: new Set([3, 4] as SectionId[]) }))).toBe(false);
});
