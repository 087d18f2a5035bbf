import { expect, test } from 'vitest';
import type { GroupId } from '#kit/ids.js';
import { compileNetworks, isNetwork, type NetworkGroup } from './networks.ts';

const library: NetworkGroup = {
  ...{ id: 1 as GroupId, name: 'Town library', tier: 'gold', networks: ['192.0.2.0/24', '2001:db8:7::/48'] },
  ...{ from: 1_000, until: 9_000 },
};
const school: NetworkGroup = {
  ...{ id: 2 as GroupId, name: 'School', tier: 'silver', networks: ['nonsense', '198.51.100.7 '] },
  ...{ from: 0, until: null },
};

test('a reader at the library reads as the library does, and the one next door does not', () => {
  const find = compileNetworks([library, school]);
  expect(find('192.0.2.99', 5_000)?.name).toBe('Town library');
  expect(find('::ffff:192.0.2.99', 5_000)?.name).toBe('Town library');
  expect(find('2001:db8:7:1::2', 5_000)?.name).toBe('Town library');
  expect(find('198.51.100.7', 5_000)?.name).toBe('School');
  expect(find('192.0.3.1', 5_000)).toBeUndefined();
  expect(find('', 5_000)).toBeUndefined();
});

test('a group is let in from its first day on and shut out on its last, to the instant', () => {
  const find = compileNetworks([library]);
  expect([999, 1_000, 8_999, 9_000].map((now) => find('192.0.2.1', now) !== undefined)).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test('a group has addresses and networks of its own, and not the whole world', () => {
  for (const network of ['192.0.2.7', '192.0.2.0/24', '2001:db8::/32', '10.0.0.0/8', '::ffff:192.0.2.0/120'])
    expect(isNetwork(network), network).toBe(true);
  for (const none of [
    'loopback',
    '0.0.0.0/0',
    '::/0',
    '::ffff:0.0.0.0/96',
    '::ffff:0:0/97',
    '10.0.0.0/4',
    '192.0.2.0/33',
    '300.1.1.1',
    '',
    'a.example',
  ])
    expect(isNetwork(none), none).toBe(false);
});
