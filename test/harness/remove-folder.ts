import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const TRIES = 50;
const PAUSE_MS = 100;

/**
 * Removes a folder into which a program that is just ending, such as a browser, may still be writing, and in which a
 * test may have taken away the right to write.
 */
export async function removeFolder(folder: string): Promise<void> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await rm(folder, { recursive: true, force: true });
    } catch (cause) {
      if (left === 1) throw cause;
      await promisify(execFile)('chmod', ['-R', 'u+rwX', folder]).catch(() => undefined);
      await wait(PAUSE_MS);
    }
  }
}
