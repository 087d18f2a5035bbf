import { spawn } from 'node:child_process';
import autocannon from 'autocannon';
import { whichProgram } from './measure.ts';

/** Requests a second that an address answers to `connections` at once. wrk where it is installed, else autocannon. */
export async function load(
  url: string,
  seconds: number,
  connections: number,
  headers: Readonly<Record<string, string>> = {},
): Promise<number> {
  const wrk = whichProgram('wrk');
  if (!wrk) {
    const result = await autocannon({ url, duration: seconds, connections, headers });
    return result.requests.average;
  }
  const printed = await output(wrk, [
    ...['-t1', `-c${connections}`, `-d${seconds}s`],
    ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]),
    url,
  ]);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(printed)?.[1] ?? Number.NaN);
}

function output(program: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.on('data', (part: Buffer) => {
      printed += part.toString();
    });
    child.once('error', reject);
    child.once('exit', () => resolve(printed));
  });
}
