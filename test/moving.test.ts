import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { standfirst, startStandfirst } from '#harness/command.js';
import { newDemo } from '#harness/demo.js';
import { newFolder } from '#harness/folder.js';
import { serve } from '#harness/serve.js';

type Report = { read: number; made: number; already: number; skipped: { line: number; why: string }[] };

async function bring(...words: string[]): Promise<{ code: number | null; report: Report; stderr: string }> {
  const { code, stdout, stderr } = await standfirst(['import', ...words, '--json']);
  return { code, stderr, report: JSON.parse(stdout || 'null') as Report };
}

async function storyFile(stories: number): Promise<string> {
  const folder = await newFolder('stories');
  const lines = Array.from({ length: stories }, (_, at) =>
    JSON.stringify({
      id: at,
      published: new Date(1_700_000_000_000 + at * 60_000).toISOString(),
      headline: `Tide table number ${at}`,
      text: `High water came at minute ${at}.\n${'The river rose. '.repeat(60)}`,
      topics: [`Topic ${at % 50}`],
    }),
  );
  await writeFile(join(folder, 'stories.jsonl'), lines.join('\n'));
  return folder;
}

test('a newsroom takes everything along beside a running paper, and serves it elsewhere the same', async () => {
  const data = await newDemo();
  await using paper = await serve(data);
  const folder = await newFolder('moving');
  const exported = await standfirst(['export', 'paper', '--data', data, '--json'], { cwd: folder });
  expect(exported).toMatchObject({ code: 0 });
  const again = await standfirst(['export', 'paper', '--data', data], { cwd: folder });
  expect(again).toMatchObject({ code: 1, stdout: '' });
  expect(again.stderr).toContain('An export goes into a new or empty folder');
  const other = join(folder, 'data');
  expect(await bring('standfirst', join(folder, 'paper'), '--data', other)).toMatchObject({ code: 0 });
  await using copy = await serve(other);
  const lines = (await readFile(join(folder, 'paper', 'stories.jsonl'), 'utf8')).trimEnd().split('\n');
  const paths = lines.map((line) => (JSON.parse(line) as { path: string }).path);
  for (const path of ['/', ...paths.slice(0, 8)]) {
    const [here, there] = await Promise.all([paper, copy].map(({ url }) => fetch(url + path)));
    expect([path, there?.status]).toEqual([path, 200]);
    const words = async (response: Response | undefined, url: string) =>
      (await response?.text())?.replaceAll(url, '').replace(/\?v=[\w-]+/g, '');
    expect(await words(there, copy.url)).toBe(await words(here, paper.url));
  }
});

test('an import into a folder that is served is done by the server, and its pages are there at once', async () => {
  const data = join(await newFolder('data'), 'data');
  await using paper = await serve(data);
  expect((await fetch(`${paper.url}/news/tide-table-number-7`)).status).toBe(404);
  const { code, report } = await bring('standfirst', await storyFile(20), '--data', data);
  expect([code, report]).toMatchObject([0, { read: 20, made: 20 }]);
  const page = await fetch(`${paper.url}/news/tide-table-number-7`);
  expect([page.status, (await page.text()).includes('High water came at minute 7.')]).toEqual([200, true]);
});

test.each(['archive', 'export'] as const)(
  'an import of an %s that is killed in the middle goes on when it is called again',
  { timeout: 180_000 },
  async (kind) => {
    const folder = await newFolder('killed');
    let source = await storyFile(3_000);
    if (kind === 'export') {
      await bring('standfirst', source, '--data', join(folder, 'first'));
      source = join(folder, 'paper');
      await standfirst(['export', source, '--data', join(folder, 'first')]);
    }
    const data = join(folder, 'data');
    for (const patienceMs of [900, 1_600, 2_300]) {
      const child = startStandfirst(['import', 'standfirst', source, '--data', data]);
      const ended = once(child, 'exit');
      const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      await ended;
      clearTimeout(timer);
    }
    const { code, report } = await bring('standfirst', source, '--data', data);
    expect(code).toBe(0);
    expect(report).toMatchObject({ read: 3_000, skipped: [] });
    expect(report.made + report.already).toBe(3_000);
    const target = join(folder, 'after');
    await standfirst(['export', target, '--data', data]);
    const lines = (await readFile(join(target, 'stories.jsonl'), 'utf8')).trimEnd().split('\n');
    const headlines = lines.map((line) => (JSON.parse(line) as { headline: string }).headline);
    expect([lines.length, new Set(headlines).size]).toEqual([3_000, 3_000]);
    expect((await standfirst(['check', '--data', data])).code).toBe(0);
  },
);

test('the exit code tells what was read to its end, what broke off and what was called wrongly', async () => {
  const folder = await newFolder('codes');
  const data = join(folder, 'data');
  await writeFile(
    join(folder, 'ghost.json'),
    '{"posts": [\n{"id": "a", "slug": "a", "title": "A"},\n{"id": "b", "sl',
  );
  const cut = await bring('ghost', join(folder, 'ghost.json'), '--data', data);
  expect(cut).toMatchObject({ code: 1, report: { read: 2, made: 1, skipped: [{ line: 3 }] } });
  expect(cut.stderr).toContain('ended early');
  await mkdir(join(folder, 'some'));
  await writeFile(join(folder, 'some', 'stories.jsonl'), '{"id": 1, "headline": "One"}\nnothing\n');
  const some = await bring('standfirst', join(folder, 'some'), '--data', data);
  expect(some).toMatchObject({ code: 0, report: { read: 2, made: 1, skipped: [{ line: 2 }] } });
  expect(await bring('standfirst', join(folder, 'none'), '--data', data)).toMatchObject({
    code: 1,
    report: null,
  });
  for (const words of [['ghost'], ['standfirst', 'a', 'b'], ['joomla', 'x'], []])
    expect((await bring(...words, '--data', data)).code).toBe(2);
});
