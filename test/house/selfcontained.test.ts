import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listProjectFiles, root } from './source-files.ts';

/** What must not stand in the project: it speaks of itself alone, and leaves nothing half done. Spelt so that this page is clean too. */
const strangers: Readonly<Record<string, RegExp>> = {
  'a path of one machine': /(?<![\w.*-])\/(?:root|home\/\w+|Users\/\w+|w[o]rk)\//,
  'a folder outside the project': /(?<![\w/])(?:\.\.\/)+shar[e]d\//,
  'a package registry': /https?:\/\/registry\.(?!example\b)|\bnpmjs\.[a-z]+\/-|"resolve[d]":/,
  'something unfinished': /\b(?:TO[D]O|FIX[M]E|X{3}|HAC[K])\b/,
  'a silenced check': /@ts-(?:ignor[e]|nochec[k])/,
};
const LIMIT_LINES = 500;
/** Pages of data, which are long because there is much of it. */
const mayBeLong = /^(?:demo\/|docs\/|package-lock\.json)|\/messages\/\w+\.ts$/;
const picture = /\.(?:png|jpe?g|webp|avif|gif|ico|woff2?|gz|br|zip)$/;

const files = listProjectFiles()
  .filter((path) => !picture.test(path))
  .map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').split('\n') }));

test.each(Object.entries(strangers))('%s stands nowhere in the project', (_what, pattern) => {
  const found = files.flatMap(({ path, lines }) =>
    lines.flatMap((line, at) =>
      pattern.test(line) ? [`${path}:${at + 1}: ${line.trim().slice(0, 100)}`] : [],
    ),
  );
  expect(found).toEqual([]);
});

test('no file is too long to be one idea', () => {
  const long = files.filter(({ path, lines }) => lines.length > LIMIT_LINES && !mayBeLong.test(path));
  expect(long.map(({ path, lines }) => `${path}: ${lines.length} lines`)).toEqual([]);
});
