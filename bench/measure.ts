import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { Agent, get, type RequestOptions } from 'node:http';
import { join } from 'node:path';

/** One line of the results: what was measured, what it came to, the budget, and whether that was met. */
export type Line = { what: string; came: string; budget: string; met: boolean | null; note?: string };

export const root = join(import.meta.dirname, '..');

/** The value below which `share` of the times lie. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** How long each call took, in milliseconds. */
export async function timeEach(count: number, call: (at: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const begun = performance.now();
    await call(at);
    times.push(performance.now() - begun);
  }
  return times;
}

/** A fixed piece of work, to compare the processors of different runs: millions of rounds a second. */
export function processorLoop(): number {
  const begun = performance.now();
  let mixed = 1;
  for (let round = 0; round < 50_000_000; round += 1)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0x5bd1e995) + round;
  const ms = performance.now() - begun;
  return mixed === 42 ? 0 : 50_000 / ms;
}

export type Served = { url: string; pid: number; startMs: number; stop(): Promise<void> };

/** Starts `serve` on a folder and waits until it answers; `startMs` is from the start to the first page. */
export async function startServe(folder: string, environment: Record<string, string> = {}): Promise<Served> {
  const begun = performance.now();
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(root, 'bin/run.mjs'),
      'serve',
      '--port',
      '0',
      '--data',
      folder,
    ],
    {
      env: { ...process.env, STANDFIRST_LOG: 'error', ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const url = await printedAddress(child);
  await ask(`${url}/`);
  return { url, pid: child.pid ?? 0, startMs: performance.now() - begun, stop: () => stopChild(child) };
}

function printedAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const found = /http:\/\/[\d.:]+/.exec(printed);
      if (found) resolve(found[0]);
    });
    child.once('exit', (code) => reject(new Error(`serve ended with ${code} before it answered.`)));
  });
}

export function stopChild(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

export type Asked = { status: number; body: Buffer; headers: Record<string, string | string[] | undefined> };

/** One request with its whole answer. */
export function ask(url: string, options: RequestOptions = {}): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const request = get(url, options, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts), headers: response.headers }),
      );
    });
    request.on('error', reject);
  });
}

/** Asks for each address once over `connections`; returns seconds and how many were not 200. */
export async function crawl(
  url: string,
  paths: readonly string[],
  connections: number,
): Promise<{ seconds: number; failed: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let next = 0;
  let failed = 0;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let at = next++; at < paths.length; at = next++) {
        const { status } = await ask(url + paths[at], { agent });
        if (status !== 200) failed += 1;
      }
    }),
  );
  agent.destroy();
  return { seconds: (performance.now() - begun) / 1000, failed };
}

/** Processor time a process has used, in seconds, and the memory it holds and held at most, in megabytes. Linux only. */
export function usageOf(pid: number): { cpuSeconds: number; residentMb: number; peakMb: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mb = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
  return {
    cpuSeconds: (Number(stat[11]) + Number(stat[12])) / 100,
    residentMb: mb('VmRSS'),
    peakMb: mb('VmHWM'),
  };
}

/** Where a program is, or undefined. */
export function whichProgram(name: string): string | undefined {
  return ['/usr/bin', '/usr/local/bin', '/usr/sbin'].map((folder) => join(folder, name)).find(existsSync);
}
