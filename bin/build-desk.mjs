// Bundles the program that browsers run at /desk into dist/desk-app. Run as a program it builds; imported, it tells
// whether that is needed and has it done under a lock.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const PATIENCE_MS = 600_000;
/** The program, and the rooms whose pure files it shares. */
const ROOMS = ['desk', 'kit', 'paper', 'accounts', 'media', 'stories', 'fronts'];
const isTest = /\.(test|fixture)\.tsx?$|(^|\/)testing\//;

/** returns  null when dist/desk-app is fit to be served, or there is no desk in this checkout, else why not */
export function buildDeskIfStale(root) {
  if (!existsSync(join(root, 'src/desk/app/index.html')) || isFresh(root)) return null;
  mkdirSync(join(root, 'dist'), { recursive: true });
  const { DatabaseSync } = createRequire(import.meta.url)('node:sqlite');
  const lock = new DatabaseSync(join(root, 'dist', '.desk-lock'), { timeout: PATIENCE_MS });
  try {
    lock.exec('begin exclusive');
    return isFresh(root) ? null : buildAside(root);
  } finally {
    lock.close();
  }
}

function isFresh(root) {
  try {
    return readFileSync(stampOf(root), 'utf8') === fingerprint(root);
  } catch {
    return false;
  }
}

/** Vite in a process of its own: the caller waits, and none of it stays in the memory of a server. */
function buildAside(root) {
  const print = fingerprint(root);
  const run = spawnSync(process.execPath, [import.meta.filename, root, join(root, 'dist', 'desk-app')], {
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
  });
  if (run.status !== 0)
    return `Building the desk failed.\n${run.error?.message ?? run.stdout + run.stderr}`.trimEnd();
  writeFileSync(stampOf(root), print);
  return null;
}

function stampOf(root) {
  return join(root, 'dist', 'desk-app', '.built');
}

function fingerprint(root) {
  const hash = createHash('sha256');
  const paths = ROOMS.flatMap((room) => filesBelow(join(root, 'src', room)));
  for (const path of [...paths, import.meta.filename, join(root, 'package-lock.json')]) {
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path));
  }
  return hash.digest('hex');
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !isTest.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function bundle(root, outDir) {
  const [{ build }, { default: react }] = await Promise.all([import('vite'), import('@vitejs/plugin-react')]);
  await build({
    configFile: false,
    root: join(root, 'src/desk/app'),
    base: '/desk/',
    logLevel: 'warn',
    plugins: [react()],
    resolve: {
      alias: [{ find: /^#(.+)\.js$/, replacement: `${join(root, 'src')}/$1` }],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      dedupe: ['yjs', 'prosemirror-model', 'react', 'react-dom'],
    },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2_000,
    },
  });
}

if (process.argv[1] === import.meta.filename) {
  const [, , root, outDir] = process.argv;
  rmSync(join(outDir, '.built'), { force: true });
  await bundle(root, outDir);
}
