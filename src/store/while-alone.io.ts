import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';

/** How long to wait for another process that does the same, in milliseconds. */
const PATIENCE_MS = 10_000;
const TRY_AGAIN_MS = 20;
const BUSY = 5;

/**
 * Lets one process at a time do something, by the system's lock on the file at `path`: SQLite takes it, since Node by
 * itself cannot, and a crash gives it back. The file stays empty and stays there.
 *
 * throws  SQLite's own busy error after ten seconds
 */
export async function whileAlone<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
  const guard = new DatabaseSync(path, { timeout: 0 });
  try {
    const giveUpAt = performance.now() + PATIENCE_MS;
    while (!take(guard, performance.now() > giveUpAt)) await setTimeout(TRY_AGAIN_MS);
    return await work();
  } finally {
    guard.close();
  }
}

function take(guard: DatabaseSync, isLastTry: boolean): boolean {
  try {
    guard.exec('begin exclusive');
    return true;
  } catch (error) {
    if (isLastTry || (error as { errcode?: number }).errcode !== BUSY) throw error;
    return false;
  }
}
