import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type Outcome = { code: number | null; signal: string | null; stdout: string; stderr: string };
export type CommandWish = {
  /** Folder to run in, by default the one that holds the tests. */
  cwd?: string;
  /** Text for standard input, by default none. */
  stdin?: string;
  env?: Readonly<Record<string, string | undefined>>;
  /** The checkout whose bin/standfirst is meant, by default this one. */
  checkout?: string;
};

function standfirstPath({ checkout = join(import.meta.dirname, '..', '..') }: CommandWish): string {
  return join(checkout, 'bin', 'standfirst');
}

/** Runs a program to its end. What it refuses is in `code` and `stderr`; nothing is thrown. */
export async function run(
  program: string,
  args: readonly string[],
  wish: CommandWish = {},
): Promise<Outcome> {
  const child = spawn(program, args, { cwd: wish.cwd, env: { ...process.env, ...wish.env } });
  child.stdin.on('error', () => undefined).end(wish.stdin ?? '');
  const [said, [code, signal]] = await Promise.all([listenTo(child), once(child, 'close')]);
  return { code, signal, ...said() };
}

/** Runs `bin/standfirst` with the arguments to its end; builds first where something is stale. */
export async function standfirst(args: readonly string[], wish: CommandWish = {}): Promise<Outcome> {
  return run(standfirstPath(wish), args, wish);
}

/** Starts `bin/standfirst` and hands the running process back. */
export function startStandfirst(args: readonly string[], wish: CommandWish = {}): ChildProcess {
  const { cwd, env } = wish;
  return spawn(standfirstPath(wish), args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Collects what a process prints; the function that comes back tells all that came so far. */
export function listenTo(child: ChildProcess): () => { stdout: string; stderr: string } {
  const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  child.stdout?.on('data', (chunk) => chunks.stdout.push(chunk));
  child.stderr?.on('data', (chunk) => chunks.stderr.push(chunk));
  return () => ({
    stdout: Buffer.concat(chunks.stdout).toString(),
    stderr: Buffer.concat(chunks.stderr).toString(),
  });
}
