import { createReadStream } from 'node:fs';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { writeWhole } from './whole-file.io.ts';

export type StoredFile = { key: string; sizeBytes: number; changedAt: Date };

/**
 * Files beside the database: pictures, their sizes, what came in. Keys are relative paths of [a-z0-9._/-], never
 * beginning with a dot or a slash; whoever makes them takes care of that.
 */
export type Files = {
  /** Whole or not at all: a crash in the middle leaves no half file under this key. */
  write(key: string, body: Uint8Array, mime: string): Promise<void>;
  /** The same for what should not lie in memory. A stream that ends before or after `sizeBytes` leaves nothing. */
  writeStream(key: string, body: Readable, sizeBytes: number, mime: string): Promise<void>;
  /** Undefined where there is no such file. */
  read(key: string): Promise<Uint8Array | undefined>;
  find(key: string): Promise<StoredFile | undefined>;
  /** Bytes from `start` to `end`, both included, or all; undefined where there is no such file. */
  stream(key: string, range?: { start: number; end: number }): Promise<Readable | undefined>;
  remove(key: string): Promise<void>;
  /** Every file whose key begins with `prefix`, in no order. */
  list(prefix: string): AsyncIterable<StoredFile>;
};

/** Files in a folder of this machine. */
export function openFolderFiles(folder: string): Files {
  const place = (key: string): string => join(folder, checkKey(key));
  return {
    write: (key, body) => writeWhole(place(key), body, body.length),
    writeStream: (key, body, sizeBytes) => writeWhole(place(key), body, sizeBytes),
    read: async (key) => {
      const handle = await openIfThere(place(key));
      if (!handle) return undefined;
      try {
        return await handle.readFile();
      } finally {
        await handle.close();
      }
    },
    find: (key) => findFile(place(key), key),
    stream: async (key, range) =>
      (await findFile(place(key), key)) ? createReadStream(place(key), range) : undefined,
    remove: (key) => rm(place(key), { force: true }),
    list: (prefix) => listFolder(folder, '', prefix),
  };
}

export function isKey(text: string): boolean {
  return /^[a-z0-9][a-z0-9._-]*(?:\/[a-z0-9][a-z0-9._-]*)*$/i.test(text);
}

/** Refuses a key that could lead out of the folder, whatever made it. */
export function checkKey(key: string): string {
  if (!isKey(key)) throw new Error(`This is no file key: ${JSON.stringify(key)}`);
  return key;
}

async function openIfThere(path: string): Promise<Awaited<ReturnType<typeof open>> | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function findFile(path: string, key: string): Promise<StoredFile | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? { key, sizeBytes: found.size, changedAt: found.mtime } : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function* listFolder(root: string, below: string, prefix: string): AsyncGenerator<StoredFile> {
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const key = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory()) {
      if (prefix.startsWith(`${key}/`) || key.startsWith(prefix) || prefix === '')
        yield* listFolder(root, key, prefix);
    } else if (key.startsWith(prefix)) {
      const found = await findFile(join(root, key), key);
      if (found) yield found;
    }
  }
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR';
}
