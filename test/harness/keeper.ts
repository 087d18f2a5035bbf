import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export type Keeper = {
  /** TCP port on 127.0.0.1 where Postgres listens. */
  port: number;
  stop(): Promise<void>;
};

/**
 * Starts a Postgres under a process of its own, which holds it as long as we live: when our end of its standard input
 * closes, by `stop` or because we were killed, it stops the server and removes `folder`.
 */
export async function keepPostgres(folder: string): Promise<Keeper> {
  const keeper = spawn(process.execPath, [`${import.meta.dirname}/postgres-keeper.ts`, folder], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const ended = once(keeper, 'close');
  let complaint = '';
  keeper.stderr.on('data', (chunk) => {
    complaint = (complaint + chunk).slice(-4_000);
  });
  for await (const line of createInterface({ input: keeper.stdout })) {
    const { port } = JSON.parse(line) as { port: number };
    return {
      port,
      async stop() {
        keeper.stdin.end();
        await ended;
      },
    };
  }
  throw new Error(`Postgres did not start.\n${complaint}`);
}
