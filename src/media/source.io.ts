import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { fault } from '#kit/fault.js';
import { HEAD_BYTES, TAIL_BYTES } from './detect-kind.ts';
import { mediaFaults } from './faults.ts';

/** Where a file comes from: bytes in memory, or a place on the disk (as bytes where its name is no UTF-8). */
export type FileSource = { bytes: Uint8Array } | { path: string | Buffer };

/** A file that is being taken in; `bytes` is for kinds that are small enough to lie in memory. */
export type Source = {
  readonly sizeBytes: number;
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
  readonly inMemory: boolean;
  bytes(): Promise<Uint8Array>;
  stream(): Readable;
  /** SHA-256 in hexadecimal. */
  digest(): Promise<string>;
  close(): Promise<void>;
};

export async function openSource(from: FileSource, name: string): Promise<Source> {
  return 'bytes' in from ? sourceOfBytes(from.bytes) : sourceOfFile(from.path, name);
}

function sourceOfBytes(bytes: Uint8Array): Source {
  return {
    sizeBytes: bytes.length,
    head: bytes.subarray(0, HEAD_BYTES),
    tail: bytes.subarray(-TAIL_BYTES),
    inMemory: true,
    bytes: async () => bytes,
    stream: () => {
      throw new Error('What lies in memory is not streamed.');
    },
    digest: async () => createHash('sha256').update(bytes).digest('hex'),
    close: async () => {},
  };
}

async function sourceOfFile(path: string | Buffer, name: string): Promise<Source> {
  const handle = await openRegular(path, name);
  const { size: sizeBytes } = await handle.stat();
  let bytes: Buffer | undefined;
  const stream = (): Readable => handle.createReadStream({ start: 0, autoClose: false });
  return {
    sizeBytes,
    head: await readPart(handle, 0, Math.min(sizeBytes, HEAD_BYTES)),
    tail: await readPart(handle, Math.max(0, sizeBytes - TAIL_BYTES), Math.min(sizeBytes, TAIL_BYTES)),
    get inMemory() {
      return bytes !== undefined;
    },
    bytes: async () => {
      bytes ??= await readPart(handle, 0, sizeBytes);
      return bytes;
    },
    stream,
    digest: async () => {
      const hash = createHash('sha256');
      if (bytes) return hash.update(bytes).digest('hex');
      for await (const part of stream()) hash.update(part);
      return hash.digest('hex');
    },
    close: () => handle.close(),
  };
}

/** Not blocking, so that a pipe with nobody at its other end cannot hold us up. */
async function openRegular(path: string | Buffer, name: string): Promise<FileHandle> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    throw fault(mediaFaults, 'media-not-a-file', { name }, error);
  });
  const found = await handle.stat();
  if (found.isFile()) return handle;
  await handle.close();
  throw fault(mediaFaults, 'media-not-a-file', { name });
}

async function readPart(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const part = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(part, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return part.subarray(0, filled);
}
