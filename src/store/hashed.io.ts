import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export type Hashed = { sizeBytes: number; sha256: string };

/** Reads all of it. */
export async function hashStream(body: AsyncIterable<Uint8Array>): Promise<Hashed> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const part of body) {
    hash.update(part);
    sizeBytes += part.length;
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}

export function hashFile(path: string): Promise<Hashed> {
  return hashStream(createReadStream(path));
}

/** Writes a new file and hashes it on the way. */
export async function writeHashed(path: string, body: AsyncIterable<Uint8Array>): Promise<Hashed> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const part of body) {
      hash.update(part);
      sizeBytes += part.length;
      yield part;
    }
  }
  await pipeline(Readable.from(counted(), { objectMode: false }), createWriteStream(path, { flags: 'wx' }));
  return { sizeBytes, sha256: hash.digest('hex') };
}
