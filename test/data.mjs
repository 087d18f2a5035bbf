// `npm run test:data -- DIR`: runs the importers over every export in a folder, each file into a data folder of its own,
// serves what came in, and prints a table: what was read and made, whether every page answers, and how many of the
// addresses that stand in the file itself do. It ends with exit code 1 when a page does not answer, or a command breaks.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

const standfirst = join(dirname(import.meta.dirname), 'bin', 'standfirst');
const HEAD_BYTES = 64 * 1024;
/** Addresses are looked for in this much of a file, and this many are asked for. */
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_ADDRESSES = 2_000;

const [folder] = process.argv.slice(2);
if (!folder || !existsSync(folder)) {
  console.error('Name a folder with exports: npm run test:data -- DIR');
  process.exit(2);
}
const rows = [];
for (const { path, system } of listExports(folder)) {
  const row = await tryOut(path, system);
  rows.push(row);
  process.stderr.write(`${row.file}\n`);
}
printTable(rows);
process.exitCode = rows.some((row) => row.broken) ? 1 : 0;

/** Every export below a folder that an importer takes, in order of their names. */
function listExports(root) {
  const found = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return found.flatMap((path) => {
    const system = systemOf(path);
    return system ? [{ path: system === 'standfirst' ? dirname(path) : path, system }] : [];
  });
}

