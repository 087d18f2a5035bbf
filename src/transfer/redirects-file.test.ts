import { expect, test } from 'vitest';
import { readRedirects } from './redirects-file.ts';

const read = (text: string) =>
  readRedirects(text, 'rules.csv', (host) => host.replace(/^www\./, '') === 'courier.example');
const pairs = (text: string) =>
  read(text).redirects.map(({ from, to, prefix }) => [
    from,
    to.is === 'address' ? to.address : to.is,
    prefix,
  ]);

test('the files of the usual redirect plugins are read, whatever their columns are called', () => {
  const expected = [['/old/', '/new/', false]];
  expect(pairs('source,target,regex,code,type,hits,title,status\n/old/,/new/,0,301,url,9,,active\n')).toEqual(
    expected,
  );
  expect(pairs('Origin,Target,Type,Format\nold/,/new/,301,plain\n')).toEqual(expected);
  expect(
    pairs('id;source;matching;destination;type\n1;old/;exact;https://www.courier.example/new/;301\n'),
  ).toEqual(expected);
  expect(pairs('"Redirect From"\t"Redirect To"\n"/old/"\t"/new/"\n')).toEqual(expected);
  expect(pairs('/old/,/new/,301\n')).toEqual(expected);
});

test('a star at the end means everything below, and codes say whether it lasts or is gone', () => {
  expect(pairs('source,target,code\n/shop/*,https://shop.example/*,302\n/scandal/,,410\n')).toEqual([
    ['/shop/', 'https://shop.example/', true],
    ['/scandal/', 'gone', false],
  ]);
  expect(read('/a,/b,302').redirects[0]?.lasting).toBe(false);
});

test('what cannot be followed is told with its line', () => {
  const { redirects, skipped } = read(
    'source,target,regex,status\n^/news/(\\d+)$,/n/$1,1,active\n/off/,/x/,0,disabled\nhttps://other.example/x,/y,0,active\n/nowhere/,,0,active\n',
  );
  expect(redirects).toEqual([]);
  expect(skipped.map(({ line, why }) => [line, why])).toEqual([
    [2, 'it is a pattern; write out the addresses it stands for'],
    [3, 'it is switched off'],
    [4, 'the old address is none of this site'],
    [5, 'it leads nowhere'],
  ]);
});

test('a target that could run something is refused', () => {
  expect(read('/a,javascript:alert(1)').skipped).toHaveLength(1);
  expect(read('/a,//evil.example').skipped).toHaveLength(1);
});
