import { once } from 'node:events';
import { type CommandWish, listenTo, startStandfirst } from './command.ts';

export type Served = AsyncDisposable & {
  /** http://127.0.0.1:PORT, without a final slash. */
  url: string;
  pid: number;
  /** All that the process has printed on both streams so far. */
  printed(): string;
  /** Asks it to end in order (SIGTERM) and gives its exit code. */
  stop(): Promise<number | null>;
  /** Ends it on the spot (SIGKILL), as a power cut would. */
  kill(): Promise<void>;
};

const address = /http:\/\/127\.0\.0\.1:\d+/;
const PATIENCE_MS = 60_000;

/** Serves a data folder on a free port and waits for the address that `serve` prints. */
export async function serve(
  folder: string,
  args: readonly string[] = [],
  wish: CommandWish = {},
): Promise<Served> {
  const child = startStandfirst(['serve', '--data', folder, '--port', '0', ...args], wish);
  const said = listenTo(child);
  const printed = () => said().stdout + said().stderr;
  const ended = once(child, 'close');
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    child.kill(signal);
    const [code] = await ended;
    return code as number | null;
  };
  const url = await new Promise<string>((resolve, reject) => {
    const give = (reason: string) => () => reject(new Error(`${reason}\n${printed()}`));
    const timer = setTimeout(give('serve printed no address.'), PATIENCE_MS);
    child.once('close', give('serve ended.')).once('close', () => clearTimeout(timer));
    child.stdout?.on('data', () => {
      const found = address.exec(said().stdout)?.[0];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    });
  }).catch(async (cause) => {
    if (child.exitCode === null) await end('SIGKILL');
    throw cause;
  });
  const stop = () => end('SIGTERM');
  const kill = async () => void (await end('SIGKILL'));
  return { url, pid: child.pid ?? 0, printed, stop, kill, [Symbol.asyncDispose]: kill };
}
