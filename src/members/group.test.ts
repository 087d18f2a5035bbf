import { expect, test } from 'vitest';
import { readAddresses } from './addresses.ts';
import { checkGroup, type GroupWish, isUsed, nextConfirmation, seatEnd } from './group.ts';

const now = new Date('2026-03-10T09:00:00Z');
const day = (text: string) => new Date(`${text}T09:00:00Z`).getTime();
const wish: GroupWish = {
  name: 'Harbour School',
  seats: 30,
  domain: null,
  networks: [],
  from: 0,
  until: null,
};

test('a group is kept with its domain in one form', () => {
  expect(checkGroup({ ...wish, domain: ' @School.Example ' })).toMatchObject({
    value: { domain: 'school.example' },
  });
  expect(checkGroup({ ...wish, domain: '' })).toMatchObject({ value: { domain: null } });
});

test.each([
  ['a domain where everybody can have an address', { domain: 'gmail.com' }],
  ['the same in another country', { domain: 'gmx.at' }],
  ['a domain that is none', { domain: 'school' }],
  ['no seats', { seats: 0 }],
  ['a network that is half the internet', { networks: ['10.0.0.0/1'] }],
  ['a network that is none', { networks: ['school'] }],
  ['an end before its beginning', { from: 5, until: 5 }],
])('a group with %s is refused', (_what, change) => {
  expect(checkGroup({ ...wish, ...change }).ok).toBe(false);
});

test('an invitation keeps its seat for thirty days; a letter to the domain keeps none', () => {
  const invited = {
    state: 'invited',
    way: 'invited',
    invitedAt: day('2026-02-10'),
    confirmBy: null,
  } as const;
  expect(isUsed(invited, now)).toBe(true);
  expect(isUsed(invited, new Date('2026-03-13T09:00:00Z'))).toBe(false);
  expect(isUsed({ ...invited, way: 'domain', invitedAt: now.getTime() }, now)).toBe(false);
});

test('a seat by an address of the domain is over after six months, unless the group ends before', () => {
  const confirmBy = nextConfirmation('domain', 'Europe/Berlin', now);
  expect(confirmBy).toBe(new Date('2026-09-10T08:00:00Z').getTime());
  expect(nextConfirmation('invited', 'Europe/Berlin', now)).toBeNull();
  expect(seatEnd({ until: null }, confirmBy)).toBe(confirmBy);
  expect(seatEnd({ until: day('2026-06-30') }, confirmBy)).toBe(day('2026-06-30'));
  expect(seatEnd({ until: null }, null)).toBeNull();
});

test('addresses are read from whatever was pasted', () => {
  const pasted =
    'Ada Finch <Ada@school.example>, "Bo" <bo@school.example>;\ncy@school.example dee@school.example\n\nmailto:ada@school.example\nnobody\n@x';
  expect(readAddresses(pasted)).toEqual({
    emails: ['ada@school.example', 'bo@school.example', 'cy@school.example', 'dee@school.example'],
    wrong: ['nobody', '@x'],
  });
});
