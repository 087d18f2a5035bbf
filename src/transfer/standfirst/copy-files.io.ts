import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Files } from '#store/files.io.js';
import { writeHashed } from '#store/hashed.io.js';
import { MediaLine, readerOf } from './form.ts';
import { readJsonLines } from './read-lines.io.ts';

/**
 * Copies the originals that a list of pictures and files names, each once.
 *
 * returns  how many there were, their size, and how many are lost
 */
export async function copyFiles(
  files: Files,
  list: string,
  folder: string,
  progress: (share: number) => void,
): Promise<{ count: number; bytes: number; lost: number }> {
  const read = readerOf(MediaLine);
  const done = { count: 0, bytes: 0, lost: 0 };
  for await (const line of readJsonLines(list)) {
    const media = line.ok ? read(line.value) : undefined;
    if (!media?.ok || media.value.file === null) continue;
    const copied = await copyFile(files, media.value.file, join(folder, media.value.file));
    if (copied === 'lost') done.lost += 1;
    else if (copied !== 'there') {
      done.count += 1;
      done.bytes += copied;
    }
    progress(line.share);
  }
  return done;
}

/** The size in bytes of what was copied. Two pictures may rest on the same bytes. */
async function copyFile(files: Files, key: string, path: string): Promise<number | 'there' | 'lost'> {
  const body = await files.stream(key);
  if (!body) return 'lost';
  await mkdir(dirname(path), { recursive: true });
  try {
    return (await writeHashed(path, body)).sizeBytes;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    body.destroy();
    return 'there';
  }
}