function systemOf(path) {
  if (path.endsWith('/stories.jsonl')) return 'standfirst';
  const head = headOf(path);
  const below = relative(folder, path);
  if (/\.(?:xml|wxr)$/i.test(path)) {
    if (/wordpress\.org\/export|xmlns:wp=|<wp:/.test(head) || /wxr|wordpress/i.test(below))
      return 'wordpress';
  }
  if (/\.json$/i.test(path)) {
    const posts = /"posts"\s*:\s*\[/.test(head) && /"(?:mobiledoc|lexical|html|markdown)"/.test(head);
    if (/(?:^|\/)ghost/i.test(below) || posts || /"exported_on"\s*:/.test(head)) return 'ghost';
  }
  return undefined;
}

function headOf(path) {
  const head = Buffer.alloc(HEAD_BYTES);
  const read = readSync(openSync(path), head, 0, HEAD_BYTES, 0);
  return head.subarray(0, read).toString('utf8');
}

async function tryOut(path, system) {
  const work = await mkdtemp(join(tmpdir(), 'sf-data-'));
  try {
    const data = join(work, 'data');
    const begun = performance.now();
    const options = system === 'wordpress' ? ['--all-open'] : [];
    const outcome = await run(['import', system, path, '--json', '--data', data, ...options]);
    const seconds = (performance.now() - begun) / 1000;
    const report = parse(outcome.stdout);
    const answers =
      existsSync(data) && report ? await askAll(data, join(work, 'export'), path, system) : undefined;
    return toRow(path, { outcome, report, seconds, answers });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function toRow(path, { outcome, report, seconds, answers }) {
  const count = (part) => (part ? `${part.answered}/${part.all}` : '–');
  const crashed = outcome.code > 1 || /Something went wrong that should not/.test(outcome.stderr);
  const silent = answers ? answers.pages.all - answers.pages.answered : 0;
  return {
    file: relative(folder, path) || '.',
    exit: String(outcome.code),
    read: String(report?.read ?? '–'),
    made: String(report?.made ?? '–'),
    skipped: String(report?.skipped.length ?? '–'),
    notes: String(report?.notes.length ?? '–'),
    seconds: seconds.toFixed(1),
    'pages 200': count(answers?.pages),
    addresses: count(answers?.addresses),
    says: report ? (answers?.silent ?? []).slice(0, 2).join(' ') : outcome.stderr.trim().split('\n').at(-1),
    broken: crashed || silent > 0 || outcome.signal !== null,
  };
}

/** Serves what came in and asks for every story that readers may see, and for the addresses that stand in the file. */
async function askAll(data, target, path, system) {
  const exported = await run(['export', target, '--data', data]);
  if (exported.code !== 0) return undefined;
  const stories = linesOf(join(target, 'stories.jsonl'));
  const now = new Date().toISOString();
  const out = stories.filter(({ state, published }) => state === 'published' && published <= now);
  const server = spawn(standfirst, ['serve', '--data', data, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const url = await addressOf(server);
    const paths = out.map((story) => story.path);
    const pages = await ask(url, paths);
    const addresses = await ask(url, addressesIn(path, system));
    return { pages, addresses, silent: [...pages.silent, ...addresses.silent] };
  } finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
}

async function addressOf(server) {
  let said = '';
  for await (const chunk of server.stdout) {
    said += chunk;
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
    if (found) return found[0];
  }
  throw new Error('serve ended before it listened.');
}

async function ask(url, addresses) {
  const asked = [...new Set(addresses)].slice(0, MOST_ADDRESSES);
  const silent = [];
  for (const address of asked) {
    const { status } = await follow(url, address);
    if (status !== 200) silent.push(`${status} ${address}`);
  }
  return { all: asked.length, answered: asked.length - silent.length, silent };
}

/** Goes where an address leads, inside the paper only; one that leads out has answered. */
async function follow(url, address) {
  let at = address;
  for (let step = 0; step < 6; step += 1) {
    const response = await fetch(url + at, { redirect: 'manual' }).catch((error) => ({
      status: error.cause?.code ?? error.message,
    }));
    await response.body?.cancel();
    const to = response.headers?.get('location');
    if (!to || response.status < 300 || response.status >= 400) return response;
    const next = new URL(to, url + at);
    if (next.origin !== url) return { status: 200 };
    at = next.pathname + next.search;
  }
  return { status: 'goes round' };
}

/** Addresses of what readers saw, as the file itself tells them, read without the importer. */
function addressesIn(path, system) {
  if (system === 'standfirst') return [];
  const text = statSync(path).size > MOST_BYTES ? headOf(path) : readFileSync(path, 'utf8');
  return system === 'wordpress' ? wordpressAddresses(text) : ghostAddresses(text);
}

function wordpressAddresses(text) {
  const items = text.split(/<item\b[^>]*>/).slice(1);
  return items.flatMap((item) => {
    const field = (name) =>
      new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([\\s\\S]*?)(?:\\]\\]>)?</${name}>`).exec(item)?.[1]?.trim() ??
      '';
    const isSeen =
      field('wp:status') === 'publish' &&
      /^(?:post|page)$/.test(field('wp:post_type')) &&
      field('wp:post_password') === '';
    const link = field('link').replaceAll('&amp;', '&');
    if (!isSeen || !URL.canParse(link)) return [];
    const { pathname, search } = new URL(link);
    return [pathname + search];
  });
}

function ghostAddresses(text) {
  const value = parse(text);
  const tables = value?.db?.[0]?.data ?? value?.data?.data ?? value?.data ?? value?.result ?? value;
  const posts = Array.isArray(tables?.posts) ? tables.posts : [];
  return posts.flatMap((row) => {
    const post = row?.data ?? row;
    return post?.slug && post.status === 'published' ? [`/${post.slug}/`] : [];
  });
}

async function run(words) {
  const child = spawn(standfirst, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const [code, signal] = await once(child, 'close');
  return { code, signal, stdout, stderr };
}

function linesOf(path) {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function printTable(rows) {
  const names = [
    'file',
    'exit',
    'read',
    'made',
    'skipped',
    'notes',
    'seconds',
    'pages 200',
    'addresses',
    'says',
  ];
  const widths = names.map((name) => Math.max(name.length, ...rows.map((row) => row[name].length)));
  const line = (cells) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at]))
      .join('  ')
      .trimEnd();
  console.log(line(names));
  for (const row of rows) console.log(line(names.map((name) => row[name])));
  const broken = rows.filter((row) => row.broken);
  console.log(
    `${rows.length} exports, ${broken.length} with a page that does not answer or a command that broke.`,
  );
}
