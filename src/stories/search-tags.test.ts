import { expect, test } from 'vitest';
import type { Access } from './access.ts';
import { makeRights, opens, type Rights } from './gate.ts';
import { openedBy, tagsOf } from './search-tags.ts';
import type { Content } from './story.ts';

const accesses: Access[] = [
  { to: 'open' },
  { to: 'registered' },
  { to: 'members' },
  { to: 'tiers', tiers: ['gold'] },
  { to: 'tiers', tiers: ['print', 'gold plus'] },
  { to: 'tiers', tiers: ['Größe'] },
];

const tierSets: Rights['tiers'][] = [
  'none',
  'any',
  new Set(),
  new Set(['gold']),
  new Set(['gold plus']),
  new Set(['Größe', 'silver']),
];

test('the index opens the rest of a story to exactly those to whom the gate opens it', () => {
  for (const access of accesses.filter(({ to }) => to !== 'open')) {
    const tags = tagsOf({ access, section: null, topics: [], credits: [] } as unknown as Content);
    for (const tiers of tierSets) {
      for (const registered of [false, true]) {
        const rights = makeRights({ registered, tiers });
        const opened = openedBy(rights);
        const found = opened === 'all' || opened.some((tag) => tags.includes(tag));
        expect(found, JSON.stringify({ access, tiers: String(tiers), registered })).toBe(
          opens(access, rights),
        );
      }
    }
  }
});

test('a tag is one word of letters and digits, whatever a tier is called', () => {
  const access: Access = { to: 'tiers', tiers: ['gold plus', '"', 'Größe'] };
  for (const tag of tagsOf({ access, section: null, topics: [], credits: [] } as unknown as Content))
    expect(tag).toMatch(/^[a-z0-9]+$/);
});
