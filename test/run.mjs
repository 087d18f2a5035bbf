// `npm test`: the type check, the linter, and all tests. Its last line is always `N passed, N failed`, and it ends with
// exit code 1 when something failed, could not be loaded, or took so long that it was ended. What stands after
// `npm test --` goes to Vitest: `npm test -- src/stories`.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

if (Number.parseInt(process.versions.node, 10) < 24) {
  console.error(
    'The tests need Node 24 or later, which `npm ci` brings on Linux. Start them with `npm test`.',
  );
  process.exit(1);
}
const root = dirname(import.meta.dirname);
const folder = mkdtempSync(join(tmpdir(), 'sf-'));
chmodSync(folder, 0o711); // as root, Postgres runs under another account
const tallyPath = join(folder, 'tally');
const limitMs = Number(process.env.TEST_LIMIT_MS ?? 40 * 60_000);
const GRACE_MS = 5_000;
const running = new Set();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => end(signal));

const checks = await Promise.all([
  check('types', ['node_modules/typescript/bin/tsc', '-p', '.']),
  ...(existsSync(join(root, 'src/desk/app'))
    ? [check('types of the desk', ['node_modules/typescript/bin/tsc', '-p', 'src/desk/app'])]
    : []),
  check('lint', [
    'node_modules/@biomejs/biome/bin/biome',
    'check',
    '--diagnostic-level=warn',
    '--error-on-warnings',
    '.',
  ]),
]);
const tests = await runTests(process.argv.slice(2));
await clean();
const failed = checks.filter((passed) => !passed).length + tests.failed;
console.log(`${checks.length + tests.passed + tests.failed - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Runs one of our tools; prints what it says only when it finds fault. */
async function check(name, args) {
  const { code, output } = await start(args, ['ignore', 'pipe', 'pipe']);
  console.log(code === 0 ? ` ✓ ${name}` : `${output}\n × ${name}`);
  return code === 0;
}

async function runTests(args) {
  const { code, late } = await start(['node_modules/vitest/vitest.mjs', 'run', ...args], 'inherit');
  const tally = readTally();
  if (late) console.log(`The tests took longer than ${limitMs / 1000} s and were ended.`);
  if (tally.open.length > 0) console.log(`Never ended: ${tally.open.join(', ')}`);
  const broken = tally.failed === 0 && (code !== 0 || !tally.complete);
  if (broken) console.log(`The test run itself failed (exit code ${code}).`);
  return {
    passed: tally.passed,
    failed: tally.failed + tally.open.length + (broken && tally.open.length === 0 ? 1 : 0),
  };
}

/** The tally is written line by line, so that what ran before a crash or a kill counts too. */
function readTally() {
  const tally = { passed: 0, failed: 0, complete: false, open: [] };
  const open = new Set();
  for (const line of linesOf(tallyPath)) {
    const { what, file } = JSON.parse(line);
    if (what === 'begun') open.add(file);
    else if (what === 'done') open.delete(file);
    else if (what === 'end') tally.complete = true;
    else tally[what] += 1;
  }
  return { ...tally, open: [...open] };
}

function linesOf(path) {
  try {
    return readFileSync(path, 'utf8').split('\n').filter(Boolean);
  } catch {
    return []; // it ended before the first test
  }
}

/** Runs a program in a process group of its own, so that it can be ended with all that it started. */
async function start(args, stdio) {
  const env = { ...process.env, TMPDIR: folder, TEST_TALLY: tallyPath };
  const child = spawn(process.execPath, args, { cwd: root, stdio, detached: true, env });
  running.add(child.pid);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    void endGroup(child.pid);
  }, limitMs);
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(null)).once('exit', resolve);
  });
  clearTimeout(timer);
  signalGroup(child.pid, 'SIGKILL');
  running.delete(child.pid);
  return { code, late, output };
}

async function endGroup(pid) {
  signalGroup(pid, 'SIGTERM');
  await wait(GRACE_MS);
  signalGroup(pid, 'SIGKILL');
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // nobody of the group is left
  }
}

async function end(signal) {
  await Promise.all([...running].map(endGroup));
  await clean();
  process.kill(process.pid, signal);
}

async function clean() {
  const { removeFolder } = await import('./harness/remove-folder.ts');
  await removeFolder(folder).catch((cause) =>
    console.log(`${folder} could not be removed: ${cause.message}`),
  );
}
