import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { standfirst, startStandfirst } from '#harness/command.js';
import { newFolder } from '#harness/folder.js';
import { serve } from '#harness/serve.js';

const head = `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>The Tidewater Courier</title><link>https://courier.example</link><wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://courier.example</wp:base_blog_url>
<wp:category><wp:term_id>1</wp:term_id><wp:category_nicename>news</wp:category_nicename><wp:category_parent></wp:category_parent><wp:cat_name>News</wp:cat_name></wp:category>
`;
const tail = '</channel></rss>\n';

function story(id: number): string {
  return `<item><title>Story ${id}</title><link>https://courier.example/2024/05/story-${id}/</link>
<content:encoded><![CDATA[<p>The council voted on item ${id}, after <a href="https://courier.example/2024/05/story-${id + 1}/">the next one</a>.</p>]]></content:encoded>
<wp:post_id>${id}</wp:post_id><wp:post_date_gmt>2024-05-03 07:00:00</wp:post_date_gmt><wp:post_name>story-${id}</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<category domain="category" nicename="news">News</category></item>
`;
}

async function exportOf(stories: number): Promise<string> {
  const path = join(await newFolder('export'), 'courier.xml');
  const file = createWriteStream(path);
  file.write(head);
  for (let id = 1; id <= stories; id++) if (!file.write(story(id))) await once(file, 'drain');
  file.end(tail);
  await once(file, 'close');
  return path;
}

/** Rows of a table; 0 while there is no database yet. */
function countIn(data: string, table: 'story' | 'revision'): number {
  const path = join(data, 'standfirst.db');
  if (!existsSync(path)) return 0;
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return Number(database.prepare(`select count(*) as count from ${table}`).get()?.count);
  } catch {
    return 0; // it is only just being made
  } finally {
    database.close();
  }
}

/** Starts the import and kills it as soon as more stories are there than before. */
async function killAfterABatch(file: string, data: string): Promise<void> {
  const before = countIn(data, 'story');
  const running = startStandfirst(['import', 'wordpress', file, '--data', data]);
  const closed = once(running, 'close');
  while (running.exitCode === null && countIn(data, 'story') === before) await setTimeout(5);
  running.kill('SIGKILL');
  await closed;
}

test('an import that is killed goes on where it was, and makes nothing twice', async () => {
  const file = await exportOf(4000);
  const data = join(await newFolder('paper'), 'data');
  await killAfterABatch(file, data);
  const first = countIn(data, 'story');
  await killAfterABatch(file, data);
  expect(first).toBeLessThan(4000);
  const { code, stdout } = await standfirst(['import', 'wordpress', file, '--data', data, '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    read: 4000,
    made: 4000,
    already: 0,
    skipped: [],
    complete: true,
  });
  expect(countIn(data, 'story')).toBe(4000);
  expect(countIn(data, 'revision')).toBe(4000);
  const again = await standfirst(['import', 'wordpress', file, '--data', data, '--json']);
  expect(JSON.parse(again.stdout)).toMatchObject({ read: 4000, made: 0, already: 4000 });
});

test('an imported archive answers at its old addresses, also when it came in beside a running paper', async () => {
  const file = await exportOf(20);
  const data = join(await newFolder('paper'), 'data');
  await using paper = await serve(data);
  const { code, stdout } = await standfirst(['import', 'wordpress', file, '--data', data, '--json']);
  expect({ code, made: (JSON.parse(stdout) as { made: number }).made }).toEqual({ code: 0, made: 20 });
  const page = await fetch(`${paper.url}/2024/05/story-7/`);
  expect(page.status).toBe(200);
  const html = await page.text();
  expect(html).toContain('The council voted on item 7');
  expect(html).toContain('href="/2024/05/story-8/"');
  for (const old of [
    '/?p=7',
    '/2024/05/STORY-7',
    '/2024/05/story-7/amp/',
    '/category/news/',
    '/category/news/feed/',
  ]) {
    // The running paper hears of new sections a moment after the command has ended.
    await expect
      .poll(async () => (await fetch(paper.url + old)).status, { message: old, timeout: 10_000 })
      .toBe(200);
  }
});

test('exit codes say how it ended: cut off, no export, a paywall without a rule, a wrong rule', async () => {
  const whole = await readFile(await exportOf(3), 'utf8');
  const folder = await newFolder('exports');
  const data = join(folder, 'data');
  const call = async (name: string, text: string, ...more: string[]) => {
    const file = join(folder, name);
    await writeFile(file, text);
    return standfirst(['import', 'wordpress', file, '--data', data, '--json', ...more]);
  };
  const cut = await call('cut.xml', whole.slice(0, whole.indexOf('item 3')));
  expect(cut.code).toBe(1);
  expect(JSON.parse(cut.stdout)).toMatchObject({
    read: 3,
    made: 2,
    complete: false,
    skipped: [{ item: 'Story 3' }],
  });
  const other = await call('page.xml', '<html><body>Hello</body></html>');
  expect([other.code, other.stderr]).toEqual([
    1,
    expect.stringContaining('None of these files is a WordPress export'),
  ]);
  const walled = await call('walled.xml', whole.replace('item 3', 'item [restrict]3[/restrict]'));
  expect([walled.code, walled.stderr]).toEqual([
    1,
    expect.stringContaining('[restrict] (Restrict Content Pro): 1 item'),
  ]);
  const wrong = await call('wrong.xml', whole, '--premium', 'colour=red');
  expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('is no rule')]);
});
