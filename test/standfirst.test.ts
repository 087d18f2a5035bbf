import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newCheckout } from '#harness/checkout.js';
import { run } from '#harness/command.js';
import { newFolder } from '#harness/folder.js';

const building = 'Building Standfirst …\n';
const cli = `
import { greeting } from '#paper/greeting.js';
const [word, code] = process.argv.slice(2);
if (word === 'exit') process.exit(Number(code));
console.log(JSON.stringify({ greeting, args: process.argv.slice(2), node: Number.parseInt(process.versions.node) }));
`;
const paper = {
  'src/main/cli.ts': cli,
  'src/paper/greeting.ts': `export const greeting: string = 'Good morning';\n`,
  'src/paper/look.css': 'p { margin: 0 }\n',
  'src/paper/greeting.test.ts': 'this is not even code',
};

async function call(checkout: string, ...args: string[]) {
  return run(join(checkout, 'bin', 'standfirst'), args);
}

test('the first call builds, the second finds nothing to do, and standard output is the command’s alone', async () => {
  const checkout = await newCheckout(paper);
  const first = await call(checkout, 'check', '--json');
  expect(first.stderr).toBe(building);
  expect(JSON.parse(first.stdout)).toMatchObject({ greeting: 'Good morning', args: ['check', '--json'] });
  expect(JSON.parse(first.stdout).node).toBeGreaterThanOrEqual(24);
  expect(await readFile(join(checkout, 'dist', 'paper', 'look.css'), 'utf8')).toContain('margin');
  expect((await call(checkout)).stderr).toBe('');
});

test('a changed source, one with an old date, a removed one and a lost output are each built again', async () => {
  const checkout = await newCheckout({ ...paper, 'src/paper/spare.ts': 'export {};\n' });
  await call(checkout);
  const greeting = join(checkout, 'src', 'paper', 'greeting.ts');
  await writeFile(greeting, `export const greeting: string = 'Good night';\n`);
  await utimes(greeting, new Date('2020-01-01'), new Date('2020-01-01'));
  expect((await call(checkout)).stdout).toContain('Good night');
  await rm(join(checkout, 'src', 'paper', 'spare.ts'));
  expect((await call(checkout)).stderr).toBe(building);
  await expect(readFile(join(checkout, 'dist', 'paper', 'spare.js'))).rejects.toThrow('ENOENT');
  await rm(join(checkout, 'dist', 'paper', 'look.css'));
  expect((await call(checkout)).stderr).toBe(building);
});

test('calls at the same moment build once, and all of them answer', async () => {
  const checkout = await newCheckout(paper);
  const outcomes = await Promise.all([1, 2, 3, 4].map((number) => call(checkout, String(number))));
  expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
  expect(outcomes.map(({ stderr }) => stderr).join('')).toBe(building);
});

test('a builder that was killed leaves nothing that stops the next', async () => {
  const checkout = await newCheckout(paper);
  const packages = join(checkout, 'node_modules');
  const waitForEver =
    'const us = process.ppid; setInterval(() => process.ppid === us || process.exit(), 20);';
  await rename(packages, `${packages}.real`);
  await mkdir(join(packages, 'typescript', 'bin'), { recursive: true });
  await writeFile(join(packages, 'typescript', 'bin', 'tsc'), waitForEver);
  const builder = spawn(process.execPath, [join(checkout, 'bin', 'run.mjs')]);
  await once(builder.stderr, 'data');
  builder.kill('SIGKILL');
  await once(builder, 'close');
  await rm(packages, { recursive: true });
  await rename(`${packages}.real`, packages);
  expect(await call(checkout)).toMatchObject({ code: 0, stderr: building });
});

test('it works through a symlink, from another folder, and copied to where nothing can be written', async () => {
  const checkout = await newCheckout(paper);
  await call(checkout);
  const elsewhere = await newFolder('elsewhere');
  await symlink(join(checkout, 'bin', 'standfirst'), join(elsewhere, 'absolute'));
  await symlink('absolute', join(elsewhere, 'relative'));
  const linked = await run('./relative', ['two words', ''], { cwd: elsewhere });
  expect(JSON.parse(linked.stdout).args).toEqual(['two words', '']);
  const copy = join(elsewhere, 'copy');
  await cp(checkout, copy, { recursive: true, verbatimSymlinks: true });
  await chmod(join(copy, 'dist'), 0o500);
  expect(await call(copy)).toMatchObject({ code: 0, stderr: '' });
});

test('exit codes are the command’s, and what cannot be built is said in words', async () => {
  const checkout = await newCheckout(paper);
  expect((await call(checkout, 'exit', '2')).code).toBe(2);
  await writeFile(join(checkout, 'src', 'paper', 'greeting.ts'), 'export const greeting = ;');
  const broken = await call(checkout);
  expect(broken.code).toBe(1);
  expect(broken.stdout).toBe('');
  expect(broken.stderr).toContain('src/paper/greeting.ts');
});

test('a checkout without packages says what to run, and so does a machine whose Node is too old', async () => {
  const checkout = await newCheckout(paper);
  await rm(join(checkout, 'node_modules'));
  const tools = await newFolder('tools');
  await writeFile(join(tools, 'node'), '#!/bin/sh\necho v20.20.2\n', { mode: 0o755 });
  for (const tool of ['dirname', 'readlink']) {
    const { stdout } = await run('sh', ['-c', `command -v ${tool}`]);
    await symlink(stdout.trim(), join(tools, tool));
  }
  const env = { PATH: tools };
  const bare = await run(join(checkout, 'bin', 'standfirst'), [], { env });
  expect(bare).toMatchObject({ code: 1, stdout: '' });
  expect(bare.stderr).toContain(`npm ci`);
  await symlink(tools, join(checkout, 'node_modules'));
  const old = await run(join(checkout, 'bin', 'standfirst'), [], { env });
  expect(old.stderr).toBe(
    'Standfirst needs Node 24 or later, and this machine has none that runs. Install it, then try again.\n',
  );
});

test('start fills an empty folder with the demonstration paper, and only serves one that holds something', async () => {
  const words = `console.log(process.argv.slice(2).join(' '));
    if (process.argv[2] === 'demo') await (await import('node:fs/promises')).writeFile(process.argv[4] + '/paper', '');`;
  const checkout = await newCheckout({ 'src/main/cli.ts': words });
  const folder = await newFolder('data');
  const first = await call(checkout, 'start', '--data', folder, '--port', '0');
  expect(first.stdout).toBe(`demo --data ${folder}\nserve --data ${folder} --port 0\n`);
  expect((await call(checkout, 'start', `--data=${folder}`)).stdout).toBe(`serve --data=${folder}\n`);
});
