import { join } from 'node:path';
import { expect, test } from 'vitest';
import { standfirst } from '#harness/command.js';
import { newFolder } from '#harness/folder.js';
import { serve } from '#harness/serve.js';

const staff = async (folder: string, ...words: string[]) => standfirst(['staff', '--data', folder, ...words]);

async function post(url: string, path: string, body: object) {
  const headers = { 'content-type': 'application/json', 'x-standfirst': 'desk' };
  const answer = await fetch(`${url}/desk/auth${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown>, answer };
}

test('serve prints a link that makes the first admin once, and staff beside it makes the next account', async () => {
  const folder = join(await newFolder(), 'data');
  const served = await serve(folder);
  await expect.poll(() => served.printed(), { timeout: 10_000 }).toContain('/desk/first/');
  const token = /\/desk\/first\/(\S+)/.exec(served.printed())?.[1] ?? '';
  const opened = await fetch(`${served.url}/desk/first/${token}`);
  expect(opened.headers.get('content-type')).toContain('text/html');
  const wish = { token, name: 'Mo Quill', email: 'mo@paper.example' };
  expect((await post(served.url, '/first', wish)).json).toEqual({ is: 'in' });
  expect((await post(served.url, '/first', wish)).json).toMatchObject({ code: 'first-over' });

  const made = await staff(folder, 'ada.finch@paper.example', '--role', 'editor', '--json');
  const told = JSON.parse(made.stdout) as { link: string };
  expect(told).toMatchObject({ name: 'Ada Finch', role: 'editor', made: true, active: true });
  expect(told.link.startsWith(`${served.url}/desk/sign-in/`)).toBe(true);
  const link = told.link.split('/').at(-1);
  const { answer } = await post(served.url, '/link/use', { token: link });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const me = () => fetch(`${served.url}/desk/api/me`, { headers: { cookie } });
  expect(await (await me()).json()).toMatchObject({ name: 'Ada Finch', role: 'editor' });
  // A role taken away on the command line holds at once in the process that serves.
  await staff(folder, 'ada.finch@paper.example', '--role', 'reporter');
  await expect.poll(async () => ((await (await me()).json()) as { role: string }).role).toBe('reporter');
  await staff(folder, 'ada.finch@paper.example', '--off');
  await expect.poll(async () => (await me()).status).toBe(401);
  await served.stop();

  const again = await serve(folder);
  expect(again.printed()).not.toContain('/desk/first/');
  await again.stop();
}, 240_000);

test('a wrong role, address or section is told, and nothing is made', async () => {
  const folder = join(await newFolder(), 'data');
  const role = await staff(folder, 'ada@paper.example', '--role', 'pope');
  expect(role).toMatchObject({ code: 2, stdout: '' });
  expect(role.stderr).toContain('contributor, reporter, editor');
  expect((await staff(folder)).code).toBe(2);
  const missing = await staff(folder, 'ada@paper.example');
  expect(missing.code).toBe(1);
  expect(missing.stderr).toContain('needs a role');
  const email = await staff(folder, 'ada', '--role', 'editor');
  expect(email.stderr).toContain('is no e-mail address');
  const section = await staff(folder, 'ada@paper.example', '--role', 'editor', '--sections', 'moon');
  expect(section.stderr).toContain('no section “moon”');
});
