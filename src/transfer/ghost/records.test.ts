import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type GhostRecord, type ReadEnd, readRecords } from './records.io.ts';

const folder = mkdtempSync(join(tmpdir(), 'ghost-records-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(
  text: string | Buffer,
  wanted = ['posts', 'tags'],
): Promise<{ records: GhostRecord[]; end: ReadEnd }> {
  const path = join(folder, 'export.json');
  writeFileSync(path, text);
  const records: GhostRecord[] = [];
  const reading = readRecords(path, new Set(wanted));
  for (let next = await reading.next(); ; next = await reading.next()) {
    if (next.done) return { records, end: next.value };
    records.push(next.value);
  }
}

const posts = [
  { id: 'a', title: 'A brace } and a "quote" \\ in one' },
  { id: 'b', html: '<p>[1,2]{"posts":[{}]}</p>', nested: { deep: [{}] } },
];

test('rows come out of all forms of an export', async () => {
  for (const form of [
    { db: [{ meta: { version: '5' }, data: { posts, tags: [{ id: 't' }] } }] },
    { meta: {}, data: { posts, tags: [{ id: 't' }] } },
    { posts, tags: [{ id: 't' }] },
    { images: [], data: { meta: {}, data: { posts, tags: [{ id: 't' }] } } },
    { errors: [], result: { posts, tags: [{ id: 't' }] } },
  ]) {
    const { records, end } = await read(JSON.stringify(form));
    expect(records.map(({ table }) => table)).toEqual(['posts', 'posts', 'tags']);
    expect(records.slice(0, 2).map(({ text }) => JSON.parse(text) as unknown)).toEqual(posts);
    expect(end).toEqual({ complete: true, met: new Set(['posts', 'tags']) });
  }
});

test('a row tells the line it begins at, and lists of the same name elsewhere are no tables', async () => {
  const { records } = await read(
    '{\n "settings": {"posts": [{"id": "no"}]},\n "posts": [\n  {"id": "yes"}\n ]\n}',
  );
  expect(records).toEqual([
    { table: 'posts', line: 4, text: '{"id": "yes"}', value: { id: 'yes' }, misread: false },
  ]);
});

test('a file cut short gives its whole rows and says where it ended', async () => {
  const whole = JSON.stringify({ db: [{ data: { posts } }] }, null, 1);
  const { records, end } = await read(whole.slice(0, whole.indexOf('"nested"')));
  expect(records).toHaveLength(1);
  expect(end).toMatchObject({ complete: false, why: 'the file ends in the middle.' });
});

test('what is no JSON at all is said to be so', async () => {
  expect((await read('')).end).toEqual({
    complete: false,
    line: 1,
    why: 'the file is empty or is not JSON.',
    met: new Set(),
  });
  expect((await read('Dear newsroom')).end).toMatchObject({ complete: false });
  expect((await read('{"posts": [}')).end).toMatchObject({ complete: false, why: 'there is a } too many.' });
  expect((await read('['.repeat(100_000))).end).toMatchObject({
    complete: false,
    why: 'it is nested more than 200 deep.',
  });
});

test('rows that lie across the pieces a file is read in come out whole', async () => {
  const long = Array.from({ length: 40 }, (_, number) => ({
    id: String(number),
    html: 'ü€𝄞"\\'.repeat(12_000),
  }));
  const { records } = await read(JSON.stringify({ posts: long }));
  expect(records.map(({ text }) => JSON.parse(text) as unknown)).toEqual(long);
});

test('a file in another encoding is read all the same', async () => {
  const text = JSON.stringify({ posts: [{ id: 'a', title: 'Café Müller' }] });
  for (const bytes of [
    Buffer.from(`\ufeff${text}`, 'utf8'),
    Buffer.from(`\ufeff${text}`, 'utf16le'),
    Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
    Buffer.from(text, 'latin1'),
  ]) {
    const { records } = await read(bytes);
    expect(records.map((record) => JSON.parse(record.text) as unknown)).toEqual([
      { id: 'a', title: 'Café Müller' },
    ]);
  }
  expect((await read(Buffer.from(text, 'latin1'))).records[0]?.misread).toBe(true);
});

test('a list of stories that is there and empty is told from one that is missing', async () => {
  expect((await read('{"posts": []}')).end.met.has('posts')).toBe(true);
  expect((await read('{"other": [{"posts": []}]}')).end.met.has('posts')).toBe(false);
});

test('a row that is broken by a quotation mark or a bracket too many does not take the next ones with it', async () => {
  const row = (id: string, words: string) => `  {"id": "${id}", "html": "${words}"}`;
  for (const wrong of ['a "broken" text', 'a }] text "', '"', 'ends in a backslash \\']) {
    const { records, end } = await read(
      `{"posts": [\n${[row('a', 'x'), row('b', wrong), row('c', 'y'), row('d', 'z')].join(',\n')}\n],\n"tags": [{"id": "t"}]}`,
    );
    const read1 = records.map(({ table, line, value }) => [
      table,
      line,
      (value as { id?: string } | undefined)?.id,
    ]);
    expect([wrong, read1]).toEqual([
      wrong,
      [
        ['posts', 2, 'a'],
        ['posts', 3, undefined],
        ['posts', 4, 'c'],
        ['posts', 5, 'd'],
        ['tags', 7, 't'],
      ],
    ]);
    expect(end.complete).toBe(true);
  }
});

test('a bracket in the wrong place harms its own row only', async () => {
  const { records, end } = await read('{"posts": [{"id": "a"}, {"id": ]}, {"id": [}, {"id": "d"}]}');
  expect(records.map(({ value }) => value)).toEqual([{ id: 'a' }, undefined, undefined, { id: 'd' }]);
  expect(end.complete).toBe(true);
});

test('line ends and tabs that stand as they are inside a text are let through', async () => {
  const { records } = await read('{"posts": [{"id": "a", "html": "one\n\ttwo"}]}');
  expect(records.map(({ value }) => value)).toEqual([{ id: 'a', html: 'one two' }]);
});

test('a broken row in a large file is told of before it has swallowed the file', async () => {
  const long = 'The river rose. '.repeat(4_000);
  const rows = Array.from(
    { length: 400 },
    (_, at) => `{"id": "${at}", "html": "${at === 3 ? '" ' : ''}${long}"}`,
  );
  const { records, end } = await read(`{"posts": [${rows.join(',')}]}`);
  expect(records).toHaveLength(400);
  expect(records.filter(({ value }) => value === undefined)).toHaveLength(1);
  expect(end.complete).toBe(true);
});
