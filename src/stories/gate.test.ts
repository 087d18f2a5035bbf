import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { StoryId } from '#kit/ids.js';
import { readAccess, writeAccess } from './access.ts';
import type { Block, Body } from './document.ts';
import { decide, makeRights, noRights, opens, readAs } from './gate.ts';

const paragraph = (text: string): Block => ({
  type: 'paragraph',
  attrs: { id: text.padEnd(8, 'x') },
  content: [{ type: 'text', text }],
});
const cut: Block = { type: 'premiumCut', attrs: { id: 'cutxxxxx' } };
const body = (...content: Block[]): Body => ({ type: 'doc', content });
const member = makeRights({ registered: true, tiers: new Set(['print']) });
const words = (blocks: readonly Block[]) =>
  blocks.map((block) => ('content' in block ? JSON.stringify(block.content) : block.type)).join(' ');

test('an open story is whole for everyone', () => {
  const read = readAs(
    { access: { to: 'open' }, body: body(paragraph('one'), cut, paragraph('two')) },
    noRights,
  );
  expect(read.audience).toBe('whole');
  expect(words(read.blocks)).toContain('two');
});

test('without access a story ends at its premium cut, and nothing behind it is in the value', () => {
  const read = readAs(
    { access: { to: 'members' }, body: body(paragraph('one'), cut, paragraph('secret')) },
    noRights,
  );
  expect(read.audience).toBe('opening');
  expect(JSON.stringify(read)).toContain('one');
  expect(JSON.stringify(read)).not.toContain('secret');
});

test('a story without a cut gives away as many paragraphs as the paper says, and never the last one', () => {
  const all = ['one', 'two', 'three'].map(paragraph);
  const shown = (count: number, most: number) =>
    readAs({ access: { to: 'members' }, body: body(...all.slice(0, count)) }, noRights, most).blocks.length;
  expect([shown(3, 2), shown(2, 2), shown(1, 2)]).toEqual([2, 1, 0]);
  expect([shown(3, 1), shown(3, 3), shown(3, 20), shown(1, 20)]).toEqual([1, 2, 2, 0]);
});

test('a story that begins with its table shows nothing of it', () => {
  const table: Block = {
    type: 'factBox',
    attrs: { id: 'boxxxxxx', title: 'All you need' },
    content: [],
  } as never;
  const read = readAs({ access: { to: 'members' }, body: body(table, paragraph('one')) }, noRights);
  expect(read.blocks).toEqual([]);
});

test('the gate opens for whoever holds what the story asks', () => {
  const registered = makeRights({ registered: true, tiers: 'none' });
  const staff = makeRights({ registered: false, tiers: 'any' });
  const tiers = { to: 'tiers' as const, tiers: ['gold', 'print'] };
  expect([noRights, registered, member, staff].map((rights) => opens({ to: 'registered' }, rights))).toEqual([
    false,
    true,
    true,
    true,
  ]);
  expect([noRights, registered, member, staff].map((rights) => opens({ to: 'members' }, rights))).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect([noRights, registered, member, staff].map((rights) => opens(tiers, rights))).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect(opens({ to: 'tiers', tiers: ['gold'] }, member)).toBe(false);
});

test('access that cannot be read is closed, never open', () => {
  for (const text of ['', 'OPEN', 'tiers:', 'everyone']) expect(readAccess(text)).toEqual({ to: 'members' });
  for (const text of ['open', 'registered', 'members', 'tiers:gold,print'])
    expect(writeAccess(readAccess(text))).toBe(text);
});

test('rights to whole texts are made in few places, and these are all of them', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.tsx?$/.test(path) && !/\.(test|fixture)\./.test(path),
  );
  const makers = files.filter((path) => /\bmakeRights\(/.test(readFileSync(`src/${path}`, 'utf8'))).sort();
  expect(makers).toEqual([
    ...['members/gate-trace.sql.ts', 'members/reader.sql.ts', 'members/visitor-rights.ts'],
    ...['site/story.route.ts', 'stories/gate.ts'],
  ]);
});

test('the gate says why it shows a story whole, and why not', () => {
  const id = 7 as StoryId;
  const registered = makeRights({ registered: true, tiers: 'none' });
  const staff = makeRights({ registered: false, tiers: 'any' });
  const spent = makeRights({ registered: false, tiers: 'none', opened: (story) => story === 7 });
  const gold = { id, access: { to: 'tiers' as const, tiers: ['gold'] } };
  expect(decide({ id, access: { to: 'open' } }, noRights)).toEqual({ is: 'whole', by: 'open' });
  expect(decide({ id, access: { to: 'registered' } }, registered)).toEqual({ is: 'whole', by: 'registered' });
  expect(decide({ id, access: { to: 'members' } }, member)).toEqual({ is: 'whole', by: 'tier' });
  expect(decide(gold, staff)).toEqual({ is: 'whole', by: 'staff' });
  expect(decide(gold, spent)).toEqual({ is: 'whole', by: 'opened' });
  expect(decide({ ...gold, id: 8 as StoryId }, spent)).toEqual({ is: 'opening', why: 'not-registered' });
  expect(decide(gold, registered)).toEqual({ is: 'opening', why: 'no-tier' });
  expect(decide(gold, member)).toEqual({ is: 'opening', why: 'other-tier' });
});
