import { expect, test } from 'vitest';
import { tableOwners } from '#store/tables.js';
import { findStrayQueries, findWrongArrows } from './arrows.ts';
import { readRooms, type SourceFile } from './source-files.ts';

function house(planted: Readonly<Record<string, string>>): SourceFile[] {
  return Object.entries(planted).map(([path, code]) => ({ path, code }));
}

test('every arrow of the house points down and enters by the front door', () => {
  expect(findWrongArrows(readRooms())).toEqual([]);
});

test('each table is written by the room that owns it and read from above', () => {
  // SQLite's full-text index is a table too, though no query builder knows it.
  const owners = { ...tableOwners, story_search: 'stories', desk_search: 'stories' };
  expect(findStrayQueries(readRooms(), owners)).toEqual([]);
});

test('a good house is left alone', () => {
  const good = house({
    'src/kit/text.ts': `export const when = (at: Date) => at; // never new Date()\n`,
    'src/stories/save.sql.ts': `import { text } from '#kit/text.js';\nimport type { Tx } from '#store/store.io.js';\n`,
    'src/stories/story.ts': `import type { Row } from './save.sql.ts';\nimport { a } from './document/a.ts';\n`,
    'src/stories/document/a.ts': `import { x } from '../../stories/story.ts';\n`,
    'src/stories/testing/a-story.ts': `import { newPostgres } from '#harness/postgres.js';\nDate.now();\n`,
    'src/site/testing/a-site.ts': `import { aStory } from '#stories/testing/a-story.js';\n`,
    'src/site/menu.island.ts': `import { open } from './menu.ts';\nfetch('/account/me');\n`,
    'src/main/cli.ts': `import { serve } from '#site/serve.io.js';\nprocess.exit(1);\n`,
  });
  expect(findWrongArrows(good)).toEqual([]);
});

test.each([
  ['an arrow up', { 'src/stories/story.ts': `import { page } from '#site/page.js';` }, 'may not import'],
  [
    'an arrow sideways',
    { 'src/desk/board.ts': `import type { Page } from '#site/page.js';` },
    'may not import',
  ],
  ['an arrow up, loaded late', { 'src/kit/text.ts': `await import('#main/cli.js');` }, 'may not import'],
  [
    'a private folder',
    { 'src/site/a.ts': `import { b } from '#stories/document/b.js';` },
    'is inside stories',
  ],
  ['a step out of the room', { 'src/site/a.ts': `import { b } from '../stories/b.ts';` }, 'leaves the room'],
  ['a clock in a pure file', { 'src/kit/a.ts': `const now = Date.now();` }, 'is a side effect'],
  ['a disk in a pure file', { 'src/kit/a.ts': `import { rm } from 'node:fs/promises';` }, 'is a side effect'],
  ['a pure file that asks the database', { 'src/site/a.ts': `import { f } from './f.sql.ts';` }, 'leans on'],
  [
    'a browser that asks the database',
    { 'src/site/a.island.ts': `import { f } from './f.sql.ts';` },
    'a browser has no',
  ],
  ['a browser with a disk', { 'src/desk/app/a.ts': `import { rm } from 'node:fs';` }, 'a browser has no'],
  ['a room nobody planned', { 'src/things/a.ts': '' }, 'no such room'],
  ['a name that says nothing', { 'src/kit/utils.ts': '' }, 'the name says nothing'],
  ['a fixture in the product', { 'src/site/a.ts': `import { b } from './testing/b.ts';` }, 'for tests only'],
])('%s is noticed', (_what, planted, says) => {
  expect(findWrongArrows(house(planted)).join('\n')).toContain(says);
});

test.each([
  ['writing', `db.insertInto('story').values(row)`],
  ['writing by hand', 'sql`update story set headline = 1 where id = 1`'],
  ['deleting', `db.deleteFrom("story")`],
])('%s another room’s table is noticed', (_what, code) => {
  const owners = { story: 'stories', section: 'paper' };
  expect(findStrayQueries(house({ 'src/site/a.sql.ts': code }), owners)).toHaveLength(1);
  expect(findStrayQueries(house({ 'src/stories/a.sql.ts': code }), owners)).toEqual([]);
});

test('reading a table of a room above or beside is an arrow too', () => {
  const owners = { story: 'stories', section: 'paper' };
  const upward = house({
    'src/paper/a.sql.ts': `db.selectFrom('section').innerJoin('story as s', 'a', 'b')`,
  });
  expect(findStrayQueries(upward, owners)).toEqual([
    "src/paper/a.sql.ts: paper reads story, which is stories's",
  ]);
  const downward = house({ 'src/stories/a.sql.ts': `db.selectFrom('story').innerJoin('section', 'a', 'b')` });
  expect(findStrayQueries(downward, owners)).toEqual([]);
});
