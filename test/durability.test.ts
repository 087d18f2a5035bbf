import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { standfirst } from '#harness/command.js';
import { newFolder } from '#harness/folder.js';
import { serve } from '#harness/serve.js';

const WANTED = 200;
/** After how many more acknowledged stories the process is killed, in turn. */
const LIVES = [1, 37, 5, 64, 23, 90];
const program = join(import.meta.dirname, 'durability', 'publish-while-serving.ts');

/** Serves and publishes until `count` more stories are acknowledged, with readers all the while; then pulls the plug. */
async function publishUntilKilled(folder: string, count: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, folder]);
  const ended = once(child, 'exit');
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  const acknowledged: string[] = [];
  let url = '';
  for await (const line of createInterface({ input: child.stdout })) {
    if (!url) {
      url = line;
      continue;
    }
    acknowledged.push(line);
    const read = ['/', '/news', '/feed.xml', line][acknowledged.length % 4] ?? '/';
    void fetch(url + read).catch(() => undefined);
    if (acknowledged.length === count) child.kill('SIGKILL');
  }
  await ended;
  expect(complaint).toBe('');
  return acknowledged;
}

test('kill -9 of a serving paper during 200 publishes: what was acknowledged is there, and served', async () => {
  const folder = await newFolder('durable');
  // The program runs what is built.
  await standfirst(['--help']);
  const acknowledged: string[] = [];
  for (let life = 0; acknowledged.length < WANTED; life += 1)
    acknowledged.push(...(await publishUntilKilled(folder, LIVES[life % LIVES.length] ?? 1)));
  const served = await serve(folder);
  const lost: string[] = [];
  for (const path of acknowledged) {
    const answer = await fetch(served.url + path);
    const slug = path.split('/').at(-1);
    if (!(await answer.text()).includes(`The text of ${slug}, to its last word.`)) lost.push(path);
  }
  expect(lost).toEqual([]);
  const [newest = ''] = acknowledged.slice(-1);
  const slug = newest.split('/').at(-1) ?? '';
  for (const path of ['/', '/news', '/feed.xml', '/news-sitemap.xml', `/search?q="${slug}"`, '/api/stories'])
    expect((await (await fetch(served.url + path)).text()).includes(slug), path).toBe(true);
  expect(await served.stop()).toBe(0);
  expect(await standfirst(['check', '--data', folder])).toMatchObject({ code: 0 });
});
