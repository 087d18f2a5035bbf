import { rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const TRIES = 50;
const PAUSE_MS = 100;

/** Removes a folder into which a program that is just ending, such as a browser, may still be writing. */
export async function removeFolder(folder: string): Promise<void> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await rm(folder, { recursive: true, force: true });
    } catch (cause) {
      if (left === 1) throw cause;
      await wait(PAUSE_MS);
    }
  }
}
