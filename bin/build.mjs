// Keeps dist/ equal to the sources. A build only translates: types are checked by `npm test`.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildDeskIfStale } from './build-desk.mjs';

const LOCK_PATIENCE_MS = 600_000;
const isTest = /\.(test|fixture)\.tsx?$|(^|\/)testing\//;
const isTranslated = /\.tsx?$/;
/** Bundled for browsers, not translated file by file. */
const DESK_APP = 'src/desk/app/';

/**
 * Builds where a source has changed or an output is missing, one process at a time. Says on stderr that it does.
 *
 * returns  null when dist/ is fit to run, else a sentence that says why not
 */
export function buildIfStale(root) {
  if (isFresh(root)) return null;
  try {
    mkdirSync(join(root, 'dist'), { recursive: true });
    return alone(root, () => (isFresh(root) ? null : build(root)));
  } catch (cause) {
    return `The sources are newer than what was built, and building failed: ${cause.message}`;
  }
}

/**
 * The stamp of the last build holds two fingerprints of the sources: by date and size, which costs milliseconds, and by
 * content, so that a copied checkout, which has new dates, is not built again.
 */
function isFresh(root) {
  const stamp = readStamp(root);
  if (stamp === null) return false;
  const sources = listSources(root);
  if (!sources.every(({ output }) => existsSync(join(root, output)))) return false;
  return stamp.dates === printOfDates(sources) || stamp.contents === printOfContents(root, sources);
}

function readStamp(root) {
  try {
    return JSON.parse(readFileSync(join(root, 'dist', '.built'), 'utf8'));
  } catch {
    return null;
  }
}

/** What dist/ is made of: every file of src/ but the tests, and this builder with its settings. */
function listSources(root) {
  const found = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !isTest.test(path) && !path.endsWith('.d.ts'))
    .sort();
  const tools = [
    'bin/build.mjs',
    'bin/build-desk.mjs',
    'package-lock.json',
    'tsconfig.build.json',
    'tsconfig.json',
  ];
  return [
    ...tools.map((path) => ({ path, output: path })),
    ...found.map((path) => ({ path, output: outputOf(path) })),
  ].map((source) => ({ ...source, stat: statSync(join(root, source.path)) }));
}

function outputOf(path) {
  if (path.startsWith(DESK_APP)) return join('dist', 'desk-app', 'index.html');
  return path.replace(/^src/, 'dist').replace(isTranslated, '.js');
}

function printOfDates(sources) {
  return hash(sources.map(({ path, stat }) => `${path} ${stat.mtimeMs} ${stat.size}`).join('\n'));
}

function printOfContents(root, sources) {
  return hash(sources.map(({ path }) => `${path} ${hash(readFileSync(join(root, path)))}`).join('\n'));
}

function hash(text) {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Runs `work` while no other process does. The lock is SQLite's on an empty file: the system lets it go when its holder
 * ends, however it ends, so a crashed builder leaves none behind.
 */
function alone(root, work) {
  const { DatabaseSync } = createRequire(import.meta.url)('node:sqlite');
  const lock = new DatabaseSync(join(root, 'dist', '.lock'), { timeout: LOCK_PATIENCE_MS });
  try {
    lock.exec('begin exclusive');
    return work();
  } finally {
    lock.close();
  }
}

function build(root) {
  process.stderr.write('Building Standfirst …\n');
  rmSync(join(root, 'dist', '.built'), { force: true });
  const sources = listSources(root);
  const contents = printOfContents(root, sources);
  const failure = translate(root) ?? buildDeskIfStale(root);
  if (failure !== null) return failure;
  for (const { path, output } of sources) {
    if (isCopied(path)) copy(join(root, path), join(root, output));
  }
  removeStrangers(root, sources);
  writeFileSync(join(root, 'dist', '.built'), JSON.stringify({ dates: printOfDates(sources), contents }));
  return null;
}

function isCopied(path) {
  return path.startsWith('src/') && !path.startsWith(DESK_APP) && !isTranslated.test(path);
}

function translate(root) {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  if (!existsSync(compiler))
    return `The packages are not installed. Run 'npm ci' in ${root}, then try again.`;
  const run = spawnSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.build.json')], {
    encoding: 'utf8',
  });
  if (run.status === 0) return null;
  return `Building failed.\n${run.error?.message ?? run.stdout + run.stderr}`.trimEnd();
}

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}

/** The locks, and what Vite made, which empties its folder itself. */
const isBuilders = /^dist\/(\.lock|\.desk-lock|\.compiled\/|desk-app\/)/;

/** Takes away what an earlier build made of sources that are no longer there. */
function removeStrangers(root, sources) {
  const known = new Set(sources.map(({ output }) => output));
  for (const entry of readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(root.length + 1);
    if (entry.isFile() && !known.has(path) && !isBuilders.test(path)) rmSync(join(root, path));
  }
}
