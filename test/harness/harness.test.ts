import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { AwsClient } from 'aws4fetch';
import pg from 'pg';
import { expect, test } from 'vitest';
import { openPage } from './browser.ts';
import { newFolder } from './folder.ts';
import { newPostgres } from './postgres.ts';
import { startS3 } from './s3.ts';

test('a real Postgres answers, with a database for whoever asks', async () => {
  await using first = await newPostgres();
  await using second = await newPostgres();
  expect(second.url).not.toBe(first.url);
  const client = new pg.Client({ connectionString: first.url });
  await client.connect();
  const { rows } = await client.query('select version(), current_database() as name');
  await client.end();
  expect(rows[0].version).toMatch(/^PostgreSQL 1[5-9]/);
  expect(first.url.endsWith(`/${rows[0].name}`)).toBe(true);
});

test('a browser draws a page and reads the reader’s scheme and width', async () => {
  const page = await openPage({ width: 320, scheme: 'dark' });
  await page.setContent('<h1>The Harbour Ledger</h1><p>Ferry returns on Thursday</p>');
  expect(await page.locator('h1').innerText()).toBe('The Harbour Ledger');
  expect(await page.evaluate('innerWidth')).toBe(320);
  expect(await page.evaluate('matchMedia("(prefers-color-scheme: dark)").matches')).toBe(true);
  expect((await page.screenshot()).subarray(1, 4).toString()).toBe('PNG');
});

test('a browser without scripts still shows the words', async () => {
  const page = await openPage({ scripts: false });
  await page.setContent('<p>Before</p><script>document.querySelector("p").textContent = "After"</script>');
  expect(await page.locator('p').innerText()).toBe('Before');
});

test('an S3 server keeps what is put, and refuses a wrong key', async () => {
  await using s3 = await startS3();
  const { accessKeyId, secretAccessKey, region } = s3;
  const address = `${s3.endpoint}/${s3.bucket}/2026/03/harbour.txt`;
  const keeper = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3' });
  expect((await keeper.fetch(address, { method: 'PUT', body: 'low water' })).status).toBe(200);
  expect(await (await keeper.fetch(address)).text()).toBe('low water');
  const stranger = new AwsClient({
    accessKeyId,
    secretAccessKey: 'wrong',
    region,
    service: 's3',
    retries: 0,
  });
  expect((await stranger.fetch(address)).status).toBe(403);
});

test('a folder is new, empty and inside the folder that the run removes', async () => {
  const folder = await newFolder('data');
  expect(folder.startsWith(tmpdir())).toBe(true);
  expect(tmpdir()).toMatch(/sf-\w+$/);
  expect(existsSync(folder)).toBe(true);
  expect(await newFolder('data')).not.toBe(folder);
});
