import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { toStoreFault } from './trouble.ts';

/**
 * Writes a file whole or not at all.
 *
 * sizeBytes  how many bytes must come; more or fewer leave nothing
 * throws     store-full, store-not-writable
 */
export async function writeWhole(
  path: string,
  body: Uint8Array | Readable,
  sizeBytes: number,
): Promise<void> {
  await makeWhole(path, async (unfinished) => {
    const handle = await open(unfinished, 'wx');
    try {
      await handle.writeFile(body);
      const written = (await handle.stat()).size;
      if (written !== sizeBytes) throw new Error(`${written} bytes came where ${sizeBytes} were announced.`);
    } finally {
      await handle.close();
    }
  });
}

/**
 * Lets `make` write a file beside `path`, and moves it there once all of it is on the disk. The unfinished one begins
 * with a dot, which no key of a file does.
 */
export async function makeWhole(path: string, make: (unfinished: string) => Promise<void>): Promise<void> {
  await placeWhole(dirname(path), async (unfinished) => {
    await make(unfinished);
    return path;
  });
}

/** The same for a file whose place, at or below `folder`, is known only once it is written. */
export async function placeWhole(
  folder: string,
  make: (unfinished: string) => Promise<string>,
): Promise<void> {
  const unfinished = join(folder, `.${process.pid}-${randomBytes(6).toString('hex')}.part`);
  try {
    await mkdir(folder, { recursive: true });
    const path = await make(unfinished);
    await mkdir(dirname(path), { recursive: true });
    await sync(unfinished);
    await rename(unfinished, path);
    // The name itself must be on the disk, too, or a power cut forgets it.
    await sync(dirname(path));
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {});
    throw toStoreFault(error, folder);
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
