import { expect, test } from 'vitest';
import type { BundleNote, BundleRedirect } from '../bundle.ts';
import { readGhostRedirects } from './redirects.ts';

const parts = (text: string) => {
  const all = readGhostRedirects(text, 'redirects.json');
  return {
    redirects: all
      .filter((one): one is BundleRedirect => one.kind === 'redirect')
      .map(({ from, prefix, to, lasting, line }) => ({ from, prefix, to, lasting, line })),
    notes: all.filter((one): one is BundleNote => one.kind === 'note'),
  };
};

test('a rule for one address leads there, written plainly or as a pattern', () => {
  const { redirects, notes } = parts(`[
    {"from": "/old-story/", "to": "/news/story/", "permanent": true},
    {"from": "^\\\\/2019\\\\/bridge\\\\.html$", "to": "https://example.org/bridge", "permanent": false},
    {"from": "/CASE/i", "to": "/case"},
    {"from": "/slash/?$", "to": "/slash-story/", "permanent": true},
    {"from": "\\\\/\\\\?p=7", "to": "/seven/"}
  ]`);
  expect(redirects.map(({ from, lasting, line }) => [from, lasting, line])).toEqual([
    ['/old-story/', true, 2],
    ['/2019/bridge.html', false, 3],
    ['/CASE/', false, 4],
    ['/slash/', true, 5],
    ['/?p=7', false, 6],
  ]);
  expect(redirects[1]?.to).toEqual({ is: 'address', address: 'https://example.org/bridge' });
  expect(notes).toEqual([]);
});

test('a rule for a folder takes along what follows', () => {
  const { redirects } = parts(
    JSON.stringify([
      { from: '^/blog/(.*)$', to: '/$1', permanent: true },
      { from: '/category/(.+)', to: '/tag/$1/' },
      { from: '/gone/.*', to: '/' },
    ]),
  );
  expect(redirects.map(({ from, prefix, to }) => [from, prefix, to])).toEqual([
    ['/blog/', true, { is: 'address', address: '/' }],
    ['/category/', true, { is: 'address', address: '/tag/' }],
    ['/gone/', true, { is: 'address', address: '/' }],
  ]);
});

test('a pattern that we cannot follow is told of and the others come in', () => {
  const { redirects, notes } = parts(
    JSON.stringify([
      { from: '^/(\\d{4})/(.*)$', to: '/$2/$1' },
      { from: '.*', to: '/' },
      { from: '/a/(b|c)/', to: '/d' },
      { from: '/x', to: '/y' },
      { from: 7, to: '/z' },
      null,
    ]),
  );
  expect(redirects.map(({ from }) => from)).toEqual(['/x']);
  expect(notes).toMatchObject([
    { about: 'redirects', count: 3, examples: ['^/(\\d{4})/(.*)$', '.*', '/a/(b|c)/'] },
  ]);
});

test('the newer form, in YAML, is read too', () => {
  const { redirects } = parts(
    '# moved\n301:\n  /old/: /new/\n  "/with: colon": "/colon/" # why\n\n302:\n  \'^/now/$\': https://example.org/\n',
  );
  expect(redirects.map(({ from, lasting, line }) => [from, lasting, line])).toEqual([
    ['/old/', true, 3],
    ['/with: colon', true, 4],
    ['/now/', false, 7],
  ]);
});

test.each(['{"from": "/a"}', '[{', 'a letter to the editor', '301:\n  - /a\n'])(
  'a file that is none of the two is said to be so: %s',
  (text) => {
    const { redirects, notes } = parts(text);
    expect(redirects).toEqual([]);
    expect(notes).toHaveLength(1);
  },
);
