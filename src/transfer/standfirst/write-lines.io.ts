import { open } from 'node:fs/promises';
import { writeHashed } from '#store/hashed.io.js';

/** What a file of lines holds, for the manifest. */
export type Counted = { lines: number; bytes: number; sha256: string };

/** Text gathered before it goes to the disk, in characters. */
const PIECE = 1 << 19;

/** Writes a new file of one JSON value a line, without holding it, and puts it on the disk. */
export async function writeLines(path: string, values: AsyncIterable<unknown>): Promise<Counted> {
  let lines = 0;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    let waiting: string[] = [];
    let chars = 0;
    for await (const value of values) {
      const line = `${JSON.stringify(value)}\n`;
      waiting.push(line);
      chars += line.length;
      lines += 1;
      if (chars < PIECE) continue;
      yield Buffer.from(waiting.join(''));
      waiting = [];
      chars = 0;
    }
    yield Buffer.from(waiting.join(''));
  }
  const { sizeBytes, sha256 } = await writeHashed(path, pieces());
  await syncFile(path);
  return { lines, bytes: sizeBytes, sha256 };
}

/** Waits until what was written is on the disk; of a folder, the names in it. */
export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
