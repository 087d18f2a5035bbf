import { hash } from 'node:crypto';
import { accessSync, constants, statSync } from 'node:fs';
import { basename } from 'node:path';
import { fault } from '#kit/fault.js';
import { transferFaults } from './faults.ts';

/**
 * Looks whether there is a file that can be read.
 *
 * throws  import-no-file
 */
export function checkReadable(file: string): void {
  try {
    accessSync(file, constants.R_OK);
    if (!statSync(file).isFile()) throw new Error('it is no file.');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw fault(transferFaults, 'import-no-file', { file, reason }, error);
  }
}

/** The same files with the same decisions are the same import, which goes on where it was stopped. */
export function fingerprintOf(files: readonly string[], decisions: unknown): string {
  const parts = files.map((file) => {
    const { size, mtimeMs } = statSync(file);
    return [basename(file), size, mtimeMs];
  });
  return hash('sha256', JSON.stringify([parts, decisions]), 'base64url');
}
